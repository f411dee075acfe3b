// Reports on paper: a browser prints them in Arabic. The sheets lie in `screenshots/` afterwards.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { before, test } from "node:test";
import { ask, demo } from "./server.mjs";
import { visitors } from "./visitors.mjs";

const { url, tokens } = demo();
const visit = visitors();
const pictures = path.join(import.meta.dirname, "screenshots");
const token = tokens.catalogue_manager;
/** A4 in points. */
const [SHORT, LONG] = [595, 842];

let cycle;
before(async () => {
  await mkdir(pictures, { recursive: true });
  const { body } = await ask({ url }, "{ inventoryCycles(first: 2) { nodes { id digest } } }", { token });
  cycle = body.data.inventoryCycles.nodes[1];
});

/** A report as it is opened. */
async function open(t, report, language = "ar") {
  const page = await visit(t, { token });
  const answer = await page.goto(`${url}/${language}/desk/inventory/cycles/${cycle.id}/reports/${report}`);
  assert.equal(answer.status(), 200);
  return page;
}

/** The sizes of the sheets on which a browser prints a page; they lie as `paper-NAME.pdf` afterwards. */
async function sheets(page, name) {
  const paper = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  await writeFile(path.join(pictures, `paper-${name}.pdf`), paper);
  const text = paper.toString("latin1");
  const found = [...text.matchAll(/\/Type\s*\/Page\b[^]*?\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)];
  return found.map(([, width, height]) => [Math.round(width), Math.round(height)]);
}

/** A report as a browser prints it. */
async function print(t, report) {
  const page = await open(t, report);
  const sizes = await sheets(page, report);
  await page.emulateMedia({ media: "print" });
  return { page, sizes };
}

test("the summary for who decides has two sheets, with the digest by which it is checked", async (t) => {
  const { page, sizes } = await print(t, "summary");
  assert.deepEqual(sizes, [[SHORT, LONG], [SHORT, LONG]]);
  assert.ok(await page.locator(".report-foot").getByText(cycle.digest).isVisible());
  assert.match(await page.locator(".report-foot").innerText(), /inventory verify --cycle INV-2/);
  for (const left of [".breadcrumb", ".desk-nav", "[data-print]"]) {
    assert.ok(!(await page.locator(left).first().isVisible()), `${left} is for the screen`);
  }
});

/** Names longer than any that people gave so far; every list of the summary with as many rows as it can have. */
const NAMES = {
  ar: "إصدار تراخيص الأنشطة التجارية والصناعية وتجديدها ونقل ملكيتها وتعديلها وإلغاؤها للأفراد والمنشآت في جميع المناطق والمحافظات ".repeat(2),
  en: "Commercial and industrial licences: issue, renewal, transfer, change and cancellation, for people and for establishments, everywhere ".repeat(2),
};
const ROWS = [[".tasks", [9, 3]], ["tbody", [3, 6, 10, 3, 3]], ["dl.chart", [4, 4, 6, 6]]];

for (const [language, name] of Object.entries(NAMES)) {
  test(`the summary keeps to two sheets whatever names are like (${language})`, async (t) => {
    const page = await open(t, "summary", language);
    const filled = await page.evaluate(stretch, { name, rows: ROWS });
    assert.deepEqual(filled, ROWS.map(([, counts]) => counts));
    assert.deepEqual(await sheets(page, `summary-long-${language}`), [[SHORT, LONG], [SHORT, LONG]]);
    // numbers and codes stand whole
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 688, height: 1000 });
    const cut = await page.locator(".report :is(td, dd, .code, .digest)").evaluateAll((all) =>
      all.filter((one) => !one.querySelector(".brief") && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).map((one) => one.innerText),
    );
    assert.deepEqual(cut, []);
  });
}

/** In the page: gives lists the rows they can have (many concerns leave fewer departments) and all names one text. */
function stretch({ name, rows }) {
  const filled = rows.map(([selector, counts]) =>
    [...document.querySelectorAll(`.report ${selector}`)].map((list, index) => {
      // a bar of a chart is a term with its two values
      const each = list.tagName === "DL" ? 3 : 1;
      while (list.children.length < counts[index] * each) {
        for (const one of [...list.children].slice(-each)) list.append(one.cloneNode(true));
      }
      while (list.children.length > counts[index] * each) list.lastElementChild.remove();
      return list.children.length / each;
    }),
  );
  for (const one of document.querySelectorAll(".report .brief")) one.textContent = name;
  return filled;
}

for (const report of ["services", "automation", "digital", "processes"]) {
  test(`${report}: sheets lie across, every row and no column is cut`, async (t) => {
    const { page, sizes } = await print(t, report);
    assert.ok(sizes.length > 1, `${sizes.length} sheets`);
    assert.deepEqual(new Set(sizes.map(String)), new Set([`${LONG},${SHORT}`]));
    const heading = await page.locator("thead").evaluate((head) => getComputedStyle(head).display);
    assert.equal(heading, "table-header-group", "it stands on every sheet");
    const count = Number(/\d+/.exec(await page.locator(".report-count").innerText())[0]);
    assert.ok(new Set(await page.locator("tbody th .code").allInnerTexts()).size === count, "all rows, not a page of them");
    // what a sheet of A4 across leaves between its margins, in CSS pixels
    await page.setViewportSize({ width: 1032, height: 700 });
    const [wide, room] = await page.locator("table").evaluate((table) => [table.scrollWidth, table.parentElement.clientWidth]);
    assert.ok(wide <= room, `${wide} in ${room}`);
  });
}
