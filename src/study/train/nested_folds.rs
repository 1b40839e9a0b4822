//! Parts of the training rows: each with the selection made on it alone, and its own folds.

use crate::error::{Error, Result};
use crate::model::TrainOptions;
use crate::select;
use crate::select::{Component, Components, Scaling, Selection};
use crate::study::train::progress::{Progress, Sizes};
use crate::table::{Column, Design, Rows, TrainingDesign, TrainingView};
use crate::words::Task;

/// What a model may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inputs {
    Radiomics,
    RadiomicsAndDeep,
    RadiomicsAndClinical,
    Age,
    Clinical,
    Volume,
    Nothing,
}

impl Inputs {
    /// Whether features are chosen for it: it is a model, and no baseline.
    pub(super) fn are_chosen(self) -> bool {
        matches!(self, Self::Radiomics | Self::RadiomicsAndDeep | Self::RadiomicsAndClinical)
    }
}

/// What the selection chose on a part of the training rows, without looking at any others.
pub(super) struct Chosen {
    pub(super) radiomics: Selection,
    /// Of radiomics and components of deep features; `None` where there are none.
    pub(super) joined: Option<(Vec<Component>, Selection)>,
}

/// A part of the training rows with the selection made on it.
pub(super) struct Part<'a> {
    pub(super) view: TrainingView<'a>,
    /// Rows left out of it (of all training rows: these), and their positions in the part it was split from.
    pub(super) rows: Rows<'a>,
    pub(super) held_out: Vec<usize>,
    pub(super) chosen: Chosen,
    pub(super) folds: Vec<Part<'a>>,
}

/// Rows that a part leaves out, and their positions in the part it was split from.
struct LeftOut<'a> {
    rows: Rows<'a>,
    held_out: Vec<usize>,
}

/// How a part is split: the selection made on each, and how many folds.
struct Splitting<'a> {
    choose: &'a mut dyn FnMut(&TrainingView) -> Result<Chosen>,
    options: &'a TrainOptions,
}

/// A model's inputs fitted on one part.
pub(super) struct Prepared {
    pub(super) scaling: Scaling,
    pub(super) data: TrainingDesign,
    /// The part's held-out rows, scaled: made once, because every setting of every grid is judged on them and a
    /// component is a sum over a thousand columns.
    pub(super) held_out: Design,
}

impl Chosen {
    fn on(view: &TrainingView, columns: &[Column], options: &TrainOptions) -> Result<Self> {
        let radiomics = select::choose(view, columns, &options.selection)?;
        let join = |how| {
            let components = Components::fit(view, how)?;
            let selection = select::choose_joined(view, columns, &components, &options.selection)?;
            Ok::<_, Error>((components.list, selection))
        };
        Ok(Self { radiomics, joined: options.components.as_ref().map(join).transpose()? })
    }
}

impl<'a> Part<'a> {
    /// All training rows, their folds, and the folds of these.
    pub(super) fn root(
        view: TrainingView<'a>,
        columns: &[Column],
        options: &TrainOptions,
        progress: &mut Progress,
    ) -> Result<Self> {
        let none = LeftOut { rows: view.rows(), held_out: Vec::new() };
        let mut choose = |view: &TrainingView| {
            let sizes = Sizes { rows: view.len(), columns: columns.len() };
            progress.step(Task::SelectingFeatures, sizes.selection_ms())?;
            Chosen::on(view, columns, options)
        };
        Self::split(view, none, 2, &mut Splitting { choose: &mut choose, options })
    }

    /// This part and, `depth` times over, its folds.
    fn split(
        view: TrainingView<'a>,
        LeftOut { rows, held_out }: LeftOut<'a>,
        depth: usize,
        splitting: &mut Splitting<'_>,
    ) -> Result<Self> {
        let chosen = (splitting.choose)(&view)?;
        let mut folds = Vec::new();
        if depth > 0 {
            for fold in view.folds(splitting.options.folds, splitting.options.seed) {
                let left_out = LeftOut { rows: fold.rows, held_out: fold.held_out };
                folds.push(Self::split(fold.training, left_out, depth - 1, splitting)?);
            }
        }
        Ok(Self { view, rows, held_out, chosen, folds })
    }

    /// The selection behind a model's inputs; `None` where they are not chosen.
    pub(super) fn selection(&self, inputs: Inputs) -> Option<&Selection> {
        match inputs {
            Inputs::Radiomics | Inputs::RadiomicsAndClinical => Some(&self.chosen.radiomics),
            Inputs::RadiomicsAndDeep => self.chosen.joined.as_ref().map(|joined| &joined.1),
            Inputs::Age | Inputs::Clinical | Inputs::Volume | Inputs::Nothing => None,
        }
    }

    /// Scaling and design of a model on this part.
    pub(super) fn prepare(&self, inputs: Inputs) -> Result<Prepared> {
        let mut columns: Vec<Column> = match inputs {
            Inputs::Radiomics | Inputs::RadiomicsAndClinical | Inputs::RadiomicsAndDeep => {
                self.selection(inputs).map(|selection| selection.kept.clone()).unwrap_or_default()
            }
            Inputs::Volume => {
                self.view.columns().iter().filter(|column| column.is_volume()).take(1).cloned().collect()
            }
            Inputs::Age | Inputs::Clinical | Inputs::Nothing => Vec::new(),
        };
        let clinical = match inputs {
            Inputs::RadiomicsAndClinical | Inputs::Clinical => self.view.clinical(),
            Inputs::Age => self.view.of_age(),
            _ => Vec::new(),
        };
        // What is the same in all training rows is refused by its name; in a fold it only lacks what others have.
        let whole = self.held_out.is_empty();
        columns.extend(if whole { clinical } else { self.view.varied(clinical) });
        let components = self.chosen.joined.as_ref().map_or(&[][..], |joined| &joined.0);
        let scaling = Scaling::fit_joined(&self.view, &columns, components)?;
        let data = scaling.training_design(&self.view)?;
        let held_out = scaling.design(&self.rows)?;
        Ok(Prepared { scaling, data, held_out })
    }
}
