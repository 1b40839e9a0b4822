//! Discern's own JSON for classifiers of other programs: `docs/import.md` describes it.

use serde::Deserialize;
use serde_json::Value;

use crate::classify::boosting::Boosted;
use crate::classify::foreign::Foreign;
use crate::classify::foreign::assemble::{Node, assemble};
use crate::classify::forest::Forest;
use crate::classify::neighbours::Neighbours;
use crate::classify::svm::SupportVectors;
use crate::classify::{Calibration, Fitted, Kind};
use crate::error::Result;
use crate::numeric::elastic_net::Linear;
use crate::numeric::tree::{Missing, Rule, Tree};
use crate::words::ModelProblem;

/// First field of the file.
const SCHEMA: &str = "discern-classifier";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: String,
    version: u32,
    #[serde(default)]
    made_by: String,
    inputs: Vec<String>,
    #[serde(default)]
    mean: Option<Vec<f64>>,
    #[serde(default)]
    scale: Option<Vec<f64>>,
    model: Classifier,
    /// Slope and intercept on the margin.
    #[serde(default)]
    sigmoid: Option<[f64; 2]>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
enum Classifier {
    Linear { intercept: f64, coefficients: Vec<f64> },
    Svm { gamma: f64, offset: f64, rows: Vec<Vec<f64>>, weights: Vec<f64> },
    Neighbours { count: usize, rows: Vec<Vec<f64>>, labels: Vec<u8> },
    Forest { extra: bool, trees: Vec<Grown> },
    Boosting { base: f64, trees: Vec<Grown> },
}

/// A tree as scikit-learn keeps it; a leaf's children are −1.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grown {
    left: Vec<i64>,
    right: Vec<i64>,
    input: Vec<i64>,
    threshold: Vec<f64>,
    value: Vec<f64>,
    cover: Vec<f64>,
    /// Empty where the trainer took whole rows only.
    #[serde(default)]
    missing_left: Vec<bool>,
}

/// Reads a file.
pub fn read(value: Value) -> Result<Foreign> {
    let written: Written = serde_json::from_value(value)
        .map_err(|cause| ModelProblem::ForeignUnlike { cause: cause.to_string() })?;
    if written.schema != SCHEMA || written.version != 1 {
        let found = format!("{} {}", written.schema, written.version).into();
        return Err(ModelProblem::ForeignSchema { expected: SCHEMA, found }.into());
    }
    let scaling = match (written.mean, written.scale) {
        (None, None) => None,
        (Some(mean), Some(scale)) => Some((mean, scale)),
        _ => return Err(ModelProblem::ForeignScaling.into()),
    };
    let needs_sigmoid = matches!(written.model, Classifier::Svm { .. });
    let calibration = match written.sigmoid {
        Some([slope, intercept]) => Calibration::Platt { slope, intercept },
        None if needs_sigmoid => {
            return Err(ModelProblem::ForeignSigmoid.into());
        }
        None => Calibration::AsIs,
    };
    let (kind, fitted) = fitted(written.model)?;
    let width = written.inputs.len();
    let made_by = if written.made_by.is_empty() { SCHEMA.to_owned() } else { written.made_by };
    Ok(Foreign { made_by, kind, inputs: written.inputs, width, scaling, fitted, calibration })
}

fn fitted(model: Classifier) -> Result<(Kind, Fitted)> {
    let trees = |grown: Vec<Grown>| grown.iter().map(tree).collect::<Result<Vec<Tree>>>();
    Ok(match model {
        Classifier::Linear { intercept, coefficients } => {
            (Kind::LogisticRegression, Fitted::Linear(Linear { intercept, coefficients }))
        }
        Classifier::Svm { gamma, offset, rows, weights } => {
            (Kind::Svm, Fitted::Svm(SupportVectors { gamma, offset, rows, weights }))
        }
        Classifier::Neighbours { count, rows, labels } => {
            let labels = labels.into_iter().map(|label| label == 1).collect();
            (Kind::NearestNeighbours, Fitted::Neighbours(Neighbours { count, rows, labels }))
        }
        Classifier::Forest { extra, trees: grown } => {
            let kind = if extra { Kind::ExtraTrees } else { Kind::RandomForest };
            (kind, Fitted::Forest(Forest { trees: trees(grown)? }))
        }
        Classifier::Boosting { base, trees: grown } => {
            (Kind::GradientBoosting, Fitted::Boosted(Boosted { base, trees: trees(grown)? }))
        }
    })
}

fn tree(grown: &Grown) -> Result<Tree> {
    let nodes = grown.left.len();
    let lengths =
        [grown.right.len(), grown.input.len(), grown.threshold.len(), grown.value.len(), grown.cover.len()];
    let ways = grown.missing_left.is_empty() || grown.missing_left.len() == nodes;
    if !ways || lengths.iter().any(|&length| length != nodes) {
        return Err(ModelProblem::ForeignTree.into());
    }
    let nodes: Vec<Node> = (0..nodes).map(|at| node(grown, at)).collect::<Result<_>>()?;
    assemble(&nodes, Rule::F32AtMost)
}

fn node(grown: &Grown, at: usize) -> Result<Node> {
    let leaf = grown.left[at] < 0;
    let place = |to: i64| usize::try_from(to).map_err(|_| ModelProblem::ForeignChild { found: to });
    let way = |&left: &bool| if left { Missing::Left } else { Missing::Right };
    Ok(Node {
        children: if leaf { None } else { Some((place(grown.left[at])?, place(grown.right[at])?)) },
        input: if leaf { 0 } else { place(grown.input[at])? },
        threshold: if leaf { 0.0 } else { grown.threshold[at] },
        value: if leaf { grown.value[at] } else { 0.0 },
        cover: grown.cover[at],
        missing: grown.missing_left.get(at).map(way),
    })
}
