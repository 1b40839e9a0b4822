// 掩膜与图像是否匹配。
import type { fit as english } from "../en/fit.ts";
import { count } from "../format.ts";

export const fit: typeof english = {
  bad: "掩膜与部分图像不匹配",
  good: "掩膜与图像匹配",
  boxes: (name, side) => `${name} 与掩膜的外框，${side}`,
  views: { front: "正面观", side: "侧面观" },
  outside: "掩膜位于此图像之外：将无法分析。",
  partly: (inside, all) => `掩膜共 ${count(all)} 个体素，仅 ${count(inside)} 个在此图像内，其余无法测量。`,
  noMask: "被设为掩膜的文件是图像，其体素不是标签。请在列表中指定各文件的类别。",
  elsewhere: (images, mm) =>
    `掩膜中的病灶位于 ${images} 之外，无法在其中测量：掩膜与图像的中心相距 ${mm} mm。掩膜可能来自其他患者、检查或部位；请换用正确的掩膜，或直接勾画。`,
  cutOff: (images, least) => `掩膜中的病灶被 ${images} 的边缘截断，仅 ${least} 可以测量。掩膜可能来自其他检查或患者。`,
  same: "体素网格相同。",
  other: "体素网格不同：掩膜按最近邻体素映射到此图像。",
  sameSize: "尺寸相同",
  otherSize: "尺寸不同",
  sameSpacing: "间距相同",
  spacingBy: (percent) => `间距相差 ${percent}%`,
  sameMiddle: "中心相同",
  apart: (mm) => `中心相距 ${mm} mm`,
  sameDirections: "方向相同",
  turned: (degrees) => `旋转 ${degrees}°`,
  overlap: (voxels, mask, image) =>
    `病灶的 ${voxels} 在此图像内；掩膜外框的 ${mask} 在图像外框内，图像外框的 ${image} 在掩膜外框内`,
  mask: "掩膜",
  placed: {
    sform: "按文件头的 sform 定位；无 qform。",
    qform: "按文件头的 qform 定位；无 sform。",
    "space-directions": "按文件头的 space directions 定位。",
    "image-position": "按各层图像的位置（ImagePositionPatient）定位。",
    nothing: "文件头未说明患者体位：各轴按左、后、上处理。",
  },
  placedAlike: (used, other) => `按文件头的 ${used} 定位；${other} 与之一致。`,
  placedApart: (used, other, mm, degrees) =>
    `按文件头的 ${used} 定位（与 ITK 相同）；${other} 与之不一致：相距 ${mm} mm，旋转 ${degrees}°。`,
  refuse: "不使用此掩膜",
  refused: (name) => `${name} 保留在列表中，但不使用。`,
  repair: "将掩膜置于此图像的体素上",
  repairWhen: "仅当掩膜是在此图像上勾画、但丢失了位置信息时才正确。",
};
