// 掩膜与图像不符，以及测量过程中的错误。
import type { RegionProblems } from "../../core/protocol/codes.ts";
import { gap, triple, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const SETTINGS = "请修改提取设置。";

export const regionProblems: WordsOf<RegionProblems> = {
  "label-zero": () => "标签 0 为背景，请选择其他标签。",
  "mask-empty": () => "掩膜是空的。请勾画病灶，或换用其他掩膜。",
  "label-absent": ({ label, labels }) =>
    `掩膜中没有标签 ${label} 的体素。现有标签：${labels.map(([own, n]) => `${own}（${count(n)} 个体素）`).join("、")}，请从中选择。`,
  "mask-outside": ({ image, mask }) =>
    `病灶位于图像之外${gap(mask, image) < 1 ? "" : `，相距 ${gap(mask, image).toFixed(0)} mm`}。掩膜与图像可能来自不同的患者、检查或部位，请提供为此图像勾画的掩膜。`,
  "mask-too-fine": ({ voxels, mm3, voxel_mm3 }) =>
    `病灶区域（${count(voxels)} 个掩膜体素，${mm3.toFixed(3)} mm³）未包含任何图像体素（${voxel_mm3.toFixed(3)} mm³）的中心。请在此图像自身的网格上勾画掩膜。`,
  "other-grid": ({ within, differences }, { phrase, phrases }) =>
    `掩膜与图像的网格不同，超出${phrase(within)}：${phrases(differences)}。可设置 correctMask: true 以映射掩膜，或增大 geometryTolerance。`,
  "nothing-left": () => "变动后的掩膜没有剩余体素：区域只有一个体素厚，或位于网格边缘。请检查掩膜是否完整。",
  "no-voxel-of-label": () => "掩膜中没有该标签的体素。请选择其他标签。",
  "no-voxel-on-grid": ({ voxels, spacing }) =>
    `${count(voxels)} 个 ${triple(spacing)} mm 的体素均不在病灶区域内：区域可能小于新网格的一个体素。请检查掩膜，或减小 resampledPixelSpacing。`,
  "not-flat": ({ axis, size }) =>
    `shape2D 要求区域沿 ${axis} 轴（force2Ddimension）只有一个体素，实际为 ${triple(size)} 个体素。请从 featureClass 中去掉 shape2D，或只分割一个层面。`,
  "single-voxel": () => "病灶区域只有一个体素，请检查标签。",
  "too-few-dimensions": ({ least, dimensions }) =>
    `病灶区域只有 ${dimensions} 维，少于 ${least} 维。请检查标签，或减小 minimumROIDimensions。`,
  "too-few-voxels": ({ more_than, voxels }) =>
    `病灶区域只有 ${count(voxels)} 个体素，要求多于 ${count(more_than)} 个。请检查标签，或减小 minimumROISize。`,
  "no-numbers": ({ found }, { phrase }) =>
    `掩膜内的图像含有${phrase(found)}。请将这些体素排除在掩膜之外，或修正该处的图像。`,
  "bins-lost": ({ width, minimum, maximum }) =>
    `信号强度为 ${minimum} 至 ${maximum} 时，宽度为 ${width} 的灰度间隔会因舍入而消失。请增大 binWidth，或缩小信号强度的数值范围。`,
  "too-many-levels": ({ most, bins, source, gigabytes }, { phrase }) =>
    `灰度级将达 ${count(bins)} 个（${phrase(source)}），超过上限 ${count(most)}；PyRadiomics 的共生矩阵将需要 ${gigabytes.toFixed(0)} GB。请增大 binWidth 或减小 binCount，通常为 30 至 130 级。`,
  "nothing-to-normalise": ({ found }, { phrase }) => `图像无法归一化：${phrase(found)}。请检查文件是否正确。`,
  "resampled-too-large": ({ most, size, gigabytes }) =>
    `重采样后的区域将有 ${triple(size)} 个体素（${gigabytes.toFixed(1)} GB），超过上限 ${count(most)}。请增大 resampledPixelSpacing 或减小 padDistance。`,
  "resegmented-away": ({ low, high, voxels }) =>
    `按 ${low} 至 ${high} 重新分割后，掩膜只剩 ${voxels} 个体素。请放宽 resegmentRange，或检查 resegmentMode。`,
  "no-neighbour": ({ distances, size }) =>
    `在 ${triple(size)} 个体素的区域内，距离 ${distances} 没有相邻体素。请减小 distances。`,
  "too-many-steps": ({ most, steps }) =>
    `参数 distances 要求 ${count(steps)} 个相邻方向，超过上限 ${count(most)}。请减少或减小 distances。`,
  "matrices-too-large": ({ most_gb, gb, directions, levels }) =>
    `${directions} 个方向、${count(levels)} 个灰度级的共生矩阵需要 ${gb} GB，超过上限 ${most_gb} GB。请减小 distances 或增大 binWidth。`,
  "filter-box": () => "要滤波的区域不在图像之内。",
  "parts-of-sequence": () => "序列的部分结果缺失或重复。",
  "deep-too-large": ({ most, extent_mm, pixel_mm }) =>
    `深度特征：${extent_mm} mm 按每像素 ${pixel_mm} mm 计算，每边超过 ${most} 个像素。请检查掩膜：病灶异常大。`,
  "deep-useless": ({ found }, { phrase }) => `无法计算深度特征：图像${phrase(found)}。请检查文件是否正确。`,
  "deep-weights": () => "该模型训练时使用的是另一个网络权重文件。请使用以本程序的网络训练的模型。",
  "deep-features-other": ({ sequence: of }, { sequence }) =>
    `${sequence(of)} 的深度特征与模型不符：模型需要由其自身的网络和设置算得的深度特征。`,
  "not-weights": () => "该文件不是网络的权重文件。",
  "weights-broken": () => "网络的权重文件不完整或已损坏。",
  "network-layer": ({ layer }) => `网络权重第 ${layer} 层的结构有误。`,
  "no-tap": ({ tap, known }, { list }) => `网络没有输出 ${tap}，可用的有 ${list(known)}。`,
  "deep-setting": ({ setting, range, found }) => `深度特征的参数 ${setting} 应为 ${range}，实际为 ${found}。`,
  "deep-part": ({ part, parts }) => `层面共分 ${parts} 部分，没有第 ${part} 部分。`,
  "deep-parts": () => "深度特征的部分结果缺失或重复。",
  "deep-unprepared": () => "没有为深度特征准备好的序列。",
  "no-image-type": () => `设置中没有任何图像类型。${SETTINGS}`,
};
