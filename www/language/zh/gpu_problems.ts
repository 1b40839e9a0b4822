// 显卡为何不能用于计算深度特征；cause 为驱动程序或浏览器的原文。
import type { GpuProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";

export const gpuProblems: WordsOf<GpuProblems> = {
  "no-adapter": () => "浏览器未提供 WebGPU 适配器。",
  "cpu-build": () => "此版本仅支持用处理器计算。",
  "no-device": ({ cause }) => `无法打开显卡（${cause}）。`,
  "device-lost": ({ cause }) => `与显卡的连接中断（${cause}）。`,
  "device-closed": () => "显卡已关闭。",
  "device-failed": ({ cause }) => `显卡出错（${cause}）。`,
  "network-not-loaded": ({ cause }) => `显卡无法加载网络（${cause}）。`,
  "buffers-too-small": ({ most }) => `其缓冲区最多容纳 ${most} 字节，不足以容纳网络。`,
  "no-result": () => "显卡未返回结果。",
  "result-unreadable": () => "无法读取显卡的计算结果。",
  "feature-no-number": () => "显卡给出的某个特征不是数字。",
};
