// 批量病例。
import type { batch as english } from "../en/batch.ts";
import { count } from "../format.ts";

export const batch: typeof english = {
  title: "批量病例",
  drop: "将病例文件夹拖到此处",
  dropWhat:
    "每个病例一个文件夹、带 participants.tsv 的 BIDS 目录，或与文件放在一起的 CSV 列表（case、age、t1、t2、t2fs、t1ce、mask）。",
  none: "未找到病例：同一文件夹中至少需有两幅图像。",
  tooMany: (most) => `文件超过 ${count(most)} 个：请分批拖入。`,
  table: "病例",
  case: "病例",
  missing: "缺少的文件",
  ageOf: (name) => `${name} 的年龄（岁）`,
  label: "所有掩膜中病灶的标签",
  running: "正在分析",
  waiting: "等待中",
  warnings: (n) => `${n} 条警告`,
  kept: "来自先前的运行",
  progress: (done, all) => `${all} 个病例中已完成 ${done} 个`,
  keep: "在本浏览器中保留已完成的行",
  keepWhat: "重新加载并再次拖入同一文件夹后可继续运行。仅保留病例名称和结果，不保留图像。",
  forget: "全部清除",
  cannotKeep: (why) => `浏览器无法保留该行：${why}。运行将继续，但不作保留。`,
};
