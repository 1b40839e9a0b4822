// 多个代码共用的语句成分。
import type { Phrases } from "../../core/protocol/codes.ts";
import { triple, type WordsOf } from "../coded.ts";

const SIDES: Record<string, string> = {
  right: "右侧",
  left: "左侧",
  front: "前方",
  back: "后方",
  feet: "足侧",
  head: "头侧",
};

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
};
