// The public catalogue as a visitor uses it: on a phone, with and without scripts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fits } from "./look.mjs";
import { demo } from "./server.mjs";
import { heading, visitors } from "./visitors.mjs";

const { url } = demo();
const stranger = visitors();
const visit = (t, { width = 320 } = {}) => stranger(t, { width, locale: "ar-SA" });

/** What it is called, and what people type: without the doubling, the hamza, and the dots. */
const NAME = "التظلّم من قرار أصدرته الإمارة";
const TYPED = "التظلم من قرار اصدرته الاماره";

for (const [scripts, width, height] of [[true, 390, 844], [false, 390, 844], [true, 320, 700]]) {
  test(`a service is found on a phone of ${width}, ${scripts ? "with" : "without"} scripts`, async (t) => {
    const page = await stranger(t, { scripts, width, height, locale: "ar-SA" });
    await page.goto(url);
    assert.match(page.url(), /\/ar\/$/, "who asks for Arabic gets it");
    await fits(page, "home");
    await page.getByRole("searchbox").fill(TYPED);
    await page.getByRole("searchbox").press("Enter");
    await page.waitForURL("**/ar/services?**");
    await fits(page, "found");
    const found = page.locator("#results h3 a").first();
    assert.equal((await found.textContent()).trim(), NAME);
    await found.click();
    await page.waitForURL("**/ar/services/*");
    assert.equal(await heading(page), NAME);
    await fits(page, "service");
    const headings = await page.locator("article h2").allTextContents();
    for (const wanted of ["المستندات المطلوبة", "الرسوم", "مدة الإنجاز", "قنوات تقديم الخدمة", "الشكوى والتظلّم"]) {
      assert.ok(headings.includes(wanted), `${wanted} in ${headings}`);
    }
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("h1").isVisible(), "it can be printed");
    assert.equal(await page.locator("nav:visible").count(), 0, "without what leads elsewhere");
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("link", { name: "English" }).click();
    await page.waitForURL("**/en/services/*");
    assert.equal(await page.locator("html").getAttribute("dir"), "ltr");
  });
}

test("the list narrows while one types and ticks, and the address says how", async (t) => {
  const page = await visit(t, { width: 1280 });
  let loads = 0;
  page.on("load", () => (loads += 1));
  await page.goto(`${url}/en/services`);
  const count = page.locator("#results [data-live-count]");
  const all = await count.textContent();
  await page.getByRole("searchbox").pressSequentially("complaint");
  await page.waitForURL("**/services?search=complaint");
  await page.waitForFunction((before) => document.querySelector("[data-live-count]").textContent !== before, all);
  const some = await count.textContent();
  assert.notEqual(some, all);
  assert.equal((await page.locator("main [role=status]").textContent()).trim(), some.trim(), "it is read out");
  assert.ok(await page.getByRole("searchbox").evaluate((field) => field === document.activeElement), "one goes on typing");
  await page.getByLabel("Kiosk").check();
  await page.waitForURL("**/services?search=complaint&filter.channel.in=KIOSK");
  assert.equal(loads, 1, "the page was never left");
  await page.reload();
  assert.ok(await page.getByLabel("Kiosk").isChecked(), "the address is the view");
});

test("search engines read what a service is", async (t) => {
  const page = await visit(t);
  await page.goto(`${url}/en/services/RGT-102`);
  const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
  assert.equal(data["@type"], "GovernmentService");
  assert.equal(data.identifier, "RGT-102");
  assert.equal(data.name, await heading(page));
  assert.ok(data.availableChannel.every((channel) => channel["@type"] === "ServiceChannel" && channel.name));
});

test("on paper there is what one reads, not what one presses", async (t) => {
  const page = await visit(t, { width: 800 });
  await page.goto(`${url}/ar/services/RGT-102`);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("h1").isVisible());
  assert.equal(await page.locator("nav:visible, button:visible, .button:visible").count(), 0);
});
