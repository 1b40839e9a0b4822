// The screen of models: the one in use with its card, and the training of a new one.
import { say } from "../language/index.ts";
import { ModelCard } from "./model_card.tsx";
import { TrainForm } from "./train_form.tsx";

export const Models = () => (
  <div class="models">
    <p class="quiet">{say.models.dropHint}</p>
    <ModelCard />
    <TrainForm />
  </div>
);
