// A model's answer to a case, as a worker hands it over.

/** What `predict` gives: both texts as the command line prints them; `json` is a `Prediction`. */
export interface Answered {
  json: string;
  csv: string;
}
