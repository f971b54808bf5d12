/**
 * What `synod export --as mermaid` writes is what Mermaid reads: it understands each diagram, and
 * draws every message and note that the text has.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { launchBrowser } from "./browser.mjs";
import { exported } from "./synod.mjs";

const MERMAID = createRequire(import.meta.url).resolve("mermaid/dist/mermaid.min.js");

/** Scenarios, and what their diagrams must have for the test to be worth something. */
const SCENARIOS = [
  ["a crash and a broken property", "persist-log-off", [/crash S1/, /Note over S3: .*broken/]],
  ["a link cut one way", "one-way-cut", [/cut S2→S1/, /S2--xS1: /, /C1->>S1: Request/]],
  ["loss and damage", "lossy-network", [/S\d-xS\d: /, /its checksum does not match/]],
  ["faults of every kind", "every-command", [/S2--xS3: AppendEntriesReply/, /damage S3→S1/, /isolate C2/]],
];

let browser;
let page;

before(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ path: MERMAID });
});

after(() => browser?.close());

const count = (text, expression) => text.match(expression)?.length ?? 0;

for (const [what, name, expected] of SCENARIOS) {
  test(`Mermaid draws ${what}`, { timeout: 300_000 }, async () => {
    const text = await exported(name, "mermaid");
    for (const part of expected) assert.match(text, part);
    const drawn = await page.evaluate(async (text) => {
      const { mermaid } = globalThis;
      mermaid.initialize({ startOnLoad: false, maxTextSize: 1_000_000 });
      const { diagramType } = await mermaid.parse(text);
      const { svg } = await mermaid.render("diagram", text);
      const all = new DOMParser().parseFromString(svg, "text/html");
      const texts = (kind) => Array.from(all.querySelectorAll(kind), (node) => node.textContent);
      return { diagramType, messages: texts(".messageText"), notes: texts(".noteText") };
    }, text);
    assert.equal(drawn.diagramType, "sequence");
    assert.equal(drawn.messages.length, count(text, /^ {4}[SC]\d--?(?:>>|x|\))[SC]\d: /gm));
    const lines = count(text, /^ {4}Note over /gm);
    assert.ok(lines > 0 && drawn.notes.length >= lines, `${drawn.notes.length} of ${lines} notes`);
    // Codes are characters again.
    assert.deepEqual([...drawn.messages, ...drawn.notes].filter((line) => /#\d+;/.test(line)), []);
  });
}

test("Mermaid shows the letters it would read as its own", async () => {
  const drawn = await page.evaluate(async () => {
    const text = 'sequenceDiagram\n    Note over S1: a#59;b#35;c#58;d #34;e#34; #60;f#62; #37;#37;\n';
    const { svg } = await globalThis.mermaid.render("letters", text);
    const all = new DOMParser().parseFromString(svg, "text/html");
    return all.querySelector(".noteText").textContent;
  });
  assert.equal(drawn, 'a;b#c:d "e" <f> %%');
});
