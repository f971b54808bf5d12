/** Giving a run to others. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";
import { synod } from "./synod.mjs";

/** Each format, how its file's name ends, and how it begins. */
const FORMATS = [
  ["Mermaid", "mmd", /^sequenceDiagram\n/],
  ["ShiViz", "log", /^0\.000 s: .*\nS1 \{"S1":1\}\n/],
  ["Perfetto", "json", /^\{"displayTimeUnit":"ms","traceEvents":\[\n/],
  ["JSON lines", "jsonl", /^\{"number":1,/],
  ["TLA+", "tla", /^<<\s/],
  ["Scenario", "scenario", /^protocol raft\n/],
  ["SVG", "svg", /^<svg xmlns=/],
];

/** What the button of this name saves: the path of the file. */
async function saved(page, name, ending) {
  const download = page.waitForEvent("download");
  await on.button(page.getByRole("dialog", { name: "Share" }), name).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), `raft-seed-7.${ending}`);
  return file.path();
}

pageTest("a run is saved in each format, and its scenario plays it again", async ({ page }) => {
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await on.pause(page);
  await on.choose(page, on.server(page, leader.id), "Crash");
  await on.press(page, "Step forward", 4);
  await on.press(page, "Step back", 2);
  const before = await on.present(page);
  await on.press(page, "Share");
  for (const [name, ending, beginning] of FORMATS) {
    const text = await readFile(await saved(page, name, ending), "utf8");
    assert.match(text, beginning, name);
    if (name === "Scenario") assert.match(text, new RegExp(`\\ncrash ${leader.id}\\n`));
  }
  const scenario = await saved(page, "Scenario", "scenario");
  await synod("run", scenario);
  await page.keyboard.press("Escape");
  assert.deepEqual(await on.present(page), before, "the open run stays where it is");
});
