// GraphQL over HTTP by the published audits of the npm package graphql-http.

import assert from "node:assert/strict";
import { test } from "node:test";
import { auditServer } from "graphql-http";
import { demo, serve } from "./server.mjs";

/** How many audits the package has; fewer would mean that some were not run. */
const ALL = 61;

/** The audits that were not passed, one line each, and the weight of each: MUST, SHOULD or MAY. */
async function failed(url) {
  const results = await auditServer({ url: `${url}/graphql` });
  assert.equal(results.length, ALL);
  return results.filter(({ status }) => status !== "ok").map(({ id, name, reason }) => `${id} ${name}: ${reason}`);
}

test("the production profile passes every MUST and SHOULD", async () => {
  const lines = await failed(demo().url);
  assert.deepEqual(lines.filter((line) => !/^\w+ MAY /.test(line)), []);
});

test("the development profile passes all audits", async (t) => {
  const server = await serve({ env: { CRM_PROFILE: "development" } });
  t.after(server.stop);
  assert.deepEqual(await failed(server.url), []);
});
