// 表格及其训练行的错误。
import type { TableProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const SPLITS: Record<string, string> = { train: "训练", internal: "内部验证", external: "外部测试" };
const cohort = (split: string) => `${SPLITS[split] ?? split}队列`;

export const tableProblems: WordsOf<TableProblems> = {
  "table-cells": ({ line, expected, found }) => `表格第 ${line} 行有 ${found} 个单元格，而表头有 ${expected} 列。`,
  "no-header": () => "表格没有列名：第一行为空或缺失。",
  "header-without": ({ column, columns }, { list }) => `表格缺少列 ${list(column)}，现有列为：${columns}。`,
  "table-problems": ({ count: number, problems }, namer) => `共有 ${number} 个问题。${namer.problems(problems)}`,
  "too-many-columns": ({ most, found }) =>
    `表格有 ${count(found)} 列，最多可读取 ${count(most)} 列。请去掉不需要的列，例如不需要的图像类型的列。`,
  "too-many-rows": ({ most, found }) =>
    `表格有 ${count(found)} 行，最多可读取 ${count(most)} 行。请将表格分开，或去掉一些行。`,
  "too-many-missing": ({ most, found }) =>
    `表格有 ${count(found)} 个值，大多缺失；这样大小的表格最多可读取 ${count(most)} 个值。请去掉没有值的列。`,
  "long-text": ({ most, row, found }) =>
    `表格第 ${row} 行有一段 ${count(found)} 字节的文字，最多可读取 ${count(most)} 字节。请缩短它：常见原因是末尾缺少引号。`,
  "bad-cell": ({ row, column, expected, found }, { phrase }) =>
    `第 ${row} 行、列 ${column} 的内容是“${found}”，这里须填${phrase(expected)}。`,
  "column-numbering": ({ column }) => `列 ${column}：深度特征须按 t1_cnn_0000、t1_cnn_0001…… 编号。`,
  "column-twice": ({ column }) => `列 ${column} 出现了两次。`,
  "clinical-file": ({ cause }) => `无法读取临床输入的列表：${cause}。示例见 docs/model.md。`,
  "clinical-unsound": ({ input, expected, found }, { phrase }) =>
    `临床输入 ${input} 为“${found}”，应为${phrase(expected)}。`,
  "case-twice": ({ case: name }) => `病例 ${name} 出现了两次。`,
  "case-in-rows": ({ case: name, first, second }) =>
    `病例 ${name} 同时出现在第 ${first} 行和第 ${second} 行。重复计入的病例会使各项结果虚高。`,
  "table-size": ({ rows, columns, values }) => `${rows} 行、${columns} 列的表格与 ${values} 个数值不符。`,
  "repeat-columns": () => "重复掩膜的行与表格的列不一致。",
  "repeat-case": ({ case: name }) => `病例 ${name} 只有重复掩膜的行，没有自己的行。`,
  "age-of-case": ({ case: name, age }) => `病例 ${name} 的年龄为 ${age}，应在 0 至 120 岁之间。`,
  "patient-in-cohorts": ({ patient, first, first_split, second, second_split }) =>
    `患者 ${patient} 同时属于两个队列：${first} 在${cohort(first_split)}，${second} 在${cohort(second_split)}。同一患者分属两个队列会泄露答案。`,
  "same-features": ({ first, second }) =>
    `病例 ${first} 与 ${second} 的特征完全相同。若为同一次扫描的两个名称，请只保留一个。`,
  "training-rows": ({ metastases, primaries }) =>
    `可供训练的有 ${metastases} 例转移瘤和 ${primaries} 例原发肿瘤，每类至少需要十例。训练行的 split 列应为 train。`,
  "no-column": ({ column }, { feature }) => `表格中没有“${feature(column)}”一列。特征是否按模型自身的设置提取？`,
  "input-absent": ({ input, rows }, { feature }) => `有 ${rows} 个训练行缺少“${feature(input)}”的数值。`,
  "input-constant": ({ input }, { feature }) => `“${feature(input)}”在所有行中都相同。`,
  "whole-cases": ({ least, found }) => `只有 ${found} 例训练病例的输入齐全，至少需要 ${least} 例。`,
  "case-without-input": ({ input, case: name }, { feature }) => `病例 ${name} 缺少“${feature(input)}”的数值。`,
  "deep-column": ({ last, column }) => `表格缺少列 ${column}，深度特征须从 0 编号至 ${last}。`,
  "deep-squares": ({ sequence: of }, { sequence }) => `${sequence(of)} 的深度特征数值过大，无法求和。`,
  "repeated-cases": ({ least, found, cases }) =>
    `${cases} 例训练病例中只有 ${found} 例具备全部重复掩膜，至少需要 ${least} 例。`,
  "no-cases": () => "表格中没有病例。",
  "no-features": () => "表格中没有特征列（t1_original_…）。",
  provenance: () => "来源记录文件（.provenance.json）无法读取。",
  "provenance-of-other": () => "来源记录文件（.provenance.json）属于另一个表格。",
  "no-provenance": ({ column }) =>
    `无从得知 ${column} 由哪个网络和哪些设置算得。请将表格的 .provenance.json 与其一并提供，或去掉深度特征。`,
};
