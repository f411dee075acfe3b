// The explorer in a real browser, mostly by keyboard alone. No test lets a request leave the server's origin.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { ask, demo } from "./server.mjs";

const { url, tokens } = demo();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOG = `mutation {
  logInteraction(input: { channel: PHONE, service: { code: "RGT-102" }, subject: "متابعة", outcome: ANSWERED }) {
    userErrors { code message path }
  }
}`;
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** The page of a fresh visitor. When the test ends it must have kept to its origin and to its policy. */
async function visit(t, { role = "agent", locale = "en-US", width = 1280 } = {}) {
  const context = await browser.newContext({ locale, viewport: { width, height: 800 } });
  const page = await context.newPage();
  const foreign = [];
  const wrong = [];
  const see = (address) => new URL(address).host === new URL(url).host || foreign.push(address);
  context.on("request", (request) => see(request.url()));
  page.on("websocket", (socket) => see(socket.url()));
  page.on("pageerror", (error) => wrong.push(error.stack));
  page.on("console", (line) => /Content Security Policy|Trusted/i.test(line.text()) && wrong.push(line.text()));
  t.after(async () => {
    await context.close();
    assert.deepEqual({ foreign, wrong }, { foreign: [], wrong: [] });
  });
  await page.goto(`${url}/explorer${role ? `#token=${tokens[role]}` : ""}`);
  await page.locator("#page h3").waitFor();
  await page.locator("#who").filter({ hasText: /\S/ }).waitFor();
  return page;
}

/** Types a document in place of what is there, as a person does. */
async function write(page, text) {
  await page.locator("#document").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** Runs what is written by the keyboard; answers what the server said. */
async function run(page) {
  const [answer] = await Promise.all([page.waitForResponse("**/graphql"), page.keyboard.press("Control+Enter")]);
  await page.locator("#status").filter({ hasText: "ms" }).waitFor();
  return { sent: answer.request(), shown: JSON.parse(await page.locator("#result").textContent()) };
}

test("a query is written and run by the keyboard alone, and the caret gets out again", async (t) => {
  const page = await visit(t);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "document", "the first link leads to the editor");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("{ viewer {\n");
  assert.equal(await page.locator("#document").inputValue(), "{ viewer {\n  ", "a new line is indented");
  await page.keyboard.type("actor { kind } } }");
  const { sent, shown } = await run(page);
  assert.deepEqual(shown, { data: { viewer: { actor: { kind: "STAFF" } } } });
  assert.equal(sent.headers()["accept-language"], "en");
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "document", "Tab is no trap");
});

test("completion offers what fits, and takes it with Enter; it can be undone", async (t) => {
  const page = await visit(t);
  await write(page, "{ services { nodes { ");
  await page.keyboard.type("comp");
  const options = page.locator("#document-list").getByRole("option");
  const option = options.and(page.locator("[aria-selected=true]"));
  assert.match(await option.textContent(), /^completeness/);
  assert.equal(await page.locator("#document").getAttribute("aria-activedescendant"), await option.getAttribute("id"));
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#document").inputValue(), "{ services { nodes { completeness");
  assert.equal(await options.count(), 0);
  await page.keyboard.press("Control+Z");
  assert.equal(await page.locator("#document").inputValue(), "{ services { nodes { comp");
  await page.keyboard.type(" ");
  await page.keyboard.press("Control+Space");
  assert.ok((await options.count()) > 5, "all fields on demand");
  await page.keyboard.press("Escape");
  assert.equal(await options.count(), 0);
});

test("the colours lie under their letters, in both scripts", async (t) => {
  const page = await visit(t);
  await write(page, `{ services(search: "شكوى ضد جهة", first: 3) { nodes { code } } }\n${"# long ".repeat(60)}\n${"\n".repeat(60)}{ x }`);
  const [painted, typed] = await page.evaluate(() => {
    const area = document.querySelector("#document");
    area.scrollTop = area.scrollLeft = 10_000;
    area.dispatchEvent(new Event("scroll"));
    const { transform } = document.querySelector("#document-box code").style;
    return [transform, `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`];
  });
  assert.equal(painted, typed);
  assert.equal(await page.locator("#document-box code").textContent(), `${await page.locator("#document").inputValue()}\n`);
});

test("the docs are searched and opened, and lead on to other types", async (t) => {
  const page = await visit(t);
  await page.locator("#find").focus();
  await page.keyboard.type("logInteraction");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Mutation.logInteraction" }).press("Enter");
  const found = page.locator("#page .found");
  assert.match(await found.textContent(), /logInteraction/);
  await found.getByRole("button", { name: "LogInteractionInput!" }).press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "input LogInteractionInput");
  await page.getByRole("button", { name: "Back" }).press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "type Mutation");
});

test("the history recalls documents over visits, and keeps neither variables nor tokens", async (t) => {
  const page = await visit(t);
  const text = "query Kept($code: String!) { service(code: $code) { code } }";
  await write(page, text);
  await page.getByText("Variables (JSON)").click();
  await page.locator("#variables").fill('{ "code": "RGT-102" }');
  const { shown } = await run(page);
  assert.equal(shown.data.service.code, "RGT-102");
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.doesNotMatch(stored, /RGT-102|mst_/);
  await write(page, "{ viewer { purpose } }");
  await page.reload();
  assert.equal(await page.locator("#document").inputValue(), "{ viewer { purpose } }", "the draft outlives a reload");
  await page.getByRole("tab", { name: "Docs" }).focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "History");
  await page.getByRole("button", { name: "query Kept" }).press("Enter");
  assert.equal(await page.locator("#document").inputValue(), text);
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("button", { name: "Clear the history" }).press("Enter");
  assert.equal(await page.evaluate(() => localStorage.getItem("mustafid.explorer.history")), null);
});

test("a token in the address is gone from it at once, and a wrong one is refused", async (t) => {
  const page = await visit(t);
  assert.equal(page.url(), `${url}/explorer`);
  assert.match(await page.locator("#who").textContent(), /AGENT \(BEN-SERVICES\)/);
  await page.getByRole("button", { name: "Sign out" }).press("Enter");
  assert.match(await page.locator("#who").textContent(), /No token/);
  await page.keyboard.type("mst_wrong");
  await page.keyboard.press("Enter");
  await page.locator("#who.bad").waitFor();
  await page.locator("#token").fill(tokens.auditor);
  await page.keyboard.press("Enter");
  await page.locator("#who").filter({ hasText: "AUDITOR" }).waitFor();
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify({ ...localStorage })), /mst_/);
});

test("purpose, language and the represented member go along as headers", async (t) => {
  const page = await visit(t, { locale: "ar-SA" });
  await page.getByText("الترويسات").click();
  await page.locator("#purpose").selectOption("complaint_handling");
  await page.locator("#answers").selectOption("en");
  await page.locator("#behalf").fill("agent-01");
  await write(page, "{ viewer { purpose } }");
  const [request] = await Promise.all([page.waitForRequest("**/graphql"), page.keyboard.press("Control+Enter")]);
  const { "x-purpose": purpose, "accept-language": language, "x-on-behalf-of": behalf } = request.headers();
  assert.deepEqual([purpose, language, behalf], ["complaint_handling", "en", "agent-01"]);
});

test("what goes wrong is said: in the variables, in the document, on the way", async (t) => {
  const page = await visit(t);
  await write(page, "{ nothing }");
  await page.getByText("Variables (JSON)").click();
  await page.locator("#variables").fill("[1]");
  await page.keyboard.press("Control+Enter");
  assert.match(await page.locator("#errors").textContent(), /not a JSON object/);
  await page.locator("#variables").fill("");
  await run(page);
  assert.match(await page.locator("#errors").textContent(), /nothing/i);
  await page.route("**/graphql", (route) => route.abort());
  await page.keyboard.press("Control+Enter");
  await page.locator("#errors").filter({ hasText: "cannot be reached" }).waitFor();
  assert.ok(await page.getByRole("button", { name: "Run" }).isVisible(), "it can be tried again");
});

test("every example that is no subscription succeeds on the demo", async (t) => {
  const page = await visit(t);
  await page.getByRole("tab", { name: "Examples" }).click();
  const examples = page.locator("#examples button");
  const count = await examples.count();
  assert.ok(count >= 5);
  for (let place = 0; place < count; place += 1) {
    await examples.nth(place).press("Enter");
    if (/^subscription/m.test(await page.locator("#document").inputValue())) continue;
    const { shown } = await run(page);
    const text = JSON.stringify(shown);
    assert.equal(shown.errors, undefined, text);
    assert.doesNotMatch(text, /null|"userErrors":\[\{/, text);
  }
});

test("a subscription shows events as they come, until it is stopped by the keyboard", async (t) => {
  const page = await visit(t);
  await page.getByRole("tab", { name: "Examples" }).click();
  await page.getByRole("button", { name: "Follow the contacts live" }).press("Enter");
  await page.keyboard.press("Control+Enter");
  await page.locator("#status").filter({ hasText: "Waiting for events" }).waitFor();
  const events = page.locator("#events li");
  // It tells what is written from when it is open.
  while ((await events.count()) === 0) {
    const { body } = await ask({ url }, LOG, { token: tokens.agent });
    assert.deepEqual(body.data.logInteraction.userErrors, []);
    await events.first().waitFor({ timeout: 2000 }).catch(() => {});
  }
  assert.match(await events.first().textContent(), /"interactionLogged"[^]*"RGT-102"/);
  assert.match(await page.locator("#status").textContent(), /^\d+ events?$/);
  await page.evaluate(axe);
  await fits(page, "events");
  await page.getByRole("button", { name: "Stop" }).press("Enter");
  assert.match(await page.locator("#status").textContent(), /Stopped$/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "run");
});

test("a subscription that is refused says why", async (t) => {
  const page = await visit(t, { role: null });
  await write(page, "subscription { nothing }");
  await page.keyboard.press("Control+Enter");
  await page.locator("#errors li").first().waitFor();
  assert.match(await page.locator("#errors").textContent(), /nothing|4\d{3}/i);
});

for (const [locale, dir] of [["ar-SA", "rtl"], ["en-US", "ltr"]]) {
  test(`nothing stands in the way of anyone, and nothing is wider than a phone: ${locale}`, async (t) => {
    const page = await visit(t, { locale, width: 320 });
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [locale.slice(0, 2), dir]);
    await page.evaluate(axe);
    for (const summary of await page.locator("#ask summary").all()) await summary.click();
    await write(page, `query A($a: String) { services(search: "${"شكوى ".repeat(40)}") { nodes { code name { text } } } nothing }`);
    await run(page);
    await fits(page, "an answer with errors");
    await write(page, "{ ser");
    await page.keyboard.press("Control+Space");
    await page.locator("#document-list [role=option]").first().waitFor();
    await fits(page, "suggestions");
    await page.keyboard.press("Escape");
    await page.locator("#page button").first().click();
    await fits(page, "docs of a type");
    for (const tab of ["examples", "history"]) {
      await page.locator(`#tab-${tab}`).click();
      await fits(page, tab);
    }
    await page.locator("#sign-out").click();
    await fits(page, "signed out");
    await page.locator("#language").click();
    assert.equal(await page.evaluate(() => document.documentElement.dir), dir === "rtl" ? "ltr" : "rtl");
    await fits(page, "the other language");
  });
}

async function fits(page, state) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(wide <= room, `${state}: ${wide} in ${room}`);
  const { violations } = await page.evaluate(() => window.axe.run());
  const found = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  assert.deepEqual(found, [], state);
}
