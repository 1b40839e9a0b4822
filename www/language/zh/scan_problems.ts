// DICOM 文件、其中的层面以及压缩包的错误。
import type { ScanProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const AGAIN = "请重新完整导出该序列。";
const BROKEN = "DICOM 文件已损坏：";

export const scanProblems: WordsOf<ScanProblems> = {
  "file-unreadable": () => "无法读取该文件。选择之后它可能被移动或修改，请重新添加。",
  "not-dicom": () => "该文件不是 DICOM 文件。",
  "no-slices": () => "这些文件中没有扫描层面。",
  "directory-alone": () => "这只是目录文件（DICOMDIR），请添加图像所在的文件夹。",
  "zip-broken": () => "zip 压缩包不完整或已损坏。",
  "zip-entries": ({ most, found }) =>
    `zip 压缩包内有 ${count(found)} 个文件，最多可读取 ${count(most)} 个。请解压后只添加该患者的文件夹。`,
  "zip-inflated": ({ most, found }) =>
    `zip 压缩包内有一个文件为 ${count(found)} 字节，最多可读取 ${count(most)} 字节。请先解压。`,
  "zip-encrypted": () => "zip 压缩包设有密码，请先解压。",
  "dicom-cut-off": () => "DICOM 文件不完整，可能未复制或下载完整。",
  "dicom-elements": ({ most }) => `DICOM 文件的数据元素超过 ${count(most)} 个。请只导出图像序列本身。`,
  "dicom-element-length": ({ tag, bytes }) => `${BROKEN}元素（${tag}）有 ${count(bytes)} 字节，超出其所在条目。`,
  "dicom-sequence-cut": () => `${BROKEN}有一个序列在条目中间结束。`,
  "dicom-sequence-open": () => `${BROKEN}有一个序列未在其条目内结束。`,
  "dicom-depth": ({ most }) => `${BROKEN}序列嵌套超过 ${most} 层。请重新导出。`,
  "dicom-item-length": ({ bytes }) => `${BROKEN}有一个条目有 ${count(bytes)} 字节，超出其序列。`,
  "dicom-no-item": ({ tag }) => `${BROKEN}应为序列条目之处是（${tag}）。`,
  "dicom-item-open": () => `${BROKEN}有一个条目没有结尾。`,
  "dicom-no-fragment": ({ tag }) => `${BROKEN}应为压缩像素之处是（${tag}）。`,
  "dicom-items-packed": () => `${BROKEN}应为序列之处是压缩像素。`,
  "dicom-no-syntax": () => "DICOM 文件未说明其传输语法。",
  "dicom-syntax": ({ name, uid }) => `无法读取传输语法 ${name}（${uid}）。请以不压缩方式重新导出该序列。`,
  "dicom-inflated": ({ most }) => `DICOM 文件解压后超过 ${count(most)} 字节。请重新以不压缩的方式导出该序列。`,
  "dicom-no-number": ({ field }) => `${BROKEN}${field} 不是有限的数值。`,
  "dicom-no-place": ({ field }) => `无法确定层面的空间位置：${field} 缺少有限的数值。`,
  "dicom-field": ({ field, expected, found }) => `${BROKEN}${field} 应为 ${expected}，实际为 ${found}。`,
  "dicom-bits": ({ field, expected, found }) => `无法读取 ${field} 为 ${found} 的图像，只支持 ${expected}。`,
  "dicom-segments": ({ most }) => `DICOM 掩膜超过 ${count(most)} 个分割区。请只保存病灶的分割区。`,
  "dicom-contour-data": ({ numbers }) => `${BROKEN}某轮廓有 ${count(numbers)} 个数值，不是每个顶点三个。`,
  "mask-of-other": () => "掩膜是在另一位患者的图像上勾画的。请添加这组图像的掩膜。",
  "segmentation-empty": () => "掩膜在图像网格上没有体素。",
  "mask-frames-uneven": () => "分割的各帧不在同一网格上。",
  "mask-grid": ({ most }) => `分割各帧跨越的范围超过 ${count(most)} 个体素。请在其中一个图像的网格上重新保存掩膜。`,
  "contours-without-volume": () => "轮廓不在任何一组图像的层面内。请添加勾画时所用的序列。",
  "dicom-slope-zero": () => `${BROKEN}RescaleSlope 为 0，所有像素值将相同。`,
  "dicom-no-area": ({ columns, rows }) => `${BROKEN}图像为 ${columns} × ${rows} 像素。`,
  "dicom-colour": () => "该 DICOM 图像为彩色，而每个像素应为一个灰度值。",
  "dicom-too-large": ({ most }) => `DICOM 图像超过 ${count(most)} 个像素。请只导出这四个序列，或裁剪到病灶周围。`,
  "dicom-unplaced-frames": () => "该多帧 DICOM 图像未说明各帧的位置。",
  "dicom-frame-groups": ({ frames }) => `${BROKEN}功能组的数目与 ${frames} 帧不符。`,
  "dicom-no-pixels": () => "该 DICOM 文件没有像素数据。",
  "dicom-pixels-packed": () => `${BROKEN}文件头称像素未压缩，实际为压缩数据。`,
  "dicom-pixels-plain": () => `${BROKEN}文件头称像素已压缩，实际并非如此。`,
  "dicom-bits-packed": () => "无法读取压缩的一位像素 DICOM 图像。",
  "dicom-pixel-bytes": ({ expected, found }) =>
    `DICOM 像素数据应有 ${count(expected)} 字节，实际只有 ${count(found)} 字节。${AGAIN}`,
  "dicom-pixel-values": ({ expected, found }) =>
    `DICOM 文件应有 ${count(expected)} 个像素，实际为 ${count(found)} 个。${AGAIN}`,
  "dicom-fragments": ({ frames }) => `${BROKEN}压缩数据的片段少于 ${frames} 帧。`,
  "dicom-frames": ({ frames, found }) => `${BROKEN}应有 ${frames} 个压缩帧，实际为 ${found} 个。`,
  "stream-size": ({ codec, expected, found }) =>
    `${codec} 数据为 ${found} 像素，与文件头所述的 ${expected}（每像素一个值）不符。`,
  "stream-broken": ({ codec }) => `${codec} 压缩数据已损坏或不完整。`,
  "slices-doubled": ({ more }) => `有 ${more} 幅图像与其他图像位置相同而内容不同。${AGAIN}`,
  "slices-turned": () => `ImageOrientationPatient 不是一对互相垂直的单位向量。${AGAIN}`,
  "slice-thickness": () => `单个层面需要层厚，但 SpacingBetweenSlices 和 SliceThickness 均缺失。${AGAIN}`,
  "slice-missing": ({ places, images, missing }) =>
    `缺少第 ${missing} 层（共 ${places} 层，现有 ${images} 幅图像）。${AGAIN}`,
  "slice-distances": ({ least_mm, most_mm }) =>
    `层间距为 ${least_mm.toFixed(3)} 至 ${most_mm.toFixed(3)} mm，必须处处相等。${AGAIN}`,
  "slices-lean": ({ degrees }) => `层面倾斜 ${degrees.toFixed(1)}°（机架或检查床倾斜），各层必须垂直对齐。${AGAIN}`,
};
