/** What the tests do with the keyboard alone. */
import assert from "node:assert/strict";

import { chosen, until } from "./page.mjs";

/** More presses of Tab than this no person should need. */
const TABS_MAX = 60;

/** Whether this has the focus. */
export const isFocused = (thing) =>
  thing.evaluateAll((elements) => elements.includes(document.activeElement));

/** Presses Tab until this has the focus; returns how many times. */
export async function tabTo(page, thing, key = "Tab") {
  for (let presses = 0; presses <= TABS_MAX; presses += 1) {
    if (await isFocused(thing)) return presses;
    await page.keyboard.press(key);
  }
  assert.fail(`${TABS_MAX} presses of ${key} do not reach ${thing}`);
}

/** What has the focus: its role or tag, and its name. */
export const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const kind = element.getAttribute("role") ?? element.localName;
    const label = element.labels?.[0]?.innerText ?? element.textContent.slice(0, 40);
    return `${kind} ${element.getAttribute("aria-label") ?? label}`.trim();
  });

/** Opens the menu of what has the focus and chooses from it with the arrow keys and Enter. */
export async function choose(page, name) {
  await page.keyboard.press("Enter");
  const wanted = page.getByRole("menu").getByRole("menuitem", { name, exact: true });
  await until(page, "the open menu has the focus", () =>
    isFocused(page.getByRole("menu").getByRole("menuitem")),
  );
  for (let item = 0; !(await isFocused(wanted)); item += 1) {
    assert.ok(item < 20, `the arrow keys do not reach ${name}`);
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor({ state: "detached" });
}

/** Writes over what the text field with the focus holds. */
export async function overwrite(page, text) {
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}

/** Chooses in the list that has the focus by typing the beginning of it. */
export async function pick(page, list, text) {
  await page.keyboard.type(text);
  await until(page, `${text} is chosen`, async () => (await chosen(list)) === text);
}

/** Goes on with the key until the list of speeds shows this one. */
export async function setSpeed(page, speed) {
  const list = page.getByRole("combobox", { name: "Speed" });
  for (let presses = 0; (await chosen(list)) !== speed; presses += 1) {
    assert.ok(presses < 20, `the keys do not lead to the speed ${speed}`);
    await page.keyboard.press("+");
  }
}
