//! The chain of filters from all candidate features to the few a model gets.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::numeric::linear::from_rows;
use crate::numeric::order;
use crate::numeric::order::order;
use crate::numeric::statistics::{benjamini_hochberg, mann_whitney, mean_sd, varies};
use crate::select::components::Components;
use crate::select::lasso::{self, Folds, LassoPath};
use crate::select::redundancy::{Ranks, minimum_redundancy};
use crate::select::reproducibility::reproducible;
use crate::table::{Column, TrainingView};
use crate::words::{ModelProblem, Phrase, Phrases, TableProblem};

/// What each step keeps. The order of the fields is the order of the steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "SelectOptions"))]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// 1. Where masks were repeated: least lower 95 % bound of the intraclass correlation ICC(2,1) between them.
    pub reproducibility: f64,
    /// 2. Largest expected share of false findings among features that pass Mann–Whitney.
    pub false_discovery_rate: f64,
    /// 3. Of two features with |Spearman's rho| above this, the less significant goes.
    pub redundancy: f64,
    /// 4. Most features after mRMR (minimum redundancy, maximum relevance).
    pub relevant: usize,
    /// 5. Folds of the lasso's cross-validation.
    pub lasso_folds: usize,
    /// Seed of the folds.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            reproducibility: 0.75,
            false_discovery_rate: 0.05,
            redundancy: 0.9,
            relevant: 30,
            lasso_folds: 10,
            seed: 1,
        }
    }
}

impl Options {
    /// # Errors
    /// A value out of its bounds; all of them are named.
    pub fn check(&self) -> Result<()> {
        let mut problems = Vec::new();
        if !(self.reproducibility >= 0.0 && self.reproducibility < 1.0) {
            problems.push(("reproducibility", "[0, 1)"));
        }
        if !(self.false_discovery_rate > 0.0 && self.false_discovery_rate <= 1.0) {
            problems.push(("false_discovery_rate", "(0, 1]"));
        }
        if !(self.redundancy > 0.0 && self.redundancy <= 1.0) {
            problems.push(("redundancy", "(0, 1]"));
        }
        if self.relevant == 0 {
            problems.push(("relevant", "[1, ∞)"));
        }
        if !(3..=50).contains(&self.lasso_folds) {
            problems.push(("lasso_folds", "[3, 50]"));
        }
        let expected = problems.into_iter().map(|(name, range)| Phrase::InRange { name, range });
        let expected = Phrases(expected.collect());
        match expected.0.is_empty() {
            true => Ok(()),
            false => Err(ModelProblem::SelectionOptions { expected, found: format!("{self:?}") }.into()),
        }
    }
}

/// One step of the chain: how many features it got and gave, and by which rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// `components`, `usable`, `reproducible`, `variance`, `mann-whitney`, `redundancy`, `mrmr`, `lasso`.
    pub name: String,
    /// Features that went in.
    pub before: usize,
    /// Features that came out.
    pub after: usize,
    /// The rule, and what was odd about it.
    pub note: String,
}

/// The result of the chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    /// Features kept, in the order of the table; empty where none of them differs between the classes.
    pub kept: Vec<Column>,
    /// What each step did.
    pub steps: Vec<Step>,
    /// The last step's path; `None` when no feature reached it.
    pub lasso: Option<LassoPath>,
}

/// A candidate: its values in the training rows, and its p-value once known.
struct Candidate {
    column: Column,
    values: Vec<f64>,
    p: f64,
}

/// Runs the chain on training rows over the columns `candidates`.
///
/// A column with a missing or infinite value in a training row is left out (step `usable`), in every fold: one that
/// only a held-out row lacks could be chosen and then not be applied to it. One that does not vary is left out (step
/// `variance`). A column the table lacks is an error.
///
/// # Errors
/// Options out of bounds, a column that is not there.
pub fn choose(view: &TrainingView, candidates: &[Column], options: &Options) -> Result<Selection> {
    run(view, read(view, candidates)?, Vec::new(), options)
}

/// As [`choose`] over `columns` and, after them, components of deep features.
///
/// # Errors
/// As [`choose`].
pub fn choose_joined(
    view: &TrainingView,
    columns: &[Column],
    components: &Components,
    options: &Options,
) -> Result<Selection> {
    let mut candidates = read(view, columns)?;
    let named = components.list.iter().zip(&components.scores);
    candidates.extend(named.map(|(of, values)| Candidate {
        column: of.name.clone(),
        values: values.clone(),
        p: 1.0,
    }));
    let note = "principal components of each sequence's deep features, fitted on the same rows".to_owned();
    let (before, after) = (components.columns, components.list.len());
    let made = Step { name: "components".to_owned(), before, after, note };
    run(view, candidates, vec![made], options)
}

fn run(
    view: &TrainingView,
    all: Vec<Candidate>,
    mut steps: Vec<Step>,
    options: &Options,
) -> Result<Selection> {
    options.check()?;
    let candidates: Vec<Column> = all.iter().map(|candidate| candidate.column.clone()).collect();
    let usable = step(&mut steps, ("usable", "every training row has a finite value"), all, |candidate| {
        view.is_complete(&candidate.column) && candidate.values.iter().all(|value| value.is_finite())
    });
    let agreeing = agreeing(&mut steps, view, usable, options.reproducibility)?;
    let varied = step(&mut steps, ("variance", "standard deviation above rounding"), agreeing, |candidate| {
        varies(&candidate.values)
    });
    let significant = significant(&mut steps, varied, view.labels(), options.false_discovery_rate)?;
    let ranks: Vec<Ranks> = significant.iter().map(|candidate| Ranks::of(&candidate.values)).collect();
    let distinct = distinct(&mut steps, &significant, &ranks, options.redundancy);
    let outcome: Vec<f64> = view.labels().iter().map(|&label| f64::from(u8::from(label))).collect();
    let relevant = minimum_redundancy(&ranks, &distinct, &Ranks::of(&outcome), options.relevant);
    let note = format!("mRMR on rank correlations, at most {}", options.relevant);
    steps.push(Step { name: "mrmr".to_owned(), before: distinct.len(), after: relevant.len(), note });
    let columns: Vec<Vec<f64>> = relevant.iter().map(|&at| standardised(&significant[at].values)).collect();
    let columns = from_rows(&columns, view.len());
    let names: Vec<Column> = relevant.iter().map(|&at| significant[at].column.clone()).collect();
    let folds = Folds { count: options.lasso_folds, seed: options.seed };
    let lasso = lasso::cross_validated(&names, &columns, view, folds);
    let kept: Vec<Column> = lasso.as_ref().map(|path| path.kept.clone()).unwrap_or_default();
    let note = match &lasso {
        None => "nothing to choose from".to_owned(),
        Some(path) => format!("{}-fold cross-validated deviance, {}", options.lasso_folds, path.rule),
    };
    steps.push(Step { name: "lasso".to_owned(), before: names.len(), after: kept.len(), note });
    let kept = candidates.into_iter().filter(|column| kept.contains(column)).collect();
    Ok(Selection { kept, steps, lasso })
}

fn read(view: &TrainingView, columns: &[Column]) -> Result<Vec<Candidate>> {
    columns
        .iter()
        .map(|column| {
            let missing = || TableProblem::NoColumn { column: column.to_string().into() };
            let values = view.column(column).ok_or_else(missing)?;
            Ok(Candidate { column: column.clone(), values, p: 1.0 })
        })
        .collect()
}

/// Keeps some of the candidates, and records it under a name with a note of the rule.
fn step(
    steps: &mut Vec<Step>,
    (name, note): (&str, &str),
    candidates: Vec<Candidate>,
    keep: impl Fn(&Candidate) -> bool,
) -> Vec<Candidate> {
    let before = candidates.len();
    let kept: Vec<Candidate> = candidates.into_iter().filter(keep).collect();
    steps.push(Step { name: name.to_owned(), before, after: kept.len(), note: note.to_owned() });
    kept
}

/// Where the table has repeated masks: columns that come out the same with them. Components of deep features have no
/// repeats and stay.
fn agreeing(
    steps: &mut Vec<Step>,
    view: &TrainingView,
    candidates: Vec<Candidate>,
    limit: f64,
) -> Result<Vec<Candidate>> {
    if view.repeats().is_empty() {
        return Ok(candidates);
    }
    let columns = order::set(view.columns().iter());
    let wanted: Vec<Column> = candidates.iter().map(|candidate| candidate.column.clone()).collect();
    let kept = reproducible(view, wanted.iter().filter(|column| columns.contains(column)), limit)?;
    let masks = view.repeats().len() + 1;
    let note = format!("lower 95 % bound of ICC(2,1) over {masks} masks above {limit}");
    Ok(step(steps, ("reproducible", &note), candidates, |candidate| {
        kept.contains(&candidate.column) || !columns.contains(&candidate.column)
    }))
}

/// Benjamini–Hochberg on two-sided Mann–Whitney p-values.
fn significant(
    steps: &mut Vec<Step>,
    mut candidates: Vec<Candidate>,
    labels: &[bool],
    rate: f64,
) -> Result<Vec<Candidate>> {
    for candidate in &mut candidates {
        let of = |class: bool| -> Vec<f64> {
            let members = candidate.values.iter().zip(labels).filter(|(_, label)| **label == class);
            members.map(|(value, _)| *value).collect()
        };
        candidate.p = mann_whitney(&of(true), &of(false))?.p;
    }
    let adjusted = benjamini_hochberg(&candidates.iter().map(|candidate| candidate.p).collect::<Vec<_>>())?;
    let before = candidates.len();
    let kept: Vec<Candidate> = candidates
        .into_iter()
        .zip(adjusted)
        .filter(|(_, q)| *q <= rate)
        .map(|(candidate, _)| candidate)
        .collect();
    let note = format!("Benjamini-Hochberg adjusted p at most {rate}");
    steps.push(Step { name: "mann-whitney".to_owned(), before, after: kept.len(), note });
    Ok(kept)
}

/// Positions of the features kept, most significant first: a feature goes where it correlates with one kept before it by more
/// than `limit`.
fn distinct(steps: &mut Vec<Step>, candidates: &[Candidate], ranks: &[Ranks], limit: f64) -> Vec<usize> {
    let order = order(candidates.len(), &|a, b| candidates[a].p.total_cmp(&candidates[b].p));
    let mut kept: Vec<usize> = Vec::new();
    for at in order {
        if kept.iter().all(|&other| ranks[at].rho(&ranks[other]).abs() <= limit) {
            kept.push(at);
        }
    }
    let note = format!("|Spearman's rho| at most {limit}, the more significant of two stays");
    steps.push(Step { name: "redundancy".to_owned(), before: candidates.len(), after: kept.len(), note });
    kept
}

fn standardised(values: &[f64]) -> Vec<f64> {
    let (mean, sd) = mean_sd(values);
    values.iter().map(|value| (value - mean) / sd).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::random::Random;
    use crate::table::{Case, Split, Table};

    /// 120 training rows; `strong` differs between the classes, `copy` nearly repeats it, the rest is noise.
    fn table() -> Table {
        let mut random = Random::new(11);
        let names = ["strong", "copy", "constant", "holes", "noise0", "noise1", "noise2"];
        let mut cases = Vec::new();
        let mut values = Vec::new();
        for row in 0..120 {
            let metastasis = row % 2 == 0;
            cases.push(Case {
                case: format!("{row}"),
                patient: format!("{row}"),
                center: "a".to_owned(),
                split: Split::Train,
                age: 50.0,
                metastasis,
                described: Default::default(),
            });
            let strong = f64::from(u8::from(metastasis)) + 0.6 * random.normal();
            let holes = if row == 5 { f64::NAN } else { random.normal() };
            values.extend([strong, strong * 2.0 + 0.01 * random.normal(), 3.0, holes]);
            values.extend([random.normal(), random.normal(), random.normal()]);
        }
        Table::new(cases, Column::parse_all(names), values).unwrap()
    }

    #[test]
    fn each_step_drops_what_it_is_for() {
        let table = table();
        let view = table.training().unwrap();
        let selection = choose(&view, table.columns(), &Options::default()).unwrap();
        assert_eq!(selection.kept.len(), 1, "{:?}", selection.kept);
        assert!(Column::parse_all(["strong", "copy"]).contains(&selection.kept[0]));
        let counts: Vec<(usize, usize)> =
            selection.steps.iter().map(|step| (step.before, step.after)).collect();
        assert_eq!(counts, [(7, 6), (6, 5), (5, 2), (2, 1), (1, 1), (1, 1)]);
        let unknown = choose(&view, &Column::parse_all(["other"]), &Options::default()).unwrap_err();
        assert_eq!(unknown.expected, "a column other");
    }

    #[test]
    fn what_another_mask_changes_is_dropped_by_the_training_rows_alone() {
        let mut random = Random::new(12);
        let (mut cases, mut first, mut second) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..60 {
            let (metastasis, train) = (row % 2 == 0, row < 40);
            let split = if train { Split::Train } else { Split::Internal };
            let name = format!("{row}");
            let who = Case {
                case: name.clone(),
                patient: name,
                center: "a".to_owned(),
                split,
                age: 50.0,
                metastasis,
                described: Default::default(),
            };
            cases.push(who);
            let sign = if metastasis { 2.0 } else { -2.0 };
            let [steady, shaky] = [sign + random.normal(), sign + random.normal()];
            first.extend([steady, shaky]);
            // Outside the training rows it is the other one that changes: that must not be looked at.
            let other = [steady + 0.1 * random.normal(), 10.0 * random.normal()];
            second.extend(if train { other } else { [other[1], shaky] });
        }
        let names = Column::parse_all(["steady", "shaky"]);
        let again = Table::new(cases.clone(), names.clone(), second).unwrap();
        let table = Table::new(cases, names.clone(), first).unwrap().with_repeats(vec![again]).unwrap();
        let selection = choose(&table.training().unwrap(), &names, &Options::default()).unwrap();
        assert_eq!(selection.kept, Column::parse_all(["steady"]));
        let step = &selection.steps[1];
        assert_eq!((step.name.as_str(), step.before, step.after), ("reproducible", 2, 1));
    }

    #[test]
    fn bad_options_are_all_named() {
        let options = Options { redundancy: 0.0, relevant: 0, ..Options::default() };
        let expected = options.check().unwrap_err().expected;
        assert_eq!(expected, "redundancy in (0, 1], relevant in [1, ∞)");
    }
}
