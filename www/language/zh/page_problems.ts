// 页面自身发现的问题。
import type { PageProblems } from "../../core/protocol/problem.ts";
import type { WordsOf } from "../coded.ts";
import { bytes } from "../format.ts";

export const pageProblems: WordsOf<PageProblems> = {
  "page-unreadable": () => "浏览器无法读取该文件。选择之后它可能被移动或修改，请重新添加。",
  "page-no-image": () => "缺少该序列的图像。",
  "page-no-mask": () => "缺少该序列的掩膜。",
  "page-no-table": () => "这些文件中没有特征表（.csv）。",
  "page-no-weights": ({ cause }) => `无法加载网络权重文件（${cause}）。计算深度特征需要它：请重新加载页面后再试。`,
  "page-model-too-large": ({ most, found }) =>
    `该文件有 ${bytes(found)}，而模型文件最多可读取 ${bytes(most)}。请选择训练后保存的文件，它要小得多。`,
  "page-worker-ended": () =>
    "浏览器中负责计算的部分两次被中止，页面无法得知原因。这台电脑的内存可能不足以处理这些图像；请关闭其他程序和标签页后重试。已有的内容没有丢失。",
  "page-crash": () => "计算中断。浏览器的内存可能不足以处理此图像，请关闭其他标签页后重试。",
};
