//! A feature table becomes a model file (stages 7 and 8).
//!
//! Nested cross-validation: the training rows are split in folds; each fold's training part is split again. Selection,
//! scaling and hyper-parameters are chosen anew in every one of these parts, so that the out-of-fold predictions of a
//! row come from a chain that never saw it. Calibration and threshold are fitted to those predictions and frozen; the
//! other cohorts are only ever predicted.

use serde::{Deserialize, Serialize};

use crate::classify::{CalibrationKind, Kind};
use crate::error::{Error, ErrorKind, Result};
use crate::monitor::Monitor;
use crate::numeric::digest::sha256;
use crate::pipeline::bundle::{self, Bundle, ExtractionRecord};
use crate::pipeline::deep::FeatureSource;
use crate::pipeline::spacing;
use crate::pipeline::train::part::{Inputs, Part};
use crate::select;
use crate::select::ComponentOptions;
use crate::table::{Sequence, Split, Table, csv};

mod model;
mod part;
mod record;

pub(super) use model::judged;
pub use record::{Contents, contents};
pub(super) use record::{card, cohort, sequences};

/// How to train.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainOptions {
    /// Name of the model file.
    pub name: String,
    /// Trained on simulated cases.
    pub demonstration: bool,
    /// 1. Selection of features.
    pub selection: select::Options,
    /// 2. Components of deep features, for DRad-M; `None` where there are no deep features, or none are wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub components: Option<ComponentOptions>,
    /// 3. Classifiers to fit.
    pub classifiers: Vec<Kind>,
    /// 4. Folds of both cross-validations.
    pub folds: usize,
    /// 5. Calibration.
    pub calibration: CalibrationKind,
    /// Of everything random.
    pub seed: u64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            name: "unnamed".to_owned(),
            demonstration: false,
            selection: select::Options::default(),
            components: Some(ComponentOptions::default()),
            classifiers: Kind::ALL.to_vec(),
            folds: 5,
            calibration: CalibrationKind::Platt,
            seed: 1,
        }
    }
}

/// Name of the model with deep features.
pub(super) const DEEP: &str = "DRad-M";

/// Name of a model and what it may use, in the order of every table.
const MODELS: [(&str, Inputs); 6] = [
    ("Rad-M", Inputs::Radiomics),
    (DEEP, Inputs::RadiomicsAndDeep),
    ("CRad-M", Inputs::RadiomicsAndAge),
    ("age only", Inputs::Age),
    ("volume only", Inputs::Volume),
    ("prevalence", Inputs::Nothing),
];

/// Trains every model with every classifier asked for.
///
/// # Errors
/// Options out of bounds, too few training rows, no column of features, missing ages, deep features of which the
/// source does not say how they were made, cancelled.
pub fn train(
    table: &Table,
    source: &FeatureSource,
    options: &TrainOptions,
    monitor: &dyn Monitor,
) -> Result<Bundle> {
    check(options)?;
    let view = table.training()?;
    let spacing_mm = spacing::ranges(&view);
    let columns: Vec<String> = view.columns().iter().filter(|name| is_radiomic(name)).cloned().collect();
    if columns.is_empty() {
        return Err(Error::new(ErrorKind::Table, "feature table", "columns like t1_original_…", "none"));
    }
    let deep = options.components.is_some() && source.check_deep(view.columns())?;
    let options =
        &TrainOptions { components: options.components.clone().filter(|_| deep), ..options.clone() };
    let wanted = MODELS.into_iter().filter(|(_, inputs)| deep || *inputs != Inputs::RadiomicsAndDeep);
    let parts = 1 + options.folds * (options.folds + 1);
    let mut progress =
        Progress { done: 0, total: parts + wanted.clone().count() * options.classifiers.len(), monitor };
    let root = Part::root(view, &columns, options, &mut progress)?;
    let mut models = Vec::new();
    for (name, inputs) in wanted {
        models.push(model::model(table, &root, (name, inputs), options, &mut progress)?);
    }
    let notice = if options.demonstration { bundle::DEMONSTRATION_NOTICE } else { bundle::RESEARCH_NOTICE };
    Ok(Bundle {
        schema: bundle::SCHEMA.to_owned(),
        version: bundle::VERSION,
        name: options.name.clone(),
        demonstration: options.demonstration,
        notice: notice.to_owned(),
        extraction: ExtractionRecord {
            settings: source.settings.clone(),
            deep: source.deep.clone().filter(|_| deep),
            sequences: record::sequences(&columns),
            spacing_mm,
            table_sha256: sha256(csv::write_features(table).as_bytes()),
        },
        cohorts: Split::ALL.into_iter().filter_map(|split| record::cohort(table, split)).collect(),
        training: options.clone(),
        imported: None,
        models,
        card: record::card(options.demonstration),
        sha256: String::new(),
    })
}

/// The kind of classifier of a name, as on the command line.
///
/// # Errors
/// No such kind; all names are listed.
pub fn classifier_named(name: &str) -> Result<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.key() == name).ok_or_else(|| {
        let names = Kind::ALL.map(Kind::key).join(", ");
        Error::new(ErrorKind::Settings, "classifier", format!("one of {names}"), name)
    })
}

struct Progress<'a> {
    done: usize,
    total: usize,
    monitor: &'a dyn Monitor,
}

impl Progress<'_> {
    fn step(&mut self, what: &str) -> Result<()> {
        self.monitor.step(self.done, self.total, what)?;
        self.done += 1;
        Ok(())
    }
}

fn check(options: &TrainOptions) -> Result<()> {
    options.selection.check()?;
    options.components.as_ref().map_or(Ok(()), ComponentOptions::check)?;
    if !(3..=20).contains(&options.folds) {
        return Err(Error::new(ErrorKind::Settings, "folds", "3 to 20", options.folds.to_string()));
    }
    if options.classifiers.is_empty() {
        return Err(Error::new(ErrorKind::Settings, "classifiers", "at least one", "none"));
    }
    Ok(())
}

/// Columns of radiomics: a sequence in front, and not of the deep network.
pub(super) fn is_radiomic(column: &str) -> bool {
    column.split_once('_').is_some_and(|(first, rest)| {
        Sequence::from_key(first).is_some() && !rest.starts_with("cnn_") && !is_diagnostic(column)
    })
}

/// Columns about how a row came to be.
pub(super) fn is_diagnostic(column: &str) -> bool {
    column.split_once('_').is_some_and(|(_, rest)| rest.starts_with("diagnostics_"))
}

pub(super) fn is_volume(column: &str) -> bool {
    column.ends_with("_shape_MeshVolume")
}
