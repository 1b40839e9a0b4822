//! Calibration by groups and as one test.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::order::ascending;
use crate::numeric::statistics::check_classes;
use crate::numeric::statistics::check_probabilities;
use crate::numeric::statistics::distribution::chi_squared_sf;
use crate::numeric::statistics::distribution::normal_two_sided;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// Groups that the tests and plots use.
pub const GROUPS: usize = 10;

/// Whether the model was fitted on the cases at hand: that costs the Hosmer–Lemeshow test two degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// The cases the model was fitted on.
    Development,
    /// Cases the model has not seen.
    External,
}

/// How cases are grouped by probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Bins of equal width on [0, 1]; empty bins do not count.
    EqualWidth,
    /// Groups of equal size in the order of p; the first n mod g have one case more, ties stay in their order.
    EqualSize,
}

/// One group of cases with similar probabilities.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CalibrationGroup {
    /// Cases.
    pub cases: usize,
    /// Events among them.
    pub events: usize,
    /// Mean probability.
    pub mean_probability: f64,
}

/// A test statistic with its degrees of freedom (none for a normal one) and p-value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GoodnessOfFit {
    /// χ² or z.
    pub statistic: f64,
    /// Degrees of freedom of χ²; 0 for z.
    pub degrees_of_freedom: usize,
    /// p-value; a large one is absence of evidence, not evidence of calibration.
    pub p: f64,
}

/// Cases in `groups` groups, lowest probabilities first.
///
/// # Errors
/// A class is missing, lengths differ, a probability lies outside [0, 1], or there are fewer cases than groups.
pub fn calibration_groups(
    labels: &[bool],
    probabilities: &[f64],
    grouping: Grouping,
    groups: usize,
) -> Result<Vec<CalibrationGroup>> {
    check_classes(Statistic::CalibrationGroups, labels, probabilities, 1)?;
    check_probabilities(Statistic::CalibrationGroups, probabilities)?;
    if groups == 0 || labels.len() < groups {
        return Err(undefined(
            Statistic::CalibrationGroups,
            Statistic::CasesForGroups,
            format!("{}", labels.len()),
        ));
    }
    let members = match grouping {
        Grouping::EqualWidth => equal_width(probabilities, groups),
        Grouping::EqualSize => equal_size(probabilities, groups),
    };
    Ok(members
        .iter()
        .filter(|group| !group.is_empty())
        .map(|group| CalibrationGroup {
            cases: group.len(),
            events: group.iter().filter(|&&index| labels[index]).count(),
            mean_probability: group.iter().map(|&index| probabilities[index]).sum::<f64>()
                / group.len() as f64,
        })
        .collect())
}

fn equal_width(probabilities: &[f64], groups: usize) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); groups];
    for (index, p) in probabilities.iter().enumerate() {
        members[((p * groups as f64) as usize).min(groups - 1)].push(index);
    }
    members
}

fn equal_size(probabilities: &[f64], groups: usize) -> Vec<Vec<usize>> {
    let order = ascending(probabilities);
    let (size, larger) = (order.len() / groups, order.len() % groups);
    let mut rest = order.as_slice();
    (0..groups)
        .map(|group| {
            let (now, later) = rest.split_at(size + usize::from(group < larger));
            rest = later;
            now.to_vec()
        })
        .collect()
}

/// Hosmer–Lemeshow: χ² = Σ (O − E)² / (E (1 − E/n_g)) over equal-sized groups; g − 2 degrees of freedom on development
/// data, g on external data (Hosmer, Lemeshow & Sturdivant 2013).
///
/// # Errors
/// As [`calibration_groups`]; and where a group expects no event, or nothing but events.
pub fn hosmer_lemeshow(labels: &[bool], probabilities: &[f64], data: Data) -> Result<GoodnessOfFit> {
    let groups = calibration_groups(labels, probabilities, Grouping::EqualSize, GROUPS)?;
    let mut statistic = 0.0;
    for group in &groups {
        let n = group.cases as f64;
        let expected = group.mean_probability * n;
        let variance = expected * (1.0 - group.mean_probability);
        if variance <= 0.0 {
            return Err(undefined(Statistic::HosmerLemeshow, Statistic::BothOutcomes, "certain predictions"));
        }
        statistic += (group.events as f64 - expected) * (group.events as f64 - expected) / variance;
    }
    let degrees_of_freedom = match data {
        Data::Development => GROUPS - 2,
        Data::External => GROUPS,
    };
    Ok(GoodnessOfFit {
        statistic,
        degrees_of_freedom,
        p: chi_squared_sf(statistic, degrees_of_freedom as f64),
    })
}

/// Expected calibration error: Σ n_g/n |ȳ_g − p̄_g|.
///
/// # Errors
/// As [`calibration_groups`].
pub fn expected_calibration_error(labels: &[bool], probabilities: &[f64], grouping: Grouping) -> Result<f64> {
    let groups = calibration_groups(labels, probabilities, grouping, GROUPS)?;
    let share = |group: &CalibrationGroup| {
        let n = group.cases as f64;
        n / labels.len() as f64 * (group.events as f64 / n - group.mean_probability).abs()
    };
    Ok(groups.iter().map(share).sum())
}

/// Spiegelhalter's z = Σ (y − p)(1 − 2p) / √Σ (1 − 2p)² p (1 − p), normal when p is calibrated (Stat. Med. 1986).
///
/// # Errors
/// A class is missing, lengths differ, a probability lies outside [0, 1], or all are 0, ½ or 1.
pub fn spiegelhalter(labels: &[bool], probabilities: &[f64]) -> Result<GoodnessOfFit> {
    check_classes(Statistic::Spiegelhalter, labels, probabilities, 1)?;
    check_probabilities(Statistic::Spiegelhalter, probabilities)?;
    let (mut above, mut variance) = (0.0, 0.0);
    for (&label, p) in labels.iter().zip(probabilities) {
        let lean = 1.0 - 2.0 * p;
        above += (f64::from(u8::from(label)) - p) * lean;
        variance += lean * lean * p * (1.0 - p);
    }
    if variance <= 0.0 {
        return Err(undefined(Statistic::Spiegelhalter, Statistic::LeaningProbabilities, "no others"));
    }
    let statistic = above / variance.sqrt();
    Ok(GoodnessOfFit { statistic, degrees_of_freedom: 0, p: normal_two_sided(statistic) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_cover_all_cases_once() {
        let p: Vec<f64> = (0..23).map(|i| f64::from(i) / 22.0).collect();
        let labels: Vec<bool> = (0..23).map(|i| i % 2 == 0).collect();
        for grouping in [Grouping::EqualWidth, Grouping::EqualSize] {
            let groups = calibration_groups(&labels, &p, grouping, 10).unwrap();
            assert_eq!(groups.iter().map(|g| g.cases).sum::<usize>(), 23);
            assert_eq!(groups.iter().map(|g| g.events).sum::<usize>(), 12);
        }
        assert!(hosmer_lemeshow(&labels, &[1.0; 23], Data::External).is_err());
        assert!(calibration_groups(&labels[..5], &p[..5], Grouping::EqualSize, 10).is_err());
        assert!(spiegelhalter(&labels, &[0.5; 23]).is_err());
    }
}
