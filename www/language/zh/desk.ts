// 检查台：DICOM 检查中有哪些图像。

import type { desk as en } from "../en/desk.ts";
import { count } from "../format.ts";

export const desk: typeof en = {
  title: "检查",
  holds: (volumes, masks) => `${count(volumes)} 组图像${masks === 0 ? "" : `，${count(masks)} 个病灶掩膜`}`,
  severalPatients: (patients) => `这些图像属于 ${count(patients)} 位患者`,
  whichPatient: "显示哪位患者的图像",
  patient: (number) => `患者 ${number}`,
  others: (n) => `未分配的图像 ${count(n)} 组`,
  series: (number, description) =>
    [number === null ? "序列" : `序列 ${number}`, description].filter(Boolean).join("："),
  slices: (n) => `${count(n)} 层`,
  picture: "中间层面",
  between: "；",
  confidence: { sure: "确定", likely: "较可能", ask: "需由您选择" },
  masks: "病灶",
  segment: (number, label) => (label ? `${label}（第 ${number} 个分割）` : `第 ${number} 个分割`),
  noSegment: "均不采用",
  refused: (files) => `${count(files)} 个 DICOM 文件`,
  leftOut: (kinds) => `未采用：${kinds.join("，")}。`,
  ofKind: (kind, files) => `${kind} ${count(files)} 个`,
  kinds: {
    "other files": "其他文件",
    "the same image again": "重复图像",
    "tables of contents (DICOMDIR)": "目录文件（DICOMDIR）",
    "secondary capture": "二次采集图像",
    "presentation state": "显示状态",
    "key object selection": "关键图像标记",
    "encapsulated PDF": "PDF 文档",
    "raw data": "原始数据文件",
    spectroscopy: "波谱文件",
    "surface segmentation": "表面分割",
    "structured report": "结构化报告",
    "other object": "其他对象",
  },
  missing: (names) => `尚未选择：${names.join("、")}。`,
  noMask: "尚未选择病灶：请添加掩膜，或在采用图像后勾画。",
  take: "采用这些图像",
  takeAge: (years) => `采用文件头中的年龄：${years}`,
  close: "关闭检查",
};
