// Wires the page: loads what it needs, gives the store its workers, shows the views.
import { effect } from "@preact/signals";
import { render } from "preact";
import { keepCharts } from "./answer/load_charts.ts";
import { keepSensitivity } from "./answer/measure_sensitivity.ts";
import { App } from "./app/app.tsx";
import { keepFocus } from "./app/keep_focus.ts";
import { CASE, shownScreen } from "./app/screens.ts";
import { startProblem } from "./app/state.ts";
import { guardWork } from "./app/unload_guard.ts";
import { loadAssets } from "./core/assets.ts";
import { createPool } from "./core/bridge.ts";
import { caseId } from "./core/case_id.ts";
import { isProblem } from "./core/protocol/problem.ts";
import { keepEngine } from "./deep/engine_choice.ts";
import { current } from "./language/current.ts";
import { say } from "./language/index.ts";
import { sentence } from "./language/problem.ts";
import { keepLedger, prepareOffline } from "./machine/look_at_machine.ts";
import { begin } from "./models/open_model.ts";
import "./app/page.css";

/**
 * One worker a processor, eight at most. A worker needs some hundred MB: fewer where memory is small (GB, in steps) or
 * unknown.
 */
function workers(): number {
  const { hardwareConcurrency: cores, deviceMemory = 4 } = navigator as Navigator & { deviceMemory?: number };
  return Math.max(1, Math.min(8, deviceMemory, cores || 2));
}

keepLedger();
guardWork();
keepFocus();

const root = document.getElementById("app");
if (root) render(<App />, root);

effect(() => {
  document.documentElement.lang = current().tag;
  const { id, name } = shownScreen();
  const about = id === CASE.id && caseId.value.trim() !== "" ? [caseId.value.trim(), name()] : [name()];
  document.title = [...about, say.frame.title].join(" · ");
});

try {
  const assets = await loadAssets();
  // Before the first file comes in: afterwards the page asks for nothing.
  await prepareOffline();
  const pool = createPool(assets.core, workers());
  await begin(pool, assets);
  keepCharts();
  keepSensitivity();
  keepEngine(pool);
} catch (cause) {
  startProblem.value = () => say.frame.notLoaded(isProblem(cause) ? sentence(cause) : String(cause));
}
