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

/** A report as a browser prints it. */
async function print(t, report) {
  const page = await visit(t, { token });
  const answer = await page.goto(`${url}/ar/desk/inventory/cycles/${cycle.id}/reports/${report}`);
  assert.equal(answer.status(), 200);
  const paper = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  await writeFile(path.join(pictures, `paper-${report}.pdf`), paper);
  const text = paper.toString("latin1");
  const sheets = [...text.matchAll(/\/Type\s*\/Page\b[^]*?\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const sizes = sheets.map(([, width, height]) => [Math.round(width), Math.round(height)]);
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
