// Starts one demo server, runs the test files beside it, stops it. Arguments choose files by a part of their name.

import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { chromium } from "./browser.mjs";
import { serve } from "./server.mjs";

const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const chosen = (await readdir(folder))
  .filter((name) => name.endsWith(".test.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort();
const withBrowser = chosen.filter((name) => name.endsWith(".browser.test.mjs"));
const left = chromium ? [] : withBrowser;
const files = chosen.filter((name) => !left.includes(name));

let status = 0;
if (files.length > 0) {
  const demo = await serve({ args: ["--demo"] });
  try {
    status = await run(files, { CRM_TEST_URL: demo.url, CRM_TEST_TOKENS: JSON.stringify(demo.tokens) });
  } finally {
    await demo.stop();
  }
}
if (left.length > 0) {
  console.log("browser: 0 tests run (no Chromium found; on Debian: apt-get install chromium)");
  if (process.env.CRM_TEST_REQUIRE_BROWSER === "1") {
    console.log("browser: required by CRM_TEST_REQUIRE_BROWSER=1");
    status ||= 1;
  }
}
process.exitCode = status;

function run(files, env) {
  const args = ["--test", "--test-reporter=spec", "--test-timeout=480000", ...files];
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, ...env }, stdio: "inherit" });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}
