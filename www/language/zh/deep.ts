// 深度特征：在何处计算、原因、各步耗时。
import type { deep as english } from "../en/deep.ts";

export const deep: typeof english = {
  name: "深度特征",
  engine: "深度特征的计算设备",
  wishes: { automatic: "自动", gpu: "显卡（WebGPU）", cpu: "处理器" },
  onDemand: "仅在选择 DRad-M 时计算；届时从本页面的来源加载网络权重（6.7 MB）。",
  looking: "正在检查显卡…",
  wouldGpu: "深度特征将由显卡计算。",
  wouldCpu: "深度特征将由处理器计算。",
  onGpu: "深度特征由显卡计算。",
  onCpu: "深度特征由处理器计算。",
  why: {
    chosen: "按所选设备计算。",
    unavailable: "没有可用的显卡。",
    emulated: "显卡由软件模拟，速度更慢。",
    agrees: "对一幅固定图像，其特征与处理器的结果一致。",
    differs: "未使用显卡：对一幅固定图像，其特征与处理器的结果不一致。",
    silent: "显卡未在规定时间内响应。",
    lost: "显卡中途停止工作，其余由处理器完成。",
  },
  difference: (most) => `最大差异：${most}。`,
  adapter: "适配器：",
  times: "耗时",
  columnSequence: "序列",
  columnRadiomics: "影像组学",
  columnGpu: "深度特征（GPU）",
  columnCpu: "深度特征（CPU）",
  columnSlices: "层数",
};
