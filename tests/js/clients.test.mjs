// The reference clients of the two protocols, graphql-ws and graphql-sse.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient as overEvents } from "graphql-sse";
import { createClient as overSocket } from "graphql-ws";
import WebSocket from "ws";
import { ask, demo } from "./server.mjs";

const { url, tokens } = demo();

const clients = {
  "graphql-ws": (token) =>
    overSocket({
      url: `${url.replace("http", "ws")}/graphql/ws`,
      webSocketImpl: WebSocket,
      connectionParams: { Authorization: `Bearer ${token}` },
      retryAttempts: 0,
    }),
  "graphql-sse": (token) =>
    overEvents({ url: `${url}/graphql`, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 }),
};

/** Every answer to an operation, to its end. */
async function all(client, operation) {
  const answers = [];
  for await (const answer of client.iterate(operation)) answers.push(answer);
  return answers;
}

for (const [name, make] of Object.entries(clients)) {
  test(`${name}: a query and a mutation are answered once`, async (t) => {
    const client = make(tokens.agent);
    t.after(() => client.dispose());
    const [viewer, ...more] = await all(client, { query: "{ viewer { roles { role } } }" });
    assert.deepEqual(viewer.data, { viewer: { roles: [{ role: "AGENT" }] } });
    assert.deepEqual(more, []);
    const query = `mutation($input: LogInteractionInput!) {
      logInteraction(input: $input) { interaction { subject } userErrors { message } } }`;
    const input = { channel: "PHONE", subject: name, outcome: "ANSWERED", service: { code: "RGT-102" } };
    const [logged] = await all(client, { query, variables: { input } });
    assert.deepEqual(logged.data.logInteraction, { interaction: { subject: name }, userErrors: [] });
  });

  test(`${name}: a subscription goes on until its client ends it`, async (t) => {
    const client = make(tokens.agent);
    t.after(() => client.dispose());
    const events = client.iterate({ query: "subscription { interactionLogged { event interaction { subject } } }" });
    const log = `mutation { logInteraction(input: { channel: PHONE, subject: "${name} follows" }) { userErrors { message } } }`;
    // From now on: it may take some until the first one is heard of.
    const writing = setInterval(() => ask({ url }, log, { token: tokens.agent }), 50);
    // Others write to the demo too; leaving the loop ends the operation.
    for await (const { data } of events) {
      if (data.interactionLogged.interaction.subject !== `${name} follows`) continue;
      assert.equal(data.interactionLogged.event, "interaction.logged");
      break;
    }
    clearInterval(writing);
  });

  test(`${name}: a document that cannot run is told`, async (t) => {
    const client = make(tokens.agent);
    t.after(() => client.dispose());
    const told = await all(client, { query: "{ nowhere }" }).then(
      ([{ errors }]) => errors,
      (errors) => errors,
    );
    assert.equal(told[0].extensions.code, "BAD_DOCUMENT");
  });
}
