// Python where it is found, with packages in folders of their own below the target folder.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { target } from "./server.mjs";
import { run } from "./tools.mjs";

const NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 9))";

/** The program, or nothing where there is none. */
export const python = ["python3", "python"].find((name) => spawnSync(name, ["-c", NEW_ENOUGH]).status === 0);

/** The programs of an environment with these packages; made on the first call. */
export async function venv(name, packages) {
  const folder = path.join(target, "ci-tools", `python-${name}-${packages.join("-").replace(/[^\w.]+/g, "-")}`);
  const bin = path.join(folder, "bin");
  if (existsSync(path.join(folder, "ready"))) return bin;
  await run(python, ["-m", "venv", "--clear", folder]);
  await run(path.join(bin, "pip"), ["install", "--quiet", "--disable-pip-version-check", ...packages]);
  await run(path.join(bin, "python"), ["-c", `open(${JSON.stringify(path.join(folder, "ready"))}, "w").close()`]);
  return bin;
}
