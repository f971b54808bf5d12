/** The last session, and the browser's back and forward buttons. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import {
  acted,
  crashed,
  fragment,
  kept,
  moment,
  picker,
  selected,
  untilAddress,
} from "./keeping.mjs";
import * as on from "./page.mjs";

pageTest("the last session comes back, or the person starts afresh", async (opened) => {
  const { page, context, url } = opened;
  const leader = await acted(page);
  const before = { ...(await moment(page)), tab: await selected(page) };
  await kept(page);
  await page.close();

  const next = await context.newPage();
  await next.goto(url);
  await on.notice(next, "This is your last session").waitFor();
  assert.deepEqual({ ...(await moment(next)), tab: await selected(next) }, before);
  assert.equal(fragment(next), "", "nothing was done yet");
  await on.press(next, "Start afresh");
  await on.button(on.player(next), "Pause").waitFor();
  assert.equal(await crashed(next, leader).count(), 0);
  await next.goBack();
  await crashed(next, leader).waitFor();
});

pageTest("a reload keeps the run, also when it plays", async ({ page }) => {
  const leader = await acted(page);
  const before = await kept(page);
  await on.press(page, "Play");
  await on.setSpeed(page, "1×");
  await on.until(page, "it plays on", async () => (await on.place(page)).event > 60);
  await on.choose(page, on.server(page, leader), "Restart");
  await untilAddress(page, before);
  await page.reload();
  await on.button(page, "Play").waitFor();
  assert.equal(await crashed(page, leader).count(), 0, "the restart is kept");
});

for (const [what, block] of [
  [
    "is blocked",
    () =>
      Object.defineProperty(globalThis, "localStorage", {
        get: () => {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      }),
  ],
  [
    "is full",
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      };
    },
  ],
]) {
  pageTest(`a store that ${what} is survived, and said once`, async ({ page }) => {
    await page.addInitScript(block);
    await page.reload();
    await on.setSpeed(page, "1×");
    await on.untilLeader(page);
    await on.pause(page);
    await on.press(page, "Step forward");
    await on.notice(page, "This browser keeps nothing").waitFor();
    await on.button(page, "Dismiss").click();
    const before = await untilAddress(page);
    await on.press(page, "Step forward");
    await untilAddress(page, before);
    assert.equal(await on.notice(page, "This browser keeps nothing").count(), 0);
  });
}

pageTest("a last session that is damaged is said, and the first run plays", async ({ page }) => {
  await page.evaluate(() => localStorage.setItem("synod-run", "AgAAgarbage"));
  await page.reload();
  await on.notice(page, "Your last session could not be opened").waitFor();
  await on.untilLeader(page);
});

pageTest("back and forward go from run to run, each as it was left", async ({ page }) => {
  const leader = await acted(page);
  const first = await moment(page);
  await on.open(page, "A leader is elected");
  await on.narration(page).getByText("Five servers start as followers").waitFor();
  await untilAddress(page);
  const scenario = fragment(page);
  await on.press(page, "Step forward", 3);
  const second = await moment(page);
  await on.open(page, "A split vote");
  await on.narration(page).getByText("S1 and S5 stand for election").waitFor();

  await page.goBack();
  await on.until(page, "the scenario is back", async () =>
    (await on.chosen(picker(page))).startsWith("A leader is elected"),
  );
  assert.deepEqual(await moment(page), second);
  await page.goBack();
  await crashed(page, leader).waitFor();
  assert.deepEqual(await moment(page), first);
  await on.press(page, "Undo");
  await crashed(page, leader).waitFor({ state: "detached" });
  await on.press(page, "Redo");
  await crashed(page, leader).waitFor();
  await page.goForward();
  await on.until(page, "the scenario is there again", async () =>
    (await on.chosen(picker(page))).startsWith("A leader is elected"),
  );
  assert.deepEqual(await moment(page), second);
  assert.notEqual(fragment(page), "");
  assert.notEqual(fragment(page), scenario, "the address has the place where it was left");
});

pageTest("what is done within a run makes no entries, and plays make none", async ({ page }) => {
  const entries = () => page.evaluate(() => history.length);
  const before = await entries();
  const written = await page.evaluate(() => {
    globalThis.written = 0;
    const replace = history.replaceState.bind(history);
    history.replaceState = (...given) => {
      globalThis.written += 1;
      replace(...given);
    };
    return globalThis.written;
  });
  assert.equal(written, 0);
  await acted(page);
  await untilAddress(page);
  await on.setSpeed(page, "1×");
  await on.press(page, "Play");
  const { event } = await on.place(page);
  await on.until(page, "much has happened", async () => (await on.place(page)).event > event + 200);
  assert.equal(await entries(), before);
  const times = await page.evaluate(() => globalThis.written);
  assert.ok(times <= 10, `the address was written ${times} times`);
});

