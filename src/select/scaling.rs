//! Standardisation, fitted on training rows and frozen.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::numeric::statistics::mean_sd;
use crate::select::components::Component;
use crate::table::{Column, Design, Rows, TrainingDesign, TrainingView};
use crate::words::TableProblem;

/// Mean and standard deviation of every input in the training rows: z = (x − mean) / sd.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scaling {
    inputs: Vec<Column>,
    mean: Vec<f64>,
    sd: Vec<f64>,
    /// Inputs that are made of deep features; all others are columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    components: Vec<Component>,
}

impl Scaling {
    /// Fitted on training rows.
    ///
    /// # Errors
    /// An input the table lacks, or with a missing value, or constant (then it cannot be scaled).
    pub fn fit(view: &TrainingView, inputs: &[Column]) -> Result<Self> {
        Self::fit_joined(view, inputs, &[])
    }

    /// As [`Self::fit`], some of the inputs being among these components; of them, the inputs alone are kept.
    ///
    /// # Errors
    /// As [`Self::fit`].
    pub fn fit_joined(view: &TrainingView, inputs: &[Column], made: &[Component]) -> Result<Self> {
        let components = made.iter().filter(|of| inputs.contains(&of.name)).cloned().collect();
        let mut scaling = Self { inputs: inputs.to_vec(), mean: Vec::new(), sd: Vec::new(), components };
        let rows = view.rows();
        for input in inputs {
            let values = scaling.raw_column(&rows, input).ok_or_else(|| missing_column(input))?;
            let absent = values.iter().filter(|value| !value.is_finite()).count();
            let (mean, sd) = mean_sd(&values);
            if absent > 0 {
                let input = input.to_string().into();
                return Err(TableProblem::InputAbsent { input, rows: absent }.into());
            }
            if sd <= 0.0 {
                return Err(TableProblem::InputConstant { input: input.to_string().into() }.into());
            }
            scaling.mean.push(mean);
            scaling.sd.push(sd);
        }
        Ok(scaling)
    }

    /// The inputs, in the order of the design's columns.
    pub fn inputs(&self) -> &[Column] {
        &self.inputs
    }

    /// Inputs that are made of deep features.
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// An input in all rows, before scaling; `None` where the table lacks a column of it.
    pub fn raw_column(&self, rows: &Rows, input: &Column) -> Option<Vec<f64>> {
        match self.components.iter().find(|of| of.name == *input) {
            Some(component) => component.column(rows),
            None => rows.column(input),
        }
    }

    /// Training means.
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// Training standard deviations (n − 1).
    pub fn sd(&self) -> &[f64] {
        &self.sd
    }

    /// Whether what was read from a file is a scaling: as many means and deviations as inputs, all usable.
    pub fn is_sound(&self) -> bool {
        let count = self.inputs.len();
        let usable = |values: &[f64]| values.len() == count && values.iter().all(|value| value.is_finite());
        usable(&self.mean)
            && usable(&self.sd)
            && self.sd.iter().all(|&sd| sd > 0.0)
            && self.components.iter().all(Component::is_sound)
    }

    /// One row of raw inputs, standardised.
    pub fn standardise(&self, raw: &[f64]) -> Vec<f64> {
        raw.iter().zip(&self.mean).zip(&self.sd).map(|((value, mean), sd)| (value - mean) / sd).collect()
    }

    /// Training rows, standardised, with their diagnoses.
    ///
    /// # Errors
    /// As [`Self::design`].
    pub fn training_design(&self, view: &TrainingView) -> Result<TrainingDesign> {
        Ok(TrainingDesign::new(self.design(&view.rows())?, view.labels().to_vec()))
    }

    /// Training rows for a scaling that was read from a file: only the cases that have every input.
    ///
    /// # Errors
    /// A column is missing; fewer such cases than twice the inputs, or a constant input.
    pub fn fit_complete(view: &TrainingView, inputs: &[Column]) -> Result<(Self, TrainingDesign)> {
        let columns: Vec<Vec<f64>> = inputs
            .iter()
            .map(|input| view.column(input).ok_or_else(|| missing_column(input)))
            .collect::<Result<_>>()?;
        let whole: Vec<usize> =
            (0..view.len()).filter(|&row| columns.iter().all(|column| column[row].is_finite())).collect();
        let least = (2 * inputs.len()).max(10);
        if whole.len() < least {
            return Err(TableProblem::WholeCases { least, found: whole.len() }.into());
        }
        let scaling = Self::fit(&view.at(&whole), inputs)?;
        let design = scaling.training_design(&view.at(&whole))?;
        Ok((scaling, design))
    }

    /// Raw inputs of rows to be predicted, rows × inputs.
    ///
    /// # Errors
    /// A column is missing; a row has no number in it, unless `missing` ones are taken (as NaN).
    pub fn raw_rows(&self, rows: &Rows, missing: bool) -> Result<Array2<f64>> {
        let mut raw = Array2::zeros((rows.len(), self.inputs.len()));
        for (at, input) in self.inputs.iter().enumerate() {
            let values = self.raw_column(rows, input).ok_or_else(|| missing_column(input))?;
            for (row, value) in values.into_iter().enumerate() {
                if !value.is_finite() && !missing {
                    let (input, case) = (input.to_string().into(), rows.name(row).into());
                    return Err(TableProblem::CaseWithoutInput { input, case }.into());
                }
                raw[[row, at]] = value;
            }
        }
        Ok(raw)
    }

    /// Rows to be predicted, standardised.
    ///
    /// # Errors
    /// A column is missing, or a row has no number in it.
    pub fn design(&self, rows: &Rows) -> Result<Design> {
        let mut values = self.raw_rows(rows, false)?;
        for ((_, at), value) in values.indexed_iter_mut() {
            *value = (*value - self.mean[at]) / self.sd[at];
        }
        Ok(Design::new(values))
    }
}

fn missing_column(input: &Column) -> Error {
    TableProblem::NoColumn { column: input.to_string().into() }.into()
}
