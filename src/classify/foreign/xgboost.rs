//! XGBoost's JSON: gbtree boosters of binary:logistic.

use serde::Deserialize;
use serde_json::Value;

use crate::classify::boosting::Boosted;
use crate::classify::foreign::assemble::{Node, assemble};
use crate::classify::foreign::{Foreign, field};
use crate::classify::{Calibration, Fitted, Kind};
use crate::error::Result;
use crate::numeric::float;
use crate::numeric::tree::{Missing, Rule, Tree};
use crate::words::{ModelProblem, Phrase};

/// A tree as XGBoost writes it; a leaf's children are −1 and its value is its split condition.
#[derive(Deserialize)]
struct Written {
    left_children: Vec<i64>,
    right_children: Vec<i64>,
    split_indices: Vec<usize>,
    split_conditions: Vec<f64>,
    default_left: Vec<Flag>,
    sum_hessian: Vec<f64>,
    #[serde(default)]
    split_type: Vec<u8>,
    #[serde(default)]
    categories_nodes: Vec<Value>,
    tree_param: Value,
}

/// Booleans are written as 0 and 1 by some versions.
#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
enum Flag {
    Number(u8),
    Bool(bool),
}

/// Reads the `learner` of a model file.
pub fn read(learner: &Value, version: Option<&Value>) -> Result<Foreign> {
    let objective = learner["objective"]["name"].as_str().unwrap_or("none");
    if objective != "binary:logistic" && objective != "reg:logistic" {
        return Err(
            ModelProblem::ForeignObjective { expected: "binary:logistic", found: objective.into() }.into()
        );
    }
    let booster = &learner["gradient_booster"];
    let name = booster["name"].as_str().unwrap_or("none");
    if name != "gbtree" {
        return Err(ModelProblem::ForeignBooster { found: name.into() }.into());
    }
    let parameters = &learner["learner_model_param"];
    let width = whole(&parameters["num_feature"])
        .ok_or_else(|| field("num_feature", Phrase::InputNumber, parameters["num_feature"].to_string()))?;
    let number = |key: &str| whole(&parameters[key]).unwrap_or(1);
    let outcomes = number("num_class").max(number("num_target"));
    if outcomes > 1 {
        return Err(ModelProblem::ForeignOutcomes { outcomes }.into());
    }
    let written: Vec<Written> = Deserialize::deserialize(&booster["model"]["trees"])
        .map_err(|cause| field("trees", Phrase::TreesOfXgboost, cause.to_string()))?;
    one_forest(learner, &booster["model"], written.len())?;
    let trees = written.iter().map(tree).collect::<Result<_>>()?;
    let inputs: Vec<String> = match learner.get("feature_names") {
        Some(names) => Deserialize::deserialize(names)
            .map_err(|cause| field("feature_names", Phrase::ListOfNames, cause.to_string()))?,
        None => Vec::new(),
    };
    let base = base_score(&parameters["base_score"])?;
    let numbers: Vec<String> =
        version.and_then(Value::as_array).into_iter().flatten().map(Value::to_string).collect();
    Ok(Foreign {
        made_by: format!("XGBoost {}", numbers.join(".")).trim_end().to_owned(),
        kind: Kind::GradientBoosting,
        inputs,
        width,
        scaling: None,
        fitted: Fitted::Boosted(Boosted { base: float::logit(base), trees }),
        calibration: Calibration::AsIs,
    })
}

/// Numbers are text in XGBoost's parameters.
fn whole(value: &Value) -> Option<usize> {
    value.as_str()?.parse().ok()
}

/// A probability, as `5E-1` or, from version 3 on, `[5E-1]`.
fn base_score(value: &Value) -> Result<f64> {
    let wrong = || field("base_score", Phrase::ProbabilityBetween, value.to_string());
    let text = value.as_str().ok_or_else(wrong)?;
    let score: f64 = text.trim_matches(['[', ']']).parse().map_err(|_| wrong())?;
    // It is kept in 32 bits.
    let score = f64::from(score as f32);
    if score > 0.0 && score < 1.0 { Ok(score) } else { Err(wrong()) }
}

/// With early stopping, Booster.predict and XGBClassifier.predict_proba give different answers: the file must be cut.
fn one_forest(learner: &Value, model: &Value, trees: usize) -> Result<()> {
    let Some(best) = whole(&learner["attributes"]["best_iteration"]) else { return Ok(()) };
    let parallel = whole(&model["gbtree_model_param"]["num_parallel_tree"]).unwrap_or(1);
    match best.checked_add(1).and_then(|rounds| rounds.checked_mul(parallel)) == Some(trees) {
        true => Ok(()),
        false => Err(ModelProblem::ForeignRounds { trees, best, rounds: best.saturating_add(1) }.into()),
    }
}

fn tree(written: &Written) -> Result<Tree> {
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
    if whole(&written.tree_param["size_leaf_vector"]).unwrap_or(1) > 1 {
        return Err(ModelProblem::ForeignLeaves.into());
    }
    let nodes: Vec<Node> = (0..nodes).map(|at| node(written, at)).collect::<Result<_>>()?;
    assemble(&nodes, Rule::BelowF32)
}

fn node(written: &Written, at: usize) -> Result<Node> {
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
