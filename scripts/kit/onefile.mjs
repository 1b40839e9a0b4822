// The page as one file: scripts, styles and pictures go into the HTML, which names them in its policy by their hashes.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filePolicy } from "../lib/policy.mjs";

const hash = (/** @type {string} */ text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing inside may end the element early. @param {string} script */
const sealed = (script) => script.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");

/**
 * One page out of a build whose assets are all inlined.
 * @param {string} folder
 * @param {string} licences kept in the file as a text that is no script, for whoever opens it in an editor
 * @returns {string}
 */
export function oneFile(folder, licences) {
  const read = (/** @type {string} */ path) => readFileSync(join(folder, path.replace(/^\.\//, "")), "utf8");
  /** @type {string[]} */
  const scripts = [];
  /** @type {string[]} */
  const styles = [];
  let html = read("index.html");
  // The script goes where the body is there already, as modules are run after the page is read.
  let body = "";
  html = html.replace(/<script type="module"[^>]*src="([^"]+)"[^>]*><\/script>/g, (_, path) => {
    const script = sealed(read(path));
    scripts.push(hash(script));
    body += `<script type="module">${script}</script>`;
    return "";
  });
  html = html.replace(/<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g, (_, path) => {
    const style = read(path);
    styles.push(hash(style));
    return `<style>${style}</style>`;
  });
  const policy = `<meta http-equiv="Content-Security-Policy" content="${filePolicy({ scripts, styles })}">`;
  const kept = `<script type="text/plain" id="licences">\n${sealed(licences)}</script>`;
  // Functions, as a replacement text would read $ as its own.
  html = html.replace("<head>", () => `<head>\n    ${policy}`).replace("</body>", () => `${body}\n${kept}\n  </body>`);
  const left = /<(?:script|link|img)[^>]*\b(?:src|href)="(?!data:)([^"]+)"/.exec(html.slice(0, html.indexOf("<body>")));
  if (left || scripts.length === 0 || styles.length === 0)
    throw new Error(`The page is not in one file: ${left?.[1] ?? "no script or style"}`);
  return html;
}
