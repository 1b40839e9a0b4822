// 图像和掩膜文件的错误，完整语句；有补救办法的，随后说明。
import type { ImageProblems } from "../../core/protocol/codes.ts";
import { isPlain, triple, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

/** 实际的数值；核心以英文描述的内容不重复。 */
const given = (found: string) => (isPlain(found) ? `（实际为 ${found}）` : "");
const COPY = "文件可能未复制或下载完整。";
const ANGLES = "请先将图像重采样到各轴垂直的网格。";
const ALONE = "请只提供这一个文件，不要附带第二个文件。";
const RESAVE = "请重新保存图像，例如使用 3D Slicer。";

export const imageProblems: WordsOf<ImageProblems> = {
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
  "nifti-field": ({ field, found }) => `NIfTI 文件头字段 ${field} 的值无效${given(found)}。${RESAVE}`,
  "nrrd-field": ({ field, found }) => `NRRD 文件头字段“${field}”的值无效${given(found)}。${RESAVE}`,
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
  "nrrd-file-header": ({ file }) =>
    `NRRD 文件头将 ${file} 列为数据文件，但该文件以图像文件头开始。请改为存放体素的文件；若体素紧随文件头之后，请删去“data file”一行。`,
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
};
