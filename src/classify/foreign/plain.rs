//! Discern's own JSON for classifiers of other programs: `docs/import.md` describes it.

use serde::{Deserialize, Deserializer};

use crate::classify::boosting::Boosted;
use crate::classify::foreign::assemble::{Node, assemble};
use crate::classify::foreign::lists::{Grown, Row, Trees, of_inputs, of_nodes, of_rows};
use crate::classify::foreign::{Answer, Foreign};
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
pub struct Written {
    schema: String,
    version: u32,
    #[serde(default)]
    made_by: String,
    #[serde(deserialize_with = "of_inputs")]
    inputs: Vec<String>,
    #[serde(default, deserialize_with = "perhaps_of_inputs")]
    mean: Option<Vec<f64>>,
    #[serde(default, deserialize_with = "perhaps_of_inputs")]
    scale: Option<Vec<f64>>,
    model: Classifier,
    /// Slope and intercept on the margin.
    #[serde(default)]
    sigmoid: Option<[f64; 2]>,
    #[serde(default)]
    answers: Answers,
}

/// What the trainer's own program answered to some rows.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Answers {
    #[serde(deserialize_with = "of_rows")]
    rows: Vec<Row>,
    #[serde(deserialize_with = "of_rows")]
    probabilities: Vec<f64>,
}

/// All fields that a classifier may have; which it must have, its type says. (An enum by the type would keep all of it in a form of
/// serde's own first, at many times its bytes.)
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Classifier {
    #[serde(rename = "type")]
    form: Form,
    intercept: Option<f64>,
    #[serde(default, deserialize_with = "perhaps_of_inputs")]
    coefficients: Option<Vec<f64>>,
    gamma: Option<f64>,
    offset: Option<f64>,
    #[serde(default, deserialize_with = "perhaps_of_rows")]
    rows: Option<Vec<Row>>,
    #[serde(default, deserialize_with = "perhaps_of_rows")]
    weights: Option<Vec<f64>>,
    count: Option<usize>,
    #[serde(default, deserialize_with = "perhaps_of_rows")]
    labels: Option<Vec<u8>>,
    extra: Option<bool>,
    base: Option<f64>,
    trees: Option<Trees<Tabled>>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Form {
    Linear,
    Svm,
    Neighbours,
    Forest,
    Boosting,
}

fn perhaps_of_inputs<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<Vec<f64>>, D::Error> {
    of_inputs(from).map(Some)
}

fn perhaps_of_rows<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> std::result::Result<Option<Vec<T>>, D::Error> {
    of_rows(from).map(Some)
}

/// A tree as scikit-learn keeps it; a leaf's children are −1.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tabled {
    #[serde(deserialize_with = "of_nodes")]
    left: Vec<i64>,
    #[serde(deserialize_with = "of_nodes")]
    right: Vec<i64>,
    #[serde(deserialize_with = "of_nodes")]
    input: Vec<i64>,
    #[serde(deserialize_with = "of_nodes")]
    threshold: Vec<f64>,
    #[serde(deserialize_with = "of_nodes")]
    value: Vec<f64>,
    #[serde(deserialize_with = "of_nodes")]
    cover: Vec<f64>,
    /// Empty where the trainer took whole rows only.
    #[serde(default, deserialize_with = "of_nodes")]
    missing_left: Vec<bool>,
}

/// The classifier of a file.
pub fn read(written: Written) -> Result<Foreign> {
    if written.schema != SCHEMA || written.version != 1 {
        let found = format!("{} {}", written.schema, written.version).into();
        return Err(ModelProblem::ForeignSchema { expected: SCHEMA, found }.into());
    }
    let scaling = match (written.mean, written.scale) {
        (None, None) => None,
        (Some(mean), Some(scale)) => Some((mean, scale)),
        _ => return Err(ModelProblem::ForeignScaling.into()),
    };
    let needs_sigmoid = written.model.form == Form::Svm;
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
    let Answers { rows, probabilities } = written.answers;
    if rows.len() != probabilities.len() {
        return Err(ModelProblem::ForeignAnswerRows.into());
    }
    let answer = |(row, probability): (Row, f64)| Answer { row: row.0, probability };
    let answers = rows.into_iter().zip(probabilities).map(answer).collect();
    Ok(Foreign { made_by, kind, inputs: written.inputs, width, scaling, fitted, calibration, answers })
}

fn fitted(model: Classifier) -> Result<(Kind, Fitted)> {
    let form = model.form;
    let mut fields = Fields::of(&model);
    let found = match form {
        Form::Linear => {
            let intercept = fields.take("intercept", model.intercept)?;
            let coefficients = fields.take("coefficients", model.coefficients)?;
            (Kind::LogisticRegression, Fitted::Linear(Linear { intercept, coefficients }))
        }
        Form::Svm => {
            let gamma = fields.take("gamma", model.gamma)?;
            let offset = fields.take("offset", model.offset)?;
            let rows = fields.take("rows", model.rows)?.into_iter().map(|row| row.0).collect();
            let weights = fields.take("weights", model.weights)?;
            (Kind::Svm, Fitted::Svm(SupportVectors { gamma, offset, rows, weights }))
        }
        Form::Neighbours => {
            let count = fields.take("count", model.count)?;
            let rows = fields.take("rows", model.rows)?.into_iter().map(|row| row.0).collect();
            let labels = fields.take("labels", model.labels)?.into_iter().map(|label| label == 1).collect();
            (Kind::NearestNeighbours, Fitted::Neighbours(Neighbours { count, rows, labels }))
        }
        Form::Forest => {
            let extra = fields.take("extra", model.extra)?;
            let kind = if extra { Kind::ExtraTrees } else { Kind::RandomForest };
            let trees = fields.take("trees", model.trees)?.trees?;
            (kind, Fitted::Forest(Forest { trees }))
        }
        Form::Boosting => {
            let base = fields.take("base", model.base)?;
            let trees = fields.take("trees", model.trees)?.trees?;
            (Kind::GradientBoosting, Fitted::Boosted(Boosted { base, trees }))
        }
    };
    fields.none_left()?;
    Ok(found)
}

/// Names of the fields that a file has and that nothing has taken yet.
struct Fields(Vec<&'static str>);

impl Fields {
    fn of(model: &Classifier) -> Self {
        let given = [
            ("intercept", model.intercept.is_some()),
            ("coefficients", model.coefficients.is_some()),
            ("gamma", model.gamma.is_some()),
            ("offset", model.offset.is_some()),
            ("rows", model.rows.is_some()),
            ("weights", model.weights.is_some()),
            ("count", model.count.is_some()),
            ("labels", model.labels.is_some()),
            ("extra", model.extra.is_some()),
            ("base", model.base.is_some()),
            ("trees", model.trees.is_some()),
        ];
        Self(given.into_iter().filter_map(|(name, is_given)| is_given.then_some(name)).collect())
    }

    fn take<T>(&mut self, name: &'static str, value: Option<T>) -> Result<T> {
        self.0.retain(|given| *given != name);
        value.ok_or_else(|| ModelProblem::ForeignUnlike { cause: format!("missing field `{name}`") }.into())
    }

    fn none_left(&self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(name) => {
                Err(ModelProblem::ForeignUnlike { cause: format!("unknown field `{name}`") }.into())
            }
        }
    }
}

impl Grown for Tabled {
    fn tree(&self) -> Result<Tree> {
        tree(self)
    }
}

fn tree(grown: &Tabled) -> Result<Tree> {
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

fn node(grown: &Tabled, at: usize) -> Result<Node> {
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
