// Staff sign in at another provider: a real one, on this machine.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import Provider from "oidc-provider";
import { launch } from "./browser.mjs";
import { ask, serve } from "./server.mjs";

const CLIENT = { client_id: "mustafid", client_secret: "a secret: of 100%" };
let browser, provider, server, url;

before(async () => {
  const port = await free();
  url = `http://127.0.0.1:${port}`;
  provider = await start(`${url}/sign-in/oidc`);
  server = await serve({
    env: {
      CRM_HTTP_BIND: `127.0.0.1:${port}`,
      CRM_HTTP_PUBLIC_URL: url,
      CRM_OIDC_ISSUER: provider.issuer,
      CRM_OIDC_CLIENT_ID: CLIENT.client_id,
      CRM_OIDC_CLIENT_SECRET: CLIENT.client_secret,
      CRM_OIDC_LABEL: "النفاذ التجريبي",
    },
  });
  const name = [{ lang: "ar", text: "سارة القحطاني" }];
  const made = await change("createStaffMember", { code: "sara", name, externalSubject: "subject-of-sara" }, "staffMember { id }");
  await change("grantRole", { staffId: made.staffMember.id, role: "CATALOGUE_MANAGER" }, "__typename");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await provider?.stop();
});

/** A port that nobody listens to. */
function free() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A provider that knows everybody by the name that they type. */
async function start(redirect) {
  const port = await free();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [redirect] }],
    cookies: { keys: ["a key of this test"] },
    pkce: { required: () => true },
  });
  const listening = createServer(provider.callback());
  await new Promise((resolve) => listening.listen(port, "127.0.0.1", resolve));
  const stop = () => new Promise((resolve) => listening.close(resolve).closeAllConnections());
  return { issuer, stop };
}

async function change(mutation, input, selection) {
  const type = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code path } } }`;
  const { body } = await ask({ url }, query, { variables: { input }, token: server.tokens.admin });
  assert.deepEqual(body.data?.[mutation].userErrors, [], JSON.stringify(body));
  return body.data[mutation];
}

/** A page that reaches this machine alone: the provider's own pages would fetch a font. */
async function visitor(t, scripts = true) {
  const context = await browser.newContext({ javaScriptEnabled: scripts });
  t.after(() => context.close());
  await context.route((address) => address.hostname !== "127.0.0.1", (route) => route.abort());
  return context.newPage();
}

/** At the provider: who one is, and that this installation may know. */
async function vouched(page, subject) {
  await page.locator("input[name=login]").fill(subject);
  await page.locator("input[name=password]").fill("whatever");
  await page.locator("button[type=submit]").click();
  await page.locator("button[type=submit]").click();
}

for (const [lang, scripts, button] of [
  ["ar", true, "الدخول عبر"],
  ["en", false, "Sign in with"],
]) {
  test(`a member of staff comes in by the provider, to where they were going (${lang}, scripts ${scripts})`, async (t) => {
    const page = await visitor(t, scripts);
    await page.goto(`${url}/${lang}/desk/services`);
    assert.match(page.url(), /\/sign-in\?next=/);
    await page.getByRole("link", { name: button }).click();
    assert.ok(page.url().startsWith(provider.issuer), page.url());
    await vouched(page, "subject-of-sara");
    await page.waitForURL(`${url}/${lang}/desk/services`);
    const cookies = await page.context().cookies(url);
    const session = cookies.find((cookie) => cookie.name === "mustafid");
    assert.deepEqual([session.httpOnly, session.sameSite], [true, "Lax"]);
    assert.ok(!cookies.some((cookie) => cookie.name.endsWith("-attempt")), "the attempt is over");
    await page.goto(`${url}/${lang}/desk/account`);
    assert.match(await page.locator("body").textContent(), /سارة القحطاني/);
  });
}

test("who is not known here is told so, and can try again", async (t) => {
  const page = await visitor(t);
  await page.goto(`${url}/ar/sign-in`);
  await page.getByRole("link", { name: "الدخول عبر" }).click();
  await vouched(page, "somebody else");
  await page.waitForURL(`${url}/ar/sign-in?failed=provider-unknown`);
  assert.match(await page.getByRole("alert").textContent(), /لا يوجد في هذا النظام موظف نشط/);
  // An answer that comes twice, or to another browser, lets nobody in.
  const other = await visitor(t);
  await other.goto(`${url}/sign-in/oidc?code=x&state=y`);
  assert.match(other.url(), /failed=provider-expired/);
});

test("who refuses at the provider comes back to the page to sign in", async (t) => {
  const page = await visitor(t);
  await page.goto(`${url}/en/sign-in`);
  await page.getByRole("link", { name: "Sign in with" }).click();
  await page.getByRole("link", { name: /cancel/i }).click();
  await page.waitForURL(`${url}/en/sign-in?failed=provider-refused`);
  assert.match(await page.getByRole("alert").textContent(), /did not work/);
});
