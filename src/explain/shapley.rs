//! Contributions that add up to the log-odds.

/// base + Σ contributions = log-odds of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Log-odds of the typical training row.
    pub base: f64,
    /// One an input, in log-odds.
    pub contributions: Vec<f64>,
}

/// A linear margin β₀ + Σ β_j z_j under log-odds = slope · margin + intercept, exactly:
/// φ_j = slope · β_j · (z_j − mean z_j), base = slope · (β₀ + Σ β_j mean z_j) + intercept.
///
/// Standardised inputs have mean 0 in the training rows, so the mean falls out. These are the Shapley values of the
/// linear model with independent inputs (Lundberg & Lee 2017).
pub fn linear(intercept: f64, coefficients: &[f64], row: &[f64], (slope, offset): (f64, f64)) -> Explanation {
    Explanation {
        base: slope * intercept + offset,
        contributions: coefficients.iter().zip(row).map(|(beta, z)| slope * beta * z).collect(),
    }
}

/// Most inputs of [`shapley`]: 2^16 answers of a model are made in well under a second.
pub const MOST_INPUTS: usize = 16;

/// Shapley values of any model of standardised inputs, against the average training row (all z = 0):
/// φ_j = Σ over sets S without j of |S|!(k−|S|−1)!/k! · (f(S ∪ j) − f(S)), f(S) the log-odds with the inputs of S at this
/// case's values and the others at 0.
///
/// All sets are evaluated, so base + Σ φ is the log-odds. One approximation: the average row represents all training
/// rows. `None` beyond [`MOST_INPUTS`].
pub fn shapley(row: &[f64], logit: impl Fn(&[f64]) -> f64) -> Option<Explanation> {
    let inputs = row.len();
    if inputs > MOST_INPUTS {
        return None;
    }
    let mut mixed = vec![0.0; inputs];
    let answers: Vec<f64> = (0..1usize << inputs)
        .map(|set| {
            for (input, value) in mixed.iter_mut().enumerate() {
                *value = if set >> input & 1 == 1 { row[input] } else { 0.0 };
            }
            logit(&mixed)
        })
        .collect();
    let weights = weights(inputs);
    let mut contributions = vec![0.0; inputs];
    for (input, contribution) in contributions.iter_mut().enumerate() {
        for set in (0..answers.len()).filter(|set| set >> input & 1 == 0) {
            let size = set.count_ones() as usize;
            *contribution += weights[size] * (answers[set | 1 << input] - answers[set]);
        }
    }
    Some(Explanation { base: answers[0], contributions })
}

/// s!(k−s−1)!/k! for s = 0..k.
fn weights(inputs: usize) -> Vec<f64> {
    let mut weights = Vec::with_capacity(inputs);
    let mut weight = 1.0 / inputs.max(1) as f64;
    for size in 0..inputs {
        weights.push(weight);
        weight *= (size + 1) as f64 / (inputs - size - 1).max(1) as f64;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapley_of_a_linear_model_is_the_linear_one() {
        let (beta, row) = ([0.5, -2.0, 1.0], [1.0, 0.3, -0.7]);
        let logit = |z: &[f64]| 0.25 + z.iter().zip(&beta).map(|(z, b)| z * b).sum::<f64>();
        let (any, exact) = (shapley(&row, logit).unwrap(), linear(0.25, &beta, &row, (1.0, 0.0)));
        assert_eq!(any.base, exact.base);
        for (a, b) in any.contributions.iter().zip(&exact.contributions) {
            assert!((a - b).abs() < 1e-12);
        }
    }

    #[test]
    fn an_interaction_is_shared_and_everything_adds_up() {
        let row = [2.0, 3.0, 5.0];
        let found = shapley(&row, |z| z[0] * z[1] + z[2].max(1.0)).unwrap();
        assert_eq!(found.base, 1.0);
        for (contribution, expected) in found.contributions.iter().zip([3.0, 3.0, 4.0]) {
            assert!((contribution - expected).abs() < 1e-12, "{contribution}");
        }
        assert!(shapley(&[0.0; MOST_INPUTS + 1], |_| 0.0).is_none());
    }
}
