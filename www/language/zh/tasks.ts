// 长时间计算的当前步骤。
import type { Tasks } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";

export const tasks: WordsOf<Tasks> = {
  reading: () => "读取文件",
  "carrying-mask": () => "映射掩膜",
  normalising: () => "归一化",
  resampling: () => "重采样",
  shape: () => "形状",
  image: ({ name }) => (name === "original" ? "纹理" : name),
  "deep-features": () => "深度特征",
  "deep-features-gpu": () => "深度特征（显卡）",
  "deep-features-cpu": () => "深度特征（处理器）",
  perturbation: ({ change }, { phrase }) => phrase(change),
  "selecting-features": () => "特征筛选",
  training: ({ model, classifier }, namer) => `${namer.model(model)} · ${namer.classifier(classifier)}`,
  "one-sequence": ({ sequence }, namer) => `仅用 ${namer.sequence(sequence)}`,
  "learning-curve": () => "学习曲线",
  optimism: () => "乐观度校正",
};
