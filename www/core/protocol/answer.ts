// The shapes of a model's answer to a case. Types only, no code.
import type { Warning } from "./base.ts";
import type { Done, Interval } from "./case.ts";

/** What `predict` gives: both texts as the command line prints them. */
export interface Answered {
  json: string;
  csv: string;
}

/** What one input did to one model's log-odds. */
export interface Contribution {
  feature: string;
  value: number;
  unit?: string;
  /** Standard deviations from the training mean. */
  z: number;
  training_range: [number, number];
  contribution: number;
}

/** Where a case lies among those of training. */
export interface Place {
  level: "inside" | "unusual" | "outside";
  squared_distance: number;
  inputs: number;
  p: number;
  /** Inputs clearly outside the training range. */
  outliers: string[];
}

/** One model's answer: logit = base + sum of contributions. */
export interface ModelAnswer {
  model: string;
  /** A yardstick to judge the models by, no answer of its own. */
  baseline: boolean;
  classifier: string;
  probability: number;
  threshold: number;
  class: string;
  logit: number;
  base: number;
  /** How the logit was taken apart; "none" where it was not. */
  explanation: string;
  contributions: Contribution[];
  out_of_distribution: Place;
}

/** As `discern predict` prints it. */
export interface Prediction {
  bundle: { name: string; demonstration: boolean; notice: string; sha256: string };
  models: ModelAnswer[];
  /** Models that could not be asked for want of deep features. */
  unanswered?: { model: string; lacks: string }[];
  warnings: Warning[];
  done: Done;
  interval?: Interval;
  /** Shares of metastases that the answer was shifted from and to, where it was. */
  prevalence?: { training: number; assumed: number };
}
