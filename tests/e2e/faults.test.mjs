/**
 * Every fault of docs/interface.md: each way in, by mouse and by keys alone, and where it shows.
 *
 * The tables of that page are what is tested: how they are to be read, they say themselves.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";

import { assertAccessible, pageTest } from "./harness.mjs";
import * as keys from "./keys.mjs";
import * as on from "./page.mjs";
import { ROOT } from "./server.mjs";

/** How many times ten events every row begins after: a server leads, and messages fly. */
const TENS = 4;
/** More presses of Tab than this nobody should need. */
const TABS_MAX = 150;
/** What is drawn on the timeline without words. */
const DRAWN = { "a cross": ".strip-cross", "a dashed arrow": ".strip-copy" };

const text = await readFile(path.join(ROOT, "docs/interface.md"), "utf8");
const [breaks, bites] = [table("What a person can break"), table("When a fault bites")];

/** The rows of the table under a heading. */
function table(heading) {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading));
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) => {
    const [what, ways, stage, timeline, narration] = line.split("|").slice(1, -1);
    const quoted = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, it]) => it);
    const [shown, marked, told] = [stage, timeline, narration].map(
      (cell) => quoted(cell)[0] ?? cell.trim(),
    );
    return { what: what.trim(), ways: ways.split(";").map(quoted), shown, marked, told };
  });
}

/** What a text of the tables matches. */
const pattern = (words) =>
  words
    .split("…")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");

/** The page at the moment at which every row begins, and nothing kept of the last one. */
async function begin(page, url) {
  await page.addInitScript(() => localStorage.clear());
  await page.goto(url);
  await on.pause(page);
  await on.press(page, "Go to start");
  for (let ten = 0; ten < TENS; ten += 1) await page.keyboard.press("Shift+ArrowRight");
  const start = 10 * TENS;
  await on.until(page, "enough has happened", async () => (await on.place(page)).event > start);
}

/** What a step of a way in means, where the page is now. */
async function find(page, step) {
  const dialog = page.getByRole("dialog");
  const isAsked = (await dialog.count()) > 0;
  if (step.includes(" = ")) {
    const [name, value] = step.split(" = ");
    const field = (isAsked ? dialog : on.panel(page)).getByLabel(name, { exact: true });
    const isList = await field.evaluate((element) => element.localName === "select");
    return { does: isList ? "pick" : "fill", thing: field, value };
  }
  if (step.startsWith("[")) return { does: "press", value: step.slice(1, -1) };
  if ((await on.menu(page).count()) > 0) return { does: "choose", value: step };
  if (isAsked) return { does: "use", thing: on.button(dialog, step) };
  if (step === "a message") return { does: "use", thing: on.messages(page).first() };
  if (/^S\d$/.test(step)) return { does: "use", thing: on.server(page, step) };
  const link = /^Link (\w+) to (\w+)$/.exec(step);
  if (link) return { does: "use", thing: on.link(page, link[1], link[2]) };
  const tab = on.tab(page, step);
  if ((await tab.count()) > 0) return { does: "open", thing: tab };
  const button = on.button(on.panel(page), step);
  if ((await button.count()) > 0) return { does: "use", thing: button };
  const tool = page.getByRole("radio", { name: step, exact: true });
  if ((await tool.count()) > 0) return { does: "take", thing: tool };
  return { does: "use", thing: on.button(on.stage(page), step) };
}

/** Does a step with the mouse. */
async function click(page, { does, thing, value }) {
  if (does === "press") return page.keyboard.press(value);
  if (does === "choose") return on.item(page, value).click();
  if (does === "fill") return thing.fill(value);
  if (does === "pick") return thing.selectOption({ label: value });
  const isDrawn = await thing.evaluate((element) => element instanceof SVGElement);
  const isLink = isDrawn && (await thing.getAttribute("aria-label")).startsWith("Link ");
  if (isLink) return on.clickLink(page, thing);
  return isDrawn ? on.click(page, thing) : thing.click();
}

/** Presses a key until something is so. */
async function pressUntil(page, key, most, condition, fact) {
  for (let presses = 0; !(await condition()); presses += 1) {
    assert.ok(presses < most, `${most} presses of ${key} do not ${fact}`);
    await page.keyboard.press(key);
  }
}

/** Does a step with nothing but keys. */
async function press(page, { does, thing, value }) {
  if (does === "press") return page.keyboard.press(value);
  if (does === "choose") {
    const item = on.item(page, value);
    const isThere = () => keys.isFocused(item);
    await pressUntil(page, "ArrowDown", 16, isThere, `reach ${value} in the menu`);
    return page.keyboard.press("Enter");
  }
  // Of tabs and of tools one is reached by Tab, and the others by the arrow keys.
  const group = { open: '[role="tab"][tabindex="0"]', take: 'input[name="tool"]:checked' }[does];
  const reached = group ? page.locator(group) : thing;
  await pressUntil(page, "Tab", TABS_MAX, () => keys.isFocused(reached), `reach ${reached}`);
  if (group) {
    const isThere = () => keys.isFocused(thing);
    return pressUntil(page, "ArrowRight", 8, isThere, `reach ${thing}`);
  }
  if (does === "fill") return keys.overwrite(page, value);
  if (does === "pick") {
    const isChosen = async () => (await on.chosen(thing)) === value;
    await page.keyboard.press("Home");
    return pressUntil(page, "ArrowDown", 60, isChosen, `choose ${value}`);
  }
  return page.keyboard.press("Enter");
}

/** Goes a way in. */
async function go(page, way, act) {
  for (const step of way) {
    if (step.startsWith("[") === false && /^S\d$|^a message$|^Link/.test(step)) {
      // A menu that is still open belongs to the step before.
      await on.menu(page).waitFor({ state: "detached" });
    }
    await act(page, await find(page, step));
  }
}

/** What is said of a thing of the stage besides its name. */
const about = (thing) =>
  thing.evaluate(
    (element) => document.getElementById(element.getAttribute("aria-describedby"))?.textContent,
  );

/** Whether this shows on the stage. */
async function isShown(page, shown) {
  const of = /^(S\d|Link (\w+) to (\w+)): (.*)$/.exec(shown);
  if (of) {
    const [, name, from, to, words] = of;
    const thing = from ? on.link(page, from, to) : on.server(page, name);
    return new RegExp(pattern(words)).test((await about(thing)) ?? "");
  }
  const name = new RegExp(`^${pattern(shown)}$`);
  const named = [on.stage(page).getByRole("button", { name }), on.stage(page).getByRole("img", { name })];
  const counts = await Promise.all([...named, on.stage(page).getByText(name)].map((it) => it.count()));
  return counts.some((count) => count > 0);
}

/** Whether this shows on the timeline. */
async function isMarked(page, marked) {
  const drawn = DRAWN[marked];
  if (!drawn) {
    return new RegExp(pattern(marked)).test(await on.strip(page).getAttribute("aria-label"));
  }
  const shapes = await page.locator(`.strip ${drawn}`).all();
  const paths = await Promise.all(shapes.map((shape) => shape.getAttribute("d")));
  return paths.some((path) => path?.length > 0);
}

const isTold = async (page, told) =>
  new RegExp(pattern(told), "s").test(await on.narration(page).innerText());

/** Waits until the fault shows everywhere. */
async function assertShows(page, { what, shown, marked, told }) {
  await on.until(page, `"${what}": the narration says "${told}"`, () => isTold(page, told));
  await on.until(page, `"${what}": the stage shows "${shown}"`, () => isShown(page, shown));
  await on.until(page, `"${what}": the timeline shows "${marked}"`, () => isMarked(page, marked));
}

assert.ok(breaks.length > 20 && bites.length > 5, "the tables are read");

for (const [by, act] of Object.entries({ mouse: click, keys: press })) {
  for (const row of breaks) {
    pageTest(`by ${by}: ${row.what}`, async ({ page, url }) => {
      for (const way of row.ways) {
        await begin(page, url);
        await go(page, way, act).catch((problem) => {
          problem.message = `by ${way.join(" › ")}: ${problem.message}`;
          throw problem;
        });
        await assertShows(page, row);
      }
    });
  }
}

pageTest("every fault shows everywhere at the moment at which it bites", async ({ page, url }) => {
  for (const row of bites) {
    await begin(page, url);
    await go(page, row.ways[0], click);
    await on.button(page, "Undo").waitFor();
    await on.stepUntil(page, `this happens: ${row.what}`, async () => {
      const [isSaid, isSeen] = await Promise.all([isTold(page, row.told), isShown(page, row.shown)]);
      return isSaid && isSeen;
    });
    await assertShows(page, row);
  }
});

pageTest("the tab Node names what a crash erases, and the crash does", async ({ page, url }) => {
  await begin(page, url);
  const lying = ["S1", "Set disk...", "Disk = says saved too soon", "Apply to the disk"];
  await go(page, lying, click);
  await on.tab(page, "Node").click();
  await on.button(on.panel(page), "S1").click();
  const risk = on.panel(page).getByRole("region", { name: "What a crash now would erase" });
  await risk.getByText("Its memory; everything it put on disk is saved").waitFor();
  await on.ask(page, "put", "x", "7");
  await on.tab(page, "Node").click();
  const lie = risk.getByText("Said to be saved, and not");
  await on.stepUntil(page, "the disk lies", () => lie.isVisible());
  await risk.getByText(/log entry \d+, /).first().waitFor();
  await risk.getByText(/role (leader|follower)/).waitFor();
  await go(page, ["S1", "Crash"], click);
  await on.narration(page).getByText(/writes only said to be saved lost: \d/).waitFor();
  await risk.getByText("Nothing: it is crashed already").waitFor();
  await assertAccessible(page, "a crashed server");
});

for (const colorScheme of ["light", "dark"]) {
  const phone = { colorScheme, viewport: { width: 375, height: 800 } };
  pageTest(`faults on a narrow stage, ${colorScheme}`, phone, async ({ page, url }) => {
    await begin(page, url);
    const ways = ["A partition, from a list", "It is slow", "Every link loses messages"];
    for (const name of ways) {
      const { ways } = breaks.find(({ what }) => what === name);
      await go(page, ways.at(-1), click);
    }
    await assertAccessible(page, `faults, ${colorScheme}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 375, `the page is ${wide} pixels wide`);
    await go(page, ["S1", "Slow down..."], click);
    await assertAccessible(page, `a dialog, ${colorScheme}`);
  });
}
