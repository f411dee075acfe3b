// The development department's workbook: the template is filled in, three of its rows are wrong, its columns are matched
// and tried; it comes back marked, what was right is imported, and undone. Work that takes a while tells how far it is.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { look } from "./look.mjs";
import { member, signIn } from "./members.mjs";
import { ask, serve } from "./server.mjs";
import { open, press, visitors } from "./visitors.mjs";
import { fill, read } from "./workbook.mjs";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CREATE = `mutation($input: CreateDepartmentInput!) {
  createDepartment(input: $input) { userErrors { path rule } }
}`;
/** Rows whose import takes a while. */
const MANY = 10_000;
const visit = visitors();
let server, token;

before(async () => {
  server = await serve();
  const name = [{ lang: "ar", text: "إدارة التراخيص" }, { lang: "en", text: "Permits" }];
  const input = { code: "PERMITS", kind: "UNIT", name };
  const { body } = await ask(server, CREATE, { variables: { input }, token: server.tokens.admin });
  assert.deepEqual(body.data.createDepartment.userErrors, []);
  token = server.token("--role", "catalogue_manager", "--name", "Keeper");
  await member(server, "officer", "CATALOGUE_MANAGER");
});
after(() => server?.stop());

const WORDS = {
  ar: {
    template: "تنزيل القالب (XLSX)",
    upload: "رفع الملف",
    attempt: "تجربة دون حفظ",
    confirm: "استيراد الآن",
    undo: "التراجع عن الاستيراد",
    added: ["الحالة", "الخطأ", "طريقة التصحيح"],
    states: ["جديدة", "مرفوض", "مرفوض", "مرفوض", "جديدة"],
    undone: "سُحبت",
  },
  en: {
    template: "Download the template (XLSX)",
    upload: "Upload",
    attempt: "Try without saving",
    confirm: "Import now",
    undo: "Undo the import",
    added: ["status", "error", "how to fix"],
    states: ["new", "rejected", "rejected", "rejected", "new"],
    undone: "Withdrawn",
  },
};

/** Two good rows round three bad ones: without a name, of an unknown department, with a code that is none. */
const ROWS = (serial) => [
  row(`${serial}-1`, "تصريح تصوير", "PERMITS", "100"),
  row(`${serial}-2`, "", "PERMITS", ""),
  row(`${serial}-3`, "تصريح سوق موسمي", "NOWHERE", ""),
  row("bad code!", "تصريح مسيرة", "PERMITS", ""),
  row(`${serial}-5`, "تصريح مخيم", "PERMITS", ""),
];
/** In the template's order: code, the two names, the two summaries, owner, and so on to the fee. */
const row = (code, name, owner, fee) => [code, name, "", "", "", owner, "", "", "", "", "", "", fee, "", "", ""];
/** What the file calls its column of names. */
const OWN = "مسمى الخدمة لدينا";

for (const [language, scripts] of [["ar", true], ["en", true], ["ar", false]]) {
  test(`a workbook with three bad rows: ${language}, ${scripts ? "with" : "without"} scripts`, async (t) => {
    const words = WORDS[language];
    const see = scripts ? look : () => {};
    const serial = `IMP-${language}-${scripts ? "S" : "N"}`.toUpperCase();
    const page = await visit(t, { scripts });

    await signIn(page, server, language, "officer");
    await page.goto(`${server.url}/${language}/desk/imports/new`);
    await see(page, "import-new");
    const template = await taken(page, page.getByRole("link", { name: words.template }));
    const headings = read(template)[0];
    assert.equal(headings.length, 16);
    const own = headings.with(1, OWN);
    const buffer = fill(template, [own, ...ROWS(serial)]);
    await page.locator("#file").setInputFiles({ name: `${serial}.xlsx`, mimeType: XLSX, buffer });
    await press(page, words.upload);

    await page.waitForURL("**/desk/imports/columns/document_*");
    const columns = page.locator("select[name$='.header']");
    const chosen = await columns.evaluateAll((all) => all.map((one) => one.value));
    assert.deepEqual(chosen, headings.with(1, ""), "all columns are found but the one of another name");
    await see(page, "import-columns");
    await columns.nth(1).selectOption(OWN);
    await press(page, words.attempt);

    await page.waitForURL("**/desk/imports/*_*");
    await worked(page);
    await see(page, "import-tried");
    assert.deepEqual(await codes(serial), [], "nothing is saved");
    const marked = read(await taken(page, page.locator("main a[download]")));
    assert.deepEqual(marked[0], [...own, ...words.added]);
    assert.deepEqual(marked.slice(1).map((cells) => cells.slice(0, 16).map((cell) => cell ?? "")), ROWS(serial));
    assert.deepEqual(marked.slice(1).map((cells) => cells[16]), words.states);
    const wrong = marked.slice(1).map((cells) => cells[17] ?? "");
    const expected = [`${OWN}: MISSING_LANGUAGE`, `${headings[5]}: UNKNOWN_REFERENCE`, `${headings[0]}: CODE`];
    assert.deepEqual(wrong, ["", ...expected, ""]);
    assert.ok(marked.slice(2, 5).every((cells) => cells[18]), "each is told how to be mended");

    await press(page, words.confirm);
    await page.waitForURL("**/desk/imports/*?done=import-started");
    await worked(page);
    await see(page, "import-done");
    assert.deepEqual(await codes(serial), [`${serial}-1 PUBLISHED`, `${serial}-5 PUBLISHED`]);
    const undoing = await open(page, words.undo, "/undo");
    await undoing.locator("button[type=submit]").click();
    await page.waitForURL("**/desk/imports/*?done=import-undo-started");
    await worked(page);
    await see(page, "import-undone");
    assert.equal(await page.locator("td .tag", { hasText: words.undone }).count(), 2);
    assert.deepEqual(await codes(serial), [`${serial}-1 WITHDRAWN`, `${serial}-5 WITHDRAWN`]);
    await page.goto(`${server.url}/${language}/desk/imports`);
    await see(page, "imports");
  });
}

for (const scripts of [true, false]) {
  test(`one sees how far it is, ${scripts ? "on the page" : "by the page being asked for again"}`, async (t) => {
    const page = await visit(t, { token, scripts });
    await page.goto(`${server.url}/ar/desk/imports/new`);
    const lines = Array.from({ length: MANY }, (_, at) => `LONG-${at},خدمة رقم ${at},PERMITS`);
    const buffer = Buffer.from(["code,name_ar,owner", ...lines].join("\n"));
    await page.locator("#file").setInputFiles({ name: "long.csv", mimeType: "text/csv", buffer });
    await press(page, WORDS.ar.upload);
    let loads = 0;
    page.on("domcontentloaded", () => (loads += 1));
    await press(page, WORDS.ar.attempt);
    await page.waitForURL("**/desk/imports/*_*");
    const bar = page.locator("#progress progress");
    const before = loads;
    const first = Number(await bar.getAttribute("value"));
    await page.locator(`#progress progress:not([value="${first}"])`).waitFor();
    assert.equal(loads === before, scripts, "with scripts the page stays");
    await worked(page);
    assert.ok(loads > before, "what came of it is a page of its own");
    assert.equal(await page.locator("#rows ~ .table-room tbody tr").count() > 0, true);
  });
}
/** Waits until the page shows no more work. */
async function worked(page) {
  await page.locator("#progress:not([data-progress])").waitFor({ state: "attached", timeout: 60_000 });
}

/** The file behind a link. */
async function taken(page, link) {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return readFile(await download.path());
}

/** Codes and states of the services whose code begins so. */
async function codes(serial) {
  const { body } = await ask(server, `{ services(first: 100, filter: { status: { in: [PUBLISHED, WITHDRAWN, DRAFT] } }) { nodes { code status } } }`, { token });
  const found = body.data.services.nodes.map(({ code, status }) => `${code} ${status}`);
  return found.filter((line) => line.startsWith(serial)).sort();
}
