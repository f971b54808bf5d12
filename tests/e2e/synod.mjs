/** The `synod` command, built if it is not yet. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { ROOT } from "./server.mjs";

const run = promisify(execFile);

/** What the command prints, given these words; it must end well. */
export async function synod(...words) {
  const build = ["run", "--quiet", "--locked", "--package", "synod-cli", "--"];
  const { stdout } = await run("cargo", [...build, ...words], { cwd: ROOT, maxBuffer: 1 << 26 });
  return stdout;
}

/** What a scenario of the tests is exported to. */
export const exported = (scenario, format) =>
  synod("export", `tests/scenarios/raft/${scenario}.scenario`, "--as", format);
