/**
 * A picture of the page.
 *
 *     node tests/e2e/screenshot.mjs --width 375 --height 800 --theme dark --out phone.png
 *
 * `--url` looks at a page that is already served; otherwise `--dir` (default: dist) is served for
 * the picture. `--hash` is put behind the address. `--wait-for` waits for a CSS selector, `--eval`
 * then runs JavaScript in the page (its result is printed), `--wait` waits milliseconds after that.
 * Whatever the page complains about goes to stderr, and makes the exit status 1.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";

import { launchBrowser } from "./browser.mjs";
import { watchForProblems } from "./watch.mjs";
import { DIST, serveFolder } from "./server.mjs";

const { values: wish } = parseArgs({
  options: {
    dir: { type: "string", default: DIST },
    eval: { type: "string" },
    full: { type: "boolean", default: false },
    hash: { type: "string", default: "" },
    height: { type: "string", default: "800" },
    motion: { type: "string", default: "no-preference" },
    out: { type: "string", default: "screenshot.png" },
    scale: { type: "string", default: "1" },
    theme: { type: "string", default: "light" },
    url: { type: "string" },
    wait: { type: "string", default: "0" },
    "wait-for": { type: "string", default: "main:visible" },
    width: { type: "string", default: "1280" },
  },
});

const server = wish.url ? undefined : await serveFolder(path.resolve(wish.dir));
const browser = await launchBrowser();
try {
  const page = await browser.newPage({
    colorScheme: wish.theme,
    deviceScaleFactor: Number(wish.scale),
    reducedMotion: wish.motion,
    viewport: { width: Number(wish.width), height: Number(wish.height) },
  });
  const problems = watchForProblems(page);
  await page.goto((wish.url ?? server.url) + wish.hash);
  await page.locator(wish["wait-for"]).first().waitFor({ timeout: 15_000 });
  if (wish.eval) {
    const result = await page.evaluate(wish.eval);
    if (result !== undefined) console.log(result);
  }
  await page.waitForTimeout(Number(wish.wait));
  await page.evaluate(() => document.fonts.ready);
  await mkdir(path.dirname(path.resolve(wish.out)), { recursive: true });
  await page.screenshot({ path: wish.out, fullPage: wish.full });
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await server?.close();
}
