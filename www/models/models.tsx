// Models: the one in use with its card, and one in the making.
import { say } from "../language/index.ts";
import { ModelCard } from "./model_card.tsx";
import { Make } from "./train_form.tsx";

export const Models = () => (
  <div class="models">
    <p class="quiet">{say.models.dropHint}</p>
    <ModelCard />
    <Make />
  </div>
);
