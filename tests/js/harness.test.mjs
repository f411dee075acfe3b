// The harness itself: the shared demo answers, a server of one's own is empty and takes tokens made beside it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, demo, serve } from "./server.mjs";

const VIEWER = "{ viewer { actor { kind } roles { role } } }";

test("the shared demo knows each role's token", async () => {
  const { tokens, ...server } = demo();
  assert.equal(Object.keys(tokens).length, 11);
  const { status, body } = await ask(server, VIEWER, { token: tokens.agent });
  assert.equal(status, 200);
  assert.deepEqual(body.data.viewer, { actor: { kind: "STAFF" }, roles: [{ role: "AGENT" }] });
});

test("a server of one's own has one administrator, and more by the command line", async (t) => {
  const server = await serve();
  t.after(server.stop);
  assert.deepEqual(Object.keys(server.tokens), ["admin"]);
  assert.equal((await fetch(server.setup)).status, 200);
  const token = server.token("--role", "reader", "--name", "Reading room");
  const { body } = await ask(server, VIEWER, { token });
  assert.deepEqual(body.data.viewer.roles, [{ role: "READER" }]);
});
