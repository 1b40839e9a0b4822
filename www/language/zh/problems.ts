// 核心给出的错误，完整语句；有补救办法的，随后说明。
import type { Problems } from "../../core/protocol/codes.ts";
import { gap, triple, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const COPY = "文件可能未复制或下载完整。";
const ANGLES = "请先将图像重采样到各轴垂直的网格。";
const ALONE = "请只提供这一个文件，不要附带第二个文件。";
const RESAVE = "请重新保存图像，例如使用 3D Slicer。";
const SETTINGS = "请修改提取设置。";
const CAPSULE = "核验封装文件需使用制作它时的图像，文件格式不限。";

export const problems: WordsOf<Problems> = {
  "not-an-image": ({ found }, { phrase }) => `该文件不是 NIfTI 或 NRRD 图像，而是${phrase(found)}。`,
  "convert-first": ({ found, with: programs }, { phrase }) =>
    `该文件是${phrase(found)}。请先转换为 NIfTI（可用工具：${programs.replace(/,$/, "")}）。`,
  "unpack-first": ({ found }, { phrase }) => `该文件是${phrase(found)}，请先解压。`,
  "unpack-once": ({ found }, { phrase }) => `该文件是${phrase(found)}，请先解压一次。`,
  "one-volume": ({ volumes }) =>
    `该文件含有 ${volumes} 个容积（时间序列，或独热掩膜的各通道）。请将要分析的容积单独存为一个文件。`,
  "voxel-file-missing": () => "缺少与此文件头配对的体素文件。请同时提供 .hdr 和 .img 两个文件。",
  "too-many-voxels": ({ size, most }) =>
    `图像有 ${triple(size)} 个体素，最多可读取 ${count(most)} 个。请裁剪到病灶周围。`,
  "memory-for-voxels": ({ voxels }) => `内存不足以容纳 ${count(voxels)} 个体素。请关闭其他程序或网页。`,
  "no-label": ({ value }) => `掩膜的体素值必须是整数（标签），但有体素的值为 ${value}。该文件可能是图像或概率图。`,
  "no-label-number": ({ value }) => `掩膜的体素值必须是整数（标签），但有体素的值为 ${value}。请将掩膜导出为标签图。`,
  "no-grey-value": ({ found }, { phrase }) => `每个体素应为一个灰度值，但该图像为${phrase(found)}。请另存为灰度图像。`,
  "nifti-field": ({ field }) => `NIfTI 文件头字段 ${field} 的值无效。${RESAVE}`,
  "nrrd-field": ({ field }) => `NRRD 文件头字段“${field}”的值无效。${RESAVE}`,
  "nifti-header": () => `NIfTI 文件头无法读取。${RESAVE}`,
  "analyze-header": () =>
    "这是 ANALYZE 7.5 文件头，或文件头已损坏。ANALYZE 文件不说明左右方位，请将原始数据转换为 NIfTI。",
  "uncountable-size": ({ size }) => `图像尺寸过大，无法计数：${size}。${RESAVE}`,
  "header-of-pair-expected": () => `这是一个完整的图像，而不是 .hdr 与 .img 中的文件头。${ALONE}`,
  "voxels-inside": () => `该 NRRD 文件自带体素数据。${ALONE}`,
  "image-cut-off": ({ expected, found }) => `文件应有 ${count(expected)} 字节，实际只有 ${count(found)} 字节。${COPY}`,
  "no-placement": () => `NIfTI 文件头中的空间定位矩阵无效，无法确定图像位置。${RESAVE}`,
  "nifti-sheared": ({ cosine }) => `图像网格存在错切（两轴夹角余弦 ${cosine.toFixed(4)}），且没有 qform。${ANGLES}`,
  "nrrd-sheared": ({ cosine }) => `图像网格存在错切（两轴夹角余弦 ${cosine.toFixed(4)}）。${ANGLES}`,
  "nrrd-line": () => `NRRD 文件头中有一行不符合“字段：值”的格式。${RESAVE}`,
  "nrrd-axes": ({ axes }) => `NRRD 图像应有两个或三个空间轴，实际为 ${axes} 个。${RESAVE}`,
  "nrrd-encoding": ({ found }) => `无法读取 NRRD 编码 ${found}。请以 gzip 编码保存（3D Slicer 的默认方式）。`,
  "nrrd-file-count": ({ most, found }) =>
    `NRRD 文件头列出了 ${count(found)} 个数据文件，只能读取 1 至 ${count(most)} 个。${RESAVE}`,
  "nrrd-file-outside": ({ file }) =>
    `NRRD 文件头指向其文件夹之外的数据文件：${file}。请将两个文件放在同一文件夹，并在文件头中只写数据文件的名称。`,
  "nrrd-file-pattern": ({ found }) => `无法识别 NRRD 文件头中数据文件的编号方式：${found}。${RESAVE}`,
  "nrrd-file-missing": ({ files }) => `缺少该文件头的数据文件：${files.join("、")}。请与文件头一起添加。`,
  "nrrd-file-shares": ({ bytes, files }) =>
    `NRRD 文件头将 ${count(bytes)} 字节分散在 ${count(files)} 个文件中，只能读取分成等大部分的单个容积。`,
  "mask-channels": ({ channels }) =>
    `该掩膜有 ${count(channels)} 个通道（独热编码，或多个容积）。请将其存为一个标签容积。`,
  "mask-channel-absent": ({ channel, channels }) =>
    `该掩膜没有通道 ${channel}；共有 ${count(channels)} 个通道，从 0 开始编号。`,
  "nrrd-space": ({ found }) => `无法读取 NRRD 空间 ${found}，只支持不含时间的 LPS、RAS 或 LAS。${RESAVE}`,
  "nrrd-header-end": ({ most }) => `在前 ${count(most)} 字节内未找到 NRRD 文件头的结尾。${RESAVE}`,
  "nrrd-in-gzip": () => "该 NRRD 文件外面又用 gzip 压缩了一次，请先解压。",
  "nrrd-not-gzip": () => `NRRD 文件头称体素数据为 gzip 压缩，实际并非如此。${RESAVE}`,
  "nrrd-word": () => `NRRD 体素数据中有不符合文件头所述类型的内容。${RESAVE}`,
  "nrrd-numbers": ({ expected, found }) =>
    `NRRD 文件应有 ${count(expected)} 个数值，实际只有 ${count(found)} 个。${COPY}`,
  "nrrd-lines": ({ expected }) => `NRRD 文件在体素数据之前应有 ${expected} 行，实际不足。${RESAVE}`,
  "nrrd-cut-off": ({ expected, found }) =>
    `NRRD 体素数据应有 ${count(expected)} 字节，实际只有 ${count(found)} 字节。${COPY}`,
  "gzip-tail": ({ most }) => `gzip 文件在体素数据之后还有超过 ${count(most)} 字节的内容。请先解压，只提供图像本身。`,
  "gzip-cut-off": () => `gzip 文件不完整。${COPY}`,
  "gzip-damaged": () => `gzip 文件已损坏。${COPY}`,
  "nifti-memory": () => "内存不足，无法写出 NIfTI 文件。请关闭其他程序或网页。",
  "nifti-axis-too-long": ({ voxels }) =>
    `NIfTI 每个轴最多 32767 个体素，实际为 ${count(voxels)} 个。请改存为 3D Slicer 的格式。`,
  "segmentation-memory": () => "内存不足，无法写出分割文件。请关闭其他程序或网页。",
  "segment-label": ({ label }) => `分割文件的标签必须在 1 至 65535 之间，不能是 ${label}。`,
  "segment-name": () => "分割名称只能使用可显示的字符。",
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
  "mask-format": ({ found }) => `掩膜不能写为 ${found}，只能写为 nii.gz 或 seg.nrrd。`,
  "no-image-type": () => `设置中没有任何图像类型。${SETTINGS}`,
  cancelled: () => "分析已停止。",
  "age-unread": ({ found, why }, { phrase }) =>
    `“${found}” 不能作为年龄：${phrase(why)}。请填写岁数（如 62 或 62.5）或月数（如 18个月）。`,
  "share-unread": ({ found, why }, { phrase }) => `“${found}”不是有效的转移瘤比例：${phrase(why)}。`,
  "file-not-found": ({ name }) => `列表中的 ${name} 不存在。路径以列表所在文件夹为准。`,
  "role-twice": ({ role, files }, { list }) => `有多个文件可作为 ${role}：${list(files)}。请选择其一，或在列表中指定。`,
  "folder-without-images": ({ files }) => `该文件夹中没有 NIfTI 或 NRRD 图像，只有 ${files} 个其他文件。`,
  "folder-of-dicom": ({ files }) => `该文件夹中有 ${files} 个疑似 DICOM 文件。请先转换为 NIfTI，例如使用 dcm2niix。`,
  age: () => "年龄必须是 0 至 120 之间的数字。",
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
  "drawn-mask": () => "勾画的掩膜与其网格不符。请重新勾画。",
};
