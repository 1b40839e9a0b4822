//! Stage 10: everything is written down with what was done.
//!
//! [`Study`] (plain data from `study`) → numbers, each computed once ([`performance()`]) → figures ([`figure`]) and
//! tables ([`sheet`]) of those same numbers → [`write()`]: report.html, SVG and CSV files. The report needs nothing but
//! itself, has no clock and no random number without a fixed seed: the same study gives the same bytes.

mod axes;
mod elsewhere;
pub mod figure;
mod linear;
mod measured;
mod page;
pub mod performance;
pub mod sheet;
mod study;
mod svg;
mod text;

pub use linear::{Linear, Points, Term};
pub use study::{
    Cohort, LassoPath, LassoPoint, Learning, LearningPoint, Model, OrReason, Selection, Study, Subject,
    cohort_name,
};
pub use svg::Figure;

use crate::error::Result;
use crate::report::performance::{Comparison, Performance, against_clinical, comparisons, performance};
use crate::report::sheet::{CsvFile, Sheet};
use crate::table::Split;
use crate::words::{ModelProblem, Phrase, ReportGap};

/// Shown at both ends of a report of a demonstration model, and with every figure and table of it.
pub const DEMONSTRATION: &str = "trained on simulated cases, not for clinical use";

/// A file of the report.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReportFile"))]
pub struct File {
    /// Name inside the report's folder.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Every number of the report.
struct Numbers {
    /// By model and cohort.
    performances: Vec<Vec<OrReason<Performance>>>,
    /// By cohort.
    comparisons: Vec<Vec<Comparison>>,
    /// By cohort: every model against the clinical inputs alone.
    against_clinical: Vec<Vec<Comparison>>,
    /// By cohort: name and performance of single sequences.
    sequences: Vec<Vec<(String, OrReason<Performance>)>>,
}

/// Figures of a part of the report, by their place in the page; where one is missing, why.
struct Figures {
    flow: Figure,
    maps: Vec<OrReason<Figure>>,
    roc: Vec<OrReason<Figure>>,
    calibration: Vec<OrReason<Figure>>,
    decision: Vec<OrReason<Figure>>,
    confusion: Vec<OrReason<Figure>>,
    forest: OrReason<Figure>,
    nomogram: OrReason<Figure>,
    scores: OrReason<Figure>,
    correlation: OrReason<Figure>,
    lasso: OrReason<Figure>,
    sequences: Vec<OrReason<Figure>>,
    learning: OrReason<Figure>,
}

/// All files of the report: report.html first, then figures and tables.
///
/// # Errors
/// The study contradicts itself: a position of a model that is not there, or more or fewer predictions than cases.
pub fn write(study: &Study) -> Result<Vec<File>> {
    check(study)?;
    let numbers = numbers(study);
    let mut figures = figures(study, &numbers);
    let (mut tables, csv) = tables(study, &numbers);
    if study.demonstration {
        figures.all_mut().for_each(|figure| figure.note(&format!("Demonstration: {DEMONSTRATION}")));
        let caption_end = format!(" (demonstration: {DEMONSTRATION})");
        tables.all_mut().for_each(|table| table.caption.push_str(&caption_end));
    }
    let mut files = vec![File { name: "report.html".to_owned(), text: page::html(study, &figures, &tables) }];
    files.extend(
        figures.all().map(|figure| File { name: format!("{}.svg", figure.name), text: figure.file() }),
    );
    files.extend(csv.into_iter().map(|csv| File { name: format!("{}.csv", csv.name), text: csv.text }));
    Ok(files)
}

fn check(study: &Study) -> Result<()> {
    let wrong = |expected: Phrase| Err(ModelProblem::StudyUnsound { expected }.into());
    if study.cohorts.len() != Split::ALL.len()
        || study.cohorts.iter().zip(Split::ALL).any(|(cohort, split)| cohort.split != split)
    {
        return wrong(Phrase::ThreeCohorts);
    }
    let models = study.models.len();
    if study.primary >= models || study.compared.is_empty() || study.compared.iter().any(|&at| at >= models) {
        return wrong(Phrase::ModelPlaces);
    }
    let fits = |model: &Model| {
        let pairs = model.predictions.iter().zip(&study.cohorts);
        model.predictions.len() == study.cohorts.len()
            && pairs
                .into_iter()
                .all(|(p, cohort)| p.as_ref().map_or(true, |p| p.len() == cohort.subjects.len()))
    };
    let sequences = study.sequences.as_ref().map_or([].as_slice(), Vec::as_slice);
    if !study.models.iter().chain(sequences).all(fits) {
        return wrong(Phrase::OnePredictionACase);
    }
    Ok(())
}

fn numbers(study: &Study) -> Numbers {
    let cohorts = 0..study.cohorts.len();
    let of = |model: &Model| cohorts.clone().map(|at| performance(study, model, at)).collect();
    let sequences = study.sequences.as_ref().map_or([].as_slice(), Vec::as_slice);
    Numbers {
        performances: study.models.iter().map(of).collect(),
        comparisons: cohorts.clone().map(|at| comparisons(study, at)).collect(),
        against_clinical: cohorts.clone().map(|at| against_clinical(study, at)).collect(),
        sequences: cohorts
            .map(|at| {
                sequences.iter().map(|model| (model.name.clone(), performance(study, model, at))).collect()
            })
            .collect(),
    }
}

fn figures(study: &Study, numbers: &Numbers) -> Figures {
    let each = |draw: &dyn Fn(usize) -> OrReason<Figure>| -> Vec<OrReason<Figure>> {
        let absent = |at: usize| ReportGap::NoCases { cohort: cohort_name(study.cohorts[at].split) };
        (0..study.cohorts.len())
            .map(|at| if study.cohorts[at].subjects.is_empty() { Err(absent(at)) } else { draw(at) })
            .collect()
    };
    let primary = &numbers.performances[study.primary];
    let compared =
        |at: usize| study.compared.iter().map(|&m| &numbers.performances[m][at]).collect::<Vec<_>>();
    let selection = study.selection.as_ref().map_err(Clone::clone);
    let linear = study.linear.as_ref().map_err(Clone::clone);
    Figures {
        flow: figure::flow::draw(study),
        maps: each(&|at| figure::overview::auc_map(study, at, &numbers.performances)),
        roc: each(&|at| figure::roc::draw(study, at, &compared(at))),
        calibration: each(&|at| figure::calibration::draw(study, at, &primary[at])),
        decision: each(&|at| figure::decision::draw(study, at)),
        confusion: each(&|at| figure::confusion::draw(study, at, &primary[at])),
        forest: linear.clone().map(|linear| figure::coefficients::draw(study, linear)),
        nomogram: linear.and_then(|linear| figure::nomogram::draw(study, linear).ok_or(ReportGap::NoWeight)),
        scores: figure::scores::draw(study),
        correlation: selection
            .clone()
            .and_then(|s| Ok(figure::correlation::draw(s, &figure::correlation::correlate(s)?))),
        lasso: selection.and_then(|s| s.lasso.as_ref().map(figure::lasso::draw).map_err(Clone::clone)),
        sequences: each(&|at| {
            study.sequences.as_ref().map_err(Clone::clone)?;
            let split = study.cohorts[at].split;
            figure::overview::auc_forest(
                &format!("sequences_{split}"),
                cohort_name(split),
                &numbers.sequences[at],
            )
        }),
        learning: study.learning.as_ref().map(figure::learning::draw).map_err(Clone::clone),
    }
}

impl Figures {
    /// Those that could be drawn, in the order of the page.
    fn all(&self) -> impl Iterator<Item = &Figure> {
        let cohorts =
            [&self.maps, &self.roc, &self.calibration, &self.decision, &self.confusion, &self.sequences];
        let single =
            [&self.lasso, &self.correlation, &self.forest, &self.nomogram, &self.scores, &self.learning];
        std::iter::once(&self.flow)
            .chain(cohorts.into_iter().flatten().chain(single).filter_map(|figure| figure.as_ref().ok()))
    }
}

impl Figures {
    /// The same, to be changed.
    fn all_mut(&mut self) -> impl Iterator<Item = &mut Figure> {
        let Self { flow, maps, roc, calibration, decision, confusion, sequences, .. } = self;
        let cohorts = [maps, roc, calibration, decision, confusion, sequences];
        let single = [
            &mut self.lasso,
            &mut self.correlation,
            &mut self.forest,
            &mut self.nomogram,
            &mut self.scores,
            &mut self.learning,
        ];
        let rest = cohorts.into_iter().flatten().chain(single);
        std::iter::once(flow).chain(rest.filter_map(|figure| figure.as_mut().ok()))
    }
}

impl Tables {
    fn all_mut(&mut self) -> impl Iterator<Item = &mut Sheet> {
        let maybe = [&mut self.added, &mut self.selection, &mut self.coefficients, &mut self.learning];
        let maybe = self.performance.iter_mut().chain(maybe).filter_map(|sheet| sheet.as_mut().ok());
        let sure = [&mut self.cohorts, &mut self.comparisons, &mut self.calibration];
        sure.into_iter().chain(self.settings.as_mut()).chain(maybe)
    }
}

/// Tables of the page.
struct Tables {
    cohorts: Sheet,
    performance: Vec<OrReason<Sheet>>,
    settings: Option<Sheet>,
    comparisons: Sheet,
    added: OrReason<Sheet>,
    calibration: Sheet,
    selection: OrReason<Sheet>,
    coefficients: OrReason<Sheet>,
    learning: OrReason<Sheet>,
}

fn tables(study: &Study, numbers: &Numbers) -> (Tables, Vec<CsvFile>) {
    let (comparisons, comparisons_csv) = sheet::comparisons(study, &numbers.comparisons);
    let cohorts = sheet::cohorts(study);
    let mut csv =
        vec![cohorts.csv("cohorts"), sheet::performance_csv(study, &numbers.performances), comparisons_csv];
    csv.extend([sheet::roc_csv(study), sheet::decision_csv(study)]);
    if study.sequences.is_ok() {
        csv.push(sheet::sequences(study, &numbers.sequences));
    }
    let mut kept = |pair: (Sheet, CsvFile)| {
        csv.push(pair.1);
        pair.0
    };
    let coefficients =
        study.linear.as_ref().map_err(Clone::clone).map(|linear| kept(sheet::coefficients(linear)));
    let learning =
        study.learning.as_ref().map_err(Clone::clone).map(|learning| kept(sheet::learning(learning)));
    let added = sheet::added_value(study, &numbers.against_clinical).map(&mut kept);
    if let Ok(selection) = &study.selection {
        if let Ok(correlations) = figure::correlation::correlate(selection) {
            csv.push(sheet::correlation_csv(&correlations));
        }
        csv.extend(selection.lasso.as_ref().ok().map(sheet::lasso_csv));
    }
    let performance = |at: usize| match study.cohorts[at].subjects.is_empty() {
        true => Err(ReportGap::NoCases { cohort: cohort_name(study.cohorts[at].split) }),
        false => Ok(sheet::performance_of_cohort(study, at, &numbers.performances)),
    };
    let tables = Tables {
        cohorts,
        settings: (!study.grids.is_empty()).then(|| sheet::settings(study)),
        performance: (0..study.cohorts.len()).map(performance).collect(),
        comparisons,
        added,
        calibration: sheet::calibration(study, &numbers.performances),
        selection: study.selection.as_ref().map(sheet::selection).map_err(Clone::clone),
        coefficients,
        learning,
    };
    (tables, csv)
}
