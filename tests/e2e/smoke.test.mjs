/** The first thing to know: the page comes up, whole, and says nothing is wrong. */
import assert from "node:assert/strict";

import { assertAccessible, pageTest } from "./harness.mjs";

pageTest("the page starts below any path without an error", async ({ page }) => {
  assert.match(await page.title(), /Synod/);
  assert.ok((await page.locator("main").innerText()).length > 0, "the page is empty");
});

pageTest("the page forbids scripts that are not its own", async ({ page, problems }) => {
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  assert.match(await policy.getAttribute("content"), /script-src 'self' 'wasm-unsafe-eval'/);
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "globalThis.stranger = true";
    document.head.append(script);
    return globalThis.stranger === true;
  });
  assert.equal(ran, false, "an inline script ran");
  assert.equal(problems.splice(0).length, 1, "the browser reports the refused script, once");
});

pageTest("nothing scrolls sideways on a phone", { viewport: { width: 375, height: 800 } }, async ({ page }) => {
  const [needed, given] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  assert.ok(needed <= given, `the page is ${needed} px wide in a window of ${given} px`);
});

for (const colorScheme of ["light", "dark"]) {
  pageTest(`axe finds no violation in ${colorScheme}`, { colorScheme }, async ({ page }) => {
    await assertAccessible(page, `the first screen in ${colorScheme}`);
  });
}
