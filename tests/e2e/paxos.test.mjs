/** Basic Paxos in the page: one value is chosen, by a majority, and stays chosen. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

/** The table of acceptors and learners. */
const table = (page) => on.panel(page).getByRole("region", { name: "Acceptors and learners" });

/** What a server's row says, column by column. */
async function says(page, server) {
  const names = await table(page).getByRole("columnheader").allInnerTexts();
  const cells = await table(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${server}(?!\\d)`) }) })
    .getByRole("cell")
    .allInnerTexts();
  return Object.fromEntries(names.map((name, place) => [name, cells[place]]));
}

/** The servers that know what is chosen: what it is, each. */
async function knowing(page) {
  const known = await on.names(table(page).getByRole("button", { name: /, known to be chosen$/ }));
  return known.map((name) => name.replace(", known to be chosen", ""));
}

/** Opens the protocol, standing still. */
async function opened(page) {
  await page.getByRole("combobox", { name: "Protocol" }).selectOption("Basic Paxos");
  await on.tab(page, "Table").waitFor();
  await on.pause(page);
}

/** Has C1 ask a server to put a value, by the server's menu. */
async function put(page, server, key, value) {
  await on.choose(page, on.server(page, server), "Send request...");
  const dialog = page.getByRole("dialog", { name: "Send a request" });
  await dialog.getByLabel("Key", { exact: true }).fill(key);
  await dialog.getByLabel("Value", { exact: true }).fill(value);
  await on.button(dialog, "Send").click();
  await dialog.waitFor({ state: "detached" });
}

pageTest("a value that a majority accepts is chosen, and all learn it", async ({ page }) => {
  await opened(page);
  await put(page, "S1", "x", "1");
  await on.press(page, "Play");
  const servers = await on.names(on.stage(page).getByRole("button", { name: /^S\d, / }));
  await on.until(page, "every server knows it", async () =>
    (await knowing(page)).length === servers.length,
  );
  assert.ok((await knowing(page)).every((value) => value === "x=1"));
  await on.panel(page).getByText("chosen", { exact: true }).first().waitFor();
  const { promised, accepted, counted } = await says(page, "S2");
  assert.equal(promised, accepted);
  assert.match(promised, /^\d+$/);
  assert.equal(counted, "chosen");
});

pageTest("chosen, but nobody knows: the proposer dies, and the next adopts its value", async ({ page }) => {
  await opened(page);
  await put(page, "S1", "x", "1");
  // With S1 itself that is a majority of five.
  await on.stepUntil(page, "two other servers have accepted", async () => {
    const rows = await Promise.all(["S2", "S3", "S4", "S5"].map((server) => says(page, server)));
    return rows.filter(({ accepted }) => /^\d/.test(accepted)).length === 2;
  });
  assert.deepEqual(await knowing(page), [], "nobody knows what is chosen");
  await on.choose(page, on.server(page, "S1"), "Crash");
  await on.button(on.stage(page), "S1, crashed").waitFor();
  // C1 waits in vain, and asks another server, which adopts what it finds.
  await on.setSpeed(page, "1×");
  await on.press(page, "Play");
  await on.until(page, "all others know it", async () => (await knowing(page)).length >= 4);
  assert.ok((await knowing(page)).every((value) => value === "x=1"));
  await on.tab(page, "Client").click();
  const told = (command) =>
    on.panel(page).getByRole("listitem").filter({ hasText: command }).getByText(/^chosen: x=1/);
  await told("x=1").first().waitFor();
  await put(page, "S5", "x", "2");
  await told("x=2").waitFor();
});
