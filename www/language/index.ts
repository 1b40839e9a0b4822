// All words of the page, one typed table a language: `say.files.remove("T1.nii")`. To add a string, put it into the
// table of its subject in en/ and in zh/; a missing one is a type error, an unused one fails a test.
import { type Language, language } from "./current.ts";
import { en } from "./en/index.ts";
import { tied } from "./tie.ts";
import { zh } from "./zh/index.ts";

export type Words = typeof en;
type Subject = keyof Words;

/** Every word of the page comes from here, so numbers are tied to their units here. */
const TABLES: Record<Language, Words> = { en: tied(en), zh: tied(zh) };

/** The words in the language of the moment; views that use them follow when it changes. */
export const say = Object.defineProperties(
  {},
  Object.fromEntries(
    (Object.keys(en) as Subject[]).map((subject) => [subject, { get: () => TABLES[language.value][subject] }]),
  ),
) as Words;

/** A sentence kept in the state: called when it is shown, it is in the language of that moment. */
export type Sentence = () => string;
