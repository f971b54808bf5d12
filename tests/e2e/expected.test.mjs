/** A break that the protocol's own theory predicts is labelled so, with the reason; others are not. */
import assert from "node:assert/strict";

import { assertAccessible, pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

/** Where a broken property is told first. */
const violation = (page) => page.getByRole("alert").filter({ hasText: /is broken|is not conserved/ }).first();
/** The label, and the beginning of the reason. */
const EXPECTED = /Expected: three-phase commit takes who is late for failed/;

/** Opens a prepared run of the protocol and goes to its end. */
async function opened(page, protocol, title) {
  const picker = page.getByRole("combobox", { name: "Protocol" });
  await picker.selectOption(protocol);
  await on.until(page, "it is open", async () => (await on.chosen(picker)) === protocol);
  await on.open(page, title);
  // A scenario is fetched first; only then is its end where the property is broken.
  await on.until(page, "a property is broken", async () => {
    await on.slider(page).press("End");
    return violation(page).isVisible();
  });
}

for (const colorScheme of ["light", "dark"]) {
  const name = `three-phase commit split by a partition breaks as expected (${colorScheme})`;
  pageTest(name, { colorScheme }, async ({ page }) => {
    await opened(page, "Three-phase commit", "A partition: one side commits, the other aborts");
    await violation(page).getByText(EXPECTED).waitFor();
    const broken = on.panel(page).getByRole("listitem").filter({ hasText: "Agreement (AC1): broken" });
    await broken.getByText(EXPECTED).waitFor();
    await on.tab(page, "Rules").click();
    await broken.getByText(EXPECTED).waitFor();
    await assertAccessible(page);
  });
}

pageTest("an asynchronous primary that loses what it answered for says why", async ({ page }) => {
  await opened(page, "Primary-backup", "Asynchronous: an acknowledged write is lost");
  await violation(page).getByText(/Expected: an asynchronous primary answers before/).waitFor();
});

pageTest("what breaks since a rule is off is not expected", async ({ page }) => {
  await opened(page, "Two-phase commit", "A heuristic decision breaks atomicity");
  await violation(page).waitFor();
  await on.tab(page, "Rules").click();
  await on.panel(page).getByRole("listitem").filter({ hasText: ": broken" }).first().waitFor();
  assert.equal(await page.getByText("Expected:").count(), 0);
});
