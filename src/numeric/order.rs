//! One sort for all that is sorted rarely: each sort with a comparison or a type of its own is some 6 kB of wasm.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Positions 0 to `count` − 1 in the order that `compare` gives them; equals in the order of their positions.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    order
}

/// Positions of the values from the least to the largest; equals in the order of their positions.
pub fn ascending(values: &[f64]) -> Vec<usize> {
    order(values.len(), &|a, b| values[a].total_cmp(&values[b]))
}

/// Puts `values` in the order that `compare` gives them; equals keep their order.
pub fn sort<T>(values: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut from = order(values.len(), &|a, b| compare(&values[a], &values[b]));
    // Each value goes to its place, that which stood there to its own, until the circle is closed.
    for first in 0..from.len() {
        let mut at = first;
        while from[at] != first {
            let next = std::mem::replace(&mut from[at], at);
            values.swap(at, next);
            at = next;
        }
        from[at] = at;
    }
}

/// The values, each once. `collect` would sort them first, by a sort of its own.
pub fn set<T: Ord>(values: impl Iterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(values);
    set
}

/// Values by their keys; of equal keys the last. `collect` would sort them first, by a sort of its own.
pub fn map<K: Ord, V>(pairs: impl Iterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_as_the_library_sorts_them() {
        let mut random = 7_u64;
        for count in (0..40).chain([1000]) {
            let mut values: Vec<(u64, usize)> = (0..count)
                .map(|at| {
                    random = random
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    (random >> 59, at)
                })
                .collect();
            let mut right = values.clone();
            right.sort_by_key(|value| value.0);
            sort(&mut values, &|a, b| a.0.cmp(&b.0));
            assert_eq!(values, right);
        }
    }

    #[test]
    fn equals_stay_in_the_order_of_their_positions() {
        assert_eq!(ascending(&[2.0, 1.0, 2.0, f64::NEG_INFINITY, 1.0]), [3, 1, 4, 0, 2]);
        let even_first = |a: usize, b: usize| (a % 2).cmp(&(b % 2));
        assert_eq!(order(5, &even_first), [0, 2, 4, 1, 3]);
        assert!(order(0, &even_first).is_empty());
    }
}
