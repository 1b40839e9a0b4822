//! Who is simulated: centre, cohort, diagnosis, age.

use super::{Purpose, stream};
use crate::numeric::float;
use crate::numeric::random::Random;
use crate::table::Split;

/// One simulated patient.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// `sim-0001`, …
    pub case: String,
    /// 0: development centre; 1: the other.
    pub center: usize,
    /// Cohort.
    pub split: Split,
    /// Whole years.
    pub age: f64,
    /// Metastasis (1) rather than primary (0).
    pub metastasis: bool,
}

/// Cases of the second centre among 510, as in the study.
const EXTERNAL_PER_510: u64 = 100;
/// Every fifth development case is held out: 82 of 410.
const INTERNAL_EVERY: u64 = 5;
/// Share of metastases in both centres.
const PREVALENCE: f64 = 0.52;

/// Age of primaries: (m + s)·exp(σ·normal) − s, kept within 6–90 years; m, s and σ solve for quartiles 28, 39, 53
/// of the *kept* values.
const PRIMARY_SHIFT_YEARS: f64 = 5.150;
const PRIMARY_LOG_SD: f64 = 0.4388;
const PRIMARY_MEDIAN_YEARS: f64 = 40.09;
const METASTASIS_MEAN_YEARS: f64 = 59.3;
const METASTASIS_SD_YEARS: f64 = 11.2;

/// Patient `index` of the cohort of `seed`.
pub fn subject(seed: u64, index: u64) -> Subject {
    let external_before = index * EXTERNAL_PER_510 / 510;
    let external = (index + 1) * EXTERNAL_PER_510 / 510 > external_before;
    let development = index - external_before;
    let split = match external {
        true => Split::External,
        false if development % INTERNAL_EVERY == INTERNAL_EVERY - 1 => Split::Internal,
        false => Split::Train,
    };
    let random = &mut stream(seed, index, Purpose::Subject);
    let metastasis = random.uniform() < PREVALENCE;
    let age = if metastasis { metastasis_age(random) } else { primary_age(random) };
    Subject { case: format!("sim-{:04}", index + 1), center: external.into(), split, age, metastasis }
}

/// Median 39, interquartile range 28–53, within 6–90 years.
fn primary_age(random: &mut Random) -> f64 {
    let location = PRIMARY_MEDIAN_YEARS + PRIMARY_SHIFT_YEARS;
    within(6.0, 90.0, || location * float::exp(PRIMARY_LOG_SD * random.normal()) - PRIMARY_SHIFT_YEARS)
}

/// 59.3 ± 11.2, within 20–92 years.
fn metastasis_age(random: &mut Random) -> f64 {
    within(20.0, 92.0, || METASTASIS_MEAN_YEARS + METASTASIS_SD_YEARS * random.normal())
}

/// Draws again until the whole year lies within bounds (few draws do not).
fn within(low: f64, high: f64, mut draw: impl FnMut() -> f64) -> f64 {
    loop {
        let age = draw().round();
        if (low..=high).contains(&age) {
            return age;
        }
    }
}
