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

pageTest("the stage is saved as it is seen, as SVG and as PNG", async ({ page, context }) => {
  await on.setSpeed(page, "1/5×");
  await on.untilLeader(page);
  await on.until(page, "a message flies", async () => (await on.messages(page).count()) > 0);
  await on.pause(page);
  const { event } = await on.place(page);
  const { width, height } = await page.locator("#cluster").boundingBox();
  const flying = await on.messages(page).count();
  await on.press(page, "Share");
  const file = async (name, ending) => {
    const download = page.waitForEvent("download");
    await on.button(page.getByRole("dialog", { name: "Share" }), name).click();
    const found = await download;
    assert.equal(found.suggestedFilename(), `raft-seed-7-event-${event}.${ending}`);
    return readFile(await found.path());
  };
  const svg = (await file("Stage as SVG", "svg")).toString("utf8");
  const elsewhere = await context.newPage();
  const found = await elsewhere.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
    document.body.replaceChildren(document.importNode(root, true));
    const drawn = document.body.firstElementChild;
    const { width, height } = drawn.getBoundingClientRect();
    const words = [...drawn.querySelectorAll("text")].map((it) => it.textContent);
    const moved = [...drawn.querySelectorAll("g[transform^=matrix] > line")].map((line) => {
      const { e, f } = line.parentElement.getScreenCTM();
      return [e, f];
    });
    return { tag: root.localName, width, height, words, moved: moved.length };
  }, svg);
  assert.equal(found.tag, "svg");
  assert.deepEqual([found.width, found.height], [width, height]);
  for (const word of ["S1", "S5", "Leader", "Client"]) assert.ok(found.words.includes(word), word);
  assert.equal(found.moved, flying);
  assert.ok(!svg.includes("var("), "every colour is written out");
  const png = await file("Stage as PNG", "png");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.equal(png.readUInt32BE(16), 2 * width);
});
