/**
 * Finds the Chromium that the tests, the screenshots and the benchmark drive.
 *
 * `node tests/e2e/browser.mjs` prints its path, or exits 1 when there is none.
 */
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

/** What browsers are called on PATH, the preferred one first. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Where they are on systems that do not put them on PATH. */
const PLACES = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of a usable browser, or `undefined`. SYNOD_BROWSER, when set, decides. */
export function findBrowser() {
  const chosen = process.env.SYNOD_BROWSER;
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...PLACES, chromium.executablePath()].find(isProgram);
}

/** Starts the browser without a window. Throws what to do when there is none. */
export function launchBrowser() {
  const executablePath = findBrowser();
  if (!executablePath) {
    throw new Error(
      "No Chromium found. Install Chromium or Google Chrome, or run " +
        "`npx playwright-core install chromium` in tests/e2e, or set SYNOD_BROWSER to its path.",
    );
  }
  return chromium.launch({ executablePath, headless: true, args: flags() });
}

function flags() {
  const quiet = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
  ];
  // Chromium's sandbox refuses to start for root, which is what containers run as.
  return process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet;
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const found = findBrowser();
  if (found) console.log(found);
  else process.exitCode = 1;
}
