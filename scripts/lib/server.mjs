// A small static server for dist/ on this machine only, with the privacy headers on every answer. It answers whatever the host is
// called, gives files below its folder alone, and outlives files that vanish and downloads that are broken off.
import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { headers } from "./policy.mjs";
import { root } from "./run.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".gz": "application/gzip",
};

/** The path below `folder` that an address means, or undefined. @param {string} folder @param {string} url */
function pathFor(folder, url) {
  try {
    const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
    return normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  } catch {
    return undefined;
  }
}

/**
 * The file below `folder` that an address means, opened, or undefined: what is told of it is told of the open file, so that it
 * may vanish or be replaced meanwhile. Links are followed, but not out of the folder.
 * @param {string} folder @param {string} url
 */
async function openFor(folder, url) {
  const path = pathFor(folder, url);
  /** @type {import("node:fs/promises").FileHandle | undefined} */
  let file;
  try {
    const real = await realpath(path ?? "");
    if (!real.startsWith((await realpath(folder)) + sep)) return undefined;
    // Not to wait for the other end, should it be a pipe.
    file = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = await file.stat();
    if (stat.isFile()) return { file, path: real, size: stat.size };
  } catch {
    // Not there, or not to be read: the same to whoever asks.
  }
  await file?.close();
  return undefined;
}

/** @param {string} folder @param {Record<string, string>} own headers of every answer @returns {import("node:http").RequestListener} */
const answer = (folder, own) => async (request, response) => {
  const read = request.method === "GET" || request.method === "HEAD";
  const found = read ? await openFor(folder, request.url ?? "/") : undefined;
  if (!found) {
    response.writeHead(404, { ...own, "Content-Type": "text/plain" }).end("Not found\n");
    return;
  }
  const { file, path, size } = found;
  const type = /** @type {Record<string, string>} */ (TYPES)[extname(path)] ?? "application/octet-stream";
  const hashed = path.includes(`${sep}assets${sep}`);
  response.writeHead(200, {
    ...own,
    "Content-Type": type,
    "Content-Length": size,
    "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
  });
  if (request.method === "HEAD" || size === 0) {
    await file.close();
    response.end();
    return;
  }
  const stream = file.createReadStream({ end: size - 1 });
  try {
    // Closes the file, too, when whoever asked has gone.
    await pipeline(stream, response, { end: false });
  } catch {
    response.destroy();
    return;
  }
  // A file that became shorter than was promised: a broken answer must not look like a whole one.
  if (stream.bytesRead === size) response.end();
  else response.destroy();
};

/**
 * Serves `folder` on 127.0.0.1; the next free port when the first is taken (0: any).
 * @param {number} port
 * @param {string} [folder]
 * @param {"served" | "site"} [target] what the page is
 * @returns {Promise<{ address: string, close: () => void }>}
 */
export function serve(port, folder = join(root, "dist"), target = "served") {
  return new Promise((resolve, reject) => {
    const server = createServer(answer(folder, headers(target)));
    server.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE" && port < 65535) server.listen(++port, "127.0.0.1");
      else reject(error);
    });
    server.on("listening", () => {
      const bound = /** @type {import("node:net").AddressInfo} */ (server.address()).port;
      resolve({ address: `http://localhost:${bound}/`, close: () => server.closeAllConnections() ?? server.close() });
    });
    server.listen(port, "127.0.0.1");
  });
}
