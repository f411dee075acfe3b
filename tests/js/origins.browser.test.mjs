// Another department's front end: a page of an allowed origin calls and subscribes, a page of any other cannot.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { ask, serve } from "./server.mjs";

const FOLLOW = "subscription { interactionLogged { interaction { subject } } }";
const LOG = `mutation ($input: LogInteractionInput!) {
  logInteraction(input: $input) { interaction { id } userErrors { code message path } }
}`;
let browser, server, token, allowed, stranger;

before(async () => {
  [allowed, stranger] = await Promise.all([site(), site()]);
  server = await serve({ env: { CRM_HTTP_CORS_ORIGINS: allowed.origin } });
  const department = `mutation { createDepartment(input: {
    code: "DESK", name: [{ lang: "ar", text: "الاستقبال" }], kind: UNIT
  }) { userErrors { code path } } }`;
  const made = await ask(server, department, { token: server.tokens.admin });
  assert.deepEqual(made.body.data.createDepartment.userErrors, []);
  token = server.token("--role", "agent", "--name", "Desk", "--department", "DESK");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  for (const one of [allowed, stranger]) one?.close();
});

/** A site with one empty page. */
async function site() {
  const listening = createServer((_, answer) => answer.setHeader("content-type", "text/html").end("<!doctype html><title>x</title>"));
  listening.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const close = () => listening.close(() => {}) && listening.closeAllConnections();
  return { origin: `http://127.0.0.1:${listening.address().port}`, close };
}

async function pageOf(t, { origin }) {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(origin);
  assert.equal(await page.evaluate(() => location.origin), origin);
  return page;
}

/** Calls from the page, with headers that a browser first asks leave for; what came, or why nothing did. */
function call(page) {
  const from = async ([url, token]) => {
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
      "x-purpose": "complaint_handling",
    };
    const body = JSON.stringify({ query: "{ viewer { purpose roles { role } } }" });
    try {
      const answer = await fetch(`${url}/graphql`, { method: "POST", headers, body });
      return { requestId: answer.headers.get("x-request-id"), ...(await answer.json()) };
    } catch (error) {
      return { refused: error.name };
    }
  };
  return page.evaluate(from, [server.url, token]);
}

/** Opens a WebSocket from the page; what was said is gathered on it. */
function follow(page) {
  const from = ([url, token, query]) => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/graphql/ws`, "graphql-transport-ws");
    const send = (message) => socket.send(JSON.stringify(message));
    window.said = [];
    socket.onopen = () => send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } });
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      window.said.push(message);
      if (message.type === "connection_ack") send({ id: "1", type: "subscribe", payload: { query } });
    };
    socket.onclose = ({ code }) => window.said.push({ type: "closed", code });
  };
  return page.evaluate(from, [server.url, token, FOLLOW]);
}

const said = (page, type) => page.evaluate((type) => window.said.find((one) => one.type === type) ?? null, type);
const heard = (page, type) => page.waitForFunction((type) => window.said.some((one) => one.type === type), type);

test("a page of an allowed origin calls and subscribes", async (t) => {
  const page = await pageOf(t, allowed);
  const { data, requestId } = await call(page);
  assert.deepEqual(data, { viewer: { purpose: "complaint_handling", roles: [{ role: "AGENT" }] } });
  assert.ok(requestId, "the page may read the request's id");
  await follow(page);
  await heard(page, "connection_ack");
  const input = { channel: "PHONE", department: { code: "DESK" }, subject: "من صفحة أخرى", outcome: "ANSWERED" };
  // It tells what is written from when it is open.
  while (!(await said(page, "next"))) {
    const { body } = await ask(server, LOG, { token, variables: { input } });
    assert.deepEqual(body.data.logInteraction.userErrors, []);
    await page.waitForFunction(() => window.said.some(({ type }) => type !== "connection_ack"), null, { timeout: 2000 }).catch(() => {});
  }
  const event = await said(page, "next");
  assert.deepEqual(event.payload, { data: { interactionLogged: { interaction: { subject: "من صفحة أخرى" } } } });
});

test("a page of another origin can do neither, with a token that is good", async (t) => {
  const page = await pageOf(t, stranger);
  assert.deepEqual(await call(page), { refused: "TypeError" });
  await follow(page);
  await heard(page, "closed");
  assert.equal((await said(page, "closed")).code, 4403);
  assert.equal(await said(page, "connection_ack"), null);
});
