/** axe finds nothing against WCAG 2.2 A and AA, whatever is open and whatever the theme. */
import assert from "node:assert/strict";

import { assertAccessible, pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

const TABS = ["Logs", "Node", "In flight", "Client", "Network", "Rules"];
const WINDOWS = {
  "1280x800": { viewport: { width: 1280, height: 800 } },
  "375x800": { viewport: { width: 375, height: 800 } },
};

/** A cluster with something of everything: a leader, entries, a crash, cuts, messages. */
async function liven(page) {
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await on.ask(page, "put", "x", "1");
  await on.tab(page, "Logs").click();
  await on.untilHeld(page, /x=1, committed/);
  await on.pause(page);
  const [one, two] = (await on.servers(page)).filter(({ id }) => id !== leader.id);
  await on.choose(page, on.server(page, one.id), "Crash");
  await on.choose(page, on.server(page, two.id), "Isolate");
  const areInFlight = async () => (await on.messages(page).count()) > 1;
  await on.stepUntil(page, "messages are in flight", areInFlight);
  return { leader, crashed: one };
}

for (const colorScheme of ["light", "dark"]) {
  for (const [size, window] of Object.entries(WINDOWS)) {
    const where = `${colorScheme} at ${size}`;

    pageTest(`axe finds no violation in ${where}`, { ...window, colorScheme }, async ({ page }) => {
      const { crashed } = await liven(page);
      for (const name of TABS) {
        await on.tab(page, name).click();
        await on.panel(page).getByRole("tabpanel", { name }).waitFor();
        await assertAccessible(page, `the tab ${name}, ${where}`);
      }
      await on.click(page, on.server(page, crashed.id));
      await on.menu(page).waitFor();
      await assertAccessible(page, `the menu of a server, ${where}`);
      await page.keyboard.press("Escape");
      await on.button(page, "Help").click();
      const help = page.getByRole("dialog", { name: "Help" });
      await help.waitFor();
      await assertAccessible(page, `the help, ${where}`);
      await on.button(help, "Close").click();
      await help.waitFor({ state: "detached" });
      await page.keyboard.press("h");
      const history = page.getByRole("dialog", { name: "History" });
      await on.button(history, "Close").waitFor();
      await assertAccessible(page, `the history, ${where}`);
      await on.button(history, "Close").click();
      await history.waitFor({ state: "detached" });
      await on.choose(page, on.server(page, crashed.id), "Send request...");
      await page.getByRole("dialog", { name: "Send a request" }).waitFor();
      await assertAccessible(page, `the request, ${where}`);
    });
  }
}

pageTest("axe finds no violation in a run whose property is broken", async ({ page }) => {
  await on.open(page, "Figure 8");
  await on.until(page, "it is open", async () => (await on.place(page)).length > 100);
  await on.slider(page).press("End");
  await page.getByRole("alert").filter({ hasText: "is broken" }).waitFor();
  await on.tab(page, "Rules").click();
  await assertAccessible(page, "figure 8");
});

/** Each other protocol, its first tab, and a command that fills its table. */
const PROTOCOLS = [
  ["Basic Paxos", "Table", /known to be chosen|counted/],
  ["Multi-Paxos", "Slots", /./],
  ["Two-phase commit", "Table", /in doubt/],
  ["Three-phase commit", "Table", /uncertain/],
  ["Primary-backup", "Logs", /./],
];

for (const colorScheme of ["light", "dark"]) {
  for (const [size, window] of Object.entries(WINDOWS)) {
    const where = `${colorScheme} at ${size}`;
    for (const [protocol, tab, filled] of PROTOCOLS) {
      const name = `axe finds no violation in ${protocol}, ${where}`;
      pageTest(name, { ...window, colorScheme }, async ({ page }) => {
        await page.getByRole("combobox", { name: "Protocol" }).selectOption(protocol);
        await on.tab(page, tab).waitFor();
        await on.pause(page);
        await assertAccessible(page, `${protocol}, ${where}`);
        await on.tab(page, "Client").click();
        await assertAccessible(page, `the request of ${protocol}, ${where}`);
        await on.button(on.panel(page), "Send").click();
        await on.tab(page, tab).click();
        const table = on.panel(page).getByRole("tabpanel");
        const isFilled = async () => filled.test(await table.innerText());
        await on.stepUntil(page, "the table is filled", isFilled);
        await on.choose(page, on.server(page, "S2"), "Crash");
        await assertAccessible(page, `the table of ${protocol}, ${where}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= window.viewport.width, `${where} scrolls sideways: ${wide} px`);
      });
    }
  }
}
