// What the page may do, in one place: sent as headers by the server, written into the page as a meta tag by the build.

/** How a page comes to its user. @typedef {"served" | "site" | "file"} Target served: by `npm start` or any host; site: the
 * same, kept by the browser for use without a network; file: one file, opened from a disk. */

/** The page's own files and nothing else; workers are made from the page itself and inherit this. */
const SERVED = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "blob:",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "connect-src": "'self'",
  "form-action": "'none'",
  "base-uri": "'none'",
};

/** The service worker is a file of the page's own, and so is the manifest. */
const SITE = { ...SERVED, "worker-src": "'self' blob:", "manifest-src": "'self'" };

const join = (/** @type {Record<string, string>} */ directives) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

/** For the meta tag; browsers take frame-ancestors from a header only. @param {"served" | "site"} target */
export const metaPolicy = (target) => join(target === "site" ? SITE : SERVED);

/** For a page that is one file: nothing but what stands in it, by its hash, and no connection at all. @param {{ scripts: string[], styles: string[] }} hashes */
export const filePolicy = ({ scripts, styles }) =>
  join({
    ...SERVED,
    "script-src": `${scripts.join(" ")} 'wasm-unsafe-eval'`,
    "style-src": styles.join(" "),
    "img-src": "data: blob:",
    "connect-src": "'none'",
  });

/** For every answer of the server. @param {"served" | "site"} target */
export const headers = (target) => ({
  "Content-Security-Policy": join({ ...(target === "site" ? SITE : SERVED), "frame-ancestors": "'none'" }),
  // Where the browser knows it (Chromium): closes navigation, pop-ups and WebRTC, which the policy above leaves open.
  "Connection-Allowlist": "(response-origin)",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
});
