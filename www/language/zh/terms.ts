// 多个界面共用的专业术语。
import type { terms as english } from "../en/terms.ts";

export const terms: typeof english = {
  sequences: {
    t1: { short: "T1", name: "T1加权" },
    t2: { short: "T2", name: "T2加权" },
    t2fs: { short: "T2压脂", name: "T2压脂" },
    t1ce: { short: "T1增强", name: "T1增强" },
    mask: { short: "掩膜", name: "病灶掩膜" },
    none: { short: "不使用", name: "不使用" },
  },
  classes: { metastasis: "转移瘤", primary: "原发肿瘤" },
  metastasis: "转移瘤",
  primary: "原发肿瘤",
  inputs: {
    "Rad-M": "影像组学",
    "DRad-M": "影像组学与深度学习特征",
    "CRad-M": "影像组学与年龄",
  },
  models: { "age only": "仅年龄", "volume only": "仅体积", prevalence: "患病率" },
  classifiers: {
    "logistic-regression": "逻辑回归",
    svm: "支持向量机",
    "nearest-neighbours": "K 近邻",
    "random-forest": "随机森林",
    "extra-trees": "极端随机树",
    "gradient-boosting": "梯度提升",
    "histogram-boosting": "直方图梯度提升",
  },
  families: {
    shape: "形状",
    firstorder: "一阶统计",
    glcm: "GLCM",
    glrlm: "GLRLM",
    glszm: "GLSZM",
    gldm: "GLDM",
    ngtdm: "NGTDM",
    cnn: "深度网络",
  },
  age: "年龄",
  networkOutput: (number) => `输出 ${number}`,
  units: { years: "岁" },
  none: "无",
  list: (names) => names.join("、"),
  and: (names) => names.join("、"),
  percent: (number) => `${number}%`,
  labelled: (name, text) => `${name}：${text}`,
};
