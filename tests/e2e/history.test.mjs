/** Changing what was done: undo, redo, branches, acts taken out and moved. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as keys from "./keys.mjs";
import * as on from "./page.mjs";

const dialog = (page) => page.getByRole("dialog", { name: "History" });
const branch = (page) => page.getByRole("combobox", { name: "Branch" });
const cut = (page, from, to) => on.button(on.stage(page), `Link ${from} to ${to}, cut`);
const crashed = (page, name) => on.button(on.stage(page), `${name}, crashed`);

/** How many things of a kind there are on the page. */
const count = (page, fact, things, wanted) =>
  on.until(page, fact, async () => (await things.count()) === wanted);

/** The space-time diagram, and what it says of the two branches that it compares. */
const diagram = (page) => page.getByRole("region", { name: "Space-time diagram" });
const compared = (page) => diagram(page).getByRole("group", { name: "Comparison" });

/** The diagram tells where two branches part, and by what act, and draws both. */
async function showsBoth(page, act) {
  await compared(page).getByText(/^First difference: event \d+ at \d\.\d{3} s$/).waitFor();
  const told = await compared(page).innerText();
  assert.match(told, /Branch 1/);
  assert.match(told, /Branch 2/);
  assert.ok(told.includes(act), told);
  await diagram(page).getByText("first difference", { exact: true }).waitFor();
}

/** Elects a leader, and stands still. */
async function elected(page) {
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await on.pause(page);
  return leader.id;
}

/** The names of the branches, in order. */
const branches = (page) =>
  branch(page).evaluate((list) => [...list.options].map((option) => option.textContent));

pageTest("a cut in the past is a branch, undone, redone, deleted and back", async ({ page }) => {
  const leader = await elected(page);
  const other = leader === "S1" ? "S2" : "S1";
  const { event } = await on.place(page);
  await on.choose(page, on.server(page, leader), "Crash");
  await crashed(page, leader).waitFor();
  await on.press(page, "Step forward", 5);
  const after = await on.present(page);

  await on.press(page, "Step back", 8);
  assert.ok((await on.place(page)).event < event, "the run is before the crash");
  await on.link(page, leader, other).focus();
  await keys.choose(page, `Cut ${leader} to ${other}`);
  await on.notice(page, /a new branch begins/).waitFor();
  await cut(page, leader, other).waitFor();
  assert.deepEqual(await branches(page), ["Branch 1", "Branch 2"]);
  assert.equal(await on.chosen(branch(page)), "Branch 2");

  await on.press(page, "History");
  await on.button(dialog(page), "Compare with Branch 1").click();
  await showsBoth(page, `You cut the link from ${leader} to ${other}`);
  await on.button(diagram(page), "Close").click();

  await on.press(page, "Undo");
  await count(page, "the link is whole", cut(page, leader, other), 0);
  await count(page, "there is one branch", branch(page), 0);
  await on.press(page, "Redo");
  await cut(page, leader, other).waitFor();
  assert.equal(await on.chosen(branch(page)), "Branch 2");

  await branch(page).selectOption("Branch 1");
  await count(page, "the link is whole", cut(page, leader, other), 0);
  await on.press(page, "Step forward", 8);
  await crashed(page, leader).waitFor();
  assert.deepEqual(await on.present(page), after, "the first future is as it was");

  await on.press(page, "History");
  await dialog(page).getByText(/^1 act, parts at \d\.\d{3} s$/).waitFor();
  await on.button(dialog(page), "Delete Branch 2").click();
  await count(dialog(page), "one branch is listed", dialog(page).getByText("open"), 1);
  await page.keyboard.press("Escape");
  await count(page, "there is one branch", branch(page), 0);
  await on.press(page, "Undo");
  assert.deepEqual(await branches(page), ["Branch 1", "Branch 2"]);
});

pageTest("the same by keyboard alone", async ({ page }) => {
  await keys.setSpeed(page, "1×");
  const { id: leader } = await on.untilLeader(page);
  await page.keyboard.press(" ");
  const other = leader === "S1" ? "S2" : "S1";
  await page.keyboard.press(leader.slice(1));
  await page.keyboard.press("c");
  await crashed(page, leader).waitFor();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowLeft");
  await keys.tabTo(page, on.link(page, leader, other));
  await keys.choose(page, `Cut ${leader} to ${other}`);
  await cut(page, leader, other).waitFor();

  await page.keyboard.press("z");
  await count(page, "the link is whole", cut(page, leader, other), 0);
  await page.keyboard.press("Shift+Z");
  await cut(page, leader, other).waitFor();
  await page.keyboard.press("h");
  await keys.tabTo(page, on.button(dialog(page), "Compare with Branch 1"));
  await page.keyboard.press("Enter");
  await showsBoth(page, `You cut the link from ${leader} to ${other}`);
  await page.keyboard.press("Escape");
  await compared(page).waitFor({ state: "detached" });
  await page.keyboard.press("h");
  await keys.tabTo(page, on.button(dialog(page), "Delete Branch 1"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await count(page, "there is one branch", branch(page), 0);
  await page.keyboard.press("z");
  assert.deepEqual(await branches(page), ["Branch 1", "Branch 2"]);
});

pageTest("an act is taken out, and what needs it is left out and told of", async ({ page }) => {
  const leader = await elected(page);
  await on.choose(page, on.server(page, leader), "Crash");
  await on.press(page, "Step forward", 3);
  await on.choose(page, on.server(page, leader), "Restart");
  await on.press(page, "Step forward", 2);
  await on.press(page, "History");
  await on.button(dialog(page), `Take out: Crash ${leader}`).click();
  const said = `Left out, as it can no longer be done: Restart ${leader} (${leader} is up already)`;
  await on.notice(page, said).waitFor();
  await dialog(page).getByText("Nothing yet").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("z");
  await page.keyboard.press("h");
  await on.button(dialog(page), `Take out: Restart ${leader}`).waitFor();
});

pageTest("an act is moved in time, and a wrong time is told of", async ({ page }) => {
  await on.pause(page);
  await on.choose(page, on.server(page, "S2"), "Crash");
  await crashed(page, "S2").waitFor();
  await on.press(page, "History");
  const time = dialog(page).getByLabel("Time in ms: Crash S2");
  await time.fill("soon");
  await on.button(dialog(page), "Move: Crash S2").click();
  await dialog(page).getByRole("alert").getByText("A time in ms from 0 to an hour").waitFor();
  await time.fill("150");
  await on.button(dialog(page), "Move: Crash S2").click();
  await page.keyboard.press("Escape");
  await count(page, "S2 is up", crashed(page, "S2"), 0);
  const isCrashed = async () => (await crashed(page, "S2").count()) === 1;
  await on.stepUntil(page, "S2 crashes at 150 ms", isCrashed);
  assert.match(await on.player(page).innerText(), /0\.150 s/);
});

pageTest("an act is taken out in the list of events", async ({ page }) => {
  await on.pause(page);
  await on.choose(page, on.server(page, "S2"), "Crash");
  await on.events(page).getByRole("button", { name: "Take out", exact: true }).click();
  await count(page, "S2 is up", crashed(page, "S2"), 0);
});

pageTest("a branch has a name, and there may be nothing to undo or redo", async ({ page }) => {
  await page.keyboard.press("z");
  await on.notice(page, "There is nothing to undo").waitFor();
  await page.keyboard.press("Shift+Z");
  await on.notice(page, "There is nothing to redo").waitFor();
  await page.keyboard.press("h");
  await dialog(page).getByLabel("Name of Branch 1").fill("calm");
  await page.keyboard.press("Tab");
  await dialog(page).getByLabel("Name of calm").waitFor();
  assert.equal(await dialog(page).getByRole("button", { name: /^Delete/ }).count(), 0);
});
