/** Primary-backup replication in the page: how it goes, and what a crash and a cut do to it. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

/** Opens the protocol and waits until one server leads and another is its backup. */
async function opened(page) {
  await page.getByRole("combobox", { name: "Protocol" }).selectOption("Primary-backup");
  await on.server(page, "S1").and(on.button(on.stage(page), /view service/)).waitFor();
  await on.setSpeed(page, "1×");
  return until(page, "a primary has a backup", (roles) => roles.primary && roles.backup && roles);
}

/** Waits until the roles of the servers are as wanted; returns what the condition returned. */
const until = (page, fact, condition) =>
  on.until(page, fact, async () => {
    const names = await on.names(on.stage(page).getByRole("button", { name: /^S\d, / }));
    const roles = {};
    for (const name of names) {
      const [id, role, view] = name.split(", ");
      if (role === "primary" || role === "backup") roles[role] = id;
      if (role === "primary") roles.view = Number(view.match(/\d+/)[0]);
    }
    return condition(roles);
  });

/** The entry of the operation, answered, as the ledger says it. */
const PUT = /x.*1.*, answered/;

/** Writes a value, and waits until the primary and its backup hold it. */
async function written(page, primary, backup) {
  await on.ask(page, "put", "x", "1");
  await on.tab(page, "Logs").click();
  await on.until(page, "the primary has answered, and both hold the operation", async () => {
    const [answered, holders] = [await on.holders(page, PUT), await on.holders(page, /x.*1/)];
    return answered.includes(primary) && holders.includes(backup);
  });
}

pageTest("a command goes to the primary and its backup, and is answered", async ({ page }) => {
  const { primary, backup } = await opened(page);
  await written(page, primary, backup);
});

pageTest("the backup of a crashed primary is promoted with all it answered", async ({ page }) => {
  const { primary, backup, view } = await opened(page);
  await written(page, primary, backup);
  await on.choose(page, on.server(page, primary), "Crash");
  const after = await until(page, "another server is primary", (roles) =>
    roles.primary && roles.primary !== primary && roles,
  );
  assert.equal(after.primary, backup);
  assert.ok(after.view > view, `view ${after.view} after ${view}`);
  assert.ok((await on.holders(page, /x.*1/)).includes(backup), "what was answered is there");
});
