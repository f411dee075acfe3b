// Departments, sites and contact reasons are kept in the browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, demo } from "./server.mjs";
import { field, heading, press as save, visitors } from "./visitors.mjs";

const { url, tokens } = demo();
const token = tokens.catalogue_manager;
/** Of this department is the demo's editor. */
const OWN = "إدارة الحقوق الخاصة";
const visit = visitors();
const keeper = (t, { scripts = true, secret = token } = {}) => visit(t, { scripts, token: secret });

test("a department is added, corrected where it was wrong, and renamed", async (t) => {
  const page = await keeper(t);
  await page.goto(`${url}/ar/desk/admin/departments/new`);
  await field(page, "input.code").fill("JS-DEPT");
  await field(page, "input.kind").selectOption("UNIT");
  await field(page, "input.contacts.phone").fill("0114567890");
  await save(page, "حفظ");
  const mistakes = page.locator(".notice.error li");
  assert.deepEqual(await mistakes.allTextContents(), ["الاسم: النص مطلوب بلغة النظام الأساسية."]);
  await mistakes.locator("a").click();
  await field(page, "input.name.ar").fill("إدارة التجربة");
  await save(page, "حفظ");
  await page.waitForURL("**/ar/desk/admin/departments?done=saved");
  assert.equal(await page.locator(".notice.done").textContent(), "حُفظت التغييرات.");

  const { body } = await ask({ url }, `{ department(code: "JS-DEPT") { id phone } }`, { token });
  assert.equal(body.data.department.phone, "0114567890");
  await page.goto(`${url}/ar/desk/admin/departments/${body.data.department.id}`);
  await field(page, "input.name.ar").fill("إدارة التجارب");
  await save(page, "حفظ");
  await page.waitForURL("**/ar/desk/admin/departments?done=saved");
  await page.goto(`${url}/ar/desk/admin/departments/${body.data.department.id}`);
  assert.equal(await heading(page), "إدارة التجارب");
  assert.match(await page.locator("main li").last().textContent(), /إدارة التجربة/, "the former name stays known");
});

test("who was slower loses nothing and is told", async (t) => {
  const [one, other] = [await keeper(t), await keeper(t)];
  const { body } = await ask({ url }, `{ departments(first: 1) { nodes { id } } }`, { token });
  const address = `${url}/en/desk/admin/departments/${body.data.departments.nodes[0].id}`;
  for (const page of [one, other]) await page.goto(address);
  await field(one, "input.contacts.website").fill("https://one.example.org/");
  await save(one, "Save");
  await one.waitForURL("**/departments?done=saved");
  await field(other, "input.contacts.website").fill("https://other.example.org/");
  await save(other, "Save");
  await other.locator(".notice.warning").waitFor();
  assert.equal(await field(other, "input.contacts.website").inputValue(), "https://other.example.org/");
});

test("a site has its opening hours, without scripts too", async (t) => {
  const page = await keeper(t, { scripts: false });
  await page.goto(`${url}/en/desk/admin/sites/new`);
  await field(page, "input.code").fill("JS-SITE");
  await field(page, "input.facts.name.ar").fill("نقطة التجربة");
  await field(page, "input.facts.openingHours.week.0.weekday").selectOption({ label: "Sunday" });
  await field(page, "input.facts.openingHours.week.0.opens").fill("07:30");
  await field(page, "input.facts.openingHours.week.0.closes").fill("14:30");
  await page.getByLabel("Step-free entrance").check();
  await save(page, "Save");
  await page.waitForURL("**/en/desk/admin/sites?done=saved");
  const asked = `{ site(code: "JS-SITE") { accessibility active openingHours { week { weekday opens closes } } } }`;
  const { body } = await ask({ url }, asked, { token });
  const week = [{ weekday: 7, opens: "07:30", closes: "14:30" }];
  assert.deepEqual(body.data.site, { accessibility: ["STEP_FREE"], active: true, openingHours: { week } });
});

test("a contact reason is drafted by one, approved by another, and retired", async (t) => {
  const editor = await keeper(t, { secret: tokens.department_editor });
  await editor.goto(`${url}/ar/desk/admin/reasons/new`);
  await field(editor, "input.code").fill("JS-REASON");
  await field(editor, "input.content.names.ar").fill("سبب للتجربة");
  await field(editor, "input.content.departmentId").selectOption({ label: OWN });
  await field(editor, "input.content.answer.ar").fill("هذه هي الإجابة.");
  await save(editor, "حفظ مسودة");
  await editor.waitForURL("**/desk/admin/reasons/reason_*?done=saved");
  const page = await keeper(t);
  await page.goto(editor.url());
  const state = page.locator("main .tag").first();
  assert.equal(await state.textContent(), "مسودة");
  await save(page, "اعتماد");
  await page.waitForURL("**/desk/admin/reasons/reason_*?done=approved");
  assert.equal(await state.textContent(), "معتمد");
  await save(page, "إلغاء السبب");
  await page.waitForURL("**/desk/admin/reasons/reason_*?done=retired");
  assert.equal(await state.textContent(), "ملغى");
});
