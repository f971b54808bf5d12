/** The page by keyboard alone: nothing here touches a mouse or moves the focus by a script. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as keys from "./keys.mjs";
import * as on from "./page.mjs";

const type = (page, ...pressed) =>
  pressed.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

pageTest(
  "the Tab key alone reaches everything, and everything reached is marked",
  async ({ page }) => {
    await type(page, "Space");
    await on.button(page, "Play").waitFor();
    const wanted = [
      page.getByRole("combobox", { name: "Scenario" }),
      page.getByRole("radio", { name: "Select", exact: true }),
      on.server(page, "S1"),
      on.server(page, "S5"),
      on.link(page, "S5", "S4"),
      on.button(page, "Play"),
      on.slider(page),
      page.getByRole("combobox", { name: "Speed" }),
      on.tab(page, "Logs"),
      on.events(page).getByRole("button").first(),
    ];
    for (const thing of wanted) {
      await keys.tabTo(page, thing);
      assert.ok(
        await isMarked(page),
        `${await keys.focused(page)} has the focus and does not show it`,
      );
    }
    await keys.tabTo(page, on.server(page, "S1"), "Shift+Tab");
  },
);

/** Whether what has the focus looks other than without it. */
const isMarked = (page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    const parts = [
      focused,
      ...focused.querySelectorAll("*"),
      focused.parentElement,
      focused.nextElementSibling,
    ];
    const look = () =>
      JSON.stringify(
        parts.filter(Boolean).map((part) => {
          const { outline, stroke, strokeWidth, boxShadow, borderColor, opacity } =
            getComputedStyle(part);
          return [outline, stroke, strokeWidth, boxShadow, borderColor, opacity];
        }),
      );
    const before = look();
    focused.blur();
    const after = look();
    focused.focus({ focusVisible: true });
    return before !== after;
  });

pageTest("keys send a command, and a majority commits it", async ({ page }) => {
  await keys.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await type(page, leader.id.slice(1), "r");
  const dialog = page.getByRole("dialog", { name: "Send a request" });
  await keys.tabTo(page, dialog.getByLabel("Server"));
  assert.equal(await on.chosen(dialog.getByLabel("Server")), leader.id);
  await keys.tabTo(page, dialog.getByLabel("Command"));
  await keys.pick(page, dialog.getByLabel("Command"), "put");
  await keys.tabTo(page, dialog.getByLabel("Key"));
  await keys.overwrite(page, "x");
  await keys.tabTo(page, dialog.getByLabel("Value"));
  await keys.overwrite(page, "1");
  await type(page, "Enter");
  await dialog.waitFor({ state: "detached" });
  await on.untilHeld(page, /x=1, committed/);
});

pageTest("keys crash the leader through its menu, and bring it back", async ({ page }) => {
  await keys.setSpeed(page, "1×");
  const old = await on.untilLeader(page);
  await keys.tabTo(page, on.server(page, old.id));
  await keys.choose(page, "Crash");
  await on.button(on.stage(page), `${old.id}, crashed`).waitFor();
  assert.ok(await keys.isFocused(on.server(page, old.id)), "the focus is lost with the menu");
  const next = await on.untilLeader(page, old.term);
  assert.notEqual(next.id, old.id);
  await on.untilHeld(page, new RegExp(`term ${next.term}, no-op, committed`));

  await keys.choose(page, "Restart");
  await on.until(page, `${old.id} catches up`, async () => {
    const [caughtUp, leading] = [await on.log(page, old.id), await on.log(page, next.id)];
    return caughtUp.length > 1 && caughtUp.join() === leading.join();
  });
});

pageTest(
  "a number and a letter crash and restart a server, and fire its timer",
  async ({ page }) => {
    await type(page, "Space", "3", "c");
    await on.button(on.stage(page), "S3, crashed").waitFor();
    await type(page, "c");
    await on.button(on.stage(page), "S3, follower, term 0").waitFor();
    await type(page, "t");
    await on.button(on.stage(page), "S3, candidate, term 1").waitFor();
    await type(page, "9");
    await on.notice(page, "There is no S9 in this run").waitFor();
  },
);

pageTest("keys cut one direction of a link and heal it", async ({ page }) => {
  await keys.setSpeed(page, "1×");
  const { id: leader } = await on.untilLeader(page);
  const { id: other } = (await on.servers(page)).find(({ id }) => id !== leader);
  await type(page, "Space", leader.slice(1));
  await keys.tabTo(page, on.link(page, leader, other));
  await keys.choose(page, `Cut ${leader} to ${other}`);
  await on.button(on.stage(page), `Link ${leader} to ${other}, cut`).waitFor();
  await type(
    page,
    "1",
    "Shift+ArrowRight",
    "Shift+ArrowRight",
    "Shift+ArrowRight",
    "Shift+ArrowRight",
  );
  const happened = (await on.lines(page)).join("\n");
  assert.match(happened, new RegExp(`from ${leader} to ${other} is lost: the link is cut`));
  assert.doesNotMatch(happened, new RegExp(`from ${other} to ${leader} is lost`));
  await keys.tabTo(page, on.link(page, leader, other));
  await keys.choose(page, "Heal");
  await on.button(on.stage(page), `Link ${leader} to ${other}`).waitFor();
});

pageTest("keys drop a message in flight", async ({ page }) => {
  await keys.setSpeed(page, "1×");
  const { id: leader } = await on.untilLeader(page);
  await type(page, "Space", leader.slice(1));
  const flying = on.messages(page);
  await on.until(page, "a message is in flight", async () => {
    if ((await flying.count()) > 0) return true;
    await type(page, "ArrowRight");
    return false;
  });
  const before = await flying.count();
  const name = await flying.first().getAttribute("aria-label");
  await keys.tabTo(page, flying.first());
  await keys.choose(page, "Drop");
  assert.equal(await flying.count(), before - 1);
  assert.match((await on.lines(page))[0], new RegExp(`You drop ${name}`));
});

pageTest("arrow keys step twenty events on and back to the same state", async ({ page }) => {
  await keys.setSpeed(page, "1×");
  await on.untilLeader(page);
  await type(page, "Space", "ArrowRight");
  const before = await on.present(page);
  await type(page, "Shift+ArrowRight", "Shift+ArrowRight");
  assert.equal((await on.place(page)).event, before.event + 20);
  await type(page, "Shift+ArrowLeft", "Shift+ArrowLeft");
  assert.deepEqual(await on.present(page), before);
  await type(page, "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft");
  assert.deepEqual(await on.present(page), before);
});

pageTest("keys move the slider, and along the markers", async ({ page }) => {
  await keys.setSpeed(page, "1×");
  await on.untilLeader(page);
  await type(page, "Space", "ArrowRight");
  const end = await on.present(page);
  await keys.tabTo(page, on.slider(page));
  await type(page, "ArrowLeft", "ArrowLeft", "ArrowLeft");
  assert.equal((await on.place(page)).event, end.event - 3);
  await type(page, "Home");
  assert.deepEqual(
    (await on.servers(page)).map(({ term }) => term),
    [0, 0, 0, 0, 0],
  );
  await type(page, "End");
  assert.deepEqual(await on.present(page), end);

  await type(page, "Shift+Tab", "0", "]");
  await on
    .narration(page)
    .getByText(/leads term 1/)
    .waitFor();
  await type(page, "[");
  assert.deepEqual(
    (await on.servers(page)).map(({ term }) => term),
    [0, 0, 0, 0, 0],
  );
});

pageTest("keys switch a rule off", async ({ page }) => {
  await type(page, "Space");
  await keys.tabTo(page, on.tab(page, "Logs"));
  await type(page, "End");
  assert.ok(await keys.isFocused(on.tab(page, "Rules")));
  await keys.tabTo(page, on.panel(page).getByRole("switch", { name: "One vote per term" }));
  await type(page, "Space");
  await page.getByRole("banner").getByText("Modified Raft", { exact: true }).waitFor();
});

pageTest("Escape closes what is open and gives the focus back", async ({ page }) => {
  await type(page, "Space");
  await keys.tabTo(page, on.server(page, "S2"));
  await type(page, "Enter");
  await on.menu(page).waitFor();
  await type(page, "Escape");
  await on.menu(page).waitFor({ state: "detached" });
  assert.ok(await keys.isFocused(on.server(page, "S2")));
  await type(page, "?");
  const help = page.getByRole("dialog", { name: "Help" });
  await help.waitFor();
  await type(page, "Escape");
  await help.waitFor({ state: "detached" });
  assert.ok(await keys.isFocused(on.server(page, "S2")));
});

pageTest("a dialog keeps the focus until it is closed", async ({ page }) => {
  await type(page, "r");
  const dialog = page.getByRole("dialog", { name: "Send a request" });
  await dialog.waitFor();
  for (let press = 0; press < 12; press += 1) {
    await type(page, "Tab");
    const isInside = await dialog.evaluate((it) => it.contains(document.activeElement));
    assert.ok(isInside, `the focus leaves for ${await keys.focused(page)}`);
  }
});

pageTest("letters typed into a field are text, not commands", async ({ page }) => {
  await type(page, "Space", "1");
  await on.tab(page, "Client").waitFor();
  await keys.tabTo(page, on.tab(page, "Logs"));
  await type(page, "ArrowRight", "ArrowRight", "ArrowRight");
  const field = on.panel(page).getByLabel("Key", { exact: true });
  await keys.tabTo(page, field);
  await keys.overwrite(page, "ct0? 3");
  assert.equal(await field.inputValue(), "ct0? 3");
  assert.equal((await on.servers(page)).filter(({ role }) => role === "crashed").length, 0);
  assert.equal(await page.getByRole("dialog").count(), 0);
});

pageTest("the list of speeds shows what keys and mouse chose", async ({ page }) => {
  const list = page.getByRole("combobox", { name: "Speed" });
  await on.setSpeed(page, "1×");
  await on.server(page, "S1").press("-");
  await on.until(page, "it shows 1/2×", async () => (await on.chosen(list)) === "1/2×");
  await on.setSpeed(page, "2×");
  await on.server(page, "S1").press("-");
  await on.until(page, "it shows 1×", async () => (await on.chosen(list)) === "1×");
});

pageTest("the focus stays on a server while the run plays", async ({ page }) => {
  await keys.setSpeed(page, "1×");
  await keys.tabTo(page, on.server(page, "S4"));
  await on.untilLeader(page);
  await on.until(page, "much has happened", async () => (await on.place(page)).event > 100);
  assert.ok(await keys.isFocused(on.server(page, "S4")), await keys.focused(page));
});

pageTest("keys can be switched off, and stay off", async ({ page }) => {
  await type(page, "Space", "?");
  const help = page.getByRole("dialog", { name: "Help" });
  await keys.tabTo(page, help.getByRole("checkbox", { name: "Use keys" }));
  await type(page, "Space", "Escape", "1", "c");
  assert.equal(await page.getByRole("button", { name: "S1, crashed" }).count(), 0);
  await page.reload();
  await on.button(page, "Pause").waitFor();
  await type(page, "1", "c", "Space");
  await on.untilLeader(page);
  assert.equal(await page.getByRole("button", { name: "S1, crashed" }).count(), 0);
});
