// 每个界面共有的框架。
import type { frame as english } from "../en/frame.ts";

export const frame: typeof english = {
  title: "Discern：脊柱转移瘤与原发肿瘤的鉴别",
  tagline: "脊柱转移瘤还是原发肿瘤",
  notDevice: "仅供科研使用，非医疗器械。",
  demonstration: "所附模型仅作演示：由模拟病例训练，不可用于临床。",
  skip: "跳到主要内容",
  skipToImages: "跳到图像",
  screens: "界面",
  caseScreen: "病例",
  batchScreen: "批量",
  machineScreen: "本机",
  language: "语言",
  atWork: "正在运行，未采用这些文件。请等待运行结束或取消后再次拖放。",
  noStart: "页面无法启动",
  notLoaded: (why) => `页面的一部分无法加载（${why}）。请重新加载页面。`,
};
