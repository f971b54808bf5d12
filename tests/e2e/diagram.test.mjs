/** The whole space-time diagram: looking, pointing, filtering, comparing, saving. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { assertAccessible, pageTest } from "./harness.mjs";
import * as keys from "./keys.mjs";
import * as on from "./page.mjs";

const diagram = (page) => page.getByRole("region", { name: "Space-time diagram" });
const field = (page) => page.getByRole("application", { name: "Events of the run" });
const detail = (page) => diagram(page).getByRole("status");
const tool = (page, name) => on.button(diagram(page), name);
const history = (page) => page.getByRole("dialog", { name: "History" });
const kinds = (page) => diagram(page).getByRole("combobox", { name: "Kind of message" });
const terms = (page) => diagram(page).getByRole("combobox", { name: "Messages of" });

/** A run with a leader, paused, and its diagram. */
async function opened(page) {
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await on.pause(page);
  await page.keyboard.press("d");
  await field(page).waitFor();
  await drawn(page);
  return leader;
}

/** Waits until the picture is there. */
const drawn = (page) =>
  on.until(page, "the picture is drawn", () => field(page).locator(".spacetime-plot path").count());

/** What is drawn with this class: the number of strokes in its paths. */
const strokes = (page, selector) =>
  field(page)
    .locator(`.spacetime-plot ${selector}`)
    .evaluateAll((paths) =>
      paths.reduce((sum, path) => sum + path.getAttribute("d").split("M").length - 1, 0),
    );

/** The times along the upper edge that can be seen. */
const times = (page) => field(page).locator(".st-time").allTextContents();

/** Where the last message that arrived ended, on the screen. */
const lastArrival = (page) =>
  field(page).evaluate((element) => {
    const path = element.querySelector(".spacetime-plot .st-dot");
    const [x, y] = path.getAttribute("d").split("M").at(-1).split("h")[0].split(" ").map(Number);
    const { left, top } = path.ownerSVGElement.getBoundingClientRect();
    return { x: left + x, y: top + y };
  });

pageTest("it opens by button and key and closes by button and Escape", async ({ page }) => {
  const button = on.button(on.player(page), "Diagram");
  await button.click();
  await field(page).waitFor();
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  await on.until(page, "the picture has the focus", () => keys.isFocused(field(page)));
  assert.ok(!(await on.stage(page).isVisible()) && (await on.narration(page).isVisible()));
  await page.keyboard.press("Escape");
  await diagram(page).waitFor({ state: "detached" });
  await page.keyboard.press("d");
  await tool(page, "Close").click();
  await diagram(page).waitFor({ state: "detached" });
  assert.equal(await button.getAttribute("aria-pressed"), "false");
  await on.stage(page).waitFor();
});

pageTest("pointing tells an event and shows its past and future", async ({ page }) => {
  await opened(page);
  const { x, y } = await lastArrival(page);
  await page.mouse.move(x, y);
  await detail(page).getByText(/^Event \d+ · \d\.\d{3} s$/).waitFor();
  await detail(page).getByText(/in sight led to it/).waitFor();
  await on.until(page, "its past is drawn", () =>
    field(page).locator(".st-past .st-line").count(),
  );
  const number = Number((await detail(page).innerText()).match(/Event (\d+)/)[1]);
  await page.mouse.click(x, y);
  await on.until(page, "the run goes there", async () => (await on.place(page)).event === number);
  await page.mouse.move(5, 5);
  await on.button(on.player(page), "Step back").click();
  assert.equal((await on.place(page)).event, number - 1);
});

pageTest("zoom, pan and fit change how much is seen", async ({ page }) => {
  await opened(page);
  const before = await times(page);
  await tool(page, "Zoom in").click();
  await on.until(page, "it is larger", async () => `${await times(page)}` !== `${before}`);
  const near = await times(page);
  const box = await field(page).boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, -300);
  await on.until(page, "the wheel zooms", async () => `${await times(page)}` !== `${near}`);
  const place = () => field(page).locator(".spacetime-plot").getAttribute("style");
  const [event, still] = [(await on.place(page)).event, await place()];
  await page.mouse.down();
  await page.mouse.move(middle.x + 60, middle.y, { steps: 4 });
  await page.mouse.up();
  await on.until(page, "it is moved", async () => (await place()) !== still);
  assert.equal((await on.place(page)).event, event, "a drag goes nowhere in the run");
  await tool(page, "Fit").click();
  await on.until(page, "all is seen", async () => `${await times(page)}` === `${before}`);
});

pageTest("filters leave out servers, kinds and terms", async ({ page }) => {
  await opened(page);
  const [all, lanes] = [await strokes(page, ".st-line"), field(page).locator(".st-name")];
  assert.ok(all > 8);
  await kinds(page).selectOption("RequestVote");
  await on.until(page, "only votes are asked for", async () => {
    const some = await strokes(page, ".st-line");
    return some >= 4 && some < all;
  });
  await kinds(page).selectOption("all messages");
  assert.equal(await lanes.count(), 6);
  await tool(page, "S5").click();
  await on.until(page, "S5 has no lane", async () => (await lanes.count()) === 5);
  assert.equal(await tool(page, "S5").getAttribute("aria-pressed"), "false");
  await tool(page, "S5").click();
  const last = (await terms(page).getByRole("option").allTextContents()).at(-1);
  await terms(page).selectOption(last);
  await on.until(page, "messages of one term are left", async () => {
    const colours = await field(page)
      .locator(".spacetime-plot .st-line")
      .evaluateAll((paths) => new Set(paths.map((path) => path.getAttribute("class"))).size);
    return colours <= 2;
  });
});

pageTest("by keyboard alone: to events, along lanes, and there", async ({ page }) => {
  await opened(page);
  await keys.tabTo(page, field(page));
  await page.keyboard.press("ArrowLeft");
  const said = () => detail(page).innerText();
  await on.until(page, "an event is told", async () => /^Event \d+/.test(await said()));
  const seen = new Set([await said()]);
  for (const key of ["ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp", "Home", "End"]) {
    await page.keyboard.press(key);
    seen.add(await said());
  }
  assert.ok(seen.size >= 4, [...seen].join("\n"));
  await page.keyboard.press("Home");
  const first = Number((await said()).match(/Event (\d+)/)[1]);
  assert.ok(first <= 5, `the first event of a lane is ${first}`);
  const before = await times(page);
  await page.keyboard.press("+");
  await on.until(page, "it is larger", async () => `${await times(page)}` !== `${before}`);
  assert.equal(await on.chosen(page.getByRole("combobox", { name: "Speed" })), "1×");
  await page.keyboard.press("ArrowRight");
  const number = Number((await said()).match(/Event (\d+)/)[1]);
  await page.keyboard.press("Enter");
  await on.until(page, "the run goes there", async () => (await on.place(page)).event === number);
  await page.keyboard.press("Escape");
  await diagram(page).waitFor({ state: "detached" });
});

pageTest("the run plays, is undone and followed while it is open", async ({ page }) => {
  await opened(page);
  const { length } = await on.place(page);
  await page.keyboard.press(" ");
  await on.until(page, "it plays", async () => (await on.place(page)).length > length + 20);
  await page.keyboard.press(" ");
  await page.keyboard.press("2");
  await page.keyboard.press("c");
  await on.until(page, "S2 crashes", () => strokes(page, ".st-crash"));
  await page.keyboard.press("z");
  await on.until(page, "S2 is up", async () => (await strokes(page, ".st-crash")) === 0);
});

/** Crashes a server, goes back, and cuts a link instead. */
async function branched(page) {
  await on.setSpeed(page, "1×");
  const { id: leader } = await on.untilLeader(page);
  await on.pause(page);
  const [other] = ["S1", "S2"].filter((id) => id !== leader);
  await on.choose(page, on.server(page, leader), "Crash");
  await on.press(page, "Step forward", 12);
  await on.press(page, "Step back", 14);
  await on.link(page, leader, other).focus();
  await keys.choose(page, `Cut ${leader} to ${other}`);
  await on.press(page, "Step forward", 12);
  return { leader, other };
}

pageTest("two branches are drawn over each other from where they part", async ({ page }) => {
  const { leader } = await branched(page);
  const before = await on.present(page);
  await page.keyboard.press("h");
  await on.button(history(page), "Compare with Branch 1").click();
  await history(page).waitFor({ state: "detached" });
  const told = diagram(page).getByRole("group", { name: "Comparison" });
  await told.getByText(/^First difference: event \d+ at \d\.\d{3} s$/).waitFor();
  const both = await told.innerText();
  assert.match(both, /Branch 2/);
  assert.match(both, new RegExp(`Branch 1`));
  assert.ok(both.includes(leader), both);
  await drawn(page);
  assert.equal(await field(page).getByText("first difference").count(), 1);
  assert.ok((await field(page).locator(".st-other .st-line").count()) > 0);
  const chosen = diagram(page).getByRole("combobox", { name: "Compare with" });
  assert.equal(await on.chosen(chosen), "Branch 1");
  await page.keyboard.press("h");
  await on.button(history(page), "Delete Branch 1").click();
  await page.keyboard.press("Escape");
  await told.waitFor({ state: "detached" });
  assert.equal(await field(page).locator(".st-other").count(), 0);
  await page.keyboard.press("z");
  await told.waitFor();
  await chosen.selectOption("nothing");
  await told.waitFor({ state: "detached" });
  await tool(page, "Close").click();
  assert.deepEqual((await on.present(page)).cluster, before.cluster, "the open run is as it was");
});

pageTest("what is seen is saved as SVG and as PNG", async ({ page, context }) => {
  await opened(page);
  const saved = async (name, file) => {
    const download = page.waitForEvent("download");
    await tool(page, name).click();
    const found = await download;
    assert.equal(found.suggestedFilename(), file);
    return readFile(await found.path());
  };
  const svg = (await saved("Save SVG", "raft-seed-7.svg")).toString("utf8");
  // The laboratory's policy would not let the file's own style be read; no other page has it.
  const elsewhere = await context.newPage();
  const [problems, paths] = await elsewhere.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    return [parsed.querySelectorAll("parsererror").length, parsed.querySelectorAll("path").length];
  }, svg);
  assert.equal(problems, 0);
  assert.ok(paths > 20 && !svg.includes("var("), `${paths} paths`);
  const png = await saved("Save PNG", "raft-seed-7.png");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  const box = await field(page).boundingBox();
  assert.equal(png.readUInt32BE(16), Math.round(box.width) * 2);
});

const PHONE = { width: 375, height: 800 };

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [{ width: 1280, height: 800 }, PHONE]) {
    const where = `${colorScheme} at ${viewport.width}`;
    pageTest(`axe finds no violation in ${where}`, { colorScheme, viewport }, async ({ page }) => {
      await branched(page);
      await page.keyboard.press("h");
      await on.button(history(page), "Compare with Branch 1").click();
      await drawn(page);
      await page.keyboard.press("ArrowLeft");
      await detail(page).getByText(/^Event/).waitFor();
      await assertAccessible(page, `the diagram, ${where}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0, "nothing scrolls sideways");
    });
  }
}
