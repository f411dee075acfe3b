// Logging a contact as an agent does it all day: by keyboard alone, and without scripts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demo } from "./server.mjs";
import { visitors } from "./visitors.mjs";

const { url, tokens } = demo();
/** Most presses beside the letters, from any page to the logged contact. At four a second all of it takes under 20 s. */
const MOST = 25;
const visit = visitors();
const agent = (t, scripts = true) => visit(t, { scripts, token: tokens.agent });

/** A keyboard that counts. */
function keyboard(page) {
  const keys = { presses: 0, letters: 0 };
  keys.press = async (key, times = 1) => {
    for (let done = 0; done < times; done += 1) await page.keyboard.press(key);
    keys.presses += times;
  };
  keys.type = async (text) => {
    for (const letter of text) await page.keyboard.insertText(letter);
    keys.letters += text.length;
  };
  /** Goes on until what is wanted has the focus. */
  keys.until = async (wanted) => {
    const there = () => page.locator(wanted).first().evaluate((element) => element === document.activeElement);
    for (let left = 20; left > 0 && !(await there()); left -= 1) await keys.press("Tab");
    assert.ok(await there(), `${wanted} is reached by Tab`);
  };
  return keys;
}

for (const [language, person, service, subject] of [
  ["ar", "خالد", "شكوى ضد", "متابعة الشكوى"],
  ["en", "Khalid", "complaint", "Follow-up of the complaint"],
]) {
  test(`by keyboard alone: ${language}`, async (t) => {
    const page = await agent(t);
    const keys = keyboard(page);
    await page.goto(`${url}/${language}/desk/services`);
    await keys.press("F2");
    await page.waitForURL("**/desk/log");
    await keys.type(person);
    await page.locator("#caller-found .found").waitFor();
    await keys.until("#caller-found .found button");
    await keys.press("Enter");
    await page.locator("#caller-found .chosen").waitFor();
    await keys.until("#wanted");
    await keys.type(service);
    await page.locator("#service-found .found").waitFor();
    await keys.until("#service-found .found button");
    await keys.press("Enter");
    await page.locator("#service-found .chosen").waitFor();
    await keys.until("[id='input.subject']");
    await keys.type(subject);
    await keys.press("Control+Enter");
    await page.waitForURL("**/desk/contacts/*?done=logged");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "alert", "it is told at once");
    assert.match(await page.locator("h1").textContent(), new RegExp(subject));
    t.diagnostic(`${keys.presses} presses and ${keys.letters} letters`);
    assert.ok(keys.presses <= MOST, `${keys.presses} presses`);
  });
}

test("without scripts every step is a page of its own, and nothing typed is lost", async (t) => {
  const page = await agent(t, false);
  await page.goto(`${url}/ar/desk/log`);
  await page.locator("[id='input.subject']").fill("سؤال عن الخدمة");
  await page.locator("#caller").fill("خالد");
  await page.locator("#caller").press("Enter");
  await page.locator("#caller-found .found button").first().click();
  await page.locator("#caller-found .chosen").waitFor();
  await page.locator("#wanted").fill("شكوى ضد");
  await page.locator("#wanted").press("Enter");
  await page.locator("#service-found .found button").first().click();
  await page.locator("#service-found .chosen").waitFor();
  assert.equal(await page.locator("[id='input.subject']").inputValue(), "سؤال عن الخدمة");
  await page.locator("[data-submit]").click();
  await page.waitForURL("**/desk/contacts/*?done=logged");
  assert.match(await page.locator("h1").textContent(), /سؤال عن الخدمة/);
});

test("what is typed is asked for before one leaves it", async (t) => {
  const page = await agent(t);
  await page.goto(`${url}/en/desk/log`);
  await page.locator("[id='input.subject']").fill("Unsaved");
  const asked = new Promise((resolve) => page.once("dialog", (dialog) => dialog.dismiss().then(() => resolve(dialog.type()))));
  await page.locator(".desk-nav a").first().click();
  assert.equal(await asked, "beforeunload");
  assert.equal(await page.locator("[id='input.subject']").inputValue(), "Unsaved");
});
