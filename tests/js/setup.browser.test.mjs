// A fresh installation: the link that the server prints makes the first administrator, once; others are invited.

import assert from "node:assert/strict";
import { test } from "node:test";
import { look } from "./look.mjs";
import { PASSWORD } from "./members.mjs";
import { serve } from "./server.mjs";
import { field, heading, press, visitors } from "./visitors.mjs";

const visit = visitors();

const WORDS = {
  ar: { setUp: "إنشاء حساب مدير النظام", signIn: "تسجيل الدخول", over: /استُخدم هذا الرابط/ },
  en: { setUp: "Make the administrator", signIn: "Sign in", over: /This link was used/ },
};

for (const [language, scripts] of [["ar", true], ["en", true], ["ar", false]]) {
  test(`from the printed link to the desk, ${language}, ${scripts ? "with" : "without"} scripts`, async (t) => {
    const words = WORDS[language];
    const see = scripts ? look : () => {};
    const server = await serve();
    t.after(server.stop);
    const page = await visit(t, { scripts });
    const link = `${server.url}/${language}/setup/${server.setup.split("/").pop()}`;
    await page.goto(link);
    await see(page, "setup");

    await field(page, "name").fill("نورة");
    await field(page, "username").fill("noura");
    await field(page, "password").fill(PASSWORD);
    await field(page, "again").fill("something else altogether");
    await press(page, words.setUp);
    assert.equal(await page.locator(".notice.error li").count(), 1);
    assert.equal(await field(page, "username").inputValue(), "noura", "only passwords are typed again");
    await see(page, "setup-mistakes");

    for (const name of ["password", "again"]) await field(page, name).fill(PASSWORD);
    await press(page, words.setUp);
    await page.waitForURL(`**/${language}/sign-in?done=password-set`);
    await field(page, "username").fill("noura");
    await field(page, "password").fill("not this one at all");
    await press(page, words.signIn);
    assert.equal(await page.locator(".notice.error li").count(), 1);
    await see(page, "sign-in-mistakes");
    await field(page, "password").fill(PASSWORD);
    await press(page, words.signIn);
    await page.waitForURL(`**/${language}/desk`);
    await see(page, "desk-empty");
    await page.goto(`${server.url}/${language}/desk/admin/staff`);
    assert.equal(await page.locator("main td, main th[scope=row]").filter({ hasText: "نورة" }).count(), 1);

    const again = await page.goto(link);
    assert.equal(again.status(), 410);
    assert.match(await page.locator("main").innerText(), words.over);
    await see(page, "link-over");

    await page.goto(`${server.url}/${language}/desk/account`);
    await see(page, "account");
    await page.locator("form[action$='/codes/start'] button").click();
    await page.locator("#codes svg").waitFor();
    await see(page, "account-codes");
  });
}

test("the administrator invites a colleague, who chooses a password", async (t) => {
  const server = await serve();
  t.after(server.stop);
  const page = await visit(t, { token: server.tokens.admin });
  await page.goto(`${server.url}/ar/desk/admin/staff/new`);
  await field(page, "input.code").fill("sara");
  await field(page, "input.name.ar").fill("سارة");
  await press(page, "حفظ");
  await page.waitForURL("**/desk/admin/staff/*?done=saved");
  await page.locator("main details summary").first().click();
  await field(page, "input.role").selectOption("READER");
  await page.locator("form[action$='/roles'] button").click();
  await page.waitForURL("**/desk/admin/staff/*?done=saved");
  await page.locator("form[action$='/invite'] button").click();
  const link = page.locator(".notice.done a");
  await look(page, "member-invited");

  const colleague = await visit(t);
  await colleague.goto(new URL(await link.getAttribute("href"), server.url).href);
  await look(colleague, "welcome");
  for (const name of ["password", "again"]) await field(colleague, name).fill(PASSWORD);
  await press(colleague, "حفظ كلمة المرور");
  await colleague.waitForURL("**/sign-in?done=password-set");
  await field(colleague, "username").fill("sara");
  await field(colleague, "password").fill(PASSWORD);
  await press(colleague, "تسجيل الدخول");
  await colleague.waitForURL("**/ar/desk");
  assert.match(await colleague.locator(".desk-head").innerText(), /سارة/);
  const refused = await colleague.goto(`${server.url}/ar/desk/admin/staff`);
  assert.equal(refused.status(), 403, "a reader administers nothing");
});
