/** Two-phase commit in the page: how it goes, and whom a crash of the coordinator leaves waiting. */
import assert from "node:assert/strict";

import { inDoubtMs, money, opened, stands, transfer, untilBothUncertain } from "./commit.mjs";
import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

pageTest("a transfer commits on all who take part, and no money is lost", async ({ page }) => {
  await opened(page, "Two-phase commit");
  const { total } = await money(page);
  await transfer(page, "S3", "S4", "25");
  await on.press(page, "Play");
  await on.until(page, "all have committed", async () => {
    const rows = await Promise.all(["S3", "S4"].map((server) => stands(page, server)));
    return rows.every(({ state }) => state === "committed");
  });
  await on.until(page, "the coordinator may forget it", async () =>
    (await stands(page, "S1")).state === "ended",
  );
  const after = await money(page);
  assert.match(after.accounts, /S3 75 · S4 125/);
  assert.equal(after.total, total);
  assert.equal(after.total, after.before);
  await on.tab(page, "Client").click();
  const asked = on.panel(page).getByRole("listitem").filter({ hasText: "transfer 25 from S3 to S4" });
  await asked.getByText(/^committed after/).waitFor();
});

pageTest("a coordinator that dies leaves participants in doubt, with locks held", async ({ page }) => {
  await opened(page, "Two-phase commit");
  const before = await money(page);
  await transfer(page, "S2", "S3", "10");
  await untilBothUncertain(page, "in doubt", "S2", "S3");
  await on.choose(page, on.server(page, "S1"), "Crash");
  await on.button(on.stage(page), "S1, crashed").waitFor();
  const at = await inDoubtMs(page, "S2");

  await on.setSpeed(page, "1×");
  await on.press(page, "Play");
  await on.until(page, "they have waited for seconds", async () =>
    (await inDoubtMs(page, "S2")) > at + 2_000,
  );
  await on.pause(page);
  for (const server of ["S2", "S3"]) {
    const row = await stands(page, server);
    assert.deepEqual(
      [row.state, row.vote, row.lock, row["on disk"]],
      ["in doubt", "yes", "held", "prepared"],
    );
    assert.ok((await inDoubtMs(page, server)) > 2_000);
    await page.getByRole("button", { name: `${server}, uncertain, transaction 1` }).waitFor();
  }
  assert.deepEqual(await money(page), before, "nothing is booked");

  // Another transfer of the same account finds it locked; the coordinator, back, ends the doubt.
  await on.choose(page, on.server(page, "S1"), "Restart");
  await on.press(page, "Play");
  await on.until(page, "the doubt ends", async () => {
    const rows = await Promise.all(["S2", "S3"].map((server) => stands(page, server)));
    return rows.every(({ state, lock }) => state === "aborted" && lock === "–");
  });
});
