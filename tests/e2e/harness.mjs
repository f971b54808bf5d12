/**
 * What every browser test stands on: `pageTest` opens the page and watches it for errors.
 *
 * Each spec file runs in its own process with one server and one browser; each test has a fresh
 * context, so nothing that one test leaves behind can reach another.
 */
import { mkdir } from "node:fs/promises";
import assert from "node:assert/strict";
import path from "node:path";
import { after, test } from "node:test";

import axe from "axe-core";

import { launchBrowser } from "./browser.mjs";
import { ROOT, serveFolder } from "./server.mjs";
import { settleAfterInputs } from "./settling.mjs";
import { watchForProblems } from "./watch.mjs";

/** The WCAG rules axe checks: 2.2, levels A and AA, and all that they contain. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Where a failing test leaves a picture of the page. */
const PICTURES = path.join(ROOT, "target", "e2e");

let shared;

/** One server and one browser for all tests of this process, started by the first that asks. */
function lab() {
  shared ??= (async () => {
    const server = await serveFolder();
    const browser = await launchBrowser().catch(async (problem) => {
      await server.close();
      throw problem;
    });
    return { server, browser };
  })();
  return shared;
}

after(async () => {
  const open = await shared?.catch(() => undefined);
  await open?.browser.close();
  await open?.server.close();
});

/**
 * A test of the page in a real browser.
 *
 * `options` go to Playwright's `newContext` (viewport, colorScheme, hasTouch, reducedMotion...);
 * `options.path` is appended to the page's address. `body` gets `{ page, context, url, problems }`.
 * The test also fails when the page reported an error, unless the body emptied `problems`.
 */
export function pageTest(name, options, body) {
  const [{ path: suffix = "", ...settings }, act] = body ? [options, body] : [{}, options];
  test(name, { timeout: 120_000 }, async () => {
    const { browser, server } = await lab();
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...settings,
    });
    context.setDefaultTimeout(15_000);
    context.on("page", settleAfterInputs);
    const page = await context.newPage();
    const problems = watchForProblems(page);
    try {
      const url = server.url + suffix;
      await page.goto(url);
      await page.locator("main:visible").first().waitFor();
      await act({ page, context, url, problems });
      assert.deepEqual(problems, [], "the page reported problems");
    } catch (problem) {
      await keepPicture(page, name);
      if (problems.length > 0) problem.message += `\nThe page said: ${problems.join("\n")}`;
      throw problem;
    } finally {
      await context.close();
    }
  });
}

/** Asserts that axe finds nothing against WCAG 2.2 A and AA on the page as it is now. */
export async function assertAccessible(page, where = "the page") {
  await page.evaluate(axe.source);
  const result = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } }),
    WCAG,
  );
  const found = result.violations.map((violation) => {
    const places = violation.nodes.map((node) => `    ${node.target.join(" ")}`).join("\n");
    return `  ${violation.id} (${violation.impact}): ${violation.help}\n${places}`;
  });
  assert.equal(found.length, 0, `axe on ${where}:\n${found.join("\n")}`);
}

async function keepPicture(page, name) {
  const file = path.join(PICTURES, `${name.replace(/[^a-z0-9]+/gi, "-").toLowerCase()}.png`);
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: file }).then(
    () => console.error(`  picture of the failure: ${path.relative(ROOT, file)}`),
    () => undefined,
  );
}
