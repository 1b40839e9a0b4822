// Wires the page: loads what it needs, gives the store its workers, shows the views.
import { effect } from "@preact/signals";
import { render } from "preact";
import { begin, keepCharts } from "./actions/bundle.ts";
import { keepLedger, prepareOffline } from "./actions/machine.ts";
import { createPool } from "./bridge.ts";
import { loadAssets } from "./lib/assets.ts";
import { current } from "./lib/language/current.ts";
import { say } from "./lib/language/index.ts";
import { startProblem } from "./state.ts";
import { App } from "./views/app.tsx";
import { shownScreen } from "./views/screens.ts";
import "./style/page.css";

keepLedger();

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
  // Four sequences at most; a sequence needs some hundred MB, so weak machines get fewer at a time.
  await begin(createPool(assets.core, Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2))), assets);
  keepCharts();
} catch (cause) {
  const why = cause instanceof Error ? cause.message : String(cause);
  startProblem.value = () => say.frame.notLoaded(why);
}
