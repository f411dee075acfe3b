// The example clients, run as their README says, against the demo.

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { python } from "./python.mjs";
import { demo, root } from "./server.mjs";
import { run } from "./tools.mjs";

const { url, tokens } = demo();
const env = { ...process.env, CRM_URL: url, TOKEN: tokens.agent, NO_PROXY: "*" };

/** Both search, log one contact twice with the same key, and see it arrive. */
function tellsOfTheContact(said) {
  assert.match(said, /^RGT-\d+ /m, "services were found");
  const logged = [...said.matchAll(/^logged (interaction_\w+)$/gm)].map(([, id]) => id);
  const arrived = /^arrived (interaction_\w+)$/m.exec(said)?.[1];
  assert.ok(logged.includes(arrived), said);
}

test("the TypeScript client is generated, compiled and run", async () => {
  tellsOfTheContact(await run("npm", ["start", "--silent"], { cwd: path.join(root, "examples/ts-client"), env }));
});

test("the Python client runs with the standard library alone", { skip: python ? false : "python3 not found" }, async () => {
  tellsOfTheContact(await run(python, ["client.py"], { cwd: path.join(root, "examples/python"), env }));
});
