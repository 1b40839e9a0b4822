//! Does a new model move events up and non-events down? Shown because readers ask; both can flatter a miscalibrated model.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::statistics::check_classes;
use crate::numeric::statistics::check_probabilities;
use crate::numeric::statistics::covariance;
use crate::numeric::statistics::distribution::normal_two_sided;
use crate::numeric::statistics::mean;
use crate::words::Statistic;

/// Change from an old to a new model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reclassification {
    /// Continuous net reclassification improvement: P(up|event) − P(down|event) + P(down|other) − P(up|other).
    pub nri: f64,
    /// Its standard error: √(Σ over classes of (up + down − (up − down)²)/n).
    pub nri_error: f64,
    /// Two-sided p-value of NRI = 0.
    pub nri_p: f64,
    /// Integrated discrimination improvement: mean change of p in events minus that in non-events.
    pub idi: f64,
    /// Its standard error: √(s²/n of the changes in events + the same in non-events).
    pub idi_error: f64,
    /// Two-sided p-value of IDI = 0.
    pub idi_p: f64,
}

/// Compares probabilities `new` with `old` on the same cases (Pencina et al., Stat. Med. 2008 and 2011).
///
/// # Errors
/// Fewer than two cases of a class, lengths differ, or a probability lies outside [0, 1].
pub fn reclassification(labels: &[bool], old: &[f64], new: &[f64]) -> Result<Reclassification> {
    for probabilities in [old, new] {
        check_classes(Statistic::Reclassification, labels, probabilities, 2)?;
        check_probabilities(Statistic::Reclassification, probabilities)?;
    }
    let changes = |class: bool| -> Vec<f64> {
        let pairs = labels.iter().zip(old.iter().zip(new));
        pairs.filter(|(label, _)| **label == class).map(|(_, (old, new))| new - old).collect()
    };
    let (events, others) = (changes(true), changes(false));
    let (up, up_variance) = net_up(&events);
    let (down, down_variance) = net_up(&others);
    let variance_of_mean = |d: &[f64]| covariance(d, d) / d.len() as f64;
    let (nri, nri_error) = (up - down, (up_variance + down_variance).sqrt());
    let idi = mean(&events) - mean(&others);
    let idi_error = (variance_of_mean(&events) + variance_of_mean(&others)).sqrt();
    // No spread means no change at all, or one that is certain.
    let p = |value: f64, error: f64| {
        if error > 0.0 { normal_two_sided(value / error) } else { f64::from(u8::from(value == 0.0)) }
    };
    Ok(Reclassification {
        nri,
        nri_error,
        nri_p: p(nri, nri_error),
        idi,
        idi_error,
        idi_p: p(idi, idi_error),
    })
}

/// Share moved up minus share moved down, and its variance.
fn net_up(changes: &[f64]) -> (f64, f64) {
    let n = changes.len() as f64;
    let up = changes.iter().filter(|&&change| change > 0.0).count() as f64 / n;
    let down = changes.iter().filter(|&&change| change < 0.0).count() as f64 / n;
    let net = up - down;
    (net, (up + down - net * net) / n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_change_is_none() {
        let p = [0.1, 0.6, 0.3, 0.9];
        let result = reclassification(&[true, false, true, false], &p, &p).unwrap();
        assert_eq!((result.nri, result.nri_p, result.idi, result.idi_p), (0.0, 1.0, 0.0, 1.0));
    }
}
