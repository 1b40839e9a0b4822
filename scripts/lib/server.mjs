// A small static server for dist/ on this machine only, with the privacy headers on every answer.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
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

/** The file below `folder` that a path means, or undefined. @param {string} folder @param {string} url */
function fileFor(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
  const full = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  const inside = full.startsWith(folder + sep) && !full.includes("\0");
  return inside && existsSync(full) && statSync(full).isFile() ? full : undefined;
}

/** @param {string} folder @param {Record<string, string>} own headers of every answer @returns {import("node:http").RequestListener} */
const answer = (folder, own) => (request, response) => {
  const file = request.method === "GET" || request.method === "HEAD" ? fileFor(folder, request.url ?? "/") : undefined;
  if (!file) {
    response.writeHead(404, { ...own, "Content-Type": "text/plain" }).end("Not found\n");
    return;
  }
  const type = /** @type {Record<string, string>} */ (TYPES)[extname(file)] ?? "application/octet-stream";
  const hashed = file.includes(`${sep}assets${sep}`);
  response.writeHead(200, {
    ...own,
    "Content-Type": type,
    "Content-Length": statSync(file).size,
    "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
  });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
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
