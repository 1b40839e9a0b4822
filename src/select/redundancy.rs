//! Rank correlations and mRMR.

use crate::numeric::linear::dot;
use crate::numeric::statistics::midranks;

/// Midranks, centred and scaled to length 1, so that Spearman's rho is a scalar product.
pub struct Ranks(Vec<f64>);

impl Ranks {
    /// Of values; all zero where they do not vary, which correlates with nothing.
    pub fn of(values: &[f64]) -> Self {
        let mut ranks = midranks(values);
        let middle = (values.len() as f64 + 1.0) / 2.0;
        let length = ranks.iter().map(|rank| (rank - middle) * (rank - middle)).sum::<f64>().sqrt();
        for rank in &mut ranks {
            *rank = if length > 0.0 { (*rank - middle) / length } else { 0.0 };
        }
        Self(ranks)
    }

    /// Spearman's rho.
    pub fn rho(&self, other: &Self) -> f64 {
        dot(&self.0, &other.0)
    }
}

/// Minimum redundancy, maximum relevance (Peng, Long & Ding 2005, difference form), with rank correlation in the place
/// of mutual information: the next feature maximises |rho(feature, outcome)| − mean |rho(feature, chosen)|.
///
/// Rank correlation needs no binning, on which mutual information of a few hundred cases would depend. Positions in the
/// order of choice; of equals the first in `from`.
pub fn minimum_redundancy(ranks: &[Ranks], from: &[usize], outcome: &Ranks, most: usize) -> Vec<usize> {
    let relevance: Vec<f64> = from.iter().map(|&at| ranks[at].rho(outcome).abs()).collect();
    let mut redundancy = vec![0.0; from.len()];
    let mut left: Vec<usize> = (0..from.len()).collect();
    let mut chosen = Vec::new();
    while chosen.len() < most && !left.is_empty() {
        let count = chosen.len().max(1) as f64;
        let score = |place: usize| relevance[place] - redundancy[place] / count;
        let mut best = 0;
        for at in 1..left.len() {
            if score(left[at]) > score(left[best]) {
                best = at;
            }
        }
        let place = left.remove(best);
        for &other in &left {
            redundancy[other] += ranks[from[place]].rho(&ranks[from[other]]).abs();
        }
        chosen.push(from[place]);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_choice_is_not_a_copy_of_the_first() {
        let outcome = Ranks::of(&[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
        let strong = [1.0, 2.0, 3.0, 5.0, 4.0, 6.0, 7.0, 8.0];
        let copy = strong.map(|x: f64| x * x);
        let other = [1.0, 8.0, 2.0, 4.0, 3.0, 7.0, 5.0, 6.0];
        let ranks = [&strong, &copy, &other].map(|values| Ranks::of(values));
        assert!((ranks[0].rho(&ranks[1]) - 1.0).abs() < 1e-12);
        assert_eq!(minimum_redundancy(&ranks, &[0, 1, 2], &outcome, 2), [0, 2]);
    }
}
