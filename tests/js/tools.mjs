// Running other programs.

import { spawn } from "node:child_process";
import { once } from "node:events";

/** Runs a program to its end; answers what it said on standard output, and fails with all it said. */
export async function run(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (text) => (said[name] += text));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${program} ${args.join(" ")}: exit code ${code}\n${said.stdout}${said.stderr}`);
  return said.stdout;
}
