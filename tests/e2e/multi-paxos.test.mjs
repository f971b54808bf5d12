/** Multi-Paxos in the page: a leader fills slots, and the next one finishes what it left. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

/** Opens the protocol and waits until a server leads. */
async function opened(page) {
  await page.getByRole("combobox", { name: "Protocol" }).selectOption("Multi-Paxos");
  await on.tab(page, "Slots").waitFor();
  await on.setSpeed(page, "1×");
  return on.untilLeader(page);
}

pageTest("a command is chosen for a slot by a majority, without phase 1", async ({ page }) => {
  const leader = await opened(page);
  await on.ask(page, "put", "x", "1");
  await on.tab(page, "Slots").click();
  await on.untilHeld(page, /^index \d+, ballot \d+, x=1, chosen/);
  const now = await on.untilLeader(page);
  assert.equal(now.name, leader.name, "the same server leads with the same ballot");
});

pageTest("a leader dies with a slot half filled, and the next adopts its value", async ({ page }) => {
  const leader = await opened(page);
  await on.pause(page);
  await on.ask(page, "put", "x", "1");
  await on.tab(page, "Slots").click();
  const [accepted, chosen] = [/, x=1$|, x=1, /, /, x=1, chosen/];
  await on.stepUntil(page, "another server has accepted it", async () => {
    const holders = (await on.holders(page, accepted)).filter((id) => id !== leader.id);
    return holders.length > 0;
  });
  assert.deepEqual(await on.holders(page, chosen), [], "nobody knows that it is chosen");
  await on.choose(page, on.server(page, leader.id), "Crash");
  await on.button(on.stage(page), `${leader.id}, crashed`).waitFor();
  await on.press(page, "Play");
  const next = await on.untilLeader(page, leader.term);
  assert.notEqual(next.id, leader.id);
  await on.untilHeld(page, chosen);

  await on.choose(page, on.server(page, leader.id), "Restart");
  await on.until(page, `${leader.id} learns what was chosen`, async () =>
    (await on.holders(page, chosen)).includes(leader.id),
  );
});
