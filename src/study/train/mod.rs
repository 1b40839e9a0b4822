//! A feature table becomes a model file (stages 7 and 8).
//!
//! Nested cross-validation: the training rows are split in folds; each fold's training part is split again. Selection,
//! scaling and hyper-parameters are chosen anew in every one of these parts, so that the out-of-fold predictions of a
//! row come from a chain that never saw it. Calibration and threshold are fitted to those predictions and frozen; the
//! other cohorts are only ever predicted.

use crate::classify::Kind;
use crate::error::Result;
use crate::model::FeatureSource;
use crate::model::TrainOptions;
use crate::model::file::{self, ExtractionRecord, ModelFile, ModelParts};
use crate::model::{spacing_ranges, training_hashes};
use crate::monitor::Monitor;
use crate::select::ComponentOptions;
use crate::study::train::nested_folds::{Inputs, Part};
use crate::study::train::progress::{Progress, Sizes};
use crate::table::{Column, Split, Table, csv, is_age_alone};
use crate::words::ModelProblem;

mod contents;
mod fit;
mod nested_folds;
mod progress;

pub use contents::{Contents, contents};
pub(super) use contents::{card, cohort, sequences};
pub(super) use fit::judged;

/// Name of the model with deep features.
pub(super) const DEEP: &str = "DRad-M";

/// Name of the baseline of all clinical inputs.
pub(super) const CLINICAL_ONLY: &str = "clinical only";
/// Name of the baseline of age.
pub(super) const AGE_ONLY: &str = "age only";

/// Name of a model and what it may use, in the order of every table.
const MODELS: [(&str, Inputs); 7] = [
    ("Rad-M", Inputs::Radiomics),
    (DEEP, Inputs::RadiomicsAndDeep),
    ("CRad-M", Inputs::RadiomicsAndClinical),
    (CLINICAL_ONLY, Inputs::Clinical),
    (AGE_ONLY, Inputs::Age),
    ("volume only", Inputs::Volume),
    ("prevalence", Inputs::Nothing),
];

/// Trains every model with every classifier asked for.
///
/// # Errors
/// Options out of bounds, too few training rows, no column of features, clinical inputs that are not sound or missing, deep features of which the
/// source does not say how they were made, cancelled.
///
/// # Examples
/// ```
/// use discern::model::{FeatureSource, TrainOptions};
/// use discern::monitor::Silent;
/// use discern::study;
/// use discern::table::csv;
///
/// # let mut random = discern::numeric::random::Random::new(7);
/// # let mut text = "case,center,split,age,label,t1_original_shape_MeshVolume\n".to_owned();
/// # for case in 0..80 {
/// #     let (label, split) = (case % 2, if case < 60 { "train" } else { "internal" });
/// #     let (age, volume) = (50 + 9 * label + case % 7, f64::from(label) + random.normal());
/// #     text += &format!("case{case},A,{split},{age},{label},{volume}\n");
/// # }
///
/// // `text` is a feature table: case, center, split, age, label, features.
/// let table = csv::read_features(&text)?;
/// let source = FeatureSource { settings: "{}".to_owned(), deep: None };
/// let classifiers = vec![study::classifier_named("logistic-regression")?];
/// let options = TrainOptions { folds: 3, classifiers, ..TrainOptions::default() };
/// let model = study::train(&table, &source, &options, &Silent)?;
/// assert!(model.model("Rad-M").is_some() && model.model("age only").is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn train(
    table: &Table,
    source: &FeatureSource,
    options: &TrainOptions,
    monitor: &dyn Monitor,
) -> Result<ModelFile> {
    check(options)?;
    table.check_features()?;
    let own: Table;
    let table = match is_age_alone(&options.clinical) {
        true => table,
        false => {
            own = table.clone().with_clinical(&options.clinical)?.stating_usual_of_training();
            &own
        }
    };
    let view = table.training()?;
    let spacing_mm = spacing_ranges(&view);
    let columns: Vec<Column> = view.columns().iter().filter(|column| column.is_radiomic()).cloned().collect();
    let deep = options.components.is_some() && source.check_deep(view.columns())?;
    let options = &TrainOptions {
        components: options.components.clone().filter(|_| deep),
        clinical: table.clinical().to_vec(),
        ..options.clone()
    };
    let (age, clinical) = (view.of_age().len(), view.clinical().len());
    let volume = view.columns().iter().any(Column::is_volume);
    let wanted = MODELS.into_iter().filter(|(_, inputs)| match inputs {
        Inputs::RadiomicsAndDeep => deep,
        // Without a volume column the model would have no input: the prevalence again.
        Inputs::Volume => volume,
        Inputs::Age => age > 0,
        // Where there is nothing but age, the baseline is that of age.
        Inputs::Clinical => clinical > age,
        _ => true,
    });
    let sizes = Sizes { rows: view.len(), columns: columns.len() };
    let classifiers = wanted.clone().flat_map(|(_, inputs)| {
        options.classifiers.iter().map(move |&kind| sizes.classifier_ms(kind, inputs.are_chosen()))
    });
    let total_ms = sizes.selections_ms(options.folds) + classifiers.sum::<f64>();
    let mut progress = Progress::of(total_ms, monitor);
    let root = Part::root(view, &columns, options, &mut progress)?;
    let trainer = fit::Trainer { table, root: &root, options, sizes };
    let mut models = Vec::new();
    for (name, inputs) in wanted {
        models.push(fit::model(trainer, name, inputs, &mut progress)?);
    }
    let notice = if options.demonstration { file::DEMONSTRATION_NOTICE } else { file::RESEARCH_NOTICE };
    ModelFile::seal(ModelParts {
        name: options.name.clone(),
        demonstration: options.demonstration,
        notice: notice.to_owned(),
        extraction: ExtractionRecord {
            settings: source.settings.clone(),
            deep: source.deep.clone().filter(|_| deep),
            sequences: contents::sequences(&columns),
            spacing_mm,
            table_sha256: csv::table_sha256(table),
        },
        cohorts: Split::ALL.into_iter().filter_map(|split| contents::cohort(table, split)).collect(),
        training: options.clone(),
        imported: None,
        card: contents::card(options.demonstration),
        training_rows: training_hashes(&models, table),
        recalibrated: None,
        models,
    })
}

/// The kind of classifier of a name, as on the command line.
///
/// # Errors
/// No such kind; all names are listed.
pub fn classifier_named(name: &str) -> Result<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.key() == name).ok_or_else(|| {
        let known = Kind::ALL.into_iter().map(Kind::key).collect();
        ModelProblem::ClassifierUnknown { known, found: name.into() }.into()
    })
}

fn check(options: &TrainOptions) -> Result<()> {
    options.selection.check()?;
    options.components.as_ref().map_or(Ok(()), ComponentOptions::check)?;
    if !(3..=20).contains(&options.folds) {
        return Err(ModelProblem::Folds { found: options.folds }.into());
    }
    if options.classifiers.is_empty() {
        return Err(ModelProblem::NoClassifiers.into());
    }
    Ok(())
}
