// npm start: set up what is missing, build, serve on this machine, open a browser where there is one.
import { spawn } from "node:child_process";
import { command } from "./lib/run.mjs";
import { serve } from "./lib/server.mjs";
import { build } from "./lib/setup.mjs";

/** The program that opens an address in the user's browser, where there is a screen. */
function opener() {
  if (process.env["CI"] || process.env["SSH_CONNECTION"]) return undefined;
  if (process.platform === "darwin") return { program: "open", args: [] };
  if (process.platform === "win32") return { program: "cmd", args: ["/c", "start", ""] };
  return process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"] ? { program: "xdg-open", args: [] } : undefined;
}

await command(async () => {
  // A first look should not wait for a smaller file.
  await build("quick");
  const { address } = await serve(Number(process.env["PORT"] ?? 8017));
  console.log(`\nDiscern runs at ${address}\nFiles dropped there stay on this machine. Stop with Ctrl+C.`);
  const open = opener();
  if (open)
    spawn(open.program, [...open.args, address], { stdio: "ignore", detached: true })
      .on("error", () => {})
      .unref();
});
