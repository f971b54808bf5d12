/** Why?: from any value to the events that led to it, and from each of those into the run. */
import assert from "node:assert/strict";

import { assertAccessible, pageTest } from "./harness.mjs";
import * as keys from "./keys.mjs";
import * as on from "./page.mjs";
import { hurried } from "./settling.mjs";

/** Where the answer is. */
const answer = (page) => on.panel(page).getByRole("region", { name: "Why", exact: true });
const links = (page) => answer(page).getByRole("list").getByRole("button");
const heading = (page, text) => answer(page).getByRole("heading", { name: text, exact: true });
const current = (page) => answer(page).locator("[aria-current=true]");

/** An entry of a server's log, by its index. */
const entry = (page, server, index) =>
  on.row(page, server).getByRole("button", { name: new RegExp(`^index ${index}, `) });

/** Opens a scenario and goes to its end. */
async function toEnd(page, title) {
  await on.open(page, title);
  await on.until(page, "it is open", async () => (await on.place(page)).length > 20);
  const { length } = await on.place(page);
  await on.seek(page, length);
}

/** The numbers of the events of the answer, in the order in which they stand. */
const events = (page) =>
  links(page).evaluateAll((all) => all.map((link) => Number(link.dataset.event)));

/** Goes to every event of the answer and finds the run there and the answer as it was. */
async function followAll(page, expected, go) {
  assert.deepEqual(await events(page), expected);
  const told = await links(page).allInnerTexts();
  for (const [place, event] of expected.entries()) {
    await go(links(page).nth(place));
    assert.equal((await on.place(page)).event, event);
    await current(page).waitFor();
    assert.equal(await current(page).getAttribute("data-event"), String(event));
    assert.deepEqual(await links(page).allInnerTexts(), told);
  }
}

const byMouse = (link) => link.click();

/** Goes there by Tab and Enter. */
const byKeyboard = (page) => async (link) => {
  await keys.tabTo(page, link);
  await page.keyboard.press("Enter");
};

const COMMITTED = [92, 87, 75, 73, 63, 61, 56, 55, 50, 46, 42];
const LOST = [30, 29, 28, 7];
const BROKEN = [
  149, 148, 145, 144, 141, 140, 127, 126, 125, 124, 123, 122, 120, 119, 118, 117, 114, 113,
];

pageTest("why an entry is committed, by mouse", async ({ page }) => {
  await toEnd(page, "A command is replicated");
  await entry(page, "S3", 2).click();
  await heading(page, "Why is entry 2 of S3, x=1, committed?").waitFor();
  const text = await links(page).allInnerTexts();
  assert.match(text[0], /This made it so.*S3 learns that entries up to 2 are committed/s);
  assert.match(text[2], /S5 counts 3 copies of entry 2: that is enough/);
  assert.match(text[3], /Counted in event 75 too/);
  await followAll(page, COMMITTED, byMouse);
  await on.seek(page, 110);
  await on.button(answer(page), "Why does entry 2 of S3 hold x=1?").click();
  await heading(page, "Why does entry 2 of S3 hold x=1?").waitFor();
  assert.equal((await events(page))[0], 61);
  await on.button(answer(page), "Close").click();
  await entry(page, "S3", 2).waitFor();
});

pageTest("why an entry is committed, by keyboard", async ({ page }) => {
  await toEnd(page, "A command is replicated");
  await keys.tabTo(page, on.panel(page).getByRole("region", { name: "Replicated log" }));
  for (const key of ["ArrowDown", "ArrowRight", "ArrowDown", "ArrowDown"]) {
    await page.keyboard.press(key);
  }
  assert.ok(await keys.isFocused(entry(page, "S3", 2)), await keys.focused(page));
  await page.keyboard.press("Enter");
  const asked = heading(page, "Why is entry 2 of S3, x=1, committed?");
  await asked.waitFor();
  assert.ok(await keys.isFocused(asked), "the question has the focus");
  await followAll(page, COMMITTED, byKeyboard(page));
  await on.seek(page, 110);
  await keys.tabTo(page, on.button(answer(page), "Close"));
  await page.keyboard.press("Escape");
  await on.until(page, "the entry has the focus again", () =>
    keys.isFocused(entry(page, "S3", 2)),
  );
});

pageTest("why an election is lost, by mouse", async ({ page }) => {
  await toEnd(page, "A split vote");
  await on.choose(page, on.server(page, "S5"), "Why is S5 a follower?");
  await heading(page, "Why is S5 a follower?").waitFor();
  const [first] = await links(page).allInnerTexts();
  assert.match(first, /S5 learns of term 2 from S1, later than its own/);
  await followAll(page, LOST, byMouse);
  await on.tab(page, "Logs").click();
  assert.equal(await answer(page).count(), 0, "a tab takes the place of the answer");
});

pageTest("why an election is lost, by keyboard", async ({ page }) => {
  await toEnd(page, "A split vote");
  await keys.tabTo(page, on.server(page, "S5"), "Shift+Tab");
  await keys.choose(page, "Why is S5 a follower?");
  await heading(page, "Why is S5 a follower?").waitFor();
  await followAll(page, LOST, byKeyboard(page));
  await page.keyboard.press("Escape");
  await on.until(page, "the server has the focus again", () =>
    keys.isFocused(on.server(page, "S5")),
  );
});

pageTest("why a property is broken, by mouse", async ({ page }) => {
  await toEnd(page, "Figure 8");
  await on.tab(page, "Rules").click();
  await on.button(on.panel(page), "Why is Leader completeness broken?").click();
  await heading(page, "Why is Leader completeness broken?").waitFor();
  await followAll(page, BROKEN, byMouse);
  const told = await links(page).allInnerTexts();
  assert.match(told[6], /Cannot stand beside event 149.*entry 2 is committed/s);
});

pageTest("why a property is broken, by keyboard", async ({ page }) => {
  await toEnd(page, "Figure 8");
  const notice = page.getByRole("alert").filter({ hasText: "is broken" });
  await keys.tabTo(page, on.button(notice, "Why?"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await heading(page, "Why is Leader completeness broken?").waitFor();
  await followAll(page, BROKEN, byKeyboard(page));
});

pageTest("why a field and an answer are what they are", async ({ page }) => {
  await toEnd(page, "A command is replicated");
  await on.tab(page, "Node").click();
  const fields = on.panel(page).getByRole("button", { name: /^Why is S5's / });
  const asked = await on.names(fields);
  assert.ok(asked.includes("Why is S5's term 1?") && asked.length > 6, asked.join(" "));
  for (const name of asked) {
    await on.button(on.panel(page), name).click();
    const question = name === "Why is S5's role leader?" ? "Why is S5 the leader?" : name;
    await heading(page, question).waitFor();
    assert.ok((await events(page)).length > 0, name);
    await page.keyboard.press("Escape");
    await on.until(page, `${name} has the focus again`, () =>
      keys.isFocused(on.button(on.panel(page), name)),
    );
  }
  await on.tab(page, "Client").click();
  await on.panel(page).getByRole("button", { name: /^Why this answer to put x 1: / }).click();
  await heading(page, "Why was put x 1 answered with “written”?").waitFor();
  assert.match((await links(page).allInnerTexts())[0], /reaches C1|C1 hears/);
});

pageTest("a change before what was asked about is told, and can be asked again", async ({ page }) => {
  await toEnd(page, "A split vote");
  await on.choose(page, on.server(page, "S5"), "Why is S5 a follower?");
  await links(page).nth(1).click();
  await on.choose(page, on.server(page, "S5"), "Crash");
  await answer(page).getByText("You have changed the run before").waitFor();
  await on.button(answer(page), "Ask again").click();
  await heading(page, "Why is S5 crashed?").waitFor();
  assert.match((await links(page).allInnerTexts())[0], /You crash S5/);
  assert.equal((await events(page)).length, 1);
});

pageTest("an answer from far back is looked for while the page goes on", async ({ page }) => {
  await on.pause(page);
  await on.until(page, "the run is long", async () => {
    await on.press(page, "Next marker");
    return (await on.place(page)).event > 60_000;
  });
  const leader = (await on.servers(page)).find(({ role }) => role === "leader");
  const asked = `Why is ${leader.id} the leader?`;
  await on.click(page, on.server(page, leader.id));
  await hurried(() => on.item(page, asked).click());
  await answer(page).getByText(/^Looking back: at event \d+$/).waitFor();
  await on.button(answer(page), "Cancel").click();
  assert.equal(await answer(page).count(), 0);
  await on.choose(page, on.server(page, leader.id), asked);
  await links(page).first().waitFor();
  assert.ok((await events(page))[0] < 1_000, "it has led since the beginning");
});

const SIZES = { "1280x800": [1280, 800], "375x800": [375, 800] };
for (const colorScheme of ["light", "dark"]) {
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    const window = { viewport: { width, height }, colorScheme };
    const where = `${colorScheme} at ${size}`;
    pageTest(`an answer is accessible in ${where}`, window, async ({ page }) => {
      await toEnd(page, "Figure 8");
      await page.getByRole("alert").getByRole("button", { name: "Why?", exact: true }).click();
      await links(page).first().waitFor();
      await links(page).nth(3).click();
      await assertAccessible(page, `an answer, ${where}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(overflow <= 0, `the page scrolls sideways by ${overflow}`);
      await on.tab(page, "Node").click();
      await assertAccessible(page, `the tab of a server, ${where}`);
      await on.tab(page, "Client").click();
      await assertAccessible(page, `the tab of clients, ${where}`);
    });
  }
}
