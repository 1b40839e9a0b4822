// How often the answering model was right in the cohort that counts most, and what it was trained on: two plain
// sentences beside the number.
import type { CohortRecord, Measured, ModelAnswer, Prediction, Split } from "../core/protocol/index.ts";
import { descriptionOf, model } from "../core/store.ts";
import { say } from "../language/index.ts";
import { countedShare } from "../language/numbers.ts";

/** Cohorts in the order of how much they prove: patients of another centre first, the training cases last. */
const BY_WORTH: readonly Split[] = ["external", "internal", "train"];

function rate(measured: Measured | null | undefined): string | undefined {
  if (!measured) return undefined;
  const { value, interval } = measured;
  const [low, high] = interval?.map((end) => (100 * end).toFixed(1)) ?? [];
  return low && high ? say.answer.rate(countedShare(value), low, high) : countedShare(value);
}

/** How the answer's classifier did in the best cohort that the model file has predictions of. */
function bestCohort({ model: name, classifier }: ModelAnswer) {
  const facts = model.value?.description.models.find((one) => one.name === name);
  const cohorts = facts?.classifiers.find(({ kind }) => kind === classifier)?.cohorts ?? [];
  return BY_WORTH.map((split) => cohorts.find((cohort) => cohort.split === split)).find(Boolean);
}

/** The sentence; at another share of metastases without predictive values, as these are of the cohort's own share. */
export function accuracyText(answer: ModelAnswer, prediction: Prediction): string {
  const { prevalence, bundle: modelFile } = prediction;
  const cohort = bestCohort(answer);
  if (!cohort || !descriptionOf(prediction)) return say.answer.accuracyUnknown;
  const of = (key: string) => rate(cohort.measures.find((one) => one.key === key)?.measured);
  const [sensitivity, specificity] = [of("sensitivity"), of("specificity")];
  const isMetastasis = answer.class === "metastasis";
  const predictive = prevalence ? undefined : of(isMetastasis ? "ppv" : "npv");
  const size = say.answer.cohortSize(cohort.cases, cohort.metastases, modelFile.demonstration);
  const parts = [
    sensitivity && say.answer.sensitivityIs(sensitivity),
    specificity && say.answer.specificityIs(specificity),
  ].filter((part) => part !== undefined);
  const sentences = [
    say.answer.accuracy(say.answer.inCohort[cohort.split], size, say.terms.and(parts)),
    predictive && (isMetastasis ? say.answer.ppvIs(predictive) : say.answer.npvIs(predictive)),
    prevalence && say.answer.noPredictive,
  ];
  return say.terms.sentences(sentences.filter((sentence) => typeof sentence === "string"));
}

/** What the model was trained on. */
export function trainedText(prediction: Prediction): string | undefined {
  const cohort = descriptionOf(prediction)?.cohorts.find(({ split }) => split === "train");
  return cohort && trainedOn(cohort, prediction.bundle.demonstration);
}

function trainedOn({ metastases, primaries, age_years, centers }: CohortRecord, simulated: boolean): string {
  const age = age_years && say.answer.trainedAges(age_years[0].toFixed(0), age_years[1].toFixed(0));
  const sizes = say.answer.trainedOn(metastases + primaries, metastases, simulated);
  return sizes + (age ?? "") + say.answer.centers(centers);
}

export function Trust({ answer, prediction }: { answer: ModelAnswer; prediction: Prediction }) {
  return (
    <>
      <p data-test="accuracy">{accuracyText(answer, prediction)}</p>
      <p class="quiet" data-test="trained-on">
        {trainedText(prediction)}
      </p>
    </>
  );
}
