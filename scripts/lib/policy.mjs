// What the page may do, in one place: sent as headers by the server, written into the page as a meta tag by the build.

/** The page's own files and nothing else; workers are made from the page itself and inherit this. */
const DIRECTIVES = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "blob:",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "connect-src": "'self'",
  "form-action": "'none'",
  "base-uri": "'none'",
};

const join = (/** @type {Record<string, string>} */ directives) =>
  Object.entries(directives).map(([name, value]) => `${name} ${value}`).join("; ");

/** For the meta tag; browsers take frame-ancestors from a header only. */
export const META_POLICY = join(DIRECTIVES);

/** For every answer of the server. */
export const HEADERS = {
  "Content-Security-Policy": join({ ...DIRECTIVES, "frame-ancestors": "'none'" }),
  // Where the browser knows it (Chromium): closes navigation, pop-ups and WebRTC, which the policy above leaves open.
  "Connection-Allowlist": "(response-origin)",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};
