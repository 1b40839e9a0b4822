// 病例及其回答、封装文件，以及页面与核心之间传递内容的错误。
import type { CaseProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";

const COPY = "文件可能未复制或下载完整。";
const CAPSULE = "核验封装文件需使用制作它时的图像，文件格式不限。";

export const caseProblems: WordsOf<CaseProblems> = {
  cancelled: () => "分析已停止。",
  "age-unread": ({ found, why }, { phrase }) =>
    `“${found}” 不能作为年龄：${phrase(why)}。请填写岁数（如 62 或 62.5）或月数（如 18 个月）。`,
  "share-unread": ({ found, why }, { phrase }) => `“${found}”不是有效的转移瘤比例：${phrase(why)}。`,
  "file-not-found": ({ name }) => `列表中的 ${name} 不存在。路径以列表所在文件夹为准。`,
  "role-twice": ({ role, files }, { list }) => `有多个文件可作为 ${role}：${list(files)}。请选择其一，或在列表中指定。`,
  "folder-without-images": ({ files }) => `该文件夹中没有 NIfTI 或 NRRD 图像，只有 ${files} 个其他文件。`,
  "folder-of-dicom": ({ files }) => `该文件夹中有 ${files} 个疑似 DICOM 文件。请先转换为 NIfTI，例如使用 dcm2niix。`,
  age: () => "年龄必须是 0 至 120 之间的数字。",
  "clinical-unread": ({ input, expected, found }, { feature, phrase }) =>
    found === "none"
      ? `缺少${feature(input)}：没有该项，模型不给出结果。应为${phrase(expected)}。`
      : `“${found}” 不是${feature(input)}的有效值，应为${phrase(expected)}。`,
  "clinical-unknown": ({ input, known }, { list }) =>
    `${input} 不是此模型的临床输入，或重复给出。模型的临床输入有：${list(known)}。`,
  "sequence-missing": ({ sequence: of, model }, { sequence }) =>
    `缺少 ${sequence(of)}：模型 ${model} 的训练使用了该序列。请添加其图像。`,
  "sequence-twice": ({ sequence: of }, { sequence }) => `${sequence(of)} 有不止一个。请只保留一个。`,
  "features-of-other-settings": ({ sequence: of }, { sequence }) =>
    `${sequence(of)} 的特征不是按模型的设置提取的。请使用模型文件中的设置提取。`,
  "input-without-value": ({ input }, { feature }) =>
    `此病灶的“${feature(input)}”没有值。请检查掩膜，或选择不使用该输入的模型。`,
  "input-missing": ({ input }, { feature }) => `提取的特征中没有“${feature(input)}”。请使用模型文件中的设置提取。`,
  "model-missing": ({ file, model, classifier }, namer) =>
    `${file} 中没有 ${namer.model(model)}（${namer.classifier(classifier)}）。请选择其中已有的模型。`,
  "input-count": ({ expected, found }) => `模型需要 ${expected} 个输入，实际为 ${found} 个。请重新分析该病例。`,
  "no-summary": ({ sequence: of }, { sequence }) => `${sequence(of)} 只有特征，没有图像和病灶的描述。`,
  "capsule-broken": () => `封装文件的内容不完整或已损坏。${COPY}`,
  "capsule-version": () => "封装文件的版本不同，制作它的程序可能比本程序更新。",
  "capsule-sha256": () => "封装文件在封装后被修改过，其中的数值不可信。请索取封装时的原文件。",
  "capsule-other-image": () => `该图像不是封装文件所用的任何一幅图像。${CAPSULE}`,
  "capsule-image-differs": ({ sequence: of, differences }, { sequence, phrases }) =>
    `该图像不是测量 ${sequence(of)} 时所用的图像：${phrases(differences)}。${CAPSULE}`,
  "capsule-image-missing": ({ sequence: of }, { sequence }) => `缺少 ${sequence(of)} 的图像，请添加。`,
  "capsule-without-deep": () => "封装文件中没有深度特征。",
  "sequence-unknown": ({ found }) => `没有名为 ${found} 的序列。`,
  message: () => "页面与计算核心的版本不一致，请重新加载页面。",
  "mask-format": ({ found }) => `掩膜不能写为 ${found}，只能写为 nii.gz 或 seg.nrrd。`,
  "drawn-mask": () => "勾画的掩膜与其网格不符。请重新勾画。",
};
