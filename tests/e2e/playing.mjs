/** Scenarios, opened by the list and played to their ends. */
import assert from "node:assert/strict";

import * as on from "./page.mjs";

/** Opens a scenario; it stands at its beginning with its caption. Returns how long it is. */
export async function open(page, title, caption) {
  await on.open(page, title);
  await on.narration(page).getByText(caption).waitFor();
  await on.button(page, "Play").waitFor();
  assert.ok((await on.servers(page)).every(({ term }) => term === 0));
  const { length } = await on.place(page);
  return length;
}

/** Plays a scenario to its end, or to where it stops by itself. */
export async function playThrough(page, length) {
  await on.setSpeed(page, "10×");
  const start = await on.place(page);
  await on.press(page, "Play");
  await on.until(page, `${length} events have happened`, async () => {
    const { event } = await on.place(page);
    const hasStopped = event > start.event && (await on.button(page, "Play").count()) > 0;
    return hasStopped || event >= length;
  });
  return on.place(page);
}

/** To the end as the file left it: playing may have gone on from there. */
export const end = (page, length) => on.seek(page, length);

/** Stops at every marker from the beginning on until `condition` holds. */
export async function toMarker(page, length, fact, condition) {
  await on.press(page, "Go to start");
  while ((await on.place(page)).event < length) {
    await on.press(page, "Next marker");
    if (await condition()) return;
  }
  assert.fail(`at no marker is it true that ${fact}`);
}

/** A property that is broken, where it is told first. */
export const broken = (page) => page.getByRole("alert").filter({ hasText: "is broken" });

/** The servers of a role. */
export const roles = async (page, role) =>
  (await on.servers(page)).filter((it) => it.role === role).map(({ id }) => id);
