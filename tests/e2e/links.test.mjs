/** A run as a link: given away, opened, and refused when it is wrong. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import { acted, crashed, field, linkOf, moment, seen, selected, share, visit } from "./keeping.mjs";
import * as on from "./page.mjs";

pageTest("a link opens to the same run, place, tab and server", async ({ page, context }) => {
  await acted(page);
  await on.press(page, "Share");
  const link = await field(page).inputValue();
  assert.ok(link.length < 600, `${link.length} characters`);
  await share(page).getByText(`${link.length} characters`).waitFor();
  await page.keyboard.press("Escape");
  const before = { ...(await moment(page)), tab: await selected(page) };

  const other = await visit(context, link);
  await on.button(other.page, "Play").waitFor();
  assert.deepEqual({ ...(await moment(other.page)), tab: await selected(other.page) }, before);
  const again = await linkOf(other.page);
  assert.equal(again, link, "it gives the same link again: the same run, place, tab and server");
  const { position, events } = await seen(again);
  assert.deepEqual({ event: position, length: events }, before.place);
  assert.deepEqual(other.problems, []);
  await other.close();
});

pageTest("nothing of another run is seen while a link is opened", async ({ page, context }) => {
  await acted(page);
  const link = await linkOf(page);
  const other = await context.browser().newContext();
  const late = await other.newPage();
  let let_go;
  const held = new Promise((resolve) => (let_go = resolve));
  await late.route("**/*-split_controls.wasm", async (route) => {
    await held;
    await route.continue();
  });
  const asked = late.waitForRequest("**/*-split_controls.wasm");
  await late.goto(link);
  await asked;
  assert.equal(await late.getByRole("button").count(), 0, "there is nothing to see of a run");
  assert.equal(await late.locator("[aria-busy=true]").count(), 1);
  let_go();
  await on.button(late, "Play").waitFor();
  assert.deepEqual(await moment(late), await moment(page));
  await other.close();
});

const WRONG = [
  ["cut short", (text) => text.slice(0, -3), /could not be opened: it is cut short, damaged/],
  ["of a newer version", (text) => `BQ${text.slice(2)}`, /version 5, and this Synod reads version/],
  ["no link at all", () => "hello-there!", /could not be opened: it is cut short, damaged/],
];

pageTest("a wrong link says what is wrong, over an empty laboratory", async ({ page, context }) => {
  await acted(page);
  const link = await linkOf(page);
  const [address, good] = link.split("#");
  for (const [what, spoil, expected] of WRONG) {
    const other = await visit(context, `${address}#${spoil(good)}`);
    await on.notice(other.page, expected).waitFor();
    assert.equal((await on.servers(other.page)).length, 5, what);
    assert.equal((await on.place(other.page)).length, 5, `${what}: an empty laboratory`);
    assert.deepEqual(other.problems, [], what);
    await on.press(other.page, "Play");
    await on.untilLeader(other.page);
    await other.close();
  }
});

pageTest("a tampered link never opens as another run", async ({ page, context, url }) => {
  await acted(page);
  const good = (await linkOf(page)).split("#")[1];
  const bytes = Buffer.from(good, "base64url");
  const other = await visit(context, url);
  for (let place = 1; place < bytes.length; place += 5) {
    const spoilt = Buffer.from(bytes);
    spoilt[place] ^= 0x11;
    await other.page.goto(`about:blank`);
    await other.page.goto(`${url}#${spoilt.toString("base64url")}`);
    await other.page.locator("main").first().waitFor();
    const isRefused = (await on.notice(other.page, "could not be opened").count()) === 1;
    const { length } = await on.place(other.page);
    // What is only shown of the run (position, tab, server, caption) has no hash.
    assert.equal(isRefused, length === 5, `byte ${place}: ${length} events`);
  }
  assert.deepEqual(other.problems, []);
  await other.close();
});

pageTest("a link typed into the open page is opened, and a wrong one said", async ({ page }) => {
  const leader = await acted(page);
  const before = await moment(page);
  const good = (await linkOf(page)).split("#")[1];
  await on.open(page, "A leader is elected");
  await on.narration(page).getByText("Five servers start as followers").waitFor();
  await page.evaluate((hash) => (location.hash = hash), good);
  await crashed(page, leader).waitFor();
  assert.deepEqual(await moment(page), before);
  await page.evaluate(() => (location.hash = "nonsense"));
  await on.notice(page, "could not be opened").waitFor();
  assert.equal((await on.place(page)).length, 5);
  await page.goBack();
  await crashed(page, leader).waitFor();
  assert.deepEqual(await moment(page), before);
});

pageTest("a link is copied, or else selected", async ({ page, context, url }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], {
    origin: new URL(url).origin,
  });
  await acted(page);
  await on.press(page, "Share");
  await on.button(share(page), "Copy link").click();
  await share(page).getByText("Copied", { exact: true }).waitFor();
  const link = await field(page).inputValue();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await on.button(share(page), "Copy link").click();
  await share(page).getByText("does not let this page copy").waitFor();
  assert.equal(await page.evaluate(() => getSelection().toString()), link);
});

/** Crashes and restarts a follower so many times, by key. */
async function toggle(page, times) {
  for (let time = 0; time < times; time += 1) {
    await page.keyboard.press("c");
    await page.keyboard.press("ArrowRight");
  }
}

pageTest("a run of thirty acts fits into 600 characters, and of 200 into 2,000", async ({ page }) => {
  await on.setSpeed(page, "1×");
  await on.untilLeader(page);
  await on.pause(page);
  await page.keyboard.press("2");
  await toggle(page, 30);
  const lesson = (await linkOf(page)).split("#")[1];
  assert.ok(lesson.length <= 600, `${lesson.length} characters for 30 acts`);
  await toggle(page, 170);
  const long = (await linkOf(page)).split("#")[1];
  assert.ok(long.length <= 2_000, `${long.length} characters for 200 acts`);
});

