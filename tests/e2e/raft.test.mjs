/** What completes Raft: its famous runs played in the page, orders, options, and what rules are for. */
import assert from "node:assert/strict";

import { assertAccessible, pageTest } from "./harness.mjs";
import * as keys from "./keys.mjs";
import * as on from "./page.mjs";
import { broken, end, open, playThrough, roles } from "./playing.mjs";

const PHONE = { viewport: { width: 375, height: 800 }, colorScheme: "dark" };

/** Nothing reaches over the edge of the window. */
async function mustNotScrollSideways(page) {
  const { scroll, width } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: window.innerWidth,
  }));
  assert.ok(scroll <= width, `it scrolls sideways: ${scroll} of ${width} px`);
}

pageTest("a lease whose clocks drift too far apart ends in a stale read", async ({ page }) => {
  const length = await open(page, "Lease reads and clocks", /S1 still trusts its lease/);
  await playThrough(page, length);
  await end(page, length);
  await broken(page).getByText("Fresh reads is broken", { exact: false }).first().waitFor();
  await page.getByText(/Expected: a lease rests on clocks/).first().waitFor();
  assert.deepEqual(await roles(page, "leader"), ["S1", "S3"]);
  const told = await on.server(page, "S1").evaluate(
    (it) => document.getElementById(it.getAttribute("aria-describedby")).textContent,
  );
  assert.match(told, /lease, .* left/);
  await assertAccessible(page, "a broken lease");
});

pageTest("the cluster of Cloudflare's incident elects one leader after the other", async ({ page }) => {
  const length = await open(page, "Cloudflare 2020: one broken link", /S1 and S3 do not reach/);
  await on.press(page, "Go to start");
  const elected = [];
  while ((await on.place(page)).event < length) {
    await on.press(page, "Next marker");
    const [leader] = (await on.servers(page)).filter(({ role }) => role === "leader");
    if (leader && elected.at(-1) !== leader.term) elected.push(leader.term);
  }
  assert.ok(elected.length >= 4, `leaders of ${elected.length} terms: ${elected}`);
  await end(page, length);
  assert.deepEqual(await roles(page, "leader"), ["S2"]);
  assert.equal(await broken(page).count(), 0);
});

pageTest("the list of scenarios is searched and chosen from by keys", async ({ page }) => {
  await keys.tabTo(page, page.getByRole("combobox", { name: "Scenario" }));
  await page.keyboard.press("Enter");
  const list = on.scenarios(page);
  await list.getByRole("heading", { name: "Famous incidents" }).waitFor();
  await assertAccessible(page, "the list of scenarios");
  await page.keyboard.type("comes back DISTURBS");
  await list.getByText(/^1 of \d+ scenarios$/).waitFor();
  await page.keyboard.press("ArrowDown");
  const found = list.getByRole("button", { name: /^With pre-vote a server/ });
  assert.ok(await keys.isFocused(found), await keys.focused(page));
  await page.keyboard.press("Enter");
  await list.waitFor({ state: "detached" });
  const picker = page.getByRole("combobox", { name: "Scenario" });
  await on.until(page, "it is open", async () =>
    /^With pre-vote a server/.test(await on.chosen(picker)),
  );
});

pageTest("the list of scenarios fits a phone, in the dark", PHONE, async ({ page }) => {
  const list = await on.openScenarios(page);
  await mustNotScrollSideways(page);
  await assertAccessible(page, "the list of scenarios on a phone");
  await list.getByRole("textbox").or(list.getByRole("searchbox")).fill("nothing is named so");
  await list.getByText(/^0 of \d+ scenarios$/).waitFor();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
});

pageTest("a list of scenarios that cannot be fetched says so, and is asked for again", async ({ page, problems }) => {
  await page.route("**/raft/list.txt", (route) => route.fulfill({ status: 404, body: "" }));
  await page.getByRole("combobox", { name: "Scenario" }).click();
  const list = on.scenarios(page);
  await list.getByRole("alert").getByText(/could not be fetched: 404/).waitFor();
  await page.unroute("**/raft/list.txt");
  await on.button(list, "Try again").click();
  await list.getByRole("heading", { name: "Election" }).waitFor();
  assert.match(problems.splice(0).join(), /404/);
});

pageTest("a leader hands over when it is ordered to, and a crashed server says why it cannot", async ({ page }) => {
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await on.pause(page);
  const others = (await on.servers(page)).filter(({ id }) => id !== leader.id);
  const [follower, crashed] = others;
  await on.choose(page, on.server(page, crashed.id), "Crash");
  await on.click(page, on.server(page, crashed.id));
  const refused = on.item(page, "Give an order...");
  assert.equal(await refused.getAttribute("aria-disabled"), "true");
  assert.match(await on.description(refused), /is crashed/);
  await page.keyboard.press("Escape");

  await on.choose(page, on.server(page, leader.id), "Give an order...");
  const dialog = page.getByRole("dialog", { name: `Order to ${leader.id}` });
  await dialog.getByRole("radio", { name: /^Hand over leadership to/ }).check();
  await dialog.getByLabel("Server", { exact: true }).selectOption(leader.id);
  await on.button(dialog, "Give the order").click();
  await dialog.getByRole("alert").getByText(/hand over/).waitFor();
  await assertAccessible(page, "an order");
  await dialog.getByLabel("Server", { exact: true }).selectOption(follower.id);
  await on.button(dialog, "Give the order").click();
  await dialog.waitFor({ state: "detached" });
  const arrow = on
    .stage(page)
    .getByRole("img", { name: `${leader.id} hands over to ${follower.id}`, exact: true });
  await arrow.waitFor();

  await page.keyboard.press("h");
  const history = page.getByRole("dialog", { name: "History" });
  await history.getByText(`${leader.id}: hand over leadership to ${follower.id}`).first().waitFor();
  await page.keyboard.press("Escape");
  await on.press(page, "Undo");
  await arrow.waitFor({ state: "detached" });
  await on.press(page, "Redo");
  await on.press(page, "Play");
  const next = await on.untilLeader(page, leader.term);
  assert.equal(next.id, follower.id);
});

pageTest("a new run takes every option of its protocol, and says what it expects", async ({ page }) => {
  const form = page.getByRole("banner").getByRole("group").first();
  await form.getByText(/servers · seed/).click();
  const timeout = form.getByLabel("Shortest election timeout", { exact: true });
  await timeout.fill("5");
  await form.getByRole("switch", { name: "Pre-vote", exact: true }).click();
  await form.getByLabel("How a leader answers a get").selectOption("lease");
  await on.button(form, "Start a new run").click();
  await form.getByText("A whole number from 10 to 10000").first().waitFor();
  await assertAccessible(page, "the form of a new run");
  await timeout.fill("400");
  await form.getByLabel("Longest election timeout", { exact: true }).fill("800");
  await on.button(form, "Start a new run").click();
  await on.setSpeed(page, "1×");
  await on.untilLeader(page);
  await on.pause(page);
  await form.getByText(/servers · seed/).click();
  assert.equal(await timeout.inputValue(), "400");
  assert.equal(
    await form.getByRole("switch", { name: "Pre-vote", exact: true }).getAttribute("aria-checked"),
    "true",
  );
  await on.button(form, "Defaults").click();
  assert.equal(await timeout.inputValue(), "150");
});

pageTest("a rule shows the run that breaks without it, and the same run with it", PHONE, async ({ page }) => {
  await on.tab(page, "Rules").click();
  await on.button(on.panel(page), "See it broken: One vote per term").click();
  const picker = page.getByRole("combobox", { name: "Scenario" });
  await on.until(page, "it is open", async () =>
    (await on.chosen(picker)) === "Without “One vote per term”",
  );
  await on.slider(page).press("End");
  await broken(page).first().waitFor();
  await mustNotScrollSideways(page);
  await on.button(on.panel(page), "See it hold: One vote per term").click();
  await on.until(page, "it is open", async () =>
    (await on.chosen(picker)) === "With “One vote per term”",
  );
  await on.slider(page).press("End");
  assert.equal(await broken(page).count(), 0);
});

pageTest("a follower far behind is sent a snapshot, and its log begins behind that", async ({ page }) => {
  const length = await open(page, "A follower far behind", /The leader has no entries left/);
  const arrow = on.stage(page).getByRole("img", { name: /sends bytes of a snapshot to S3$/ });
  await playThrough(page, length);
  await end(page, length);
  await on.row(page, "S3").getByRole("img", { name: /^a snapshot stands for 1 to \d+$/ }).waitFor();
  // Back to when it was on its way.
  await on.until(page, "the snapshot is on its way", async () => {
    if ((await arrow.count()) > 0) return true;
    await on.button(page, "Previous marker").click();
    return false;
  });
  await on.messages(page, /^InstallSnapshot from S\d to S3$/).first().waitFor();
  await assertAccessible(page, "a snapshot on its way");
});

pageTest("a joint change needs both majorities, and ends with the new one alone", async ({ page }) => {
  const form = page.getByRole("banner").getByRole("group").first();
  await form.getByText(/servers · seed/).click();
  await form.getByLabel("Voters at the beginning", { exact: true }).fill("3");
  await on.button(form, "Start a new run").click();
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await on.until(page, "it has committed an entry of its own", async () =>
    (await on.log(page, leader.id)).some((entry) => entry.includes(", committed")),
  );
  await on.pause(page);
  const told = (server, what) =>
    on.stage(page).getByRole("img", { name: `${server}, ${what}`, exact: true });
  // Who is outside has no ring: that is heard only.
  await told("S5", "outside the cluster").waitFor({ state: "attached" });

  await on.choose(page, on.server(page, leader.id), "Give an order...");
  const dialog = page.getByRole("dialog", { name: `Order to ${leader.id}` });
  await dialog.getByRole("radio", { name: /^Let only these vote/ }).check();
  const leaves = ["S1", "S2", "S3"].filter((server) => server !== leader.id);
  for (const server of leaves) await dialog.getByRole("checkbox", { name: server }).uncheck();
  for (const server of ["S4", "S5"]) await dialog.getByRole("checkbox", { name: server }).check();
  await assertAccessible(page, "the order to change the cluster");
  await on.button(dialog, "Give the order").click();
  await dialog.waitFor({ state: "detached" });
  const joined = told("S5", "voter of the new configuration");
  await on.stepUntil(page, "two configurations count", async () => (await joined.count()) > 0);
  await told(leaves[0], "voter of the old configuration").waitFor();
  await told(leader.id, "voter, old and new").waitFor();
  await on.stage(page).getByText("old S1 S2 S3: 2 of 3").waitFor();
  await on.stage(page).getByText(`new ${leader.id} S4 S5: 2 of 3`).waitFor();
  await assertAccessible(page, "a joint configuration");
  await on.press(page, "Play");
  await told(leaves[0], "outside the cluster").waitFor({ state: "attached" });
  await told("S5", "voter").waitFor();
  assert.equal(await broken(page).count(), 0);
});
