// The screen of models: the one in use with its card, the training of a new one, and validation on own cases.
import { say } from "../language/index.ts";
import { ModelCard } from "./model_card.tsx";
import { TrainForm } from "./train_form.tsx";
import { ValidateForm } from "./validate_form.tsx";

export const Models = () => (
  <div class="models">
    <p class="quiet">{say.models.dropHint}</p>
    <ModelCard />
    <TrainForm />
    <ValidateForm />
  </div>
);
