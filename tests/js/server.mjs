// Servers under test: the program as it was built, on a free port, in a folder of its own.

import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const target = path.resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
export const program = path.join(target, "debug/crm-server");

/** Longest time in which a server gets ready or ends; filling the demo takes the most of it. */
const PATIENCE = 180_000;

/** The demo that `run.mjs` started for all files: `{ url, tokens }`, with a token by each role's name. */
export function demo() {
  const { CRM_TEST_URL: url, CRM_TEST_TOKENS: tokens } = process.env;
  if (!url || !tokens) throw new Error("there is no demo server; start the tests with `npm test -- PART_OF_A_NAME`");
  return { url, tokens: JSON.parse(tokens) };
}

/**
 * A server of one's own, empty unless `args` say `--demo`; call `stop()` when done.
 * `run("token", "list")` runs a command of the program beside it and gives what it printed.
 * An empty one has a token of an administrator, made beside it; `setup` is the link it printed.
 * `env` takes settings such as `{ CRM_PROFILE: "development" }`; nothing else of this process's environment is passed on.
 */
export async function serve({ args = [], env = {} } = {}) {
  if (!existsSync(program)) throw new Error(`${program} is missing: run cargo build --workspace`);
  const folder = await mkdtemp(path.join(tmpdir(), "crm-js-"));
  const settings = { PATH: process.env.PATH, CRM_DATA_DIR: folder, CRM_HTTP_BIND: "127.0.0.1:0", ...env };
  const child = spawn(program, args, { cwd: folder, env: settings, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (text) => (said[name] += text));

  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(kill, 20_000);
    await ended;
    clearTimeout(late);
    process.off("exit", kill);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const url = await within(address(child, said, ended), () => `no server after ${PATIENCE} ms`);
    const [run, make] = [command(settings, folder), token(settings, folder)];
    const setup = /https?:\/\/\S+\/setup\/\S+/.exec(said.stdout)?.[0];
    const known = setup ? { admin: make("--role", "admin", "--name", "Administrator") } : tokens(said.stdout);
    return { url, tokens: known, setup, said, folder, stop, run, token: make };
  } catch (error) {
    await stop();
    throw new Error(`${error.message}: ${said.stdout}${said.stderr}`);
  }
}

/** The address it prints, once it has printed everything: how to get in comes last. */
async function address(child, said, ended) {
  let over = false;
  ended.then(() => (over = true));
  for (;;) {
    const found = /health\s+(https?:\/\/\S+)\/health\/ready\n[^]*\nAnother one: .*\n/.exec(said.stdout);
    if (found) return found[1];
    if (over) throw new Error("the server ended");
    await Promise.race([new Promise((resolve) => child.stdout.once("data", resolve)), ended]);
  }
}

function tokens(text) {
  const lines = text.matchAll(/^\s+(\w+)\s+(mst_\S+)/gm);
  return Object.fromEntries([...lines].map(([, role, secret]) => [role, secret]));
}

/** Commands of the program beside the server, each with the JSON that it printed. */
function command(env, cwd) {
  return (...args) => {
    const done = spawnSync(program, [...args, "--format", "json"], { env, cwd, encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
    return JSON.parse(done.stdout);
  };
}

/** A further token: `token("--role", "agent", "--name", "Desk")`. */
function token(env, cwd) {
  return (...flags) => command(env, cwd)("token", "create", ...flags).token;
}

async function within(promise, message) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(message())), PATIENCE)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Carries a document out over HTTP: `{ status, headers, body }`. */
export async function ask({ url }, query, { variables, token, headers = {} } = {}) {
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json",
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}
