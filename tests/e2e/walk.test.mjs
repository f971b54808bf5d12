/** The page by mouse: what a person does with a cluster, and sees come of it. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

pageTest("five servers elect a leader, and all are in its term", async ({ page }) => {
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await on.until(page, "four servers follow the leader", async () => {
    const rest = (await on.servers(page)).filter(({ id }) => id !== leader.id);
    const followers = rest.filter(({ role, term }) => role === "follower" && term === leader.term);
    return followers.length === 4;
  });
});

pageTest("a command from the tab of clients is committed on a majority", async ({ page }) => {
  await on.setSpeed(page, "1×");
  await on.untilLeader(page);
  await on.ask(page, "put", "x", "1");
  const asked = on.panel(page).getByRole("listitem").filter({ hasText: "x=1" });
  await asked.getByText("written after").waitFor();
  await on.tab(page, "Logs").click();
  await on.untilHeld(page, /^index 2, term 1, x=1, committed/);
});

pageTest("a command sent to a follower reaches the leader and is committed", async ({ page }) => {
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  const follower = (await on.servers(page)).find(({ id }) => id !== leader.id);
  await on.choose(page, on.server(page, follower.id), "Send request...");
  const dialog = page.getByRole("dialog", { name: "Send a request" });
  assert.equal(await on.chosen(dialog.getByLabel("Server")), follower.id);
  await dialog.getByLabel("Command").selectOption("put");
  await dialog.getByLabel("Key").fill("y");
  await dialog.getByLabel("Value").fill("7");
  await on.button(dialog, "Send").click();
  await dialog.waitFor({ state: "detached" });
  await on.untilHeld(page, /y=7, committed/);
});

pageTest(
  "a crashed leader is succeeded in a higher term and catches up later",
  async ({ page }) => {
    await on.setSpeed(page, "1×");
    const old = await on.untilLeader(page);
    await on.ask(page, "put", "x", "1");
    await on.tab(page, "Logs").click();
    await on.untilHeld(page, /x=1, committed/);

    await on.choose(page, on.server(page, old.id), "Crash");
    await on.button(on.stage(page), `${old.id}, crashed`).waitFor();
    const next = await on.untilLeader(page, old.term);
    assert.notEqual(next.id, old.id);
    await on.ask(page, "put", "x", "2");
    await on.tab(page, "Logs").click();
    const others = await on.untilHeld(page, /x=2, committed/);
    assert.ok(!others.includes(old.id), "a crashed server took an entry");

    await on.choose(page, on.server(page, old.id), "Restart");
    await on.until(page, `${old.id} holds everything that was committed`, async () => {
      const [caughtUp, leading] = [await on.log(page, old.id), await on.log(page, next.id)];
      return caughtUp.length > 2 && caughtUp.join() === leading.join();
    });
    await on.until(page, `${old.id} follows`, async () =>
      (await on.servers(page)).some(({ id, role }) => id === old.id && role === "follower"),
    );
  },
);

pageTest("a cut direction loses messages that way only", async ({ page }) => {
  await on.setSpeed(page, "1×");
  const { id: leader } = await on.untilLeader(page);
  await on.pause(page);
  const { id: other } = (await on.servers(page)).find(({ id }) => id !== leader);
  await on.clickLink(page, on.link(page, leader, other));
  await on.item(page, `Cut ${leader} to ${other}`).click();
  await on.button(on.stage(page), `Link ${leader} to ${other}, cut`).waitFor();
  await on.button(on.stage(page), `Link ${other} to ${leader}`).waitFor();

  const seen = new Set();
  const says = (words) => [...seen].some((line) => line.includes(words));
  await on.until(page, "the link loses messages one way and carries them the other", async () => {
    await page.keyboard.press("Shift+ArrowRight");
    for (const line of await on.lines(page)) seen.add(line);
    const isLost = says(`from ${leader} to ${other} is lost: the link is cut`);
    return isLost && [...seen].some((line) => isArrival(line, other, leader));
  });
  assert.ok(!says(`from ${other} to ${leader} is lost`), "a message was lost the other way");
});

/** Whether a message of the election that follows the cut arrived: it was sent after the cut. */
const isArrival = (line, from, to) => line.includes(`RequestVote from ${from} reaches ${to}`);

pageTest("a message in flight can be dropped", async ({ page }) => {
  await on.setSpeed(page, "1/5×");
  await on.untilLeader(page);
  await on.pause(page);
  const free = () => on.freeMessage(page);
  const flying = await on.stepUntil(page, "a message is in flight", free);
  const name = await flying.getAttribute("aria-label");
  const same = async () => (await on.names(on.messages(page))).filter((it) => it === name).length;
  const before = await same();
  await on.choose(page, flying, "Drop");
  assert.equal(await same(), before - 1);
  assert.match((await on.lines(page))[0], new RegExp(`You drop ${name}`));
});

pageTest("twenty steps forward and twenty back lead to the same state", async ({ page }) => {
  await on.setSpeed(page, "1×");
  await on.untilLeader(page);
  await on.ask(page, "put", "x", "1");
  await on.tab(page, "Logs").click();
  await on.pause(page);
  await on.press(page, "Step forward");
  const before = await on.present(page);
  await on.press(page, "Step forward", 20);
  const between = await on.present(page);
  assert.equal(between.event, before.event + 20);
  assert.notDeepEqual(between.happened, before.happened);
  await on.press(page, "Step back", 20);
  assert.deepEqual(await on.present(page), before);
  await on.press(page, "Step forward", 20);
  assert.deepEqual(await on.present(page), between, "the same events come again");
});

pageTest("the slider leads to any moment of the run and back", async ({ page }) => {
  await on.setSpeed(page, "1×");
  await on.untilLeader(page);
  await on.pause(page);
  await on.press(page, "Step forward");
  const end = await on.present(page);
  const box = await on.slider(page).boundingBox();
  const drag = (from, to) => on.drag(page, box, from, to);

  await drag(1, 0.5);
  const { event } = await on.place(page);
  assert.ok(event > 0 && event < end.event, `half way is event ${event} of ${end.event}`);
  await drag(0.5, 0);
  const start = await on.present(page);
  assert.deepEqual(
    start.cluster.map(({ term }) => term),
    [0, 0, 0, 0, 0],
  );
  await drag(0, 1);
  assert.deepEqual(await on.present(page), end);
  await on.press(page, "Go to start");
  assert.deepEqual(await on.present(page), start);
});

pageTest("a rule that is switched off makes it a modified Raft", async ({ page }) => {
  const label = page.getByRole("banner").getByText("Modified Raft", { exact: true });
  assert.equal(await label.count(), 0);
  await on.tab(page, "Rules").click();
  const rule = on.panel(page).getByRole("switch", { name: "Election restriction" });
  await rule.click();
  await label.waitFor();
  await on.panel(page).getByText("Modified Raft: a rule of the paper is switched off").waitFor();
  assert.equal(await rule.getAttribute("aria-checked"), "false");
});

pageTest("what cannot be done is offered with the reason why not", async ({ page }) => {
  await on.click(page, on.server(page, "S1"));
  const restart = on.item(page, "Restart");
  assert.equal(await restart.getAttribute("aria-disabled"), "true");
  assert.equal(await on.description(restart), "S1 is up already");
  // Playwright would wait for it to be enabled; a person just clicks.
  await restart.click({ force: true });
  await on.menu(page).waitFor();
});

pageTest("the tools act with one click", async ({ page }) => {
  const tool = (name) => page.getByRole("radio", { name, exact: true });
  await on.pause(page);
  await tool("Crash").click();
  await on.click(page, on.server(page, "S2"));
  await on.button(on.stage(page), "S2, crashed").waitFor();
  await on.click(page, on.server(page, "S2"));
  await on.button(on.stage(page), "S2, crashed").waitFor({ state: "detached" });

  await tool("Pause").click();
  await on.click(page, on.server(page, "S3"));
  await page.getByRole("button", { name: /^S3, .*, paused$/ }).waitFor();

  await tool("Cut").click();
  await on.clickLink(page, on.link(page, "S4", "S5"));
  await on.button(on.stage(page), "Link S4 to S5, cut").waitFor();

  await tool("Partition").click();
  await on.click(page, on.server(page, "S1"));
  await on.click(page, on.server(page, "S2"));
  await on.button(page, "Split off S1, S2").click();
  await on.button(on.stage(page), "Link S1 to S3, cut").waitFor();
  await on.button(on.stage(page), "Link S3 to S1, cut").waitFor();
  await on.button(on.stage(page), "Link S1 to S2").waitFor();
});

pageTest("the form for a new run closes by Escape, and by a click beside it", async ({ page }) => {
  const summary = page.getByText(/servers · seed/);
  const servers = page.getByLabel("Servers", { exact: true });
  await summary.click();
  await servers.fill("3");
  await servers.press("Escape");
  await servers.waitFor({ state: "hidden" });
  await summary.click();
  await servers.waitFor();
  await on.narration(page).click({ position: { x: 12, y: 12 } });
  await servers.waitFor({ state: "hidden" });
});
