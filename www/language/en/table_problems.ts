// Errors of tables, and of their rows for a model.
import type { TableProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";
import { count } from "../format.ts";

export const tableProblems: WordsOf<TableProblems> = {
  "table-cells": ({ line, expected, found }) =>
    `The table has ${found} cells in line ${line}, but ${expected} in its header.`,
  "no-header": () => "The table does not say what its columns are: its first line is empty, or missing.",
  "header-without": ({ column, columns }, { list }) =>
    `The table has no column ${list(column)}; it begins with ${columns}.`,
  "table-problems": ({ count: number, problems }, namer) => `${number} problems. ${namer.problems(problems)}`,
  "too-many-columns": ({ most, found }) =>
    `The table has ${count(found)} columns; at most ${count(most)} can be read. Leave out columns, such as those of image types that are not needed.`,
  "too-many-rows": ({ most, found }) =>
    `The table has ${count(found)} rows; at most ${count(most)} can be read. Divide the table, or leave rows out.`,
  "too-many-missing": ({ most, found }) =>
    `The table has ${count(found)} values, most of them missing; at most ${count(most)} can be read of a table of this size. Leave out the columns without values.`,
  "long-text": ({ most, row, found }) =>
    `Row ${row} of the table has a text of ${count(found)} bytes; at most ${count(most)} can be read. Shorten it: often a quotation mark is missing at its end.`,
  "bad-cell": ({ row, column, expected, found }, { phrase }) =>
    `Row ${row}, column ${column} has “${found}”; it must be ${phrase(expected)}.`,
  "column-numbering": ({ column }) => `Column ${column}: deep features must be numbered as t1_cnn_0000, t1_cnn_0001, …`,
  "column-twice": ({ column }) => `There are two columns ${column}.`,
  "clinical-file": ({ cause }) => `The list of clinical inputs cannot be read: ${cause}. docs/model.md has an example.`,
  "clinical-unsound": ({ input, expected, found }, { phrase }) =>
    `Clinical input ${input} has “${found}”; it must be ${phrase(expected)}.`,
  "case-twice": ({ case: name }) => `Case ${name} stands in two rows.`,
  "case-in-rows": ({ case: name, first, second }) =>
    `Case ${name} stands in rows ${first} and ${second}. A case that is counted twice makes every figure look better than it is.`,
  "table-size": ({ rows, columns, values }) => `${rows} rows of ${columns} columns do not hold ${values} values.`,
  "repeat-columns": () => "Rows of repeated masks have other columns than the table.",
  "repeat-case": ({ case: name }) => `Case ${name} has a repeated mask, but no row of its own.`,
  "age-of-case": ({ case: name, age }) => `The age of case ${name} is ${age}; it must be from 0 to 120 years.`,
  "patient-in-cohorts": ({ patient, first, first_split, second, second_split }) =>
    `Patient ${patient} is in two cohorts: ${first} in ${first_split}, ${second} in ${second_split}. The same person in two cohorts leaks the answer from one to the other.`,
  "same-features": ({ first, second }) =>
    `Cases ${first} and ${second} have the same features. If they are one scan under two names, keep one of them.`,
  "training-rows": ({ metastases, primaries }) =>
    `There are ${metastases} metastases and ${primaries} primaries to train with; at least ten of each are needed. Column split must say train for the rows to learn from.`,
  "no-column": ({ column }, { feature }) =>
    `The table has no column ${feature(column)}. Were the features extracted with the model's own settings?`,
  "input-absent": ({ input, rows }, { feature }) => `${feature(input)} has no number in ${rows} training rows.`,
  "input-constant": ({ input }, { feature }) => `${feature(input)} is the same in all rows.`,
  "whole-cases": ({ least, found }) => `Only ${found} training cases have every input; at least ${least} are needed.`,
  "case-without-input": ({ input, case: name }, { feature }) => `Case ${name} has no value of ${feature(input)}.`,
  "deep-column": ({ last, column }) =>
    `The table has no column ${column}; deep features must be numbered from 0 to ${last}.`,
  "deep-squares": ({ sequence: of }, { sequence }) => `Deep features of ${sequence(of)} are too large to be added up.`,
  "repeated-cases": ({ least, found, cases }) =>
    `Only ${found} of ${cases} training cases have every repeated mask; at least ${least} are needed.`,
  "no-cases": () => "The table holds no case.",
  "no-features": () => "The table has no columns of features (t1_original_…).",
  provenance: ({ cause }) => `The provenance file cannot be read: ${cause}.`,
  "provenance-of-other": () => "The provenance file was written for another table.",
  "no-provenance": ({ column }) =>
    `Nothing says with which network and settings ${column} was made. Keep the table's .provenance.json beside it, or take the deep features out.`,
};
