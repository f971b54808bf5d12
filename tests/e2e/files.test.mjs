/** Files: saved, chosen and dropped; logs of other programs; and what is wrong with them. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { assertAccessible, pageTest } from "./harness.mjs";
import {
  acted,
  chooseFile,
  drag,
  file,
  moment,
  savedFile,
  selected,
  share,
  visit,
} from "./keeping.mjs";
import * as on from "./page.mjs";
import { synod } from "./synod.mjs";

pageTest("a file opens to the same run, chosen or dropped", async ({ page, context, url }) => {
  await acted(page);
  const before = { ...(await moment(page)), tab: await selected(page) };
  const text = await savedFile(page);
  assert.equal(JSON.parse(text).format, "synod-run");

  const other = await visit(context, url);
  await chooseFile(other.page, file("a.synod.json", text));
  await on.button(other.page, "Play").waitFor();
  assert.deepEqual({ ...(await moment(other.page)), tab: await selected(other.page) }, before);
  await other.close();

  const third = await visit(context, url);
  await third.page.mouse.move(300, 300);
  await on.press(third.page, "Share");
  const asked = third.page.waitForEvent("filechooser");
  await on.button(share(third.page), "Open a file...").click();
  await (await asked).setFiles(file("a.synod.json", text));
  await share(third.page).waitFor({ state: "detached" });
  assert.deepEqual({ ...(await moment(third.page)), tab: await selected(third.page) }, before);
  await third.close();

  const fourth = await visit(context, url);
  const target = fourth.page.getByText("Drop a run or a ShiViz log");
  // What hears of files is fetched when the first one comes.
  await on.until(fourth.page, "the page shows where to drop it", async () => {
    await drag(fourth.page, ["dragenter", "dragover"], "a.json", text);
    return target.isVisible();
  });
  await drag(fourth.page, ["dragleave"], "a.json", text);
  await target.waitFor({ state: "detached" });
  await drag(fourth.page, ["dragenter", "dragover"], "a.json", text);
  await target.waitFor();
  await drag(fourth.page, ["drop"], "a.json", text);
  await target.waitFor({ state: "detached" });
  await on.button(fourth.page, "Play").waitFor();
  assert.deepEqual({ ...(await moment(fourth.page)), tab: await selected(fourth.page) }, before);
  await fourth.close();
});

pageTest("a wrong file says what is wrong, and the run stays", async ({ page }) => {
  await acted(page);
  const text = await savedFile(page);
  const before = await moment(page);
  const at = JSON.parse(text).acts.length;
  assert.equal(at, 1);
  const cases = [
    ["{}", /“x” was not opened: not a run: missing field `format`/],
    [text.slice(0, 400), /was not opened: it is cut short/],
    [text.replace('"version": 1', '"version": 9'), /version 9, and this Synod reads version 3/],
    [text.replace(/"seed": 7/, '"seed": 8'), /was not opened: the replay differs at event \d+/],
    ["hello\nthere", /it is no run in JSON.*line 2: a host and its clock are expected/],
    ["\u0007\u0007\u0007", /was not opened: it is of format version 7/],
  ];
  for (const [given, expected] of cases) {
    await chooseFile(page, file("x", given));
    await on.notice(page, expected).waitFor();
    assert.deepEqual(await moment(page), before);
  }
  await chooseFile(page, { ...file("x", ""), buffer: Buffer.from([0xff, 0xfe, 0x00, 0x80]) });
  await on.notice(page, /neither a run in JSON nor a ShiViz log/).waitFor();
  await chooseFile(page, file("x", " ".repeat(8_000_001)));
  await on.notice(page, /more than 8000000 bytes/).waitFor();
  assert.deepEqual(await moment(page), before);
});

/** Has the page wait for its next frame until `letFrames` is called in it. */
const holdFrames = (page) =>
  page.evaluate(() => {
    const { requestAnimationFrame: ask, cancelAnimationFrame: forget } = globalThis;
    const held = new Map();
    let last = 0;
    globalThis.requestAnimationFrame = (frame) => {
      last -= 1;
      held.set(last, frame);
      return last;
    };
    globalThis.cancelAnimationFrame = (id) => held.delete(id) || forget(id);
    globalThis.letFrames = () => {
      globalThis.requestAnimationFrame = ask;
      for (const frame of held.values()) ask(frame);
    };
  });

pageTest("a long run shows how far it is opened, and can be stopped", async ({ page }) => {
  const folder = await mkdtemp(path.join(tmpdir(), "synod-"));
  const scenario = path.join(folder, "long.scenario");
  await writeFile(scenario, `protocol raft\nnodes 9\nseed 3\n${"run 60s\n".repeat(5)}`);
  const text = await synod("save", scenario);
  const { events } = JSON.parse(text);
  assert.ok(events > 50_000, `${events} events`);
  const dialog = page.getByRole("dialog", { name: "Opening a run" });

  await page.mouse.move(300, 300);
  await on.pause(page);
  const before = await on.place(page);
  await page.getByRole("banner").getByRole("group").getByText(/servers · seed/).click();
  await on.button(page.getByRole("banner"), "Open a file...").waitFor();
  await page.keyboard.press("Escape");
  await holdFrames(page);
  await drag(page, ["dragenter", "drop"], "long.synod.json", text);
  await dialog.getByText(new RegExp(`^\\d+ of ${events} events replayed$`)).waitFor();
  await dialog.getByRole("progressbar").waitFor();
  await assertAccessible(page, "a run that is being opened");
  await on.button(dialog, "Cancel").click();
  await dialog.waitFor({ state: "detached" });
  await page.evaluate(() => globalThis.letFrames());
  assert.deepEqual(await on.place(page), before, "the run stays");

  await drag(page, ["dragenter", "drop"], "long.synod.json", text);
  await on.until(page, "the long run is open", async () => (await on.place(page)).length === events);
  await on.button(page, "Play").waitFor();
});

pageTest("a ShiViz log is looked at, and the run stays", async ({ page }) => {
  await acted(page);
  const before = await moment(page);
  await on.press(page, "Share");
  const download = page.waitForEvent("download");
  await on.button(share(page), "ShiViz").click();
  const log = await readFile(await (await download).path(), "utf8");
  await page.keyboard.press("Escape");
  await drag(page, ["dragenter", "drop"], "raft.log", log);
  const dialog = page.getByRole("dialog", { name: "ShiViz log “raft.log”" });
  await dialog.getByRole("img", { name: /^Space-time diagram of a log: \d hosts/ }).waitFor();
  assert.equal(await dialog.locator("circle").count(), before.place.length);
  await dialog.getByText("Events as text").click();
  assert.equal(await dialog.getByRole("listitem").count(), before.place.length);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.deepEqual(await moment(page), before);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 375]) {
    const settings = { colorScheme, viewport: { width, height: 800 } };
    pageTest(`axe: share, a log and a drop in ${colorScheme} at ${width}`, settings, async (opened) => {
      const { page } = opened;
      await acted(page);
      const isNarrow = async (where) => {
        const over = await page.evaluate(() => {
          const shown = [document.documentElement, ...document.querySelectorAll(".veil")];
          return Math.max(...shown.map((it) => it.scrollWidth - innerWidth));
        });
        assert.ok(over <= 0, `${where} scrolls sideways by ${over}`);
      };
      await on.press(page, "Share");
      await on.button(share(page), "Copy link").waitFor();
      await assertAccessible(page, "Share");
      await isNarrow("Share");
      await page.keyboard.press("Escape");
      const many = Array.from({ length: 60 }, (_, n) => `x\na {"a":${n + 1}}\n`).join("");
      await drag(page, ["dragenter"], "a.log", many);
      await page.getByText("Drop a run or a ShiViz log").waitFor();
      await assertAccessible(page, "the drop target");
      await isNarrow("the drop target");
      await drag(page, ["drop"], "a.log", many);
      await page.getByRole("dialog", { name: /^ShiViz log/ }).waitFor();
      await assertAccessible(page, "a log");
      await isNarrow("a log");
      await page.keyboard.press("Escape");
      await page.getByRole("banner").getByRole("group").getByText(/servers · seed/).click();
      await on.button(page.getByRole("banner"), "Open a file...").waitFor();
      await assertAccessible(page, "the form of a new run");
      await isNarrow("the form of a new run");
    });
  }
}
