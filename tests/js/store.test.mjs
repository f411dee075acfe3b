// Documents in an S3-like store: one on this machine, which knows keys by their ids.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import S3rver from "s3rver";
import { ask, program, serve } from "./server.mjs";

const BUCKET = "documents";
const SHEET = "رمز الخدمة,اسم الخدمة\n1,رخصة\n";
let folder, store, server, env, token;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "crm-js-s3-"));
  await start(0);
  env = {
    CRM_DOCUMENTS_BUCKET: BUCKET,
    CRM_DOCUMENTS_ENDPOINT: `http://127.0.0.1:${store.httpServer.address().port}`,
    CRM_DOCUMENTS_ACCESS_KEY: "S3RVER",
    CRM_DOCUMENTS_SECRET_KEY: "S3RVER",
  };
  server = await serve({ env });
  token = server.token("--role", "catalogue_manager", "--name", "Sheets");
});
after(async () => {
  await server?.stop();
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(port) {
  store = new S3rver({ port, address: "127.0.0.1", silent: true, directory: folder, configureBuckets: [{ name: BUCKET }] });
  await store.run();
}

/** Announces a sheet; gives the address for its bytes. */
async function announce() {
  const input = { name: "كشف.csv", mediaType: "text/csv", purpose: "SERVICE_IMPORT" };
  const text = "mutation ($input: CreateUploadInput!) { createUpload(input: $input) { path userErrors { code } } }";
  const { body } = await ask(server, text, { token, variables: { input } });
  return `${server.url}${body.data.createUpload.path}`;
}

const put = (address, body) => fetch(address, { method: "PUT", body });
const signed = () => ({ headers: { authorization: `Bearer ${token}` } });
const objects = async () => (await readdir(path.join(folder, BUCKET), { recursive: true })).filter((name) => /_object$/.test(name));

test("a document goes to the store whole and comes out of it", async () => {
  const stored = await put(await announce(), SHEET);
  assert.equal(stored.status, 201);
  const { id, sha256 } = await stored.json();
  const [only, ...more] = await objects();
  assert.deepEqual(more, []);
  assert.ok(only.includes(sha256), only);
  const back = await fetch(`${server.url}/documents/${id}`, signed());
  assert.equal(await back.text(), SHEET);
  assert.deepEqual(await readdir(server.folder).then((names) => names.filter((name) => name === "documents")), []);
});

test("a file of many parts comes back as it was", async () => {
  const large = `${"ا,ب\n".repeat(3_000_000)}`;
  const stored = await put(await announce(), large);
  assert.equal(stored.status, 201);
  const back = await fetch(`${server.url}/documents/${(await stored.json()).id}`, signed());
  assert.ok((await back.text()) === large);
});

test("while the store is away nothing is lost, and the address stays good", async () => {
  const address = await announce();
  const { port } = store.httpServer.address();
  await store.close();
  const refused = await put(address, SHEET);
  assert.equal(refused.status, 503);
  assert.match(await refused.text(), /UNAVAILABLE/);
  await start(port);
  assert.equal((await put(address, SHEET)).status, 201);
});

test("doctor tells a good store from a wrong key and a bucket that is not there", async () => {
  // Not synchronously: the store runs in this process.
  const light = async (more) => {
    const settings = { PATH: process.env.PATH, CRM_DATA_DIR: server.folder, ...env, ...more };
    const examined = promisify(execFile)(program, ["doctor", "--format", "json"], { env: settings });
    const { stdout } = await examined.catch((red) => red);
    return JSON.parse(stdout).find(({ part }) => part === "documents");
  };
  const good = await light({});
  assert.deepEqual([good.light, /https/.test(JSON.stringify(good.remedy))], ["yellow", true], "it is reached in clear");
  const red = async (more) => [(await light(more)).light, (await light(more)).said];
  const cannot = (bucket) => `Documents cannot be kept in the bucket ${bucket} at ${env.CRM_DOCUMENTS_ENDPOINT}`;
  assert.deepEqual(await red({ CRM_DOCUMENTS_ACCESS_KEY: "stranger" }), ["red", `${cannot(BUCKET)}: the store refuses the key.`]);
  assert.deepEqual(await red({ CRM_DOCUMENTS_BUCKET: "missing" }), ["red", `${cannot("missing")}: there is no such bucket.`]);
});
