//! Parts of the training rows: each with the selection made on it alone, and its own folds.

use crate::error::Result;
use crate::pipeline::train::{Progress, TrainOptions, is_volume};
use crate::select;
use crate::select::{Scaling, Selection};
use crate::table::{AGE, Rows, TrainingDesign, TrainingView};

/// What a model may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inputs {
    Radiomics,
    RadiomicsAndAge,
    Age,
    Volume,
    Nothing,
}

/// A part of the training rows with the selection made on it.
pub(super) struct Part<'a> {
    pub(super) view: TrainingView<'a>,
    /// Rows left out of it, and their positions in the part it was split from.
    pub(super) rows: Rows<'a>,
    pub(super) held_out: Vec<usize>,
    pub(super) radiomics: Selection,
    pub(super) folds: Vec<Part<'a>>,
}

/// A model's inputs fitted on one part.
pub(super) struct Prepared {
    pub(super) scaling: Scaling,
    pub(super) data: TrainingDesign,
}

impl<'a> Part<'a> {
    /// All training rows, their folds, and the folds of these.
    pub(super) fn root(
        view: TrainingView<'a>,
        columns: &[String],
        options: &TrainOptions,
        progress: &mut Progress,
    ) -> Result<Self> {
        let rows = view.rows();
        Self::split(
            view,
            (rows, Vec::new()),
            2,
            &mut |view| {
                progress.step("selecting features")?;
                select::choose(view, columns, &options.selection)
            },
            options,
        )
    }

    /// This part and, `depth` times over, its folds.
    fn split(
        view: TrainingView<'a>,
        (rows, held_out): (Rows<'a>, Vec<usize>),
        depth: usize,
        choose: &mut dyn FnMut(&TrainingView) -> Result<Selection>,
        options: &TrainOptions,
    ) -> Result<Self> {
        let radiomics = choose(&view)?;
        let mut folds = Vec::new();
        if depth > 0 {
            for fold in view.folds(options.folds, options.seed) {
                let left_out = (fold.rows, fold.held_out);
                folds.push(Self::split(fold.training, left_out, depth - 1, choose, options)?);
            }
        }
        Ok(Self { view, rows, held_out, radiomics, folds })
    }

    /// Scaling and design of a model on this part.
    pub(super) fn prepare(&self, inputs: Inputs) -> Result<Prepared> {
        let mut names: Vec<String> = match inputs {
            Inputs::Radiomics | Inputs::RadiomicsAndAge => self.radiomics.kept.clone(),
            Inputs::Volume => {
                self.view.columns().iter().filter(|name| is_volume(name)).take(1).cloned().collect()
            }
            Inputs::Age | Inputs::Nothing => Vec::new(),
        };
        if matches!(inputs, Inputs::Age | Inputs::RadiomicsAndAge) {
            names.push(AGE.to_owned());
        }
        let scaling = Scaling::fit(&self.view, &names)?;
        let data = scaling.training_design(&self.view)?;
        Ok(Prepared { scaling, data })
    }
}
