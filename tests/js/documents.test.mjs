// Every document of the pages against the committed schema, by the reference implementation.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { buildSchema, parse, validate } from "graphql";
import { program, root } from "./server.mjs";
import { run } from "./tools.mjs";

test("every registered document is valid, and its id is the hash of its text", async () => {
  const schema = buildSchema(await readFile(path.join(root, "crm-graphql/schema.graphql"), "utf8"));
  const documents = JSON.parse(await run(program, ["schema", "documents", "--format", "json"]));
  assert.ok(documents.length > 60, `${documents.length} documents`);
  const wrong = documents.flatMap(({ name, text }) => validate(schema, parse(text)).map(({ message }) => `${name}: ${message}`));
  assert.deepEqual(wrong, []);
  for (const { id, text } of documents) {
    assert.equal(id, `sha256:${createHash("sha256").update(text).digest("hex")}`);
  }
});
