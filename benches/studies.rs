//! How the probabilities of trained models do on patients that nobody has seen, over many simulated studies.
//!
//! `cargo bench --bench studies -- [studies=16] [rows=328] [fresh=1500] [lesions=1] [signal=1] [seed=1]
//! [classifiers=logistic-regression,svm]` trains every model on each study's table and prints, over the studies, mean ± SD
//! of: AUC of the training cases out of fold; AUC, calibration slope, calibration in the large and log loss of fresh cases.
//!
//! A study is a table, not images: sixteen groups of eight correlated features of T1 and T2, the first four groups
//! shifted in metastases by `signal` times 0.5 SD (0: noise alone), and ages as two centres published them (primaries
//! 41 ± 17 years, metastases 59 ± 11). With `lesions` above 1 each patient has so many rows that share nine tenths of
//! their variance. None of it is about patients.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::collections::BTreeMap;
use std::error::Error;

use discern::classify::Kind;
use discern::model::{FeatureSource, TrainOptions};
use discern::monitor::Silent;
use discern::numeric::random::Random;
use discern::numeric::statistics::{auc, calibration_line, mean_sd};
use discern::study;
use discern::table::{Case, Column, Split, Table};

/// Groups of features that go together, and features of each.
const GROUPS: usize = 16;
const EACH: usize = 8;
/// Groups that tell the classes apart, and by how many standard deviations.
const INFORMATIVE: usize = 4;
const SHIFT: f64 = 0.5;
/// Mean and SD of age, years: of primaries, of metastases.
const AGES: [(f64, f64); 2] = [(41.0, 17.0), (59.0, 11.0)];
/// Share of a feature's variance that the lesions of one patient have in common.
const COMMON: f64 = 0.9;

struct Plan {
    studies: u64,
    rows: usize,
    fresh: usize,
    lesions: usize,
    signal: f64,
    seed: u64,
    classifiers: Vec<Kind>,
}

impl Plan {
    fn read() -> Result<Self, Box<dyn Error>> {
        let mut values: BTreeMap<String, String> = BTreeMap::new();
        for argument in std::env::args().skip(1).filter(|argument| argument != "--bench") {
            let (name, value) = argument.split_once('=').ok_or("arguments are name=value")?;
            values.insert(name.to_owned(), value.to_owned());
        }
        let number = |name: &str, usual: f64| -> Result<f64, Box<dyn Error>> {
            Ok(values.get(name).map_or(Ok(usual), |value| value.parse())?)
        };
        let kinds = values.get("classifiers").map_or("logistic-regression", String::as_str);
        let kinds = kinds.split(',').map(study::classifier_named);
        Ok(Self {
            studies: number("studies", 16.0)? as u64,
            rows: number("rows", 328.0)? as usize,
            fresh: number("fresh", 1500.0)? as usize,
            lesions: number("lesions", 1.0)? as usize,
            signal: number("signal", 1.0)?,
            seed: number("seed", 1.0)? as u64,
            classifiers: kinds.collect::<Result<_, _>>()?,
        })
    }

    /// The table of a study: training rows, and fresh ones as another centre's.
    fn table(&self, study: u64) -> Result<Table, Box<dyn Error>> {
        let mut random = Random::stream(self.seed, study);
        let names =
            (0..GROUPS * EACH).map(|at| format!("t{}_original_firstorder_Feature{at:03}", 1 + at % 2));
        let names: Vec<String> = names.collect();
        let (mut cases, mut values) = (Vec::new(), Vec::new());
        for (split, rows) in [(Split::Train, self.rows), (Split::External, self.fresh)] {
            for patient in 0..rows / self.lesions {
                let metastasis = patient % 2 == 1;
                let (mean, sd) = if self.signal == 0.0 { AGES[0] } else { AGES[usize::from(metastasis)] };
                let age = (mean + sd * random.normal()).clamp(5.0, 95.0).round();
                let own = features(&mut random);
                for lesion in 0..self.lesions {
                    let other = features(&mut random);
                    let share: f64 = if self.lesions == 1 { 1.0 } else { COMMON };
                    let shift = |at: usize| {
                        let tells = metastasis && at / EACH < INFORMATIVE;
                        if tells { self.signal * SHIFT } else { 0.0 }
                    };
                    let mixed = own.iter().zip(other).enumerate();
                    values.extend(mixed.map(|(at, (own, other))| {
                        share.sqrt() * own + (1.0 - share).sqrt() * other + shift(at)
                    }));
                    cases.push(Case {
                        case: format!("{split}-{patient}-{lesion}"),
                        patient: format!("{split}-{patient}"),
                        center: split.key().to_owned(),
                        split,
                        age,
                        metastasis,
                        described: Default::default(),
                    });
                }
            }
        }
        Ok(Table::new(cases, Column::parse_all(names.iter().map(String::as_str)), values)?)
    }
}

/// Features without any signal; those of a group have half their variance in common.
fn features(random: &mut Random) -> Vec<f64> {
    let mut all = Vec::with_capacity(GROUPS * EACH);
    for _ in 0..GROUPS {
        let common = random.normal();
        all.extend((0..EACH).map(|_| (common + random.normal()) * std::f64::consts::FRAC_1_SQRT_2));
    }
    all
}

/// Figures of one classifier of one study.
fn figures(labels: [&[u8]; 2], probabilities: [&[f64]; 2]) -> Option<[f64; 5]> {
    let [own, fresh] = labels.map(|labels| labels.iter().map(|&label| label == 1).collect::<Vec<_>>());
    let line = calibration_line(&fresh, probabilities[1]).ok();
    let loss = |(&label, &p): (&bool, &f64)| -(if label { p } else { 1.0 - p }).ln();
    let loss = fresh.iter().zip(probabilities[1]).map(loss).sum::<f64>() / fresh.len() as f64;
    let (slope, large) = line.map_or((f64::NAN, f64::NAN), |line| (line.slope, line.in_the_large));
    Some([auc(&own, probabilities[0]).ok()?, auc(&fresh, probabilities[1]).ok()?, slope, large, loss])
}

fn main() -> Result<(), Box<dyn Error>> {
    let plan = Plan::read()?;
    let mut found: BTreeMap<(usize, String), Vec<[f64; 5]>> = BTreeMap::new();
    for study in 0..plan.studies {
        let table = plan.table(study)?;
        let source = FeatureSource { settings: "{}".to_owned(), deep: None };
        let options = TrainOptions { classifiers: plan.classifiers.clone(), ..TrainOptions::default() };
        let model = study::train(&table, &source, &options, &Silent)?;
        for (place, fitted) in model.models.iter().enumerate() {
            for classifier in &fitted.classifiers {
                let of = |split| classifier.predictions.iter().find(|of| of.split == split);
                let (Some(own), Some(fresh)) = (of(Split::Train), of(Split::External)) else { continue };
                let row = figures([&own.labels, &fresh.labels], [&own.probabilities, &fresh.probabilities]);
                let name = format!("{}, {}", fitted.name, classifier.kind.words());
                found.entry((place, name)).or_default().extend(row);
            }
        }
    }
    println!("| model | studies | AUC out of fold | AUC fresh | slope | in the large | log loss |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for ((_, name), rows) in found {
        let cells = (0..5).map(|at| {
            let finite = rows.iter().map(|row| row[at]).filter(|value| value.is_finite());
            let (mean, sd) = mean_sd(&finite.collect::<Vec<_>>());
            format!("{mean:.3} ± {sd:.3}")
        });
        println!("| {name} | {} | {} |", rows.len(), cells.collect::<Vec<_>>().join(" | "));
    }
    Ok(())
}
