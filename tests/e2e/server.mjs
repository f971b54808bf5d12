/**
 * A static file server for `dist/`, as plain as the ones the page will meet.
 *
 * It serves below a path that is not the root, because the page must work below any path.
 */
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The release page, as `cargo xtask dist` leaves it, or the folder that SYNOD_DIST names. */
export const DIST = path.resolve(process.env.SYNOD_DIST || path.join(ROOT, "dist"));

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".run": "application/octet-stream",
  ".scenario": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/**
 * Serves `folder` on a free port of 127.0.0.1.
 *
 * Returns the address of the page and `close`, which resolves when the server has stopped.
 */
export async function serveFolder(folder = DIST, base = "/below/some/path/") {
  await mustHoldPage(folder);
  const server = createServer((request, response) => answer(folder, base, request, response));
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address();
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}${base}`, close };
}

async function mustHoldPage(folder) {
  const page = await stat(path.join(folder, "index.html")).catch(() => undefined);
  if (!page) {
    throw new Error(`There is no page in ${folder}. Build it first: cargo xtask dist`);
  }
}

async function answer(folder, base, request, response) {
  const file = fileFor(folder, base, request.url);
  try {
    if (!file) throw new Error("outside the served folder");
    const body = await readFile(file);
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
    response.end(body);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("not found");
  }
}

/** The file behind an address, or `undefined` when it would leave the folder. */
function fileFor(folder, base, address) {
  let { pathname } = new URL(address, "http://127.0.0.1");
  pathname = decodeURIComponent(pathname);
  if (!pathname.startsWith(base)) return undefined;
  const relative = pathname.slice(base.length) || "index.html";
  const file = path.resolve(folder, relative);
  return file.startsWith(path.resolve(folder) + path.sep) ? file : undefined;
}
