/** The first visit, and how a person likes the page to look. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

pageTest("the first visit opens on five Raft servers, already playing", async ({ page }) => {
  assert.equal(await on.chosen(page.getByRole("combobox", { name: "Protocol" })), "Raft");
  assert.equal((await on.servers(page)).length, 5);
  await on.button(page, "Pause").waitFor();
  const { event } = await on.place(page);
  await on.until(
    page,
    "something happens by itself",
    async () => (await on.place(page)).event > event,
  );
});

pageTest("the first visit says in one sentence what to try first", async ({ page }) => {
  await on
    .narration(page)
    .getByText(/Click any server|Try first: click the leader/)
    .waitFor();
});

pageTest(
  "the sentence on what to try goes when the person has tried something",
  async ({ page }) => {
    await on.setSpeed(page, "1×");
    const leader = await on.untilLeader(page);
    const hint = on.narration(page).getByText(/Try first/);
    await hint.waitFor();
    await on.choose(page, on.server(page, leader.id), "Crash");
    await hint.waitFor({ state: "detached" });
  },
);

/** How far things moved while the page came up, in the browser's own measure. */
const shift = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const observer = new PerformanceObserver((list) => {
          observer.disconnect();
          resolve(list.getEntries().reduce((sum, { value }) => sum + value, 0));
        });
        observer.observe({ type: "layout-shift", buffered: true });
        // Nothing is reported where nothing has moved.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
      }),
  );

for (const [name, viewport] of [
  ["a laptop", { width: 1280, height: 800 }],
  ["a telephone", { width: 375, height: 800 }],
]) {
  pageTest(`nothing jumps while the page loads on ${name}`, { viewport }, async ({ page }) => {
    await on.server(page, "S1").waitFor();
    assert.ok((await shift(page)) < 0.02, `things moved by ${await shift(page)}`);
  });
}

const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

pageTest("the theme is the system's until the person chooses, and is kept", async ({ page }) => {
  const light = await paper(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await on.until(page, "the page follows the system", async () => {
    const now = await paper(page);
    return now !== light && now;
  });
  await page.emulateMedia({ colorScheme: "light" });
  await on.until(page, "it follows back", async () => (await paper(page)) === light);

  await on.button(page, "Dark theme").click();
  await on.button(page, "Light theme").waitFor();
  assert.equal(await paper(page), dark);
  await page.reload();
  await on.button(page, "Light theme").waitFor();
  assert.equal(await paper(page), dark);
  await on.button(page, "Light theme").click();
  await on.until(page, "the page is light again", async () => (await paper(page)) === light);
});

pageTest(
  "nothing is animated for who prefers less motion",
  { reducedMotion: "reduce" },
  async ({ page }) => {
    await on.setSpeed(page, "1×");
    await on.untilLeader(page);
    await on.tab(page, "Rules").click();
    await on.panel(page).getByRole("switch").first().click();
    // What moves with virtual time is not meant: that is what a person plays.
    const animated = await page.evaluate(() =>
      document
        .getAnimations()
        .filter((it) => it instanceof CSSAnimation || it instanceof CSSTransition)
        .map((it) => it.animationName ?? it.transitionProperty),
    );
    assert.deepEqual(animated, []);
  },
);

pageTest("more contrast changes the colours", { contrast: "more" }, async ({ page }) => {
  const ink = () => page.evaluate(() => getComputedStyle(document.querySelector("h1")).color);
  const border = () =>
    page.evaluate(() => getComputedStyle(document.querySelector("select")).borderColor);
  const more = [await ink(), await border()];
  await page.emulateMedia({ contrast: "no-preference" });
  assert.notDeepEqual([await ink(), await border()], more);
});
