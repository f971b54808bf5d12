/**
 * How the page bears a long run: nine servers on a network that loses messages, played at full
 * speed. For each half minute it prints the frames a second and what the page holds in memory.
 *
 *     node tests/e2e/long.mjs [--minutes 5] [--fps 60] [--megabytes 20] [--dir dist]
 *
 * Exits 1 when the frames of all of it together stay under the budget of `--fps`, or the
 * WebAssembly grows by more than `--megabytes` for 100,000 events. As in bench.mjs, 3 % below the
 * budget of frames still counts as meeting it.
 */
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";

import { launchBrowser } from "./browser.mjs";
import * as on from "./page.mjs";
import { DIST, serveFolder } from "./server.mjs";
import { frames, print, spread } from "./timing.mjs";
import { watchForProblems } from "./watch.mjs";

const TOLERANCE = 0.97;
/** How much the WebAssembly may grow at once beyond what it needs: it grows by doubling. */
const SLACK_MB = 16;
const PART_SECONDS = 30;

const { values: wish } = parseArgs({
  options: {
    dir: { type: "string", default: DIST },
    fps: { type: "string", default: "60" },
    megabytes: { type: "string", default: "20" },
    minutes: { type: "string", default: "5" },
  },
});

const server = await serveFolder(path.resolve(wish.dir));
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const problems = watchForProblems(page);
  await rememberMemories(page);
  await page.goto(server.url);
  await begin(page);

  print(["minute", "events", "fps", "p99", "longest", "wasm", "scripts"]);
  const first = await held(page);
  const intervals = [];
  for (let part = 1; part <= (Number(wish.minutes) * 60) / PART_SECONDS; part += 1) {
    const these = await frames(page, PART_SECONDS);
    intervals.push(...these);
    const { at, fps } = spread(these);
    const { length } = await on.place(page);
    const { wasm, scripts } = await held(page);
    const times = [at(0.99), at(1)].map((time) => `${time.toFixed(1)} ms`);
    const sizes = [wasm, scripts].map((size) => `${size.toFixed(1)} MB`);
    print([(part * PART_SECONDS) / 60, length, fps.toFixed(1), ...times, ...sizes].map(String));
  }
  const { fps } = spread(intervals);
  const { length } = await on.place(page);
  const grown = (await held(page)).wasm - first.wasm;
  const most = (Number(wish.megabytes) * length) / 100_000 + SLACK_MB;
  console.log(`${fps.toFixed(1)} fps; grown by ${grown.toFixed(1)} MB for ${length} events`);
  for (const problem of problems) console.error(problem);
  if (fps < Number(wish.fps) * TOLERANCE || grown > most || problems.length > 0) {
    console.error(`wanted ${wish.fps} fps, at most ${most.toFixed(1)} MB, and no problem`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  await server.close();
}

/** Nine servers, one message in twenty lost, full speed, with a request now and then. */
async function begin(page) {
  await page.getByText(/servers · seed/).click();
  await page.getByLabel("Servers", { exact: true }).fill("9");
  await page.getByLabel("Servers", { exact: true }).press("Enter");
  await on.server(page, "S9").waitFor();
  await on.tab(page, "Network").click();
  await on.panel(page).getByLabel("Lost, %", { exact: true }).fill("5");
  await on.button(on.panel(page), "Apply to all links").click();
  await on.tab(page, "Logs").click();
  await on.setSpeed(page, "1×");
  const play = on.button(page, "Play");
  if (await play.isVisible()) await play.click();
}

/** Keeps hold of the memories that WebAssembly makes, so that their sizes can be asked. */
function rememberMemories(page) {
  return page.addInitScript(() => {
    globalThis.memories = [];
    const { instantiate, instantiateStreaming } = WebAssembly;
    const remember = (made) => {
      const { memory } = (made.instance ?? made).exports;
      if (memory) globalThis.memories.push(memory);
      return made;
    };
    WebAssembly.instantiate = async (...given) => remember(await instantiate(...given));
    WebAssembly.instantiateStreaming = async (...given) =>
      remember(await instantiateStreaming(...given));
  });
}

/** What the page holds, in megabytes. */
function held(page) {
  return page.evaluate(() => {
    const sizes = new Set(globalThis.memories.map((memory) => memory.buffer));
    const wasm = [...sizes].reduce((sum, buffer) => sum + buffer.byteLength, 0) / 1e6;
    return { wasm, scripts: performance.memory.usedJSHeapSize / 1e6 };
  });
}
