// A cycle of the inventory as its people go through it: an officer opens it, a department answers in a workbook and on a
// page, takes an answer back, the verifier accepts, the officer closes, publishes and prints the summary.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { look, lookInBoth } from "./look.mjs";
import { member, signIn } from "./members.mjs";
import { ask, serve } from "./server.mjs";
import { choice, field, open, press, visitors } from "./visitors.mjs";
import { fill, read } from "./workbook.mjs";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const pictures = path.join(import.meta.dirname, "screenshots");
const visit = visitors();
let server, plan;

const texts = (ar, en) => [{ lang: "ar", text: ar }, { lang: "en", text: en }];

/** Carries a mutation out that must go through. */
async function run(token, mutation, type, input, selection = "__typename") {
  const query = `mutation($input: ${type}!) { done: ${mutation}(input: $input) { ${selection} userErrors { path rule code } } }`;
  const { body } = await ask(server, query, { variables: { input }, token });
  assert.deepEqual(body.data?.done.userErrors, [], `${mutation}: ${JSON.stringify(body)}`);
  return body.data.done;
}

/** A service that the public sees. */
async function service(token, code, owner) {
  const card = {
    identity: { name: texts(`خدمة ${code}`, `Service ${code}`), summary: texts("وصف", "Summary"), scope: ["EXTERNAL"] },
    audience: { clients: ["INDIVIDUALS"] },
    fees: { state: "FREE" },
    promise: { deliveryTimes: [{ within: { amount: 1, unit: "WORKING_DAYS" } }] },
    channels: [{ kind: "COUNTER" }],
  };
  const { service: made } = await run(token, "createService", "CreateServiceInput", { code, owner, card }, "service { id }");
  await run(token, "submitService", "SubmitServiceInput", { id: made.id });
  await run(token, "publishService", "PublishServiceInput", { id: made.id });
}

before(async () => {
  server = await serve();
  const admin = server.tokens.admin;
  const department = { code: "PERMITS", kind: "UNIT", name: texts("إدارة التراخيص", "Permits") };
  const made = await run(admin, "createDepartment", "CreateDepartmentInput", department, "department { id }");
  const keeper = server.token("--role", "catalogue_manager", "--name", "Keeper");
  const secretary = server.token("--role", "committee_secretary", "--name", "Secretary");
  for (const code of ["P-1", "P-2", "P-3", "P-4"]) await service(keeper, code, made.department.id);
  const content = {
    title: texts("خطة حصر الخدمات", "Inventory plan"),
    definition: texts("كل ما يطلبه المستفيد ويُنجز له", "Whatever a beneficiary asks for and gets"),
    period: { from: "2026-01-01" },
    answerDays: 14,
    verifyDays: 7,
    decision: "MINUTES",
    questions: [{ code: "cost", text: texts("كم تكلّف الخدمة سنويًا؟", "What does it cost a year?") }],
  };
  plan = (await run(keeper, "draftInventoryPlan", "DraftInventoryPlanInput", { code: "PLAN", content }, "plan { id }")).plan.id;
  await run(keeper, "submitInventoryPlan", "ChangeInventoryPlanInput", { id: plan });
  const minutes = { number: "12/1447", on: { hijri: "1447-01-15" }, present: ["سعد"] };
  await run(secretary, "recordInventoryDecision", "RecordInventoryDecisionInput", { planId: plan, outcome: "APPROVED", minutes });
  await run(keeper, "enforceInventoryPlan", "ChangeInventoryPlanInput", { id: plan });
  await member(server, "officer", "CATALOGUE_MANAGER");
  await member(server, "owner", "DEPARTMENT_EDITOR");
  await member(server, "checker", "VERIFIER");
});
after(() => server?.stop());

test("a cycle from its opening to its public results", async (t) => {
  const [officer, owner, checker] = await Promise.all([visit(t), visit(t), visit(t)]);
  await signIn(officer, server, "ar", "officer");
  const cycle = await opened(officer);
  await lookInBoth(officer, "inventory-cycle-going");
  const made = read(await taken(officer, officer.locator("main tbody a[href*='workbook.xlsx?department=']")));
  assert.equal(made.length, 5, "the development department makes a department's workbook: a heading and four services");

  await signIn(owner, server, "ar", "owner");
  await owner.goto(`${server.url}/ar/desk/inventory`);
  await look(owner, "inventory-needed");
  await owner.locator(`main a[href$='${cycle}/workbooks']`).click();
  await owner.waitForURL("**/workbooks");
  await look(owner, "inventory-workbooks");
  const given = await taken(owner, owner.locator("form[action$='workbook.xlsx'] button"));
  await send(owner, filled(given));
  await lookInBoth(owner, "inventory-workbook-tried");
  assert.deepEqual(await outcomes(owner), ["إجابة", "إجابة", "مرفوض", "دون تغيير"]);
  const marked = read(await taken(owner, owner.locator("main a[download]")));
  assert.match(marked[3].at(-2), /REASON_REQUIRED/);
  await press(owner, "تسجيل الإجابات");
  await owner.waitForURL("**/desk/inventory/workbooks/*?done=workbook-started");
  await worked(owner);
  await lookInBoth(owner, "inventory-workbook-answered");

  // what was refused is mended in the marked file and sent again; then that file is taken back, and answered by page
  const [headings, ...rows] = marked;
  const [code, note] = ["رمز الخدمة", "ملاحظة الإدارة"].map((name) => headings.indexOf(name));
  const mended = rows.map((cells) => (cells[code] === "P-3" ? cells.with(note, "أُلغيت") : cells));
  await owner.goto(`${server.url}${cycle}/workbooks`);
  await send(owner, fill(given, [headings, ...mended]));
  assert.deepEqual(await outcomes(owner), ["دون تغيير", "دون تغيير", "إجابة", "دون تغيير"]);
  await press(owner, "تسجيل الإجابات");
  await owner.waitForURL("**/desk/inventory/workbooks/*?done=workbook-started");
  await worked(owner);
  await (await open(owner, "التراجع عن الملف", "/undo")).locator("button[type=submit]").click();
  await owner.waitForURL("**/desk/inventory/workbooks/*?done=workbook-undo-started");
  await worked(owner);
  await lookInBoth(owner, "inventory-workbook-undone");
  for (const code of ["P-3", "P-4"]) await answered(owner, cycle, code);

  await signIn(checker, server, "ar", "checker");
  await checker.goto(`${server.url}/ar/desk/inventory/items?filter.awaits.eq=ACCEPT`);
  const boxes = checker.locator("main input[type=checkbox]");
  assert.equal(await boxes.count(), 4);
  for (const box of await boxes.all()) await box.check();
  await checker.locator("form[action$='/desk/inventory/accept'] button:not([formaction])").click();
  await checker.waitForURL("**done=item-moved");

  await moved(officer, cycle, "/close", "إغلاق الدورة");
  await moved(officer, cycle, "/publish", "نشر النتائج");
  await printed(officer, cycle);
  await look(officer, "inventory-cycle-published");
  await officer.goto(`${server.url}${cycle.replace("/desk", "")}`.replace("/cycles", ""));
  assert.equal(await officer.locator("main tbody th", { hasText: "خدمة P-" }).count(), 4);
});

/** Schedules a cycle on the plan's page and opens it; gives its path. */
async function opened(page) {
  await page.goto(`${server.url}/ar/desk/inventory/plans/${plan}`);
  const form = await open(page, "جدولة دورة", "/schedule");
  await field(page, "input.code").fill("C-1");
  await form.locator("button[type=submit]").last().click();
  await page.waitForURL("**/desk/inventory/cycles/*?done=cycle-scheduled");
  const cycle = new URL(page.url()).pathname;
  await page.locator("form[action$='/open'] button").click();
  await worked(page);
  await page.locator(`main a[href$='/workbooks']`).waitFor();
  return cycle;
}

/** Moves the cycle on, which is asked about once more. */
async function moved(page, cycle, step, words) {
  await page.goto(`${server.url}${cycle}`);
  const form = await open(page, words, step);
  await form.locator("button[type=submit]").click();
  await page.waitForURL("**?done=cycle-moved");
  await worked(page);
}

/** Two services confirmed, one with its figures; one without the reason that it needs; one left alone. */
function filled(workbook) {
  const [headings, ...rows] = read(workbook);
  const at = (name) => headings.indexOf(name);
  const told = {
    "P-1": { "هل الخدمة قائمة وتابعة لنا؟": "قائمة وتابعة لنا", "هل بطاقتها صحيحة؟": "نعم", الطلبات: "١٢٠", الشكاوى: "لا ينطبق" },
    "P-2": { "هل الخدمة قائمة وتابعة لنا؟": "قائمة وتابعة لنا", "هل بطاقتها صحيحة؟": "نعم" },
    "P-3": { "هل الخدمة قائمة وتابعة لنا؟": "لم تعد تُقدم" },
  };
  const lines = rows.map((cells) => {
    const line = Array.from(headings, (_, column) => cells[column] ?? "");
    for (const [name, text] of Object.entries(told[line[at("رمز الخدمة")]] ?? {})) line[at(name)] = text;
    return line;
  });
  return fill(workbook, [headings, ...lines]);
}

/** Uploads a workbook and waits until it was tried. */
async function send(page, buffer) {
  await page.locator("#file").setInputFiles({ name: "حصر.xlsx", mimeType: XLSX, buffer });
  await press(page, "رفع وتجربة");
  await page.waitForURL("**/desk/inventory/workbooks/*");
  await worked(page);
}

/** What became of each row. */
const outcomes = async (page) => (await page.locator("#rows ~ .table-room tbody td:nth-child(4) .tag:first-child").allTextContents()).map((text) => text.trim());

/** Prints the summary for who decides: two upright sheets of A4, in Arabic, with this cycle's own figures. */
async function printed(page, cycle) {
  await mkdir(pictures, { recursive: true });
  await page.goto(`${server.url}${cycle}/reports/summary`);
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  assert.ok(await page.getByText("C-1").first().isVisible());
  const paper = await page.pdf({ path: path.join(pictures, "paper-journey.pdf"), preferCSSPageSize: true });
  assert.equal([...paper.toString("latin1").matchAll(/\/Type\s*\/Page\b/g)].length, 2);
}

/** Answers a service on its own page: it exists, and its card is right. */
async function answered(page, cycle, code) {
  const id = cycle.split("/").at(-1);
  await page.goto(`${server.url}/ar/desk/inventory/items?filter.cycle.eq=${id}`);
  await page.locator("main tbody th", { hasText: code }).locator("a").click();
  await page.locator("details", { has: page.locator("#offered-figures") }).locator("summary").click();
  await lookInBoth(page, "inventory-item");
  await choice(page, "input.items.0.existence", "OURS").check();
  await choice(page, "input.items.0.cardRight", "true").check();
  await page.locator("form[action$='/answer'] .buttons button").last().click();
  await page.waitForURL("**?done=item-moved");
}

/** Waits until the page shows no more work. */
async function worked(page) {
  await page.locator("#progress:not([data-progress])").waitFor({ state: "attached", timeout: 60_000 });
}

/** The file that a press brings. */
async function taken(page, pressed) {
  const [download] = await Promise.all([page.waitForEvent("download"), pressed.click()]);
  return readFile(await download.path());
}
