/**
 * Takes out of JavaScript and style sheets what only a reader needs, in place.
 *
 *     node tests/e2e/minify.mjs FILE...
 */
import process from "node:process";

import { buildSync } from "esbuild";

buildSync({
  entryPoints: process.argv.slice(2),
  minify: true,
  allowOverwrite: true,
  outdir: ".",
  outbase: ".",
  logLevel: "warning",
});
