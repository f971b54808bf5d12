/** What a person or a network gives that the page cannot use: it says so, and nothing is lost. */
import assert from "node:assert/strict";

import { pageTest } from "./harness.mjs";
import * as on from "./page.mjs";

/** Fails if the page no longer reacts, or holds another run than before. */
async function mustStay(page, before) {
  assert.deepEqual(await on.present(page), before);
  await on.press(page, "Step forward");
  assert.equal((await on.place(page)).event, before.event + 1);
}

/** A run that stands still after its election. */
async function still(page) {
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await on.pause(page);
  await on.press(page, "Step forward");
  return { leader, before: await on.present(page) };
}

/** What is said to be wrong with a field. */
async function complaint(field) {
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  return on.description(field);
}

async function startRun(page, servers, seed) {
  const form = page.getByRole("banner").getByRole("group");
  const count = form.getByLabel("Servers");
  if (!(await count.isVisible())) await form.getByText(/servers · seed/).click();
  await count.fill(servers);
  await form.getByLabel("Seed").fill(seed);
  await on.button(form, "Start a new run").click();
  return { count, seed: form.getByLabel("Seed") };
}

pageTest("a cluster of no servers or of five hundred is refused", async ({ page }) => {
  const { before } = await still(page);
  for (const servers of ["0", "500", "10", "five", "-3", "2.5", ""]) {
    const { count } = await startRun(page, servers, "7");
    assert.equal(await complaint(count), "A whole number from 1 to 9", `for ${servers}`);
    assert.equal(await count.inputValue(), servers);
  }
  await mustStay(page, before);
});

pageTest("a seed that is not a number is refused", async ({ page }) => {
  const { before } = await still(page);
  for (const typed of ["seven", "-1", "1.5", "18446744073709551616", ""]) {
    const { seed } = await startRun(page, "5", typed);
    assert.match(await complaint(seed), /^A whole number from 0 to 18446744073709551615/, typed);
  }
  await mustStay(page, before);
});

pageTest(
  "one server, and nine with the largest seed, are runs like any other",
  async ({ page }) => {
    await on.setSpeed(page, "1×");
    for (const [servers, seed] of [
      ["1", "0"],
      ["9", "18446744073709551615"],
    ]) {
      await startRun(page, servers, seed);
      await page.getByText(`${servers} servers · seed ${seed}`).waitFor();
      await on.untilLeader(page);
      assert.equal((await on.servers(page)).length, Number(servers));
    }
  },
);

pageTest("a request to a crashed server is refused in the tab of clients", async ({ page }) => {
  const { leader } = await still(page);
  await on.choose(page, on.server(page, leader.id), "Crash");
  await on.tab(page, "Client").click();
  await on.panel(page).getByLabel("Server").selectOption(leader.id);
  await on.button(on.panel(page), "Send").click();
  await on.notice(on.panel(page), `${leader.id} is crashed`).waitFor();
  assert.equal(await on.panel(page).getByRole("listitem").count(), 0, "a request was sent");
});

pageTest("a request to a crashed server from its menu is told of", async ({ page }) => {
  const { leader } = await still(page);
  await on.choose(page, on.server(page, leader.id), "Crash");
  await on.choose(page, on.server(page, leader.id), "Send request...");
  const dialog = page.getByRole("dialog", { name: "Send a request" });
  await on.button(dialog, "Send").click();
  await on.notice(page, `${leader.id} is crashed`).waitFor();
});

pageTest("a key or value that is no single word is refused", async ({ page }) => {
  const { before } = await still(page);
  await on.tab(page, "Client").click();
  const [key, value] = ["Key", "Value"].map((name) =>
    on.panel(page).getByLabel(name, { exact: true }),
  );
  const send = on.button(on.panel(page), "Send");
  await key.fill("two words");
  await send.click();
  assert.match(await complaint(key), /one word/);
  await key.fill("x");
  await value.fill("y".repeat(25));
  await send.click();
  assert.match(await complaint(value), /at most 24/);
  await on.tab(page, "Logs").click();
  await mustStay(page, before);
});

pageTest("network settings out of range are refused, field by field", async ({ page }) => {
  const { before } = await still(page);
  await on.tab(page, "Network").click();
  const apply = on.button(on.panel(page), "Apply to all links");
  const wrong = [
    ["Lost, %", "101", /from 0 to 100/],
    ["Duplicated, %", "-1", /from 0 to 100/],
    ["Damaged, %", "often", /from 0 to 100/],
    ["Shortest delay, ms", "3600001", /from 0 to 3,600,000/],
    ["Longest delay, ms", "0", /Not less than the shortest/],
  ];
  for (const [name, typed, expected] of wrong) {
    const field = on.panel(page).getByLabel(name, { exact: true });
    const right = await field.inputValue();
    await field.fill(typed);
    await apply.click();
    assert.match(await complaint(field), expected);
    assert.equal(await field.inputValue(), typed, "what was typed is gone");
    await field.fill(right);
  }
  await on.tab(page, "Logs").click();
  await mustStay(page, before);
});

pageTest("a delay that is no number is refused", async ({ page }) => {
  await still(page);
  const free = () => on.freeMessage(page);
  const message = await on.stepUntil(page, "a message is in flight", free);
  await on.choose(page, message, "Delay...");
  const dialog = page.getByRole("dialog", { name: /^Delay/ });
  const by = dialog.getByLabel("Later by, in ms");
  await by.fill("a while");
  await on.button(dialog, "Delay").click();
  assert.match(await complaint(by), /from 0 to 3,600,000/);
});

/** Opens a scenario whose file is answered as `answer` says; returns what the page says of it. */
async function openWith(page, answer) {
  await page.route("**/replication.run", async (route) => {
    const file = await route.fetch();
    await route.fulfill(answer(await file.body()));
  });
  await on.open(page, "A command is replicated");
  const said = on.notice(page, "A command is replicated");
  await said.waitFor();
  return said.innerText();
}

const UNREADABLE = {
  "is empty": [() => Buffer.alloc(0), /could not be read: it is cut short, damaged/],
  "is cut short": [(file) => file.subarray(0, file.length - 9), /could not be read: it is cut short, damaged/],
  "is something else": [
    () => Buffer.from("<!doctype html>"),
    /could not be read: it is of format version/,
  ],
  "leads to other events than it says": [changed, /could not be read: /],
};

/** The file with another seed, which stands after the protocol and two counts (docs/links.md). */
function changed(file) {
  const other = Buffer.from(file);
  other[file.indexOf("raft") + "raft".length + 2] ^= 1;
  return other;
}

for (const [what, [spoil, expected]] of Object.entries(UNREADABLE)) {
  pageTest(`a scenario file that ${what} is refused with the reason`, async ({ page }) => {
    const { before } = await still(page);
    assert.match(await openWith(page, (file) => ({ body: spoil(file) })), expected);
    const picker = page.getByRole("combobox", { name: "Scenario" });
    assert.equal(await on.chosen(picker), "Free play", "the picker names what is not open");
    await mustStay(page, before);
  });
}

pageTest(
  "a scenario that is not there is told of, and can be tried again",
  async ({ page, problems }) => {
    const { before } = await still(page);
    const said = await openWith(page, () => ({ status: 404, body: "not found" }));
    assert.match(said, /could not be fetched: 404/);
    await mustStay(page, before);
    assert.match(problems.splice(0).join(), /^console error: Failed to load resource.*404/);
    await page.unroute("**/replication.run");
    await on.open(page, "A command is replicated");
    await on.narration(page).getByText("A client sends three commands").waitFor();
  },
);

pageTest("a network that is down is told of, and the page goes on", async ({ page, problems }) => {
  const { before } = await still(page);
  await page.route("**/*.run", (route) => route.abort());
  await on.open(page, "Figure 8");
  await on.notice(page, "could not be fetched").waitFor();
  await mustStay(page, before);
  assert.ok(problems.splice(0).every((problem) => /failed/i.test(problem)));
});

pageTest("the page works where nothing can be kept", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", {
      get: () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });
  await page.reload();
  await on.setSpeed(page, "1×");
  await on.untilLeader(page);
  await on.button(page, "Dark theme").click();
  await on.button(page, "Light theme").waitFor();
});

pageTest("the page works where the store is full", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  });
  await page.reload();
  await on.button(page, "Dark theme").click();
  await on.button(page, "Light theme").waitFor();
});
