// Every page in a real browser, in both languages, on a desk and on a phone: nothing stands in anyone's way, nothing is
// wider than the screen, nothing reaches outside. What they looked like lies in `screenshots/` afterwards.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { ask, demo } from "./server.mjs";

const { url, tokens } = demo();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = path.join(import.meta.dirname, "screenshots");

const LANGUAGES = [["ar", "rtl"], ["en", "ltr"]];
const WIDTHS = [1280, 320];

let browser;
let known;
before(async () => {
  await mkdir(pictures, { recursive: true });
  browser = await launch();
  known = await records();
});
after(() => browser.close());

/** Records of the demo that pages with an id in their address are shown for. */
async function records() {
  const open = await ask({ url }, "{ categories(first: 1) { nodes { id } } tags(kind: LIFE_EVENT, first: 1) { nodes { id } } }");
  const { categories, tags } = open.body.data;
  return { category: categories.nodes[0].id, lifeEvent: tags.nodes[0].id };
}

const PUBLIC = {
  home: () => "/",
  services: () => "/services",
  "services-found": () => "/services?search=شكوى&filter.client.in=INDIVIDUALS&filter.fees.eq=FREE",
  "services-none": () => "/services?search=xyzzy",
  category: () => `/categories/${known.category}`,
  "life-event": () => `/life-events/${known.lifeEvent}`,
  service: () => "/services/RGT-102",
  missing: () => "/nothing-here",
};

for (const [name, address] of Object.entries(PUBLIC)) {
  test(`for everybody: ${name}`, (t) => look(t, name, address()));
}

/** A page in each language and width. */
async function look(t, name, address, role) {
  for (const width of WIDTHS) {
    const page = await visit(t, width, role);
    for (const [language, direction] of LANGUAGES) {
      const state = `${name}-${language}-${width}`;
      await page.goto(`${url}/${language}${address}`);
      await page.screenshot({ path: path.join(pictures, `${state}.png`), fullPage: true });
      const root = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
      assert.deepEqual(root, [language, direction], state);
      await fits(page, state);
    }
  }
}

/** A fresh visitor; when the test ends they must have kept to the server and to its policy. */
async function visit(t, width, role) {
  const headers = role ? { authorization: `Bearer ${tokens[role]}` } : {};
  const context = await browser.newContext({ viewport: { width, height: 800 }, extraHTTPHeaders: headers });
  const page = await context.newPage();
  const foreign = [];
  const wrong = [];
  context.on("request", (request) => new URL(request.url()).host === new URL(url).host || foreign.push(request.url()));
  page.on("pageerror", (error) => wrong.push(error.stack));
  page.on("console", (line) => /Content Security Policy|Trusted/i.test(line.text()) && wrong.push(line.text()));
  t.after(async () => {
    await context.close();
    assert.deepEqual({ foreign, wrong }, { foreign: [], wrong: [] });
  });
  return page;
}

async function fits(page, state) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(wide <= room, `${state}: ${wide} in ${room}`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const found = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  assert.deepEqual(found, [], state);
}
