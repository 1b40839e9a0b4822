//! A formula that a paper prints becomes scores of cases, and a model file where the paper leaves nothing out.

use crate::classify::{Calibration, Fitted, Kind, Parameters};
use crate::error::Result;
use crate::explain::Distribution;
use crate::model::file;
use crate::model::file::{
    Classifier, CohortRecord, ExtractionRecord, FittedModel, Imported, ModelFile, ModelParts,
};
use crate::model::{FeatureSource, Formula, PrintedCases, PrintedTerm, TrainOptions, spacing_ranges};
use crate::numeric::elastic_net::Linear;
use crate::numeric::hash::sha256;
use crate::numeric::linear;
use crate::select::Scaling;
use crate::study::train;
use crate::table::{Case, Column, Split, Table, csv};
use crate::words::{ModelProblem, TableProblem};

/// Threshold of a formula whose paper states none.
const USUAL_THRESHOLD: f64 = 0.5;

/// A formula with the columns of a table that its terms are.
#[derive(Debug)]
pub struct Printed {
    formula: Formula,
    /// SHA-256 of its file.
    sha256: String,
    table: Table,
    inputs: Vec<Column>,
}

impl Printed {
    /// Finds the terms of a formula in a table. Capitals, dashes, spaces, points and underscores of names do not matter.
    ///
    /// # Errors
    /// The formula is not sound; a term is no column of the table and no clinical input, is two of them, or stands twice.
    pub fn new(text: &str, table: &Table) -> Result<Self> {
        let formula = Formula::read(text)?;
        let table = table.clone().with_clinical(&formula.clinical)?;
        let terms = formula.clinical.iter().flat_map(|input| input.terms()).map(|(column, _)| column);
        let known: Vec<Column> = terms.chain(table.columns().iter().cloned()).collect();
        let squashed: Vec<String> = known.iter().map(|column| squash(&column.to_string())).collect();
        let mut inputs: Vec<Column> = Vec::new();
        for term in &formula.terms {
            let wanted = squash(&term.feature);
            let found: Vec<&Column> = known
                .iter()
                .zip(&squashed)
                .filter(|(_, name)| **name == wanted)
                .map(|(column, _)| column)
                .collect();
            match found[..] {
                [one] if inputs.contains(one) => {
                    return Err(ModelProblem::InputTwice { input: one.to_string().into() }.into());
                }
                [one] => inputs.push(one.clone()),
                [] => return Err(ModelProblem::FormulaTerm { name: (&term.feature).into() }.into()),
                _ => {
                    let (name, found) =
                        ((&term.feature).into(), found.iter().map(|one| one.to_string()).collect());
                    return Err(ModelProblem::FormulaAmbiguous { name, found }.into());
                }
            }
        }
        Ok(Self { formula, sha256: sha256(text.as_bytes()), table, inputs })
    }

    /// The formula.
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// Coefficient and what is taken from each value before.
    fn weights(&self) -> Result<Vec<(f64, f64)>> {
        let weight = |term: &PrintedTerm| {
            let standardised = self.formula.standardised;
            let sd = if standardised { term.sd } else { Some(1.0) };
            // Without its mean a term is off by the same in all cases: the order of scores stays.
            let mean = term.mean.filter(|_| standardised).unwrap_or(0.0);
            match sd {
                Some(sd) => Ok((term.coefficient / sd, mean)),
                None => Err(ModelProblem::FormulaScore { name: (&term.feature).into() }.into()),
            }
        };
        self.formula.terms.iter().map(weight).collect()
    }

    /// Name and score of every case: the sum of the terms, with the intercept where it is known. No probability.
    ///
    /// # Errors
    /// Coefficients of standardised features without their standard deviations; a case without a value.
    pub fn scores(&self) -> Result<Vec<(String, f64)>> {
        let weights = self.weights()?;
        let rows = self.table.rows_at((0..self.table.cases().len()).collect());
        let mut scores = vec![self.formula.intercept.unwrap_or(0.0); rows.len()];
        for (input, (coefficient, mean)) in self.inputs.iter().zip(weights) {
            let values = rows.column(input).unwrap_or_default();
            for (row, (score, value)) in scores.iter_mut().zip(values).enumerate() {
                if value.is_nan() {
                    let (case, input) = (rows.name(row).into(), input.to_string().into());
                    return Err(TableProblem::CaseWithoutInput { input, case }.into());
                }
                *score += coefficient * (value - mean);
            }
        }
        Ok((0..rows.len()).map(|row| rows.name(row).to_owned()).zip(scores).collect())
    }

    /// The model file. Ranges and covariance, which tell whether a case is like others, are those of the cases of the table.
    ///
    /// # Errors
    /// The paper leaves something out; the table was extracted with settings of another meaning; fewer than ten cases of either
    /// group in it.
    pub fn model_file(&self, source: &FeatureSource) -> Result<ModelFile> {
        let missing = self.formula.left_out();
        let (Some(intercept), Some(settings), Some(cases), true) =
            (self.formula.intercept, &self.formula.settings, self.formula.cases, missing.0.is_empty())
        else {
            return Err(ModelProblem::FormulaIncomplete { missing }.into());
        };
        // All cases of the table count as what cases look like, whatever their cohort.
        let of = |case: &Case, split| Case { split, ..case.clone() };
        let as_training = self.as_cohort(&of, Split::Train)?.stating_usual_of_training();
        let view = as_training.training()?;
        let (scaling, data) = Scaling::fit_complete(&view, &self.inputs)?;
        let mut sum = Linear { intercept, coefficients: Vec::new() };
        for ((coefficient, mean), at) in self.weights()?.into_iter().zip(0..) {
            sum.intercept += coefficient * (scaling.mean()[at] - mean);
            sum.coefficients.push(coefficient * scaling.sd()[at]);
        }
        let PrintedCases { metastases, primaries, centers } = cases;
        let name = if self.inputs.iter().any(Column::is_patient) { "CRad-M" } else { "Rad-M" };
        let mut model = FittedModel {
            name: name.to_owned(),
            baseline: false,
            selection: Vec::new(),
            lasso: None,
            distribution: Distribution::fit(&data),
            prevalence: metastases as f64 / (metastases + primaries) as f64,
            classifiers: vec![Classifier {
                kind: Kind::LogisticRegression,
                parameters: Parameters::Imported,
                fitted: Fitted::Linear(sum),
                own_scaling: None,
                calibration: Calibration::Platt { slope: 1.0, intercept: 0.0 },
                threshold: self.formula.threshold.unwrap_or(USUAL_THRESHOLD),
                predictions: Vec::new(),
                local: None,
            }],
            scaling,
        };
        let external = self.as_cohort(&of, Split::External)?;
        let rows = external.rows(Split::External);
        let raw = model.scaling.raw_rows(&rows, false)?;
        let one = &model.classifiers[0];
        let probabilities = linear::rows(&raw)
            .map(|raw| model.probability(one, one.logit(&one.row(&model.scaling, raw))))
            .collect::<Result<_>>()?;
        let labels = external.cases().iter().map(|case| case.metastasis).collect();
        model.classifiers[0].predictions.push(train::judged(Split::External, labels, probabilities));
        let doi = self.formula.doi.as_deref().map(|doi| format!(", doi {doi}")).unwrap_or_default();
        let mut card = train::card(false);
        card.population = format!(
            "{metastases} metastases and {primaries} primaries of a publication{doi}; ranges and covariance of {} other cases.",
            external.cases().len()
        );
        let training = CohortRecord { split: Split::Train, primaries, metastases, age_years: None, centers };
        let parts = ModelParts {
            name: self.formula.name.clone(),
            demonstration: false,
            notice: file::RESEARCH_NOTICE.to_owned(),
            extraction: ExtractionRecord {
                settings: settings.clone(),
                deep: None,
                sequences: train::sequences(&self.inputs),
                spacing_mm: spacing_ranges(&view),
                table_sha256: csv::table_sha256(&self.table),
            },
            cohorts: [Some(training), train::cohort(&external, Split::External)]
                .into_iter()
                .flatten()
                .collect(),
            training: TrainOptions {
                name: self.formula.name.clone(),
                classifiers: vec![Kind::LogisticRegression],
                components: None,
                clinical: as_training.clinical().to_vec(),
                ..TrainOptions::default()
            },
            imported: Some(Imported { made_by: format!("formula{doi}"), sha256: self.sha256.clone() }),
            card,
            training_rows: Vec::new(),
            recalibrated: None,
            models: vec![model],
        };
        parts.check_source(source)?;
        ModelFile::seal(parts)
    }

    /// The table with all its cases in one cohort.
    fn as_cohort(&self, of: &dyn Fn(&Case, Split) -> Case, split: Split) -> Result<Table> {
        let cases = self.table.cases().iter().map(|case| of(case, split)).collect();
        let values = (0..self.table.cases().len()).flat_map(|row| self.table.row(row)).copied().collect();
        Table::new(cases, self.table.columns().to_vec(), values)?.with_clinical(&self.formula.clinical)
    }
}

/// A name without what papers write differently.
fn squash(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
