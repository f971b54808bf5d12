/** What the tests of the commit protocols do with the page. */
import assert from "node:assert/strict";

import * as on from "./page.mjs";

/** The table of transactions. */
const table = (page) => on.panel(page).getByRole("region", { name: "Transactions" });

/**
 * How a server stands to the first transaction: what its row says, column by column. Those that a
 * client's retries begin stand above it.
 */
export async function stands(page, server) {
  const rows = table(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${server}(?!\\d)`) }) });
  if ((await rows.count()) === 0) return {};
  const row = rows.last();
  const names = await table(page).getByRole("columnheader").allInnerTexts();
  const cells = await row.getByRole("cell").allInnerTexts();
  const said = Object.fromEntries(names.map((name, place) => [name, cells[place]]));
  const [state, doubt] = said.state.split(/\s+for\s+/);
  return { ...said, state, doubt };
}

/** What stands over all of it: what the accounts hold, and what that adds up to. */
export async function money(page) {
  const said = await on.panel(page).getByRole("tabpanel").innerText();
  const of = (name) => said.match(new RegExp(`${name}\\s+(.+)`))[1];
  return { accounts: of("accounts"), total: of("all the money"), before: of("at the beginning") };
}

/** Opens the protocol, standing still, with its table. */
export async function opened(page, protocol) {
  await page.getByRole("combobox", { name: "Protocol" }).selectOption(protocol);
  await on.button(on.stage(page), "S1, coordinator").waitFor();
  await on.pause(page);
  await on.tab(page, "Table").waitFor();
}

/** Asks for a transfer by the menu of the client on the stage. */
export async function transfer(page, from, to, amount) {
  await on.stage(page).getByRole("button", { name: /^Client C1/ }).click();
  await on.item(page, "Send request...").click();
  const dialog = page.getByRole("dialog", { name: "Send a request" });
  await dialog.getByLabel("From", { exact: true }).selectOption(from);
  await dialog.getByLabel("To", { exact: true }).selectOption(to);
  await dialog.getByLabel("Amount", { exact: true }).fill(amount);
  await on.button(dialog, "Send").click();
  await dialog.waitFor({ state: "detached" });
}

/** Steps until both have voted yes, and do not know more. */
export async function untilBothUncertain(page, state, ...servers) {
  await on.stepUntil(page, `${servers.join(" and ")} have voted yes`, async () => {
    const rows = await Promise.all(servers.map((server) => stands(page, server)));
    return rows.every((row) => row.state === state && row["on disk"] === "prepared");
  });
}

/** For how long a server has been in doubt, in milliseconds. */
export async function inDoubtMs(page, server) {
  const { doubt } = await stands(page, server);
  const [, number, unit] = /^([\d.]+) (ms|s)$/.exec(doubt ?? "") ?? [];
  assert.ok(unit, `${server} is in doubt for "${doubt}"`);
  return Number(number) * (unit === "s" ? 1_000 : 1);
}
