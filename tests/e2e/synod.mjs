/** The `synod` command, built if it is not yet. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { ROOT } from "./server.mjs";

const run = promisify(execFile);

/** What a scenario of the tests is exported to. */
export async function exported(scenario, format) {
  const build = ["run", "--quiet", "--locked", "--package", "synod-cli", "--"];
  const file = `tests/scenarios/raft/${scenario}.scenario`;
  const words = [...build, "export", file, "--as", format];
  const { stdout } = await run("cargo", words, { cwd: ROOT, maxBuffer: 1 << 26 });
  return stdout;
}
