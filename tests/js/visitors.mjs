// People at a browser: each a context of its own, which keeps to the server it came to and to that server's policy.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch } from "./browser.mjs";

/** Longest wait for what a page should show, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Opens a browser before a file's tests and closes it after them. Answers `visit(t, { token, scripts, width, height,
 * locale })`, the page of a fresh visitor. When the test ends, none of its pages may have asked for anything elsewhere,
 * broken the server's policy, or thrown.
 */
export function visitors() {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());
  return async (t, { token, scripts = true, width = 1280, height = 800, locale } = {}) => {
    const context = await browser.newContext({
      javaScriptEnabled: scripts,
      viewport: { width, height },
      ...(locale && { locale }),
      ...(token && { extraHTTPHeaders: { authorization: `Bearer ${token}` } }),
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const wrong = guard(context, page);
    t.after(async () => {
      await context.close();
      assert.deepEqual(wrong, { foreign: [], broken: [] });
    });
    return page;
  };
}

/** What the pages of a context do that they must not. */
function guard(context, page) {
  const wrong = { foreign: [], broken: [] };
  let home;
  context.on("request", (request) => {
    const { host } = new URL(request.url());
    home ??= host;
    if (host !== home) wrong.foreign.push(request.url());
  });
  page.on("pageerror", (error) => wrong.broken.push(error.stack));
  page.on("console", (line) => /Content Security Policy|Trusted/i.test(line.text()) && wrong.broken.push(line.text()));
  return wrong;
}

/** A field of a form, by its name. */
export const field = (page, name) => page.locator(`[id='${name}']`);

/** One of several boxes or circles of a name. */
export const choice = (page, name, value) => page.locator(`input[name='${name}'][value='${value}']`);

/** Presses a button of the page's own part. */
export const press = (page, name) => page.locator("main").getByRole("button", { name, exact: true }).click();

/** Opens what asks for more before it is done, a dialog or without scripts a fold, and answers the form in it. */
export async function open(page, text, action) {
  await page.locator("main summary, main button[aria-haspopup=dialog]").filter({ hasText: text }).click();
  return page.locator(`form[action$='${action}']`);
}

/** The page's heading. */
export const heading = async (page) => (await page.locator("h1").textContent()).trim();
