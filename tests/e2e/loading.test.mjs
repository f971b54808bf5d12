/**
 * What the page fetches, and when: nothing that a person asks for before a person is there.
 */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

/** The part that is fetched when a person stirs. */
const CONTROLS = "**/*-split_controls.wasm";

/** The names of everything the page has fetched so far. */
const fetched = (page) =>
  page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));

const hasControls = async (page) =>
  (await fetched(page)).some((name) => name.endsWith("-split_controls.wasm"));

pageTest("the page plays before it has fetched its controls", async ({ page }) => {
  await on.untilLeader(page);
  assert.equal(await hasControls(page), false);
  await page.mouse.move(400, 300);
  await on.until(page, "the controls are fetched", () => hasControls(page));
});

pageTest("the first key is answered, though it must wait for its dialog", async ({ page }) => {
  assert.equal(await hasControls(page), false);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Help" }).waitFor();
});

pageTest("without a network the page says so, plays on, and tries again", async (opened) => {
  const { page, problems } = opened;
  await page.route(CONTROLS, (route) => route.abort());
  await on.tab(page, "Rules").click();
  await on.notice(page, "could not be fetched").waitFor();
  await on.untilLeader(page);
  assert.ok(problems.length > 0, "the browser reports the request that failed");
  problems.length = 0;
  await page.unroute(CONTROLS);
  await on.tab(page, "Rules").click();
  await on.panel(page).getByRole("switch").first().waitFor();
});
