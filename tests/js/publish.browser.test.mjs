// A service from its first line to the public: an editor of the department writes and submits it, a manager of the
// catalogue publishes it, a visitor finds it; then a second draft, looked at beside what holds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { look } from "./look.mjs";
import { demo } from "./server.mjs";
import { choice, field, heading, open, press, visitors } from "./visitors.mjs";

const { url, tokens } = demo();
const visit = visitors();

const WORDS = {
  ar: {
    department: "إدارة الحقوق الخاصة",
    create: "إنشاء الخدمة",
    save: "حفظ",
    submit: "إرسال للتدقيق",
    publish: "نشر",
    back: "إعادة إلى المسودة",
    public: "صفحتها للعموم",
    changes: "ما تغيّر في المسودة",
    name: "تجربة نشر بطاقة خدمة",
    states: { draft: "مسودة", review: "قيد التدقيق", published: "منشورة" },
  },
  en: {
    department: "Private Rights Department",
    create: "Create the service",
    save: "Save",
    submit: "Submit for review",
    publish: "Publish",
    back: "Return to draft",
    public: "Public page",
    changes: "What the draft changes",
    name: "Trial of publishing a card",
    states: { draft: "Draft", review: "In review", published: "Published" },
  },
};

/** The card by its sections: how each is filled in. */
const CARD = {
  identity: async (page) => {
    await choice(page, "input.card.identity.scope", "EXTERNAL").check();
    await choice(page, "input.card.identity.kind", "PROCEDURAL").check();
  },
  audience: (page) => choice(page, "input.card.audience.clients", "INDIVIDUALS").check(),
  channels: (page) => field(page, "input.card.channels.0.kind").selectOption("PORTAL"),
  procedure: async (page) => {
    await field(page, "input.card.procedure.documents.0.name.ar").fill("صورة الهوية");
    await field(page, "input.card.procedure.documents.0.name.en").fill("Copy of the identity card");
    await field(page, "input.card.procedure.complaintPath.ar").fill("عبر الهاتف 0110000000");
    await field(page, "input.card.procedure.complaintPath.en").fill("By phone 0110000000");
  },
  fees: (page) => choice(page, "input.card.fees.state", "FREE").check(),
  promise: (page) => within(page, "٣"),
};

async function within(page, days) {
  await field(page, "input.card.promise.deliveryTimes.0.within.amount").fill(days);
  await field(page, "input.card.promise.deliveryTimes.0.within.unit").selectOption("WORKING_DAYS");
}

for (const [language, scripts] of [["ar", true], ["en", true], ["ar", false]]) {
  test(`write, review, publish: ${language}, ${scripts ? "with" : "without"} scripts`, async (t) => {
    const words = WORDS[language];
    const code = `JS-${language}-${scripts ? "S" : "N"}`.toUpperCase();
    const name = `${words.name} ${code}`;
    const see = scripts ? look : () => {};
    const desk = `${url}/${language}/desk/services`;
    const editor = await visit(t, { scripts, token: tokens.department_editor });
    const manager = await visit(t, { scripts, token: tokens.catalogue_manager });
    const state = (page) => page.locator("main .tag").first().textContent();

    await editor.goto(`${desk}/new`);
    await field(editor, "input.code").fill(code);
    await field(editor, "input.card.identity.name.ar").fill(language === "ar" ? name : `خدمة ${code}`);
    await field(editor, "input.card.identity.name.en").fill(language === "en" ? name : `Service ${code}`);
    await field(editor, "input.card.identity.summary.ar").fill("خدمة للتجربة");
    await field(editor, "input.card.identity.summary.en").fill("A service for a trial");
    await field(editor, "input.owner").selectOption({ label: words.department });
    await press(editor, words.create);
    await editor.waitForURL(`**/${code}?done=service-made`);
    assert.equal(await state(editor), words.states.draft);
    assert.equal(await editor.getByRole("button", { name: words.submit }).count(), 0, "too little is stated");
    await see(editor, "desk-service-started");

    for (const [section, fill] of Object.entries(CARD)) {
      await editor.goto(`${desk}/${code}/edit/${section}`);
      await fill(editor);
      await press(editor, words.save);
      await editor.waitForURL(`**/${code}?done=service-saved`);
    }
    await press(editor, words.submit);
    await editor.waitForURL(`**/${code}?done=service-moved`);
    assert.equal(await state(editor), words.states.review);
    assert.equal(await editor.getByText(words.publish, { exact: true }).count(), 0, "who writes does not publish");

    await manager.goto(`${desk}?filter.inWork.eq=true&search=${encodeURIComponent(name)}`);
    await manager.locator("#results a", { hasText: name }).first().click();
    await manager.waitForURL(`**/desk/services/${code}`);
    await see(manager, "desk-service-in-review");
    const publishing = await open(manager, words.publish, "/publish");
    await see(manager, "desk-service-publish");
    await publishing.locator("button[type=submit]").click();
    await manager.waitForURL(`**/${code}?done=service-moved`);
    assert.equal(await state(manager), words.states.published);

    const visitor = await visit(t, { scripts });
    await visitor.goto(`${url}/${language}/services?search=${encodeURIComponent(name)}`);
    await visitor.locator("#results h3 a").first().click();
    await visitor.waitForURL(`**/${language}/services/${code}`);
    assert.equal(await heading(visitor), name);
    const data = JSON.parse(await visitor.locator('script[type="application/ld+json"]').textContent());
    assert.deepEqual([data["@type"], data.identifier, data.name, data.offers.price], ["GovernmentService", code, name, "0"]);

    await editor.goto(`${desk}/${code}/edit/promise`);
    await within(editor, "5");
    await press(editor, words.save);
    await editor.waitForURL(`**/${code}?done=service-saved`);
    await press(editor, words.submit);
    await manager.goto(`${desk}/${code}`);
    await manager.getByRole("link", { name: words.changes }).click();
    await manager.waitForURL(`**/${code}/changes?**`);
    const change = manager.locator("tr.difference");
    assert.deepEqual([await change.count(), await change.locator("del, ins").count()], [1, 2]);
    assert.doesNotMatch(await change.innerText(), /[{}[\]]/, "in words, not in code");
    await see(manager, "desk-service-changes");
    await manager.goto(`${desk}/${code}`);
    const form = await open(manager, words.back, "/return");
    await form.locator("[name='input.reason']").fill("…");
    await form.locator("button[type=submit]").click();
    await manager.waitForURL(`**/${code}?done=service-moved`);
    await visitor.reload();
    assert.match(await visitor.locator("article").innerText(), /3|٣/, "what holds is the first promise");
  });
}
