//! Bootstrap: intervals of statistics that have no formula, and the optimism of a fitted model.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::random::Random;
use crate::numeric::statistics::check_finite;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::quantile;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// Apparent performance corrected for optimism.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Optimism {
    /// Performance of the model on the cases it was fitted on.
    pub apparent: f64,
    /// Mean over resamples of (performance on the resample − performance on all cases) of a model fitted to it.
    pub optimism: f64,
    /// Apparent − optimism.
    pub corrected: f64,
    /// Resamples that could be fitted; one that held a single class, for instance, could not.
    pub fitted: usize,
}

/// `n` indices drawn with replacement, for repetition `repetition` of a bootstrap seeded with `seed`.
///
/// Each repetition has a stream of its own, so that they may be computed in any order.
pub fn resample(n: usize, seed: u64, repetition: u64) -> Vec<usize> {
    let mut random = Random::stream(seed, repetition);
    (0..n).map(|_| random.below(n as u64) as usize).collect()
}

/// Percentile interval (2.5 % to 97.5 %) of bootstrap replicates.
///
/// # Errors
/// Fewer than 20 replicates, or one that is not finite.
pub fn percentile_interval(replicates: &[f64]) -> Result<(f64, f64)> {
    check_finite(Statistic::BootstrapInterval, replicates)?;
    if replicates.len() < 20 {
        return Err(undefined(
            Statistic::BootstrapInterval,
            Statistic::AtLeast { least: 20 },
            replicates.len().to_string(),
        ));
    }
    Ok((quantile(replicates, 0.025)?, quantile(replicates, 0.975)?))
}

/// Harrell's optimism correction: `refit(repetition)` draws a resample of its own for this repetition, fits a model to
/// it with everything that was done to fit the first one, and gives its performance on the resample and on all cases.
///
/// # Errors
/// Fewer than half of the resamples could be fitted.
pub fn optimism(
    apparent: f64,
    repetitions: usize,
    mut refit: impl FnMut(u64) -> Result<(f64, f64)>,
) -> Result<Optimism> {
    let mut gaps = Vec::with_capacity(repetitions);
    for repetition in 0..repetitions {
        // A resample that cannot be fitted is counted by its absence.
        if let Ok((on_resample, on_all)) = refit(repetition as u64) {
            gaps.push(on_resample - on_all);
        }
    }
    if gaps.is_empty() || gaps.len() * 2 < repetitions {
        let found = format!("{} of {repetitions}", gaps.len());
        return Err(undefined(Statistic::OptimismCorrection, Statistic::HalfOfResamples, found));
    }
    let optimism = mean(&gaps);
    Ok(Optimism { apparent, optimism, corrected: apparent - optimism, fitted: gaps.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resamples_are_seeded_and_cover_the_cases() {
        assert_eq!(resample(50, 7, 3), resample(50, 7, 3));
        assert_ne!(resample(50, 7, 3), resample(50, 7, 4));
        let mut seen = resample(100, 1, 0);
        seen.sort_unstable();
        seen.dedup();
        // 1 − 1/e of the cases are expected.
        assert!((50..77).contains(&seen.len()), "{}", seen.len());
    }

    #[test]
    fn the_optimism_of_a_mean_is_known() {
        // "Fit" = mean of the resample; performance = −mean square error; E optimism = 2 s²/n (s² over n).
        let values: Vec<f64> = (0..40).map(f64::from).collect();
        let loss = |m: f64, v: &[f64]| -v.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / v.len() as f64;
        let apparent = loss(mean(&values), &values);
        let result = optimism(apparent, 2000, |repetition| {
            let drawn: Vec<f64> = resample(40, 11, repetition).into_iter().map(|i| values[i]).collect();
            Ok((loss(mean(&drawn), &drawn), loss(mean(&drawn), &values)))
        })
        .unwrap();
        let expected = 2.0 * -apparent / 40.0;
        assert!((result.optimism / expected - 1.0).abs() < 0.15, "{result:?} against {expected}");
        assert_eq!(result.fitted, 2000);
    }

    #[test]
    fn too_few_fits_are_refused() {
        assert!(
            optimism(0.9, 10, |_| Err(undefined(
                Statistic::LogisticRegression,
                Statistic::OverlappingClasses,
                "one"
            )))
            .is_err()
        );
        assert!(percentile_interval(&[1.0; 5]).is_err());
    }
}
