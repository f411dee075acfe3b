// `/graphql/ws` by raw frames: what the protocol answers, and every code it closes with.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import WebSocket from "ws";
import { demo, serve } from "./server.mjs";

const PROTOCOL = "graphql-transport-ws";
const VIEWER = "{ viewer { actor { kind } } }";

let server;
before(async () => {
  server = await serve({ env: { CRM_HTTP_READ_TIMEOUT: "1", CRM_HTTP_BODY_LIMIT: "10000", CRM_HTTP_PING_INTERVAL: "1" } });
});
after(() => server.stop());

/** A connection: `say` sends a message, `hear` waits for the next one, `closed` for the code at the end. */
async function connect({ url } = server, { protocols = [PROTOCOL], ...options } = {}) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql/ws`, protocols, options);
  const heard = [];
  let wake = () => {};
  socket.on("message", (data) => (heard.push(JSON.parse(data)), wake()));
  const closed = new Promise((resolve) => socket.once("close", (code, reason) => resolve({ code, reason: `${reason}` })));
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const hear = async () => {
    while (heard.length === 0) {
      const over = closed.then(({ code, reason }) => assert.fail(`closed with ${code} ${reason}`));
      await Promise.race([new Promise((resolve) => (wake = resolve)), over]);
    }
    return heard.shift();
  };
  return { socket, closed, hear, say: (message) => socket.send(JSON.stringify(message)) };
}

/** A connection that has said who it is. */
async function greeted(payload, ...rest) {
  const connection = await connect(...rest);
  connection.say({ type: "connection_init", payload });
  assert.deepEqual(await connection.hear(), { type: "connection_ack" });
  return connection;
}

const subscribe = (id, query, more) => ({ id, type: "subscribe", payload: { query, ...more } });

test("queries run beside each other, each under its id", async () => {
  const { say, hear, socket } = await greeted({ Authorization: `Bearer ${server.tokens.admin}` });
  say(subscribe("a", VIEWER));
  say(subscribe("b", "query($code: String) { service(code: $code) { id } }", { variables: { code: "none" } }));
  const answers = { a: [], b: [] };
  for (let left = 4; left > 0; left -= 1) {
    const { id, ...message } = await hear();
    answers[id].push(message);
  }
  const data = { viewer: { actor: { kind: "STAFF" } } };
  assert.deepEqual(answers.a, [{ type: "next", payload: { data } }, { type: "complete" }]);
  assert.deepEqual(answers.b, [{ type: "next", payload: { data: { service: null } } }, { type: "complete" }]);
  socket.close();
});

test("a registered document runs by its id, and no other", async () => {
  const { say, hear, socket } = await greeted();
  const [{ id: documentId }] = server.run("schema", "documents").filter(({ name }) => name === "Home");
  say({ id: "known", type: "subscribe", payload: { documentId } });
  assert.equal((await hear()).payload.errors, undefined);
  assert.deepEqual(await hear(), { id: "known", type: "complete" });
  say({ id: "unknown", type: "subscribe", payload: { documentId: `sha256:${"0".repeat(64)}` } });
  const { type, payload } = await hear();
  assert.deepEqual([type, payload[0].extensions.code], ["error", "PERSISTED_QUERY_NOT_FOUND"]);
  socket.close();
});

test("the header of the request counts where the first message says nothing", async () => {
  const headers = { authorization: `Bearer ${server.tokens.admin}` };
  const { say, hear, socket } = await greeted(undefined, server, { headers });
  say(subscribe("1", VIEWER));
  assert.equal((await hear()).payload.data.viewer.actor.kind, "STAFF");
  socket.close();
});

test("a request that cannot run is an error, in the language of the first message", async () => {
  const { say, hear, socket } = await greeted({ "accept-language": "ar" });
  say(subscribe("1", "{ nowhere }"));
  const { type, id, payload } = await hear();
  assert.deepEqual([type, id, payload[0].extensions.code], ["error", "1", "BAD_DOCUMENT"]);
  // its id is free again
  say(subscribe("1", "mutation { revokeEverything }"));
  assert.equal((await hear()).type, "error");
  say(subscribe("1", "{ viewer { departments { id } } }"));
  assert.equal((await hear()).type, "next");
  socket.close();
});

test("pings are answered on both levels, and the server pings", async () => {
  const { say, hear, socket } = await greeted();
  say({ type: "ping", payload: { at: 1 } });
  assert.deepEqual(await hear(), { type: "pong", payload: { at: 1 } });
  say({ type: "pong" });
  const pinged = new Promise((resolve) => socket.once("ping", resolve));
  const ponged = new Promise((resolve) => socket.once("pong", (data) => resolve(`${data}`)));
  socket.ping("x");
  assert.equal(await ponged, "x");
  await pinged;
  socket.close();
});

test("a client that gives no sign of life is dropped", async () => {
  const { closed } = await greeted(undefined, server, { autoPong: false });
  assert.equal((await closed).code, 1006);
});

test("an operation over the limit of the connection is refused, not the connection", async (t) => {
  const small = await serve({ env: { CRM_HTTP_SOCKET_OPERATIONS: "0" } });
  t.after(small.stop);
  const { say, hear, socket } = await greeted(undefined, small);
  say(subscribe("1", VIEWER));
  const { type, payload } = await hear();
  assert.deepEqual([type, payload[0].extensions.code], ["error", "RATE_LIMITED"]);
  socket.close();
});

test("opening, saying who one is and every operation count as requests of the address", async (t) => {
  const limited = (requests) => serve({ env: { CRM_LIMITS_PER_ADDRESS: `1/h burst ${requests}` } });
  const [one, three] = await Promise.all([limited(1), limited(3)]);
  t.after(() => Promise.all([one.stop(), three.stop()]));
  const { say: greet, closed } = await connect(one);
  greet({ type: "connection_init" });
  assert.deepEqual(await closed, { code: 4403, reason: "RATE_LIMITED" });

  const { say, hear, socket } = await greeted(undefined, three);
  say(subscribe("1", VIEWER));
  assert.deepEqual([(await hear()).type, (await hear()).type], ["next", "complete"]);
  say(subscribe("2", VIEWER));
  const { type, payload } = await hear();
  assert.deepEqual([type, payload[0].extensions.code], ["error", "RATE_LIMITED"]);
  await assert.rejects(connect(three), /429/);
  socket.close();
});

for (const [what, send] of [
  ["a text that is no JSON", (socket) => socket.send("hello")],
  ["a binary message", (socket) => socket.send(Buffer.from('{"type":"ping"}'), { binary: true })],
  ["an unknown type", (socket) => socket.send('{"type":"start"}')],
  ["a subscription without a query", (socket) => socket.send('{"type":"subscribe","id":"1","payload":{}}')],
]) {
  test(`4400: ${what}`, async () => {
    const { socket, closed } = await greeted();
    send(socket);
    assert.equal((await closed).code, 4400);
  });
}

test("4401: an operation before the first message", async () => {
  const { say, closed } = await connect();
  say(subscribe("1", VIEWER));
  assert.equal((await closed).code, 4401);
});

test("4401: a token that was revoked, within 5 s", async () => {
  const made = server.run("token", "create", "--role", "reader", "--name", "Soon gone");
  const { closed } = await greeted({ Authorization: `Bearer ${made.token}` });
  server.run("token", "revoke", made.id);
  const revoked = Date.now();
  assert.equal((await closed).code, 4401);
  assert.ok(Date.now() - revoked < 6000, `${Date.now() - revoked} ms`);
});

test("4403: a first message that is refused", async () => {
  for (const payload of [{ Authorization: "Bearer mst_unknown" }, { Authorization: "nonsense" }, { "X-Purpose": "curiosity" }]) {
    const { say, closed } = await connect();
    say({ type: "connection_init", payload });
    assert.equal((await closed).code, 4403, JSON.stringify(payload));
  }
});

test("4403: a page of an origin that is not allowed; the server's own is", async () => {
  const { closed } = await connect(server, { origin: "https://evil.example" });
  assert.equal((await closed).code, 4403);
  (await greeted(undefined, server, { origin: server.url })).socket.close();
});

test("4406: another subprotocol", async () => {
  for (const protocols of [[], ["graphql-ws"]]) {
    // What the client thinks of the missing answer to its offer is not the point here.
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/graphql/ws`, protocols);
    const code = await new Promise((resolve) => {
      socket.once("close", resolve);
      socket.on("error", () => {});
    });
    assert.equal(code, protocols.length === 0 ? 4406 : 1006);
  }
});

test("4408: no first message in time", async () => {
  const { closed } = await connect();
  assert.equal((await closed).code, 4408);
});

test("4409: an id that is in use; after its end it is free again", async () => {
  const follow = "subscription { serviceChanged { cursor } }";
  const { say, hear, closed } = await greeted();
  say(subscribe("1", follow));
  say({ id: "1", type: "complete" });
  say(subscribe("1", VIEWER));
  assert.equal((await hear()).type, "next");
  assert.deepEqual(await hear(), { id: "1", type: "complete" });
  say(subscribe("2", follow));
  say(subscribe("2", VIEWER));
  assert.equal((await closed).code, 4409);
});

test("4429: a second first message", async () => {
  const { say, closed } = await greeted();
  say({ type: "connection_init" });
  assert.equal((await closed).code, 4429);
});

test("1009: a message over the limit, in one frame or in many", async () => {
  for (const parts of [1, 3]) {
    const { socket, closed } = await greeted();
    for (let part = 1; part <= parts; part += 1) socket.send(" ".repeat(12_000 / parts), { fin: part === parts });
    assert.equal((await closed).code, 1009, `${parts}`);
  }
});

test("1001: the server stops in order", async () => {
  const own = await serve();
  const { closed } = await greeted(undefined, own);
  await own.stop();
  assert.equal((await closed).code, 1001);
});

test("what is no WebSocket is told so", async () => {
  const answer = await fetch(`${demo().url}/graphql/ws`);
  assert.equal(answer.status, 426);
  assert.equal((await answer.json()).errors[0].extensions.code, "UPGRADE_REQUIRED");
});
