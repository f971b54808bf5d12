/** What `synod export --as shiviz` writes is what ShiViz's own expression takes apart. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { exported } from "./synod.mjs";

/** What stands in ShiViz's field for it before anybody types there. */
const EXPRESSION = /(?<event>.*)\n(?<host>\S*) (?<clock>{.*})/gm;

test("ShiViz's own expression finds every event", { timeout: 300_000 }, async () => {
  const text = await exported("lossy-network", "shiviz");
  const found = [...text.matchAll(EXPRESSION)].map(({ groups }) => groups);
  assert.equal(found.map(({ event, host, clock }) => `${event}\n${host} ${clock}\n`).join(""), text);
  assert.deepEqual([...new Set(found.map(({ host }) => host))].sort(), ["C1", "C2", "S1", "S2", "S3", "net"]);
  for (const { host, clock } of found) assert.ok(JSON.parse(clock)[host] > 0, clock);
});
