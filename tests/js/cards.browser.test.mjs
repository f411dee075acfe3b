// Every section of the card's editor says all that the card says: sent back as it came, there is nothing to change.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, demo } from "./server.mjs";
import { visitors } from "./visitors.mjs";

const { url, tokens } = demo();
const visit = visitors();
const token = tokens.catalogue_manager;

const SECTIONS = [
  "identity", "audience", "channels", "procedure", "fees", "promise", "online", "classes", "ownership", "relations", "governance",
];
const NOTHING = { ar: "لا يوجد تغيير.", en: "There is nothing to change." };
const FOUND = `{
  services(first: 50, filter: { status: { eq: PUBLISHED } }) {
    nodes { code version completeness { score } draftRevision { id } }
  }
}`;

/** Services whose cards say the most, and that nobody works on. */
async function richest(count) {
  const { body } = await ask({ url }, FOUND, { token });
  const rest = body.data.services.nodes.filter((service) => !service.draftRevision && !service.code.startsWith("JS-"));
  return rest.sort((one, other) => other.completeness.score - one.completeness.score).slice(0, count);
}

test("a section that is sent back as it came changes nothing", async (t) => {
  const page = await visit(t, { token, scripts: false });
  for (const [place, { code, version }] of (await richest(6)).entries()) {
    const language = place % 2 ? "en" : "ar";
    for (const section of SECTIONS) {
      await page.goto(`${url}/${language}/desk/services/${code}/edit/${section}`);
      await page.locator("main form .buttons button[type=submit]").click();
      const told = await page.locator(".notice li").allTextContents();
      assert.deepEqual(told, [NOTHING[language]], `${code} ${section}`);
    }
    const { body } = await ask({ url }, `{ service(code: "${code}") { version } }`, { token });
    assert.equal(body.data.service.version, version, `${code} is as it was`);
  }
});
