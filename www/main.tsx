// Wires the page: loads what it needs, gives the store its workers, shows the views.
import { render } from "preact";
import { createPool } from "./bridge.ts";
import { loadAssets } from "./lib/assets.ts";
import { model, pool, startProblem } from "./state.ts";
import { App } from "./views/app.tsx";
import "./style/page.css";

const root = document.getElementById("app");
if (root) render(<App />, root);

try {
  const { core } = await loadAssets();
  // Four sequences at most; a sequence needs some hundred MB, so weak machines get fewer at a time.
  model.value = "";
  pool.value = createPool(core, Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2)));
} catch (cause) {
  startProblem.value = cause instanceof Error ? cause.message : String(cause);
}
