/** Each scenario of the picker opens, plays to its end, and shows what its caption promises. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";
import { broken, end, open, playThrough, roles, toMarker } from "./playing.mjs";

async function mustBeSafe(page) {
  assert.equal(await broken(page).count(), 0, "a property is broken");
  await on.tab(page, "Rules").click();
  assert.ok((await on.panel(page).getByText(": holds").count()) >= 7, "not every property holds");
  assert.equal(await on.panel(page).getByText(": broken").count(), 0);
  await on.tab(page, "Logs").click();
}

pageTest("the scenario of an election ends with a leader", async ({ page }) => {
  const length = await open(page, "A leader is elected", /Five servers start as followers/);
  await playThrough(page, length);
  await end(page, length);
  assert.equal((await roles(page, "leader")).length, 1);
  assert.equal((await roles(page, "follower")).length, 4);
  await mustBeSafe(page);
});

pageTest(
  "the scenario of replication ends with three commands on every server",
  async ({ page }) => {
    const length = await open(page, "A command is replicated", /A client sends three commands/);
    await playThrough(page, length);
    await end(page, length);
    for (const { id } of await on.servers(page)) {
      const commands = (await on.log(page, id)).filter((entry) => !entry.includes("no-op"));
      assert.equal(commands.length, 3);
      assert.ok(
        commands.every((entry) => entry.includes(", committed")),
        `${id}: ${commands}`,
      );
    }
    await mustBeSafe(page);
  },
);

pageTest(
  "the scenario of a leader's crash ends with the old leader following",
  async ({ page }) => {
    const length = await open(
      page,
      "The leader crashes",
      /The leader crashes with a command under way/,
    );
    await playThrough(page, length);
    await toMarker(page, length, "S3 is crashed", async () =>
      (await roles(page, "crashed")).includes("S3"),
    );
    await end(page, length);
    const leaders = await roles(page, "leader");
    assert.equal(leaders.length, 1);
    assert.ok(!leaders.includes("S3"));
    assert.ok((await on.log(page, "S3")).some((entry) => /x=2, committed/.test(entry)));
    await mustBeSafe(page);
  },
);

pageTest(
  "the scenario of a split vote has two candidates, and a leader in the end",
  async ({ page }) => {
    const length = await open(
      page,
      "A split vote",
      /S1 and S5 stand for election at the same moment/,
    );
    await playThrough(page, length);
    await on.press(page, "Go to start");
    await on.stepUntil(page, "S1 and S5 are candidates and nobody leads", async () => {
      return (
        (await roles(page, "candidate")).join() === "S1,S5" &&
        (await roles(page, "leader")).length === 0
      );
    });
    await end(page, length);
    assert.equal((await roles(page, "leader")).length, 1);
    await mustBeSafe(page);
  },
);

pageTest("the scenario of a minority has two leaders, and one log in the end", async ({ page }) => {
  const length = await open(
    page,
    "An old leader in a minority",
    /A partition leaves the leader with one follower/,
  );
  await playThrough(page, length);
  await toMarker(page, length, "two servers lead", async () => {
    const leaders = await roles(page, "leader");
    const log = await on.log(page, "S1");
    return (
      leaders.length === 2 &&
      leaders.includes("S1") &&
      log.some((it) => /x=2, not committed/.test(it))
    );
  });
  await end(page, length);
  assert.ok((await roles(page, "follower")).includes("S1"), "S1 still leads");
  const logs = await Promise.all(["S1", "S3", "S4", "S5"].map((id) => on.log(page, id)));
  assert.ok(
    logs.every((log) => log.join() === logs[0].join()),
    "the logs differ",
  );
  await mustBeSafe(page);
});

pageTest("figure 8 with its rule off stops where a property breaks", async ({ page }) => {
  const length = await open(
    page,
    "Figure 8",
    /Why a leader counts copies only of entries of its own term/,
  );
  await page.getByRole("banner").getByText("Modified Raft", { exact: true }).waitFor();
  const { event } = await playThrough(page, length);
  assert.ok(event > 5 && event <= length, `it stopped at ${event}`);
  await broken(page).getByText("Leader completeness is broken", { exact: false }).first().waitFor();
  await end(page, length);
  assert.deepEqual(await roles(page, "leader"), ["S5"]);
  assert.match((await on.log(page, "S2"))[1], /^index 2, term 3, x=3/);
  await on.tab(page, "Rules").click();
  await on.panel(page).getByText(": broken").first().waitFor();
});

pageTest("free play follows a scenario", async ({ page }) => {
  await open(page, "A leader is elected", /Five servers start as followers/);
  await on.open(page, "Free play");
  await on.button(page, "Pause").waitFor();
  await on.setSpeed(page, "1×");
  await on.untilLeader(page);
});

pageTest("the picker names what is open, however it was opened", async ({ page }) => {
  const picker = page.getByRole("combobox", { name: "Scenario" });
  await open(page, "A leader is elected", /Five servers start as followers/);
  assert.equal(await on.chosen(picker), "A leader is elected");
  const form = page.getByRole("banner").getByRole("group");
  await form.getByText(/servers · seed/).click();
  await on.button(form, "Start a new run").click();
  await on.until(page, "the picker says so", async () => (await on.chosen(picker)) === "Free play");
  await open(page, "A leader is elected", /Five servers start as followers/);
});
