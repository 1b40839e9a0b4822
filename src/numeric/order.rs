//! Sorting positions instead of values.

use std::cmp::Ordering;

/// Positions 0 to `count` − 1 in the order that `compare` gives them; equals in the order of their positions.
///
/// One sort for all that sort positions: each sort with a comparison of its own is some 6 kB of wasm.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    order
}

/// Positions of the values from the least to the largest; equals in the order of their positions.
pub fn ascending(values: &[f64]) -> Vec<usize> {
    order(values.len(), &|a, b| values[a].total_cmp(&values[b]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_stay_in_the_order_of_their_positions() {
        assert_eq!(ascending(&[2.0, 1.0, 2.0, f64::NEG_INFINITY, 1.0]), [3, 1, 4, 0, 2]);
        let even_first = |a: usize, b: usize| (a % 2).cmp(&(b % 2));
        assert_eq!(order(5, &even_first), [0, 2, 4, 1, 3]);
        assert!(order(0, &even_first).is_empty());
    }
}
