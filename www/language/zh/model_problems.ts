// 模型文件、拟合以及其他程序所训练分类器的错误。
import type { ModelProblems } from "../../core/protocol/codes.ts";
import { isPlain, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

/** 实际的数值；核心以英文描述的内容不重复。 */
const given = (found: string) => (isPlain(found) ? `，实际为 ${found}` : "");
const NAMES = "请按训练时的顺序给出输入名称。";

export const modelProblems: WordsOf<ModelProblems> = {
  undefined: ({ statistic, needs, found }, namer) =>
    `无法计算${namer.statistic(statistic)}：需要${namer.statistic(needs)}${given(found)}。`,
  "model-unwritable": () => "模型文件无法写出。",
  "not-a-model": () => "该文件不是 Discern 的模型文件，或内容不完整。",
  "model-version": ({ expected, found }) =>
    `模型文件的版本为 ${found}，可读取版本 1 至 ${expected}。本程序与训练该模型的程序版本不同。`,
  "model-schema": ({ expected, found }) => `该文件不是 Discern 的模型文件：schema 为 ${found}，应为 ${expected}。`,
  "model-sha256": () => "模型文件在写出后被修改过。",
  "model-unsound": ({ model, part, expected }, namer) =>
    `${namer.model(model)} 的${namer.phrase(part)}有误，应为${namer.phrase(expected)}。`,
  "model-problems": ({ count: number, problems }, namer) => `共有 ${number} 个问题。${namer.problems(problems)}`,
  "no-probability": ({ model, classifier }, namer) =>
    `${namer.model(model)}（${namer.classifier(classifier)}）无法给出概率：输入值或模型超出可计算的范围，因此不给出分类。`,
  "model-rows": () => "模型文件所列训练行与其预测值的数目不符。",
  "no-fitted-model": () => "模型文件中没有训练好的模型。",
  "other-extraction": () => "特征的提取设置与模型不同，同名特征将代表不同的数值。请使用模型文件中的设置提取。",
  "no-training-prevalence": () => "模型文件中没有模型，因此没有训练病例中转移瘤所占的比例。",
  "training-prevalences": () => "该文件中各模型训练病例的转移瘤所占比例不同。",
  prevalence: ({ found }) => `转移瘤所占比例必须大于 0 且小于 1，实际为 ${found}。`,
  "study-unsound": ({ expected }, { phrase }) => `研究数据自相矛盾：应有${phrase(expected)}。`,
  "no-finite-fit": () => "逻辑回归无法得到有限的拟合结果：需要两类病例和有限的输入数值。",
  "calibration-rows": ({ metastases }) => `校准要求每行都有有限的决策值，且两类病例都有；现有 ${metastases} 例转移瘤。`,
  "classifier-unsound": ({ expected }, { phrase }) => `训练好的分类器已损坏：应有${phrase(expected)}。`,
  "imported-settings": () => "由其他程序训练的分类器不能重新拟合。",
  "no-grid": ({ classifier: kind }, { classifier }) => `${classifier(kind)}没有可供选择的参数。`,
  "classifier-unknown": ({ known, found }, { list }) => `没有分类器 ${found}，可用的有 ${list(known)}。`,
  "no-classifiers": () => "没有选择任何分类器。",
  folds: ({ found }) => `交叉验证的折数应在 3 至 20 之间，实际为 ${found}。`,
  "selection-options": ({ expected }, { phrases }) => `特征选择的参数应满足：${phrases(expected)}。`,
  "component-options": ({ expected }, { phrases }) => `主成分的参数应满足：${phrases(expected)}。`,
  "local-model": ({ known, found }, { list }) => `文件中没有模型 ${found}。其中有：${list(known)}。`,
  "local-only-training": () => "表中全部病例都是该模型的训练病例。请用其他病例验证。",
  "local-few": ({ least, found }) =>
    `重新校准要求较少的一类至少有 ${least} 名患者，现有 ${found} 名。患者过少时，新的概率更多反映偶然性，而不是校准。`,
  "local-reversed": ({ model, slope }, namer) =>
    `${namer.model(model)} 在这些病例中的方向相反：校准斜率为 ${slope.toFixed(3)}。重新校准无法纠正这一点。`,
  "formula-file": () => "无法读取该公式文件，或其中的字段有误。",
  "formula-numbers": () =>
    "公式须有各项；系数和均值的绝对值在 1e100 以内，标准差大于 0，阈值在 0 至 1 之间，且两类病例数均大于 0。",
  "formula-term": ({ name }) =>
    `${name} 既不是表中的特征，也不是临床输入。大小写、连字符和空格不影响识别；特征名前需加序列名。`,
  "formula-ambiguous": ({ name, found }, { list }) => `${name} 可能对应多列：${list(found)}。`,
  "formula-score": ({ name }) => `${name} 的系数用于标准化值，因此需要其标准差。`,
  "formula-incomplete": ({ missing }, { list, phrase }) =>
    `论文未给出${list(missing.map(phrase))}。缺少这些只能得到评分，不能得到概率。`,
  threshold: ({ found }) => `阈值必须是 0 至 1 之间的概率，实际为 ${found}。`,
  "input-names": ({ expected, found }) => `模型有 ${expected} 个输入，给出了 ${found} 个名称。${NAMES}`,
  "input-unknown": ({ found }) => `输入 ${found} 既不是特征表的列（t1_original_…），也不是年龄。${NAMES}`,
  "input-twice": ({ input }) => `输入 ${input} 出现了两次。${NAMES}`,
  "input-contradicts": ({ place, named, given }) =>
    `按模型文件，第 ${place} 个输入是 ${named}，而不是 ${given}。请不要另给名称：文件自带名称。`,
  "foreign-binary": ({ kind }, { phrase }) =>
    `该文件是${phrase(kind)}。XGBoost 模型请用 booster.save_model('model.json') 保存；scikit-learn 模型请用 docs/export_sklearn.py 导出。`,
  "foreign-format": () =>
    "该文件不是 XGBoost 的 JSON、LightGBM 的文本或 discern-classifier 的 JSON。请将 XGBoost 模型存为 model.json，LightGBM 模型存为 model.txt。",
  "foreign-json": () => "该模型的 JSON 不完整或已损坏。",
  "foreign-unlike": () => "该文件既不是 XGBoost 的 JSON，也不是 discern-classifier 的 JSON。",
  "foreign-inputs": () => "该模型的输入有误：须有输入，若给出名称、均值和除数，则每个输入各有一个，且除数大于 0。",
  "foreign-schema": ({ expected, found }) => `该模型的格式为 ${found}，应为 ${expected} 1。`,
  "foreign-scaling": () => "该模型的 mean 与 scale 必须同时给出或同时省略。",
  "foreign-sigmoid": () => "该模型缺少 sigmoid 的斜率和截距：支持向量机本身不给出概率。",
  "foreign-tree": () => "该模型中有一棵树的各列长度不一致。",
  "foreign-tree-count": ({ stated, found }) => `该模型写明有 ${stated} 棵树，实际有 ${found} 棵。`,
  "foreign-weights": ({ trees, found }) => `该模型有 ${trees} 棵树，weight_drop 中应各有一个数，实际有 ${found} 个。`,
  "foreign-answer-rows": () => "该模型的 answers 中，每一行须有全部输入的值和一个概率。",
  "foreign-answers": ({ row, expected, found }) =>
    `对文件中第 ${row} 行，训练程序给出的概率为 ${expected}，按文件内容计算则为 ${found}。该分类器有文件未写明的设置，请用 docs/export_sklearn.py 重新导出。`,
  "foreign-child": ({ found }) => `该模型中有一棵树的子节点不存在（${found}）。`,
  "foreign-node": () => "该模型中有一棵树的子节点不存在。",
  "foreign-parents": () => "该模型中有一棵树的节点有两个父节点。",
  "foreign-too-many": ({ most, found }) =>
    `该模型中有一棵树的节点或输入为 ${count(found)} 个，最多可读取 ${count(most)} 个。请用更浅的树或更少的输入重新训练。`,
  "foreign-field": ({ field, expected, found }, { phrase }) =>
    `该模型的 ${field} 应为${phrase(expected)}，实际为 ${found}。`,
  "foreign-line": ({ field }) => `LightGBM 的文本缺少 ${field}= 一行。`,
  "foreign-cut-off": () => "LightGBM 的文本不完整：缺少 end of trees 一行。",
  "foreign-objective": ({ expected, found }) => `该模型的目标函数为 ${found}，只支持 ${expected}。`,
  "foreign-booster": ({ found }) => `该模型的 booster 为 ${found}，只支持 gbtree 和 dart。`,
  "foreign-outcomes": ({ outcomes }) => `该模型有 ${outcomes} 个结局，只支持一个。`,
  "foreign-categories": () => "该模型含有类别型分裂，只支持数值分裂。",
  "foreign-leaves": () => "该模型的叶节点有多个值或为线性，只支持每个叶节点一个值。",
  "foreign-rounds": ({ trees, best, rounds }) =>
    `该模型有 ${trees} 棵树，而 best_iteration 为 ${best}。请保存 booster[: ${rounds}]。`,
};
