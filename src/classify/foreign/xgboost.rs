//! XGBoost's JSON: gbtree and dart boosters of binary:logistic.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use crate::classify::boosting::Boosted;
use crate::classify::foreign::assemble::{Node, assemble};
use crate::classify::foreign::lists::{Grown, Trees, of_inputs, of_nodes};
use crate::classify::foreign::{Foreign, field};
use crate::classify::{Calibration, Fitted, Kind};
use crate::error::Result;
use crate::numeric::float;
use crate::numeric::tree::{Missing, Rule, Tree};
use crate::words::{ModelProblem, Phrase};

/// What is read of a model file.
#[derive(Deserialize)]
pub struct Written {
    learner: Learner,
    #[serde(default, deserialize_with = "of_inputs")]
    version: Vec<u64>,
}

#[derive(Deserialize)]
struct Learner {
    #[serde(default)]
    objective: Objective,
    #[serde(default)]
    gradient_booster: Booster,
    #[serde(default)]
    learner_model_param: Parameters,
    #[serde(default)]
    attributes: Attributes,
    #[serde(default, deserialize_with = "of_inputs")]
    feature_names: Vec<String>,
}

#[derive(Deserialize, Default)]
struct Objective {
    name: Option<String>,
}

/// What it has beside these changes what its trees answer.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Booster {
    name: Option<String>,
    #[serde(default)]
    model: Model,
    /// A dart's trees, up to version 3.3.
    gbtree: Option<Box<Booster>>,
    /// What each tree's answer is multiplied by: a dart's, whatever its name (from version 3.4 on it is gbtree).
    #[serde(default, deserialize_with = "perhaps_of_nodes")]
    weight_drop: Option<Vec<f64>>,
}

fn perhaps_of_nodes<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<Vec<f64>>, D::Error> {
    of_nodes(from).map(Some)
}

#[derive(Deserialize, Default)]
struct Model {
    trees: Option<Trees<Grove>>,
    #[serde(default)]
    gbtree_model_param: Rounds,
}

/// Numbers are text in XGBoost's parameters.
#[derive(Deserialize, Default)]
struct Rounds {
    num_trees: Option<String>,
    num_parallel_tree: Option<String>,
}

#[derive(Deserialize, Default)]
struct Parameters {
    num_feature: Option<String>,
    num_class: Option<String>,
    num_target: Option<String>,
    base_score: Option<String>,
}

#[derive(Deserialize, Default)]
struct Attributes {
    best_iteration: Option<String>,
}

/// A tree as XGBoost writes it; a leaf's children are −1 and its value is its split condition.
#[derive(Deserialize)]
struct Grove {
    #[serde(deserialize_with = "of_nodes")]
    left_children: Vec<i64>,
    #[serde(deserialize_with = "of_nodes")]
    right_children: Vec<i64>,
    #[serde(deserialize_with = "of_nodes")]
    split_indices: Vec<usize>,
    #[serde(deserialize_with = "of_nodes")]
    split_conditions: Vec<f64>,
    #[serde(deserialize_with = "of_nodes")]
    default_left: Vec<Flag>,
    #[serde(deserialize_with = "of_nodes")]
    sum_hessian: Vec<f64>,
    #[serde(default, deserialize_with = "of_nodes")]
    split_type: Vec<u8>,
    #[serde(default)]
    categories_nodes: Vec<IgnoredAny>,
    tree_param: TreeParameters,
}

#[derive(Deserialize)]
struct TreeParameters {
    size_leaf_vector: Option<String>,
}

/// Booleans are written as 0 and 1 by some versions.
#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
enum Flag {
    Number(u8),
    Bool(bool),
}

/// The classifier of a model file.
pub fn read(Written { learner, version }: Written) -> Result<Foreign> {
    let named = |name: Option<String>| name.unwrap_or_else(|| "none".to_owned());
    let objective = named(learner.objective.name);
    if objective != "binary:logistic" && objective != "reg:logistic" {
        let found = objective.into();
        return Err(ModelProblem::ForeignObjective { expected: "binary:logistic", found }.into());
    }
    let Booster { name, model, gbtree, weight_drop } = learner.gradient_booster;
    let name = named(name);
    let model = match (name.as_str(), gbtree) {
        ("dart", Some(inner)) => inner.model,
        ("gbtree" | "dart", None) => model,
        _ => return Err(ModelProblem::ForeignBooster { found: name.into() }.into()),
    };
    let parameters = learner.learner_model_param;
    let width = whole(&parameters.num_feature)
        .ok_or_else(|| field("num_feature", Phrase::InputNumber, named(parameters.num_feature)))?;
    let outcomes = [&parameters.num_class, &parameters.num_target].map(|number| whole(number).unwrap_or(1));
    let outcomes = outcomes[0].max(outcomes[1]);
    if outcomes > 1 {
        return Err(ModelProblem::ForeignOutcomes { outcomes }.into());
    }
    let Model { trees, gbtree_model_param: rounds } = model;
    let mut trees = trees.ok_or_else(|| field("trees", Phrase::TreesOfXgboost, "none"))?.trees?;
    if let Some(stated) = whole(&rounds.num_trees).filter(|&stated| stated != trees.len()) {
        return Err(ModelProblem::ForeignTreeCount { stated, found: trees.len() }.into());
    }
    if weight_drop.is_some() || name == "dart" {
        weigh(&mut trees, &weight_drop.unwrap_or_default())?;
    }
    one_forest(&learner.attributes, &rounds, trees.len())?;
    let base = base_score(parameters.base_score)?;
    let numbers: Vec<String> = version.iter().map(u64::to_string).collect();
    Ok(Foreign {
        made_by: format!("XGBoost {}", numbers.join(".")).trim_end().to_owned(),
        kind: Kind::GradientBoosting,
        inputs: learner.feature_names,
        width,
        scaling: None,
        fitted: Fitted::Boosted(Boosted { base: float::logit(base), trees }),
        calibration: Calibration::AsIs,
        answers: Vec::new(),
    })
}

/// A dart's tree counts by its weight.
fn weigh(trees: &mut [Tree], weights: &[f64]) -> Result<()> {
    let finite = weights.iter().all(|weight| weight.is_finite());
    if weights.len() != trees.len() || !finite {
        return Err(ModelProblem::ForeignWeights { trees: trees.len(), found: weights.len() }.into());
    }
    for (tree, weight) in trees.iter_mut().zip(weights) {
        tree.value.iter_mut().for_each(|value| *value *= weight);
    }
    Ok(())
}

fn whole(text: &Option<String>) -> Option<usize> {
    text.as_deref()?.parse().ok()
}

/// A probability, as `5E-1` or, from version 3 on, `[5E-1]`.
fn base_score(text: Option<String>) -> Result<f64> {
    let text = text.unwrap_or_else(|| "none".to_owned());
    let wrong = || field("base_score", Phrase::ProbabilityBetween, text.as_str());
    let score: f64 = text.trim_matches(['[', ']']).parse().map_err(|_| wrong())?;
    // It is kept in 32 bits.
    let score = f64::from(score as f32);
    if score > 0.0 && score < 1.0 { Ok(score) } else { Err(wrong()) }
}

/// With early stopping, Booster.predict and XGBClassifier.predict_proba give different answers: the file must be cut.
fn one_forest(attributes: &Attributes, rounds: &Rounds, trees: usize) -> Result<()> {
    let Some(best) = whole(&attributes.best_iteration) else { return Ok(()) };
    let parallel = whole(&rounds.num_parallel_tree).unwrap_or(1);
    match best.checked_add(1).and_then(|rounds| rounds.checked_mul(parallel)) == Some(trees) {
        true => Ok(()),
        false => Err(ModelProblem::ForeignRounds { trees, best, rounds: best.saturating_add(1) }.into()),
    }
}

impl Grown for Grove {
    fn tree(&self) -> Result<Tree> {
        tree(self)
    }
}

fn tree(written: &Grove) -> Result<Tree> {
    let nodes = written.left_children.len();
    let lengths = [
        written.right_children.len(),
        written.split_indices.len(),
        written.split_conditions.len(),
        written.default_left.len(),
        written.sum_hessian.len(),
    ];
    if lengths.iter().any(|&length| length != nodes) {
        return Err(ModelProblem::ForeignTree.into());
    }
    if written.split_type.iter().any(|&split| split != 0) || !written.categories_nodes.is_empty() {
        return Err(ModelProblem::ForeignCategories.into());
    }
    if whole(&written.tree_param.size_leaf_vector).unwrap_or(1) > 1 {
        return Err(ModelProblem::ForeignLeaves.into());
    }
    let nodes: Vec<Node> = (0..nodes).map(|at| node(written, at)).collect::<Result<_>>()?;
    assemble(&nodes, Rule::BelowF32)
}

fn node(written: &Grove, at: usize) -> Result<Node> {
    let condition = written.split_conditions[at];
    let cover = written.sum_hessian[at];
    let leaf = Node { children: None, input: 0, threshold: 0.0, value: condition, cover, missing: None };
    if written.left_children[at] < 0 {
        return Ok(Node { missing: Some(Missing::Right), ..leaf });
    }
    let child = |to: i64| usize::try_from(to).map_err(|_| ModelProblem::ForeignChild { found: to });
    let left = matches!(written.default_left[at], Flag::Bool(true) | Flag::Number(1..));
    Ok(Node {
        children: Some((child(written.left_children[at])?, child(written.right_children[at])?)),
        input: written.split_indices[at],
        threshold: condition,
        value: 0.0,
        cover,
        missing: Some(if left { Missing::Left } else { Missing::Right }),
    })
}
