// Names that the core gives, in the language of the page.
import type { Role } from "../core/roles.ts";
import { say } from "./index.ts";

/** A word of the core in the language of the page; one that is not known is shown as it is. */
export const word = (table: object, key: string): string =>
  // A name may be that of a part of every object: __proto__, constructor.
  Object.hasOwn(table, key) ? ((table as Record<string, string>)[key] ?? key) : key;

export const classifierName = (classifier: string) => word(say.terms.classifiers, classifier);
export const modelName = (model: string) => word(say.terms.models, model);

/** The name of a model file: the demonstration's own in the language of the page. */
export const modelFileName = ({ name, demonstration }: { name: string; demonstration: boolean }) =>
  demonstration ? say.answer.demonstrationName : name;

/** What a model file may be used for: a sentence that this program writes in the language of the page, an owner's as it is. */
export const noticeOf = ({ notice, demonstration }: { notice: string; demonstration: boolean }) =>
  demonstration ? say.answer.demonstrationNotice : word(say.models.standard, notice);

export const roleName = (role: Role) => say.terms.sequences[role].name;
export const roleShort = (role: Role) => say.terms.sequences[role].short;
