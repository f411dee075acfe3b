// Looking at a page: it stands in nobody's way, is no wider than the screen, and leaves a picture in `screenshots/`.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = path.join(import.meta.dirname, "screenshots");
await mkdir(pictures, { recursive: true });

/** A desk and the narrowest phone. */
const WIDTHS = [1280, 320];
/** Each language is gone through once; the other width has the same elements. */
const THOROUGH = ["ar-320", "en-1280"];
const DIRECTIONS = { ar: "rtl", en: "ltr" };

/** Looks at the page that is open, on a desk and on a phone; then it has the size it had. */
export async function look(page, name) {
  const before = page.viewportSize();
  const [language, direction] = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  assert.equal(direction, DIRECTIONS[language], name);
  for (const width of WIDTHS) {
    const state = `${name}-${language}-${width}`;
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: path.join(pictures, `${state}.png`), fullPage: true });
    await fits(page, state);
    // what is missing or true in the data has words of its own
    assert.doesNotMatch(await page.locator("body").innerText(), /\b(None|True|False|undefined)\b/, state);
    if (THOROUGH.includes(`${language}-${width}`)) await blocksNobody(page, state);
  }
  await page.setViewportSize(before);
}

/** Looks at the page that is open in Arabic, and at the same in English; then it is the Arabic one again. */
export async function lookInBoth(page, name) {
  const arabic = page.url();
  await look(page, name);
  await page.goto(arabic.replace("/ar/", "/en/"));
  await look(page, name);
  await page.goto(arabic);
}

/** Nothing is wider than the screen. */
export async function fits(page, state) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(wide <= room, `${state}: ${wide} in ${room}`);
}

async function blocksNobody(page, state) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const found = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  assert.deepEqual(found, [], state);
}
