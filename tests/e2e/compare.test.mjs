/** Runs side by side: prepared ones and one's own, acted on together, measured, kept. */
import assert from "node:assert/strict";

import { assertAccessible, pageTest } from "./harness.mjs";
import * as keys from "./keys.mjs";
import * as on from "./page.mjs";

const TWO = "Two-phase commit";
const THREE = "Three-phase commit";
const MULTI = "Multi-Paxos";
const RAFT = "Raft";

/** All that stands in the place of the laboratory. */
const view = (page) => page.getByRole("main", { name: "Compare" });
const comparison = (page) => view(page).getByRole("combobox", { name: "Comparison" });
const beside = (page) => view(page).getByRole("combobox", { name: "This run beside" });

/** The stage of a side, and a server on it. */
const side = (page, title) => view(page).getByRole("region", { name: title, exact: true });
const server = (page, title, name) =>
  side(page, title).getByRole("button", { name: new RegExp(`^${name}, `) });
const crashed = (page, title, name) => on.button(side(page, title), `${name}, crashed`);

/** A meter of a side, as a screen reader says it: its value. */
async function meter(page, title, name) {
  const cell = view(page).getByRole("cell", { name: new RegExp(`^${title}, ${name}: `) });
  return (await cell.first().getAttribute("aria-label")).split(": ").slice(1).join(": ");
}

/** All meters of all sides. */
const meters = (page) =>
  on.names(view(page).getByRole("table", { name: "Meters" }).getByRole("cell"));

/** Where on the time of all sides one is. */
const time = (page) => on.slider(view(page)).getAttribute("aria-valuetext");

/** Waits until something that the view says is so. */
const until = (page, fact, condition) => on.until(page, fact, condition);

/** Opens the comparisons with the button of the header. */
async function opened(page) {
  await on.button(page, "Compare").click();
  await view(page).waitFor();
}

/** Chooses a prepared comparison by its title, and waits for its sides. */
async function chosen(page, title, ...sides) {
  await comparison(page).selectOption({ label: title });
  await until(page, `${title} is chosen`, async () => {
    return (await on.chosen(comparison(page))) === title;
  });
  for (const name of sides) await side(page, name).waitFor();
}

/** Goes to a time of all sides, in microseconds. */
async function seek(page, micros) {
  await on.slider(view(page)).evaluate((it, value) => {
    it.value = String(value);
    it.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, micros);
  const said = `${(micros / 1_000_000).toFixed(3)} s of `;
  await until(page, `it is ${said}`, async () => (await time(page)).startsWith(said));
}

const PREPARED = [
  {
    title: "2PC and 3PC: the coordinator crashes",
    sides: [TWO, THREE],
    meters: { "Time in doubt": ["7056 ms, now S2 S3 S4", "1054 ms"], "Requests decided": ["0", "1"] },
  },
  {
    title: "2PC and 3PC: a partition",
    sides: [TWO, THREE],
    meters: { "Longest wait": ["1114 ms", "197 ms"], "Longest in doubt": ["1983 ms", "850 ms"] },
  },
  {
    title: "Basic Paxos and Multi-Paxos: messages per decision",
    sides: ["Basic Paxos", MULTI],
    meters: { "Messages for a decision": ["32.0", "8.0"], "Requests decided": ["1", "5"] },
  },
  {
    title: "Multi-Paxos and Raft: the leader crashes",
    sides: [MULTI, RAFT],
    meters: { "Longest silence": ["598 ms", "640 ms"], "Requests answered": ["3 of 3", "3 of 3"] },
  },
  {
    title: "Primary-backup and Raft: the primary crashes",
    sides: ["Primary-backup, not synchronous", "Primary-backup", RAFT],
    meters: { "Longest wait": ["103 ms", "1072 ms", "597 ms"], "Messages sent": ["143", "143", "279"] },
  },
];

/** The meters that a prepared comparison is to end with, read by their names. */
async function measured(page, { sides, meters: wanted }) {
  for (const [name, values] of Object.entries(wanted)) {
    for (const [place, title] of sides.entries()) {
      assert.equal(await meter(page, title, name), values[place], `${name} of ${title}`);
    }
  }
}

pageTest("the five prepared comparisons end as they should, by pointer", async ({ page }) => {
  await opened(page);
  for (const prepared of PREPARED) {
    await chosen(page, prepared.title, ...prepared.sides);
    await measured(page, prepared);
  }
});

pageTest("runs play on behind an event that breaks a property", async ({ page }) => {
  await opened(page);
  await chosen(page, "2PC and 3PC: a partition", TWO, THREE);
  await on.press(view(page), "Go to start");
  await on.press(view(page), "Play");
  await on.press(view(page), "Pause");
  await on.slider(view(page)).press("End");
  const seconds = async () => Number.parseFloat(await time(page));
  const end = await seconds();
  await on.press(view(page), "Play");
  await until(page, "time passes", async () => (await seconds()) > end + 0.05);
  await on.button(view(page), "Pause").waitFor();
});

pageTest("the five prepared comparisons play again, by keyboard", async ({ page }) => {
  await keys.tabTo(page, on.button(page, "Compare"));
  await page.keyboard.press("Enter");
  await until(page, "the heading has the focus", () => {
    return keys.isFocused(view(page).getByRole("heading", { name: "Compare" }));
  });
  for (const prepared of PREPARED) {
    await comparison(page).focus();
    // The list shows what is open: from there the arrows go through it, one at a time.
    const titles = PREPARED.map(({ title }) => title);
    for (;;) {
      const open = await on.chosen(comparison(page));
      const way = titles.indexOf(prepared.title) - titles.indexOf(open);
      if (way === 0) break;
      await page.keyboard.press(way > 0 ? "ArrowDown" : "ArrowUp");
      await until(page, "another one is open", async () => {
        return (await on.chosen(comparison(page))) !== open;
      });
      assert.ok(await keys.isFocused(comparison(page)), `the list keeps the focus, not ${await keys.focused(page)}`);
    }
    await until(page, `${prepared.title} is chosen`, async () => {
      return (await on.chosen(comparison(page))) === prepared.title;
    });
    for (const title of prepared.sides) await side(page, title).waitFor();
    await view(page).getByRole("heading", { name: "Compare" }).focus();
    await page.keyboard.press("0");
    await until(page, "it is the beginning", async () => (await time(page)).startsWith("0.000 s"));
    await page.keyboard.press("]");
    await until(page, "a marker is reached", async () => !(await time(page)).startsWith("0.000 s"));
    await on.slider(view(page)).press("End");
    await until(page, "it is the end", async () => {
      const [now, end] = (await time(page)).split(" of ");
      return now === end;
    });
    await measured(page, prepared);
  }
});

pageTest("2PC stays in doubt where 3PC decides", async ({ page }) => {
  await opened(page);
  await chosen(page, PREPARED[0].title, TWO, THREE);
  for (const name of ["S2", "S3", "S4"]) {
    await side(page, TWO).getByRole("button", { name: `${name}, uncertain` }).waitFor();
    const other = await server(page, THREE, name).getAttribute("aria-label");
    assert.match(other, /, participant(, |$)/);
  }
  assert.equal(await meter(page, TWO, "Requests answered"), "0 of 2");
  assert.equal(await meter(page, THREE, "Requests answered"), "1 of 2");
});

pageTest("a crash on one stage hits who plays the same part on the other", async ({ page }) => {
  await opened(page);
  await chosen(page, PREPARED[3].title, MULTI, RAFT);
  const lead = view(page).getByRole("row", { name: /^Leads/ }).getByRole("cell");
  assert.deepEqual(await on.names(lead), [`${MULTI}: S2`, `${RAFT}: S5`]);

  await on.choose(page, server(page, RAFT, "S5"), "Crash");
  await crashed(page, RAFT, "S5").waitFor();
  await crashed(page, MULTI, "S2").waitFor();

  await on.button(view(page), "Undo").click();
  await crashed(page, RAFT, "S5").waitFor({ state: "detached" });
  await crashed(page, MULTI, "S2").waitFor({ state: "detached" });
  await on.button(view(page), "Redo").click();
  await crashed(page, MULTI, "S2").waitFor();

  // What cannot be done on every side is done on none, and it is said why.
  await page.keyboard.press("z");
  await crashed(page, MULTI, "S2").waitFor({ state: "detached" });
  await server(page, MULTI, "S2").focus();
  await keys.choose(page, "Crash");
  await crashed(page, RAFT, "S5").waitFor();
  await on.choose(page, crashed(page, RAFT, "S5"), "Restart");
  await crashed(page, MULTI, "S2").waitFor({ state: "detached" });

  // A tool is for all stages.
  await view(page).getByRole("radio", { name: "Crash" }).check({ force: true });
  await on.click(page, server(page, MULTI, "S3"));
  await crashed(page, RAFT, "S3").waitFor();
});

pageTest("what was done is listed, and can be taken out", async ({ page }) => {
  await opened(page);
  await chosen(page, PREPARED[0].title, TWO, THREE);
  const done = view(page).getByRole("table", { name: "What was done" });
  assert.equal(await done.getByRole("button", { name: /^Take out / }).count(), 3);
  await on.button(view(page), "Take out Crash S1").click();
  await crashed(page, TWO, "S1").waitFor({ state: "detached" });
  await until(page, "both sides have decided", async () => {
    return (await meter(page, TWO, "Requests decided")) === "1";
  });
  assert.equal(await meter(page, THREE, "Requests decided"), "1");
});

pageTest("all sides play by one player, and step back again", async ({ page }) => {
  await opened(page);
  await chosen(page, PREPARED[0].title, TWO, THREE);
  const end = await meters(page);
  await seek(page, 150_000);
  await on.setSpeed(view(page), "1/10×");
  await on.button(view(page), "Play").click();
  await crashed(page, TWO, "S1").waitFor();
  await crashed(page, THREE, "S1").waitFor();
  await on.button(view(page), "Pause").click();
  await on.button(view(page), "Play").waitFor();
  const paused = await time(page);
  await on.press(view(page), "Step forward", 3);
  await on.press(view(page), "Step back", 3);
  await until(page, "it is no later than before", async () => (await time(page)) <= paused);
  await seek(page, 2_500_000);
  await until(page, "all meters are as they were", async () => {
    return JSON.stringify(await meters(page)) === JSON.stringify(end);
  });
});

pageTest("a link restores a comparison exactly", async ({ page, context }) => {
  await opened(page);
  await chosen(page, PREPARED[3].title, MULTI, RAFT);
  await on.choose(page, server(page, RAFT, "S5"), "Crash");
  await crashed(page, MULTI, "S2").waitFor();
  await seek(page, 1_700_000);
  const [before, at] = [await meters(page), await time(page)];
  await on.button(view(page), "Share").click();
  const link = await view(page).getByRole("textbox").inputValue();
  assert.ok(link.length < 700, `${link.length} characters`);

  const other = await context.newPage();
  await other.goto(link);
  await view(other).waitFor();
  assert.equal(await time(other), at);
  assert.deepEqual(await meters(other), before);
  const servers = (from) => on.names(view(from).getByRole("button", { name: /^S\d, / }));
  assert.deepEqual(await servers(other), await servers(page));
  // Beneath is a first visit.
  await on.button(view(other), "Close").click();
  await on.stage(other).waitFor();
});

pageTest("a file is saved and opens to the same", async ({ page }) => {
  await opened(page);
  await chosen(page, PREPARED[1].title, TWO, THREE);
  const before = await meters(page);
  await on.button(view(page), "Share").click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    on.button(view(page), "Save as a file").click(),
  ]);
  assert.match(file.suggestedFilename(), /^two-phase-and-three-phase-seed-1\.synod\.json$/);
  const path = await file.path();
  const [svg] = await Promise.all([
    page.waitForEvent("download"),
    on.button(view(page), "Diagrams (SVG)").click(),
  ]);
  assert.match(svg.suggestedFilename(), /\.svg$/);
  await chosen(page, PREPARED[2].title, "Basic Paxos", MULTI);
  await until(page, "another is measured", async () => {
    return JSON.stringify(await meters(page)) !== JSON.stringify(before);
  });
  await page.locator("#compare-file").setInputFiles(path);
  await side(page, TWO).waitFor();
  assert.deepEqual(await meters(page), before);
  // A wrong file loses nothing, and says what was expected.
  const wrong = { name: "x.json", mimeType: "application/json", buffer: Buffer.from('{"a":1}') };
  await page.locator("#compare-file").setInputFiles(wrong);
  await on.notice(view(page), /x\.json/).waitFor();
  assert.deepEqual(await meters(page), before);
});

pageTest("closing returns to the run, and back and forward go between", async ({ page }) => {
  await on.setSpeed(page, "1×");
  await on.untilLeader(page);
  await on.pause(page);
  const { event } = await on.place(page);
  const servers = await on.servers(page);
  await opened(page);
  await chosen(page, PREPARED[0].title, TWO, THREE);
  await on.button(view(page), "Close").click();
  await on.stage(page).waitFor();
  assert.equal((await on.place(page)).event, event);
  assert.deepEqual(await on.servers(page), servers);
  await page.goBack();
  await side(page, TWO).waitFor();
  await page.goForward();
  await on.stage(page).waitFor();
  assert.equal((await on.place(page)).event, event);
});

pageTest("the open run is put beside another protocol", async ({ page }) => {
  await on.setSpeed(page, "1×");
  const leader = await on.untilLeader(page);
  await on.pause(page);
  await on.choose(page, on.server(page, leader.id), "Crash");
  await opened(page);
  await beside(page).selectOption({ label: MULTI });
  await side(page, MULTI).waitFor();
  await crashed(page, RAFT, leader.id).waitFor();
  assert.equal(await side(page, MULTI).getByRole("button", { name: /, crashed$/ }).count(), 1);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 375]) {
    const where = `${colorScheme} at ${width}`;
    const options = { colorScheme, viewport: { width, height: 800 } };

    pageTest(`axe finds no violation in Compare, ${where}`, options, async ({ page }) => {
      await opened(page);
      for (const { title, sides } of [PREPARED[0], PREPARED[4]]) {
        await chosen(page, title, ...sides);
        await assertAccessible(page, `${title}, ${where}`);
      }
      await on.click(page, server(page, RAFT, "S2"));
      await on.menu(page).waitFor();
      await assertAccessible(page, `the menu of a side, ${where}`);
      await page.keyboard.press("Escape");
      await on.button(view(page), "Share").click();
      await view(page).getByRole("textbox").waitFor();
      await assertAccessible(page, `sharing, ${where}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} pixels wide`);
    });
  }
}
