// 本机：版本、计算引擎、网络、隐私、许可。
import type { machine as english } from "../en/machine.ts";
import { count } from "../format.ts";

export const machine: typeof english = {
  versions: "版本与计算引擎",
  discern: "Discern",
  model: "模型",
  modelNotice: "演示模型：由模拟病例训练，不可用于临床",
  processor: "处理器",
  cores: (n) => `WebAssembly，${n} 个核心`,
  graphics: "图形处理器",
  noGraphics: "无 WebGPU：全部在处理器上运行",
  browser: "浏览器",
  offline: "断网使用",
  offlineStates: {
    session: "断网后此标签页仍可使用，但重新打开需要服务器；命令 npm run kit 可生成无需服务器的副本。",
    file: "从文件打开：不需要也不使用网络。",
    keeping: "浏览器正在保存页面…",
    kept: "已由此浏览器保存：今后断网也能打开。",
  },
  offlineRefused: (why) => `断网后此标签页仍可使用，但浏览器未保存页面（${why}）：重新打开需要服务器。`,
  network: "网络记录",
  networkBefore: "尚未添加文件。目前为止，页面只请求了自身的文件。",
  networkQuiet: "添加第一个文件之后，页面没有发出任何请求。",
  networkLoud: (n) => `添加第一个文件之后，发出了 ${count(n)} 个请求，已在下方标出。`,
  networkNone: "页面没有发出任何请求。",
  networkBlind:
    "此列表是浏览器自身对本页面请求的记录，不包括浏览器自行发出的请求、扩展程序的请求，以及取代本页面打开的其他页面。页面的后台线程受同一策略约束。如需完全放心，请断开网络：断网后一切仍可使用。",
  requests: "请求列表",
  columnAddress: "地址",
  columnBy: "请求来源",
  columnBytes: "字节",
  columnAt: "打开后",
  bytes: (n) => (n === 0 ? "来自缓存" : count(n)),
  seconds: (s) => `${s} 秒`,
  after: "在第一个文件之后",
  privacy: "隐私",
  privacyPoints: [
    "图像、掩膜、年龄、文件名和结果只保留在此浏览器标签页中，关闭即清除。",
    "页面带有内容安全策略：浏览器会阻止页面及其后台线程向任何其他位置发出后台请求。",
    "如果浏览器支持 Connection-Allowlist 标头（Chromium）且服务器发送了该标头，跳转到其他地址、弹出窗口和 WebRTC 也会被阻止。在其他浏览器中，恶意代码仍可能利用这些途径；有测试确保本页面不含此类调用。",
    "没有统计分析，没有第三方，没有 Cookie。",
  ],
  licence: "许可",
  licenceText: "Apache License 2.0。按现状提供，不附带任何担保。仅供科研使用，非医疗器械。",
};
