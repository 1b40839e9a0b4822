//! Which known names someone may have meant.

use crate::numeric::order;

/// At most three of the `known` names that differ from `name` in fewer than a third of its letters, nearest first; case
/// does not count.
pub(super) fn nearest(name: &str, known: impl IntoIterator<Item = String>) -> Vec<String> {
    // Longer names would cost time and cannot be near any.
    const LONGEST: usize = 100;
    let wanted: Vec<char> = name.to_lowercase().chars().take(LONGEST).collect();
    let mut near: Vec<(usize, String)> = known
        .into_iter()
        .map(|known| (changes(&wanted, &known.to_lowercase().chars().collect::<Vec<_>>()), known))
        .filter(|(changes, _)| changes * 3 < wanted.len())
        .collect();
    order::sort(&mut near, &Ord::cmp);
    near.dedup();
    near.into_iter().take(3).map(|(_, known)| known).collect()
}

/// Letters to put in, take out or replace to make `a` of `b` (Levenshtein).
fn changes(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_is_recognised() {
        let known = ["binWidth", "binCount", "sigma"].map(str::to_owned);
        assert_eq!(nearest("binwidht", known.clone()), ["binWidth"]);
        assert_eq!(nearest("resample", known.clone()), [""; 0]);
        assert_eq!(nearest("", known), [""; 0]);
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(changes(&letters("kitten"), &letters("sitting")), 3);
    }
}
