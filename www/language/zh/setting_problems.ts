// 参数文件的错误。
import type { SettingProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";
import { count } from "../format.ts";

export const settingProblems: WordsOf<SettingProblems> = {
  "settings-too-long": ({ most, bytes }) =>
    `参数文件有 ${count(bytes)} 字节，最多可读取 ${count(most)} 字节。请选择参数文件本身，它远小于此。`,
  "settings-too-deep": () => "参数文件的嵌套层次过深：它只应有节和节中的参数。",
  "settings-aliases": ({ most, aliases }) =>
    `参数文件中有 ${aliases} 个别名（*name），超过上限 ${most} 个。请将其重复的内容直接写出。`,
  "not-yaml": () => "参数文件既不是 YAML 也不是 JSON，无法解析。",
  "yaml-documents": ({ documents }) => `参数文件含有 ${documents} 个 YAML 文档，只能有一个。`,
  "yaml-key": ({ key }) => `参数文件中有一个键不是文本：${key}。`,
  "yaml-value": () => "参数文件中有其他类型的值（!!名称）或包含自身的值；只能使用数字、文本、列表和映射。",
  "no-sections": ({ found }) => `参数文件应由若干部分组成，实际为 ${found}。`,
  "several-problems": ({ count: number, problems }, namer) => `共 ${number} 处问题。${namer.problems(problems)}`,
  "section-unknown": ({ section, known }, { list }) => `没有名为 ${section} 的部分，可用的有 ${list(known)}。`,
  "section-no-mapping": ({ section, found }) => `${section} 部分应为名称与值的对应，实际为 ${found}。`,
  "image-types-null": () => "imageType 部分为空（null），应列出图像类型。",
  "feature-classes-null": () => "featureClass 部分为空（null），应列出特征类别。",
  "setting-unknown": ({ place, setting }) => `${place}PyRadiomics 没有参数 ${setting}。`,
  "setting-misspelt": ({ place, setting, meant }, { list }) =>
    `${place}PyRadiomics 没有参数 ${setting}，是否应为 ${list(meant)}？`,
  "setting-value": ({ place, setting, expected, found }, { phrase }) =>
    `${place}参数 ${setting} 应为${phrase(expected)}，实际为 ${found}。`,
  "no-name-and-value": ({ found }) => `设置应写成 NAME:VALUE 的形式，而给出的是 ${found}。`,
  "label-of-image-type": ({ place, found }) => `${place}参数 label 对所有图像类型必须相同，此处为 ${found}。`,
  "image-type-unknown": ({ found, known }, { list }) => `没有图像类型 ${found}，可用的有 ${list(known)}。`,
  "class-unknown": ({ found, known }, { list }) => `没有特征类别 ${found}，可用的有 ${list(known)}。`,
  "features-no-list": ({ class: family, found }) => `featureClass ${family} 应为特征列表，实际为 ${found}。`,
  "feature-unknown": ({ class: family, found, known }, { list }) =>
    `类别 ${family} 没有特征 ${found}，可用的有 ${list(known)}。`,
};
