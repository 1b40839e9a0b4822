// 文件为何被判断为某序列、掩膜，或均不是。
import type { Guesses } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join("、");

export const guesses: WordsOf<Guesses> = {
  "name-says": ({ words }) => `文件名含 ${quoted(words)}`,
  "folder-says": ({ words }) => `文件名和所在文件夹名含 ${quoted(words)}`,
  "voxels-are-labels": () => "体素为少量标签，仅占图像的一小部分",
  "fat-suppressed-beside-t1": ({ words }, { sequence }) =>
    `文件名含 ${quoted(words)}；已有平扫 T1，故将压脂 T1 视为${sequence("t1ce")}`,
  "contrast-beside-t1": ({ words }, { sequence }) =>
    `文件名含 ${quoted(words)}；已有平扫 T1，故将增强图像视为${sequence("t1ce")}`,
  "fat-suppressed-beside-t2": ({ words }, { sequence }) =>
    `文件名含 ${quoted(words)}；已有 T1 和不压脂的 T2，故将压脂图像视为${sequence("t2fs")}`,
  "no-sequence-word": () => "文件名未说明序列",
  contradiction: ({ words }) => `文件名含 ${quoted(words)}，互相矛盾`,
  "no-sequence": ({ words }) => `文件名含 ${quoted(words)}，不属于四种序列`,
  "flair-unused": ({ words }, { sequence }) =>
    `文件名含 ${quoted(words)}；FLAIR 抑制的是液体而非脂肪，不能作为${sequence("t2fs")}`,
  "mask-without-labels": ({ words }) => `文件名含 ${quoted(words)}，但体素不是标签`,
  "dixon-image-unknown": ({ words }) => `文件名含 ${quoted(words)}，但未说明是水像、脂像、同相位还是反相位`,
  "fat-unclear": ({ words }) => `文件名含 ${quoted(words)}，可能指脂肪像，也可能指脂肪抑制`,
  "contrast-unclear": ({ words }) => `文件名含 ${quoted(words)}：同时提到平扫和增强`,
  "t1-fat-suppressed": ({ words }) => `文件名含 ${quoted(words)}：压脂 T1，但未说明是增强前还是增强后`,
  "t1-fat-suppressed-before": ({ words }) => `文件名含 ${quoted(words)}；增强前的压脂 T1 不属于四种序列`,
  "t2-after-contrast": ({ words }) => `文件名含 ${quoted(words)}；增强后的 T2 不属于四种序列`,
  "weighting-unknown": ({ words }) => `文件名含 ${quoted(words)}，但未说明是 T1 还是 T2`,
};
