// The explorer without a browser: how it is served, and what its editor knows of a document and of the schema.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { demo, root } from "./server.mjs";

const folder = `${root}/crm-server/src/http/explorer`;
const { complete } = await import(`${folder}/complete.mjs`);
const { lex, operations } = await import(`${folder}/lexer.mjs`);
const { parse } = await import(`${folder}/schema.mjs`);
const sdl = await readFile(`${root}/crm-graphql/schema.graphql`, "utf8");
const schema = parse(sdl);

/** The words offered where a document has a `|`. */
function offered(text) {
  return complete(text.replace("|", ""), text.indexOf("|"), schema).items.map(({ name }) => name);
}

test("the page and its files come with a policy of their own, and as 304 to who has them", async () => {
  const { url } = demo();
  const page = await fetch(`${url}/explorer`);
  assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(page.headers.get("content-security-policy"), /default-src 'none'; script-src 'self';/);
  const html = await page.text();
  assert.doesNotMatch(html, /<script(?![^>]* src=)|<style| style=| on\w+=/, "nothing inline");
  const files = [...html.matchAll(/(?:src|href)="(explorer\/[^"]+)"/g)].map(([, file]) => file);
  assert.ok(files.length >= 3);
  for (const file of ["explorer", ...files]) {
    const first = await fetch(`${url}/${file}`);
    assert.equal(first.status, 200, file);
    assert.equal(first.headers.get("cache-control"), "no-cache");
    const again = await fetch(`${url}/${file}`, { headers: { "if-none-match": first.headers.get("etag") } });
    assert.equal(again.status, 304, file);
    assert.equal((await fetch(`${url}/${file}`, { method: "POST" })).status, 405, file);
  }
});

test("the schema is read whole", async () => {
  const { buildSchema } = await import("graphql");
  const reference = buildSchema(sdl).getTypeMap();
  for (const [name, type] of Object.entries(reference)) {
    if (name.startsWith("__")) continue;
    const read = schema.types.get(name);
    assert.ok(read, name);
    if (!type.getFields) continue;
    const expected = Object.values(type.getFields()).map((field) => [field.name, String(field.type), field.description ?? ""]);
    assert.deepEqual(read.fields.map((field) => [field.name, field.type, field.description]), expected, name);
    for (const field of Object.values(type.getFields())) {
      const args = (field.args ?? []).map((arg) => [arg.name, String(arg.type)]);
      const found = read.fields.find((one) => one.name === field.name);
      assert.deepEqual(found.args.map((arg) => [arg.name, arg.type]), args, `${name}.${field.name}`);
    }
  }
});

test("what is offered fits the place", () => {
  assert.deepEqual(offered("{ services(f|"), ["filter", "first", "after", "before"]);
  assert.deepEqual(offered("{ services { nodes { co|"), ["code", "completeness"]);
  assert.equal(offered("{ services(filter: { st|")[0], "status");
  assert.equal(offered("{ services(filter: { status: { eq: DR|")[0], "DRAFT");
  assert.deepEqual(offered("{ services(filter: { and: [{ cod|"), ["code"]);
  assert.deepEqual(offered("mutation { logI|"), ["logInteraction"]);
  assert.deepEqual(offered("query q($text: String) { services(search: $|"), ["text"]);
  assert.deepEqual(offered("{ services { nodes { code @|"), ["include", "skip"]);
  assert.ok(offered('{ node(id: "x") { ... on |').includes("Service"));
  assert.ok(!offered('{ node(id: "x") { ... on |').includes("ServiceCard"), "only what a node can be");
  assert.ok(offered("query q($key: |").includes("IdentifierKeyInput"));
  assert.ok(!offered("query q($key: |").includes("Service"), "only what can be sent");
  assert.ok(offered("{ viewer { purpose } } m|").includes("mutation"));
});

test("nothing is offered in texts, comments and unknown places", () => {
  for (const text of ['{ node(id: "|', "# a|", "{ nothing { a|", '{ a(b: """ c|', "{ services(unknown: { a|", "]]})|("]) {
    const found = offered(text);
    assert.ok(found.every((word) => ["query", "mutation", "subscription", "fragment", "{", "__typename"].includes(word)), text);
  }
});

test("the editor stays alive whatever is in it", () => {
  const source = 'query A($x: [Int!] = [1]) @skip(if: true) { a(b: {c: "d" e: [$x]}) { ... on B { f } ...G } } # ش';
  for (let cut = 0; cut <= source.length; cut += 1) {
    for (const text of [source.slice(0, cut), source.slice(cut)]) {
      for (let caret = 0; caret <= text.length; caret += 1) {
        const { from, to } = complete(text, caret, schema);
        assert.ok(from <= caret && caret <= to, `${text} at ${caret}`);
      }
      // Between tokens there is nothing but blanks and commas.
      let end = 0;
      for (const token of lex(text)) {
        assert.match(text.slice(end, token.start), /^[\s,]*$/);
        end = token.end;
      }
      assert.match(text.slice(end), /^[\s,]*$/);
    }
  }
});

test("the operations of a document are found, with the one at the caret", () => {
  const text = "query A { b } fragment F on T { x } mutation B($i: I = { a: 1 }) { c } { d }";
  assert.deepEqual(operations(text).map(({ kind, name }) => [kind, name]), [["query", "A"], ["mutation", "B"], ["query", null]]);
  const [first] = operations(text);
  assert.equal(text.slice(first.start, first.end), "query A { b }");
});
