/** Three-phase commit in the page: how it goes, and that the coordinator's crash blocks nobody. */
import assert from "node:assert/strict";

import { money, opened, stands, transfer, untilBothUncertain } from "./commit.mjs";
import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

pageTest("a transfer commits on all who take part, and no money is lost", async ({ page }) => {
  await opened(page, "Three-phase commit");
  await transfer(page, "S2", "S5", "40");
  await on.press(page, "Play");
  await on.until(page, "all have committed", async () => {
    const rows = await Promise.all(["S1", "S2", "S5"].map((server) => stands(page, server)));
    return rows.every(({ state }) => state === "committed");
  });
  const after = await money(page);
  assert.match(after.accounts, /S2 60 .* S5 140/);
  assert.equal(after.total, after.before);
});

pageTest("a coordinator that dies blocks nobody: a backup decides", async ({ page }) => {
  await opened(page, "Three-phase commit");
  await transfer(page, "S2", "S3", "10");
  await untilBothUncertain(page, "uncertain", "S2", "S3");
  await on.choose(page, on.server(page, "S1"), "Crash");
  await on.button(on.stage(page), "S1, crashed").waitFor();
  assert.equal((await stands(page, "S2")).lock, "held");

  await on.setSpeed(page, "1×");
  await on.press(page, "Play");
  await on.until(page, "both have decided without the coordinator", async () => {
    const rows = await Promise.all(["S2", "S3"].map((server) => stands(page, server)));
    return rows.every(({ state, lock }) => state === "aborted" && lock === "–");
  });
  await on.button(on.stage(page), "S1, crashed").waitFor();
  const { total, before } = await money(page);
  assert.equal(total, before);
});
