// Wires the page: loads what it needs, gives the store its workers, shows the views.
import { effect } from "@preact/signals";
import { render } from "preact";
import { begin, keepCharts } from "./actions/bundle.ts";
import { guardWork } from "./actions/leaving.ts";
import { keepLedger, prepareOffline } from "./actions/machine.ts";
import { keepEngine } from "./actions/network.ts";
import { createPool } from "./bridge.ts";
import { loadAssets } from "./lib/assets.ts";
import { current } from "./lib/language/current.ts";
import { say } from "./lib/language/index.ts";
import { startProblem } from "./state.ts";
import { App } from "./views/app.tsx";
import { shownScreen } from "./views/screens.ts";
import "./style/page.css";

/** One worker a processor, eight at most. A worker needs some hundred MB: fewer where memory is small (GB, in steps) or unknown. */
function workers(): number {
  const { hardwareConcurrency: cores, deviceMemory = 4 } = navigator as Navigator & { deviceMemory?: number };
  return Math.max(1, Math.min(8, deviceMemory, cores || 2));
}

keepLedger();
guardWork();

const root = document.getElementById("app");
if (root) render(<App />, root);

effect(() => {
  document.documentElement.lang = current().tag;
  document.title = `${shownScreen().name()} · ${say.frame.title}`;
});

try {
  const assets = await loadAssets();
  // Before the first file comes in: afterwards the page asks for nothing.
  await prepareOffline();
  const pool = createPool(assets.core, workers());
  await begin(pool, assets);
  keepCharts();
  keepEngine(pool);
} catch (cause) {
  const why = cause instanceof Error ? cause.message : String(cause);
  startProblem.value = () => say.frame.notLoaded(why);
}
