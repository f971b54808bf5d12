/**
 * What the tests do with the page: by the names that people see and screen readers say, never by
 * how the page is built.
 */
import assert from "node:assert/strict";

import { frame, settled } from "./settling.mjs";

/** How long something may take to become true, in milliseconds. */
const PATIENCE_MS = 15_000;
/** Within how many events something is waited for while stepping. */
const STEPS_MAX = 300;

/** The regions of the page. */
export const stage = (page) => page.getByRole("region", { name: "Cluster" });
export const player = (page) => page.getByRole("region", { name: "Player" });
export const panel = (page) => page.getByRole("region", { name: "Details" });
export const narration = (page) => page.getByRole("status", { name: "What just happened" });
export const strip = (page) => page.getByRole("img", { name: /^Space-time diagram/ });
export const events = (page) => page.getByRole("log", { name: "Events" });

/** A button by its exact name. */
export const button = (page, name) => page.getByRole("button", { name, exact: true });

/** A tab of the panel. */
export const tab = (page, name) => panel(page).getByRole("tab", { name, exact: true });

/** What lies open over the stage: the menu of a server, client, link or message. */
export const menu = (page) => page.getByRole("menu");

/** An item of the open menu. */
export const item = (page, name) => menu(page).getByRole("menuitem", { name, exact: true });

/** A server on the stage, whatever it is at present. */
export const server = (page, name) =>
  stage(page).getByRole("button", { name: new RegExp(`^${name}, `) });

/** A direction of a link on the stage, cut or whole. */
export const link = (page, from, to) =>
  stage(page).getByRole("button", { name: new RegExp(`^Link ${from} to ${to}(, cut)?$`) });

/** The messages in flight, or those whose name matches. */
export const messages = (page, name = /^\w+ from \w+ to \w+$/) =>
  stage(page).getByRole("button", { name });

/** What is said of a thing besides its name, if it can be seen: why it cannot be used. */
export const description = (thing) =>
  thing.evaluate((element) => {
    const said = document.getElementById(element.getAttribute("aria-describedby"));
    return said?.checkVisibility() ? said.innerText : undefined;
  });

/** A message to the person, by words of it. */
export const notice = (page, words) => page.getByRole("alert").getByText(words).first();

/** The slider along the run. */
export const slider = (page) => page.getByRole("slider", { name: "Position in the run" });

/** The names of these things, as a screen reader says them. */
export const names = (things) =>
  things.evaluateAll((elements) => elements.map((element) => element.getAttribute("aria-label")));

/**
 * Waits until `condition` returns something true, asking once for every frame of the page, and
 * returns that.
 */
export async function until(page, fact, condition) {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await condition();
    if (found) return found;
    assert.ok(performance.now() < end, `it never came true that ${fact}`);
    await frame(page);
  }
}

/**
 * Steps forward until `condition` returns something true, and returns that. Steps are counted, not
 * time: a busy machine needs longer for the same ones.
 */
export async function stepUntil(page, fact, condition) {
  for (let steps = 0; ; steps += 1) {
    const found = await condition();
    if (found) return found;
    assert.ok(steps < STEPS_MAX, `it does not come true within ${STEPS_MAX} events that ${fact}`);
    await press(page, "Step forward");
  }
}

/** The servers: their names, roles and terms. */
export async function servers(page) {
  const said = await names(stage(page).getByRole("button", { name: /^S\d, / }));
  return said.map((name) => {
    const [id, role, era] = name.split(", ");
    return { id, role, term: Number(era?.match(/\d+/)?.[0] ?? Number.NaN), name };
  });
}

/** Waits for a leader of a term or ballot above `above`: what `servers` says of it. */
export function untilLeader(page, above = 0) {
  return until(page, `a server leads a term above ${above}`, async () => {
    const leaders = (await servers(page)).filter(
      ({ role, term }) => role === "leader" && term > above,
    );
    return leaders.toSorted((a, b) => b.term - a.term)[0];
  });
}

/** Plays at a speed, as the list of speeds writes it. */
export async function setSpeed(page, speed) {
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: speed });
}

/** Lets the run stand still. */
export async function pause(page) {
  await button(page, "Pause").click();
  await button(page, "Play").waitFor();
}

/** Clicks a button of the player so many times. */
export async function press(page, name, times = 1) {
  for (let time = 0; time < times; time += 1) await button(page, name).click();
}

/**
 * Where on the screen a thing of the stage is. The box of a server or message may reach over words
 * beside it; what a person aims at is its middle, the origin of its own coordinates.
 */
export async function whereIs(thing) {
  await thing.scrollIntoViewIfNeeded();
  const { x, y, isOnTop } = await middle(thing);
  assert.ok(isOnTop, `something covers the middle of ${await thing.getAttribute("aria-label")}`);
  return { x, y };
}

const middle = (thing) =>
  thing.evaluate((element) => {
    const { e: x, f: y } = element.getScreenCTM();
    return { x, y, isOnTop: element.contains(document.elementFromPoint(x, y)) };
  });

/** A message in flight that nothing covers: what has just left a server lies under it. */
export async function freeMessage(page) {
  for (const message of await messages(page).all()) {
    if ((await middle(message)).isOnTop) return message;
  }
}

/** Clicks a server or message in its middle. */
export async function click(page, thing) {
  const { x, y } = await whereIs(thing);
  await page.mouse.click(x, y);
}

/** Clicks a link where neither a message nor another link covers it, as a person would. */
export async function clickLink(page, thing) {
  await thing.scrollIntoViewIfNeeded();
  const at = await thing.locator(".way-hit").evaluate((line) => {
    const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => line[name].baseVal.value);
    return [0.2, 0.3, 0.4, 0.6, 0.7, 0.8]
      .map((part) => new DOMPoint(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part))
      .map((point) => point.matrixTransform(line.getScreenCTM()))
      .map(({ x, y }) => [x, y])
      .find(([x, y]) => line.parentElement.contains(document.elementFromPoint(x, y)));
  });
  assert.ok(at, `something covers all of ${await thing.getAttribute("aria-label")}`);
  await page.mouse.click(...at);
}

/** Opens the menu of a server or message with the mouse and chooses from it. */
export async function choose(page, thing, name) {
  await click(page, thing);
  await item(page, name).click();
  await menu(page).waitFor({ state: "detached" });
}

/** A server's row in the ledger. */
export const row = (page, name) =>
  panel(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${name}(?!\\d)`) }) });

/** A server's log as the ledger says it, an entry a line. The tab of logs must be open. */
export async function log(page, name) {
  return names(row(page, name).getByRole("cell").getByRole("button"));
}

/** The servers whose logs hold an entry that matches. */
export async function holders(page, entry) {
  const rows = await Promise.all(
    (await servers(page)).map(async ({ id }) => ({ id, log: await log(page, id) })),
  );
  return rows.filter(({ log }) => log.some((text) => entry.test(text))).map(({ id }) => id);
}

/** The latest events as text, the newest first. */
export const lines = (page) => events(page).getByRole("listitem").allInnerTexts();

/** How many events have happened, and how many are known. */
export async function place(page) {
  const said = await slider(page).getAttribute("aria-valuetext");
  const [event, length] = said.match(/\d+/g).map(Number);
  return { event, length };
}

/** Everything the page says of the present moment. The tab of logs must be open. */
export async function present(page) {
  await settled(page);
  const [cluster, flying, ledger, happened, told, { event }] = await Promise.all([
    servers(page),
    names(messages(page)),
    panel(page).getByRole("table").innerText(),
    lines(page),
    narration(page).innerText(),
    place(page),
  ]);
  return { cluster, flying: flying.toSorted(), ledger, happened, told, event };
}

/** What is chosen in a list, in words; what a button that opens a list says. */
export const chosen = (list) =>
  list.evaluate((element) => (element.selectedOptions?.[0] ?? element).textContent.trim());

/** Sends a command by the form of the tab of clients. */
export async function ask(page, command, key, value) {
  await tab(page, "Client").click();
  const form = panel(page);
  await form.getByLabel("Command", { exact: true }).selectOption(command);
  await form.getByLabel("Key", { exact: true }).fill(key);
  await form.getByLabel("Value", { exact: true }).fill(value);
  await button(form, "Send").click();
}

/** Waits until a majority of five servers holds an entry that matches; returns who. */
export function untilHeld(page, entry) {
  return until(page, `a majority holds an entry like ${entry}`, async () => {
    const found = await holders(page, entry);
    return found.length >= 3 && found;
  });
}

/** Drags inside a slider's box, from one share of its width to another. */
export async function drag(page, box, from, to) {
  // Half a thumb is left of the first and right of the last position.
  const x = (share) => box.x + Math.min(Math.max(share * box.width, 1), box.width - 1);
  const y = box.y + box.height / 2;
  await page.mouse.move(x(from), y);
  await page.mouse.down();
  await page.mouse.move(x(to), y, { steps: 5 });
  await page.mouse.up();
}

/** Taps a server or message in its middle. */
export async function tap(page, thing) {
  const { x, y } = await whereIs(thing);
  await page.touchscreen.tap(x, y);
}

/** The list of scenarios, once it is open. */
export const scenarios = (page) => page.getByRole("dialog", { name: /^Scenarios of / });

/** Opens the list of scenarios, and waits for what is in it. */
export async function openScenarios(page) {
  await page.getByRole("combobox", { name: "Scenario" }).click();
  await scenarios(page).getByRole("heading", { level: 3 }).first().waitFor();
  return scenarios(page);
}

/** Opens a scenario by the beginning of its title. */
export async function open(page, title) {
  const list = await openScenarios(page);
  const beginning = title.replace(/[^\w\s]/g, String.raw`\$&`);
  await list.getByRole("button", { name: new RegExp(`^${beginning}`) }).first().click();
  await list.waitFor({ state: "detached" });
}

/** Goes to a moment of the run by the keys of its slider. */
export async function seek(page, event) {
  await slider(page).press("Home");
  const { length } = await place(page);
  if (event >= length) {
    await slider(page).press("End");
    return;
  }
  await slider(page).evaluate((it, value) => {
    it.value = String(value);
    it.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, event);
  assert.equal((await place(page)).event, event);
}
