// 核心给出的警告，完整语句。
import type { Notices } from "../../core/protocol/codes.ts";
import { fromTo, triple, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

/** 是非题的答案。 */
const ANSWERS: Record<string, string> = { yes: "是", no: "否" };

export const notices: WordsOf<Notices> = {
  "mask-drawn": ({ sequence }, { sequence: name }) => `掩膜是在本页面上按 ${name(sequence)} 的体素勾画或修改的。`,
  "mask-repaired": ({ sequence, apart_mm, turned_deg, inside, voxels }, { sequence: name }) =>
    `掩膜已置于 ${name(sequence)} 的体素网格上。其原位置相距 ${apart_mm.toFixed(1)} mm，旋转 ${turned_deg.toFixed(1)}°，${count(voxels)} 个体素中有 ${count(inside)} 个在图像内。`,
  "mask-cut-off": ({ percent, outside, of }) =>
    `病灶区域的 ${percent.toFixed(1)}%（掩膜 ${count(of)} 个体素中的 ${count(outside)} 个）位于图像之外，未计入。`,
  "mask-resampled": ({ differences, before, before_mm3, after, after_mm3 }, { phrases }) =>
    `掩膜与图像的网格不同（${phrases(differences)}），已按最近邻映射：${count(before)} 个体素（${before_mm3.toFixed(1)} mm³）变为 ${count(after)} 个（${after_mm3.toFixed(1)} mm³）。`,
  "lesion-at-edge": ({ axes }) => `病灶触及图像边缘（${axes.join("、")} 轴）：可能有一部分未扫描到。`,
  "lesion-tiny": ({ voxels, least }) =>
    `病灶在此序列中仅有 ${count(voxels)} 个体素，少于 ${least} 个：体素如此之少时，纹理特征多属偶然。`,
  "lesion-thin": ({ voxels, axis, least }) =>
    `病灶沿 ${axis} 轴仅有 ${voxels} 个体素，少于 ${least} 个：该方向上的纹理意义不大。`,
  "clinical-imputed": ({ input, value }, { feature }) =>
    `${feature(input)} 未知：以训练病例中的常见值 ${Object.hasOwn(ANSWERS, value) ? ANSWERS[value] : value} 代替。`,
  "sequence-duplicated": ({ first, second }, { sequence }) =>
    `${sequence(first)} 与 ${sequence(second)} 的数值完全相同：同一文件被用作两个序列。`,
  "sequence-copy": ({ first, second, correlation }, { sequence }) =>
    `${sequence(first)} 与 ${sequence(second)} 仅相差一个比例（病灶周围相关系数 ${correlation.toFixed(4)}）。`,
  "sequence-order": ({ first, second, why }, { sequence, phrase }) =>
    `${sequence(first)} 与 ${sequence(second)} 可能互换：${phrase(why)}。这只是根据信号对比的经验判断，请查看图像。`,
  "orientation-missing": () => "文件未说明患者体位：各轴按左、后、上处理。",
  "orientation-ambiguous": ({ shift_mm, turned_deg, used }) =>
    `文件头中的两种定位（qform 与 sform）不一致：首个体素相距 ${shift_mm.toFixed(3)} mm，轴向旋转 ${turned_deg.toFixed(2)}°。采用 ${used}，与 ITK 相同。`,
  "orientation-sheared": ({ cosine, shift_mm, turned_deg }) =>
    `sform 的网格存在错切（两轴夹角余弦 ${cosine.toFixed(4)}），ITK 不采用，因此使用 qform：首个体素相差 ${shift_mm.toFixed(3)} mm，各轴方向最多相差 ${turned_deg.toFixed(2)}°。请检查图像与掩膜是否仍然吻合，或先将二者重采样到各轴垂直的网格。`,
  "qform-not-finite": () => "qform 中有不是数值的项，按 0 处理（与 ITK 一致）。",
  "sform-unusable": () => "sform 中有不是数值、不合理或长度为零的项，因此使用 qform。",
  "units-assumed": ({ units }) => `空间单位为 ${units}，距离按毫米处理。`,
  "voxels-not-finite": ({ voxels, of }) =>
    `${count(of)} 个体素中有 ${count(voxels)} 个不是有限数值（NaN 或无穷大），按 0 处理（与 ITK 一致）。`,
  "mask-not-finite": ({ voxels, of }) =>
    `掩膜的 ${count(of)} 个体素中有 ${count(voxels)} 个不是有限数值（NaN 或无穷大），按背景处理。`,
  "mask-axis-dropped": () => "掩膜的第一个轴长度为 1（通道在前），已略去。",
  "mask-layers": ({ layers, layer, segments }) =>
    `该分割有 ${layers} 层，读取第 ${layer} 层。各分割：${segments.join("、")}。`,
  "voxels-rounded": ({ voxels }) => `${count(voxels)} 个体素的值超过 2^53，已舍入为双精度数。`,
  "spacing-invalid": ({ used }) => `文件头中的体素间距为零、负数或无效；采用 ${triple(used)} mm。`,
  "spacing-ambiguous": ({ pixdim, sform }) =>
    `体素间距按 pixdim 为 ${triple(pixdim)} mm（采用，与 ITK 相同），按 sform 则为 ${triple(sform, 4)} mm。`,
  "mask-fractional": () => "该分割给出的是比例：达到一半及以上的体素计入病灶。",
  "mask-other-frame": () => "掩膜与图像的参考坐标系不同。请查看它是否落在病灶上。",
  "contours-off-plane": ({ mm }) => `轮廓偏离层面最多 ${mm.toFixed(2)} mm，归入最近的层面。`,
  "contours-gap": ({ slices }) => `中间有 ${count(slices)} 层没有轮廓，保持为空，不作补画。`,
  "regions-without-inside": ({ regions }) => `有 ${count(regions)} 个区域没有内部（点、开放线或未勾画），不可选用。`,
  "dicom-doubled": ({ images }) => `有 ${count(images)} 幅图像与同位置的另一幅像素完全相同，未采用。`,
  "dicom-in-time": ({ volume, of }) => `这是时间序列中的第 ${volume} 个容积，共 ${of} 个。`,
  "dicom-inverted": () => "MONOCHROME1：按存储值处理，未作反转。",
  "dicom-lossy": () => "图像经有损压缩：纹理已改变。",
  "dicom-burned-in": () => "图像中可能带有文字，例如姓名。",
  "dicom-spacing-differs": ({ field, mm, step_mm }) =>
    `${field} 为 ${mm} mm；按位置计算，层间距为 ${step_mm.toFixed(3)} mm，以位置为准。`,
  "setting-without-effect": ({ place, setting, why }, { phrase }) =>
    `${place}参数 ${setting} 不起作用：${phrase(why)}。`,
  "shape2d-skipped": ({ why }, { phrase }) => `未计算 shape2D：${phrase(why)}。`,
  "feature-withdrawn": ({ class: family, feature, why }, { phrase }) =>
    `${family} ${feature} 没有值：该特征${phrase(why)}。`,
  "lbp-2d-in-3d": () => "LBP2D 逐层计算，而特征按三维计算。",
  "lbp-3d-in-2d": () => "LBP3D 按三维计算，而特征逐层计算。",
  "log-skipped": ({ image, why }, { phrase }) => `未计算图像 ${image}：${phrase(why)}。`,
  "filter-undefined": ({ image, voxels, of }) =>
    `图像 ${image} 在掩膜 ${count(of)} 个体素中的 ${count(voxels)} 个处没有有限数值。`,
  "out-of-distribution": ({ model, distance, inputs, p, outliers }, { feature, list }) =>
    `${model}：此病例与训练病例差异较大（马氏距离平方 ${distance.toFixed(1)}，${inputs} 个输入，${p < 1e-4 ? "p < 0.0001" : `p = ${p.toFixed(4)}`}）${outliers.length > 0 ? `；超出训练范围的输入：${list(outliers.map(feature))}` : ""}。`,
  "spacing-outside-training": ({ spacing, finest, middle, coarsest }) =>
    `体素大小由细到粗为 ${triple(spacing)} mm；训练病例依次为 ${fromTo(finest, "至")}、${fromTo(middle, "至")} 和 ${fromTo(coarsest, "至")} mm。`,
};
