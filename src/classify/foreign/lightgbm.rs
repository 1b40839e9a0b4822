//! LightGBM's text: binary classifiers of numbers.

use std::str::FromStr;

use crate::classify::boosting::Boosted;
use crate::classify::foreign::assemble::{Node, assemble};
use crate::classify::foreign::lists::{MAX_NODES, MAX_TREES};
use crate::classify::foreign::{Foreign, field};
use crate::classify::{Calibration, Fitted, Kind};
use crate::error::Result;
use crate::numeric::tree::{Missing, Rule, Tree};
use crate::table::csv::MAX_COLUMNS;
use crate::words::{ModelProblem, Phrase};

/// Lines `key=value` of one part of the file; a line without `=` is a key alone.
struct Part<'a>(&'a str);

impl<'a> Part<'a> {
    /// The value of a key; of several the last.
    fn find(&self, key: &str) -> Option<&'a str> {
        self.0.lines().rev().find_map(|line| {
            let (name, value) = line.trim().split_once('=').unwrap_or((line.trim(), ""));
            (name == key).then_some(value)
        })
    }

    fn text(&self, key: &str) -> Result<&'a str> {
        self.find(key).ok_or_else(|| ModelProblem::ForeignLine { field: key.to_owned() }.into())
    }

    fn one<T: FromStr>(&self, key: &str) -> Result<T> {
        let text = self.text(key)?;
        text.parse().map_err(|_| field(key, Phrase::AnyNumber, short(text)))
    }

    /// `count` numbers; none where `count` is 0, whether the line is there or not.
    fn list<T: FromStr>(&self, key: &str, count: usize) -> Result<Vec<T>> {
        if count == 0 {
            return Ok(Vec::new());
        }
        let text = self.text(key)?;
        let wrong = || field(key, Phrase::CountOfNumbers { count }, short(text));
        let mut numbers = Vec::with_capacity(count);
        for word in text.split_whitespace().take(count + 1) {
            numbers.push(word.parse().map_err(|_| wrong())?);
        }
        if numbers.len() == count { Ok(numbers) } else { Err(wrong()) }
    }
}

/// The start of a long line.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Reads a model file.
pub fn read(text: &str) -> Result<Foreign> {
    let body = text.split_once("end of trees").ok_or(ModelProblem::ForeignCutOff)?.0;
    let mut parts = body.split("\nTree=");
    let head = Part(parts.next().unwrap_or(""));
    let classes: usize = head.one("num_class")?;
    let a_round: usize = head.one("num_tree_per_iteration")?;
    if classes != 1 || a_round != 1 {
        return Err(ModelProblem::ForeignOutcomes { outcomes: classes.max(a_round) }.into());
    }
    let slope = slope(head.text("objective")?)?;
    // One name too many is enough to see that there are too many.
    let names = head.text("feature_names")?.split_whitespace().take(MAX_COLUMNS + 1);
    let inputs: Vec<String> = names.map(str::to_owned).collect();
    let last: usize = head.one("max_feature_idx")?;
    let count = parts.clone().count();
    if count > MAX_TREES {
        return Err(field("Tree", Phrase::AtMostTrees { most: MAX_TREES }, count.to_string()));
    }
    // Some say how many there are, others the size of each.
    let stated = head.find("num_trees").and_then(|text| text.trim().parse().ok());
    let sized = || head.find("tree_sizes").map(|text| text.split_whitespace().count());
    if let Some(stated) = stated.or_else(sized).filter(|&stated| stated != count) {
        return Err(ModelProblem::ForeignTreeCount { stated, found: count }.into());
    }
    // A random forest's answer is the mean of its trees.
    let share = if head.find("average_output").is_some() { slope / count.max(1) as f64 } else { slope };
    // The first line of a part is its number.
    let of = |part: &str| tree(&Part(part.split_once('\n').unwrap_or_default().1), share);
    let trees = parts.map(of).collect::<Result<_>>()?;
    Ok(Foreign {
        made_by: format!("LightGBM, text {}", head.text("version")?),
        kind: Kind::HistogramBoosting,
        width: last.saturating_add(1),
        inputs,
        scaling: None,
        fitted: Fitted::Boosted(Boosted { base: 0.0, trees }),
        calibration: Calibration::AsIs,
        answers: Vec::new(),
    })
}

/// σ of `binary sigmoid:σ`: the probability is logistic(σ · margin).
fn slope(objective: &str) -> Result<f64> {
    let mut words = objective.split_whitespace();
    if words.next() != Some("binary") {
        return Err(ModelProblem::ForeignObjective { expected: "binary", found: objective.into() }.into());
    }
    let Some(word) = words.find_map(|word| word.strip_prefix("sigmoid:")) else { return Ok(1.0) };
    match word.parse::<f64>() {
        Ok(slope) if slope > 0.0 && slope.is_finite() => Ok(slope),
        _ => Err(field("sigmoid", Phrase::NumberAboveZero, short(word))),
    }
}

/// A tree; leaves are multiplied by `share`.
fn tree(part: &Part, share: f64) -> Result<Tree> {
    let leaves: usize = part.one("num_leaves")?;
    let found = leaves.saturating_mul(2).saturating_sub(1);
    if found > MAX_NODES {
        return Err(ModelProblem::ForeignTooMany { most: MAX_NODES, found }.into());
    }
    if part.one::<usize>("num_cat")? != 0 {
        return Err(ModelProblem::ForeignCategories.into());
    }
    if part.find("is_linear").is_some_and(|linear| linear != "0") {
        return Err(ModelProblem::ForeignLeaves.into());
    }
    let values: Vec<f64> = part.list("leaf_value", leaves)?;
    let Some(inner) = values.len().checked_sub(1) else {
        return Err(field("num_leaves", Phrase::AtLeastOne, leaves.to_string()));
    };
    let split = Splits {
        input: part.list("split_feature", inner)?,
        threshold: part.list("threshold", inner)?,
        decision: part.list("decision_type", inner)?,
        left: part.list("left_child", inner)?,
        right: part.list("right_child", inner)?,
        count: part.list("internal_count", inner)?,
    };
    // A tree that is one leaf may be written without a count.
    let counts: Vec<f64> = if inner == 0 { vec![1.0] } else { part.list("leaf_count", leaves)? };
    let mut nodes: Vec<Node> = (0..inner).map(|at| split.node(at, inner)).collect::<Result<_>>()?;
    nodes.extend(values.iter().zip(&counts).map(|(value, &cover)| Node {
        children: None,
        input: 0,
        threshold: 0.0,
        value: value * share,
        cover,
        missing: Some(Missing::Right),
    }));
    assemble(&nodes, Rule::AtMost)
}

/// Columns of a tree's inner nodes.
struct Splits {
    input: Vec<usize>,
    threshold: Vec<f64>,
    decision: Vec<u8>,
    left: Vec<i64>,
    right: Vec<i64>,
    count: Vec<f64>,
}

impl Splits {
    /// Leaves come after the `inner` inner nodes; a file counts them −1, −2, …
    fn node(&self, at: usize, inner: usize) -> Result<Node> {
        let place = |child: i64| {
            let to = if child < 0 {
                usize::try_from(-1 - child).ok().map(|leaf| leaf + inner)
            } else {
                usize::try_from(child).ok()
            };
            to.ok_or(ModelProblem::ForeignChild { found: child })
        };
        let (decision, default_left) = (self.decision[at], self.decision[at] & 2 != 0);
        if decision & 1 != 0 {
            return Err(ModelProblem::ForeignCategories.into());
        }
        let missing = match (decision >> 2 & 3, default_left) {
            (0, _) => Missing::AsZero,
            (1, false) => Missing::ZeroRight,
            (1, true) => Missing::ZeroLeft,
            (2, false) => Missing::Right,
            (2, true) => Missing::Left,
            _ => return Err(field("decision_type", Phrase::MissingKind, decision.to_string())),
        };
        Ok(Node {
            children: Some((place(self.left[at])?, place(self.right[at])?)),
            input: self.input[at],
            threshold: self.threshold[at],
            value: 0.0,
            cover: self.count[at],
            missing: Some(missing),
        })
    }
}
