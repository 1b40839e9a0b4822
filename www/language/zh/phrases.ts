// 多个代码共用的语句成分。
import type { Phrases } from "../../core/protocol/codes.ts";
import { triple, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const SIDES: Record<string, string> = {
  right: "右侧",
  left: "左侧",
  front: "前方",
  back: "后方",
  feet: "足侧",
  head: "头侧",
};

function howMany([least, most]: readonly [number, number | null]): string {
  if (most === null) return "";
  if (least === most) return ` ${least} 个`;
  return least + 1 === most ? ` ${least} 或 ${most} 个` : ` ${least} 至 ${most} 个`;
}

export const phrases: WordsOf<Phrases> = {
  "mask-shifted": ({ mm, side }) => `向${SIDES[side] ?? side}移动一个体素（${mm.toFixed(2)} mm）`,
  "mask-grown": () => "各方向扩大一个体素",
  "mask-shrunk": () => "各方向缩小一个体素",
  "size-differs": ({ mask, image }) => `掩膜 ${triple(mask)} 个体素，图像 ${triple(image)} 个体素`,
  "spacing-differs": ({ mask, image }) => `体素间距：掩膜 ${triple(mask)} mm，图像 ${triple(image)} mm`,
  "origin-apart": ({ mm }) => `原点相距 ${mm.toFixed(3)} mm`,
  "axes-turned": ({ degrees }) => `轴向最多旋转 ${degrees.toFixed(3)}°`,
  "rounding-adds-up": () => "舍入误差沿网格累积所致",
  "brighter-before": ({ before, after }) =>
    `相对于周围组织，病灶在注射对比剂前（${before.toFixed(1)} 个标准差）比注射后（${after.toFixed(1)} 个标准差）信号更高`,
  "resembles-more": ({ of, more, correlation, less, other }, { sequence }) =>
    `${sequence(of)} 与 ${sequence(more)} 的相似度（相关系数 ${correlation.toFixed(2)}）高于与 ${sequence(less)} 的相似度（${other.toFixed(2)}）`,
  "needs-force2d": () => "需要设置 force2D",
  "no-shape2d-there": ({ size, dimension }) =>
    `区域为 ${triple(size)} 个体素且 force2Ddimension 为 ${dimension} 时，PyRadiomics 3.0.1 不计算该类特征`,
  equals: ({ feature }) => `与 ${feature} 相同`,
  "always-one": () => "恒为 1",
  "too-few-voxels-for-sigma": ({ sigma_mm, least, spacing_mm, axis, voxels }) =>
    `sigma 为 ${sigma_mm} mm 时，${axis} 轴至少需要 ${least} 个 ${spacing_mm} mm 的体素，而图像只有 ${voxels} 个`,
  "no-sigma": () => "参数 sigma 未列出任何宽度",
  "bin-count-is-set": () => "已设置 binCount",
  "without-normalize": () => "仅在设置 normalize 时起作用",
  "no-feature-maps": () => "不生成特征图，只计算区域的数值",
  "one-image-type-alone": () => "不能只对一种图像类型设置",
  "true-or-false": () => " true 或 false",
  whole: ({ number }) => ` ${number}`,
  "whole-from": ({ min }) => `不小于 ${min} 的整数`,
  "whole-from-to": ({ min, max }) => ` ${min} 至 ${max} 的整数`,
  "any-number": () => "数值",
  "number-above-zero": () => "大于 0 的数值",
  "number-above-zero-to": ({ max }) => `大于 0 且不超过 ${max} 的数值`,
  numbers: ({ count }) => `${howMany(count)}数值的列表`,
  "numbers-from-zero": ({ count }) => `${howMany(count)}不小于 0 的数值的列表`,
  "numbers-above-zero": ({ count }) => `${howMany(count)}大于 0 的数值的列表`,
  "wholes-from": ({ min }) => `不小于 ${min} 的整数的列表`,
  "wholes-from-to": ({ min, max }) => ` ${min} 至 ${max} 的整数的列表`,
  "one-of": ({ names }, { list }) => ` ${list(names)} 之一`,
  "one-of-or-number": ({ names, most }, { list }) => ` ${list(names)} 之一，或其序号（1 至 ${most}）`,
  "wavelet-name": () => " haar、db1 至 db38、sym2 至 sym20、coif1 至 coif17、dmey、biorN.M 或 rbioN.M",
  "bits-of-samples": ({ most }) => `不超过 ${most} 的数，因为该方法把每个采样点记为一位`,
  "dicom-file": () => " DICOM 文件",
  "meta-image-header": () => " MetaImage 文件头（.mha 或 .mhd）",
  "file-of": ({ format }) => ` ${format} 文件`,
  "hdf5-file": () => " HDF5 或 MINC 文件",
  picture: ({ format }) => ` ${format} 图片`,
  "pdf-document": () => " PDF 文档",
  archive: ({ format }) => ` ${format} 压缩包`,
  "gzip-inside-gzip": () => "重复压缩的 gzip 文件",
  "empty-file": () => "空文件",
  "text-file": () => "文本文件",
  "unknown-bytes": () => "无法识别的内容",
  "one-bit-voxels": () => "一位体素",
  "complex-voxels": () => "复数体素",
  "colour-voxels": ({ kind }) => `彩色体素（${kind}）`,
  "long-float-voxels": () => "128 位浮点体素",
  "blocks-of-bytes": () => "字节块",
  tolerance: ({ tolerance }) => `容差（geometryTolerance ${tolerance}）`,
  voxels: ({ voxels }) => ` ${voxels} 个体素`,
  "not-a-number": () => "没有数值（NaN）的体素",
  "voxels-not-finite": ({ voxels, of }) => ` ${count(of)} 个体素中有 ${count(voxels)} 个非有限数值（NaN 或无穷大）`,
  infinite: () => "无穷大的数值",
  "voxels-without-value": () => "部分体素没有数值",
  "one-value-everywhere": () => "所有体素的值都相同",
  "values-not-finite": () => "含有非有限数值",
  "one-intensity-everywhere": () => "各处信号强度都相同",
  "one-intensity-within-percentiles": () => "在百分位范围内信号强度都相同",
  "bin-width-over": ({ width, minimum, maximum }) => `binWidth ${width}，数值 ${minimum} 至 ${maximum}`,
  "bin-count": () => "binCount",
  "other-size": ({ found, expected }) => `体素数为 ${found}，应为 ${expected}`,
  "other-spacing": ({ found, expected }) => `体素间距为 ${found} mm，应为 ${expected} mm`,
  "other-origin": ({ found, expected }) => `原点为 ${found} mm，应为 ${expected} mm`,
  "other-intensities": () => "信号强度不同",
  "other-direction-or-type": () => "方向或体素类型不同",
};
