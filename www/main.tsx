// Wires the page: loads what it needs, gives the store its workers, shows the views.
import { batch } from "@preact/signals";
import { render } from "preact";
import { createPool } from "./bridge.ts";
import { loadAssets } from "./lib/assets.ts";
import { model, pool, sample, startProblem } from "./state.ts";
import { App } from "./views/app.tsx";
import "./style/page.css";

const root = document.getElementById("app");
if (root) render(<App />, root);

try {
  const assets = await loadAssets();
  batch(() => {
    model.value = assets.model;
    sample.value = assets.sample;
    // Four sequences at most; a sequence needs some hundred MB, so weak machines get fewer at a time.
    pool.value = createPool(assets.core, Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2)));
  });
} catch (cause) {
  startProblem.value = cause instanceof Error ? cause.message : String(cause);
}
