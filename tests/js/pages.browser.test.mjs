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
/** Each language is gone through once; the other width has the same elements. */
const THOROUGH = ["ar-320", "en-1280"];

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
  const first = async (query, role) => {
    const { body } = await ask({ url }, query, { token: tokens[role] });
    return Object.values(body.data)[0].nodes[0].id;
  };
  return {
    category: await first("{ categories(first: 1) { nodes { id } } }"),
    lifeEvent: await first("{ tags(kind: LIFE_EVENT, first: 1) { nodes { id } } }"),
    department: await first("{ departments(first: 1) { nodes { id } } }"),
    site: await first("{ sites(first: 1) { nodes { id } } }"),
    reason: await first("{ contactReasons(first: 1) { nodes { id } } }", "agent"),
    contact: await first("{ interactions(first: 1) { nodes { id } } }", "agent"),
    person: await first("{ beneficiaries(first: 1) { nodes { id } } }", "agent"),
  };
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

const AGENT = {
  desk: () => "/desk",
  log: () => "/desk/log",
  "log-chosen": () => `/desk/log?beneficiary=${known.person}&service=RGT-102`,
  contacts: () => "/desk/contacts",
  contact: () => `/desk/contacts/${known.contact}`,
  "follow-ups": () => "/desk/follow-ups",
  beneficiaries: () => "/desk/beneficiaries",
  "beneficiary-new": () => "/desk/beneficiaries/new",
  beneficiary: () => `/desk/beneficiaries/${known.person}`,
  search: () => "/desk/search",
};

const SECTIONS = [
  "identity", "audience", "channels", "procedure", "fees", "promise", "online", "classes", "ownership", "relations", "governance",
];

const MANAGER = {
  "desk-services": () => "/desk/services",
  "desk-services-found": () => "/desk/services?search=شكوى&orderBy=CODE_ASC",
  "desk-service": () => "/desk/services/RGT-102",
  "desk-service-history": () => "/desk/services/RGT-102/history",
  "desk-service-new": () => "/desk/services/new",
  ...Object.fromEntries(SECTIONS.map((section) => [`card-${section}`, () => `/desk/services/RGT-102/edit/${section}`])),
};

const READER = {
  figures: () => "/desk/figures?from=2025-12&to=2026-11",
};

const KEEPER = {
  admin: () => "/desk/admin",
  departments: () => "/desk/admin/departments",
  "department-new": () => "/desk/admin/departments/new",
  department: () => `/desk/admin/departments/${known.department}`,
  sites: () => "/desk/admin/sites",
  "site-new": () => "/desk/admin/sites/new",
  site: () => `/desk/admin/sites/${known.site}`,
  reasons: () => "/desk/admin/reasons",
  "reason-new": () => "/desk/admin/reasons/new",
  reason: () => `/desk/admin/reasons/${known.reason}`,
};

for (const [role, pages] of [[undefined, PUBLIC], ["agent", AGENT], ["catalogue_manager", { ...MANAGER, ...KEEPER }], ["reader", READER]]) {
  for (const [name, address] of Object.entries(pages)) {
    test(`for ${role ?? "everybody"}: ${name}`, (t) => look(t, name, address(), role));
  }
}

/** A page in each language and width. */
async function look(t, name, address, role) {
  for (const width of WIDTHS) {
    const page = await visit(t, width, role);
    for (const [language, direction] of LANGUAGES) {
      const state = `${name}-${language}-${width}`;
      const answer = await page.goto(`${url}/${language}${address}`);
      assert.equal(answer.status(), name === "missing" ? 404 : 200, state);
      await page.screenshot({ path: path.join(pictures, `${state}.png`), fullPage: true });
      const root = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
      assert.deepEqual(root, [language, direction], state);
      await fits(page, state);
      // what is missing or true in the data has words of its own
      assert.doesNotMatch(await page.locator("body").innerText(), /\b(None|True|False|undefined)\b/, state);
      if (THOROUGH.includes(`${language}-${width}`)) await blocksNobody(page, state);
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
}

async function blocksNobody(page, state) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const found = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  assert.deepEqual(found, [], state);
}
