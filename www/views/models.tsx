// Models: the one in use with its card, and one in the making.
import { say } from "../lib/language/index.ts";
import { Make } from "./make.tsx";
import { ModelCard } from "./modelcard.tsx";

export const Models = () => (
  <div class="models">
    <p class="quiet">{say.models.dropHint}</p>
    <ModelCard />
    <Make />
  </div>
);
