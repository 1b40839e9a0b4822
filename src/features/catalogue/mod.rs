//! The one table of features, a file of rows for each class: name, IBSI code, unit, formula, range, meaning, function.
//! What is computed, docs/features.md and `discern features` come from it.
//!
//! Names and their order are PyRadiomics'. A new feature is one function and one row.

mod entry;
mod firstorder;
mod glcm;
mod gldm;
mod glrlm;
mod glszm;
mod ngtdm;
mod shape;
mod shape2d;
mod unit;

pub(super) use entry::Compute;
pub use entry::{Entry, Family};
pub use unit::Unit;

use super::class::Class;

/// Every class with its features, in PyRadiomics' order.
pub static FAMILIES: [Family; 8] = [
    firstorder::FAMILY,
    glcm::FAMILY,
    gldm::FAMILY,
    glrlm::FAMILY,
    glszm::FAMILY,
    ngtdm::FAMILY,
    shape::FAMILY,
    shape2d::FAMILY,
];

/// Every feature, by class and in PyRadiomics' order of names.
pub fn catalogue() -> impl Iterator<Item = &'static Entry> {
    // The compiler would write each search out as one comparison after the other: 30 kB of wasm.
    std::hint::black_box(&FAMILIES).iter().flat_map(|family| family.rows)
}

/// The feature of a class by its name.
pub fn find(class: Class, name: &str) -> Option<&'static Entry> {
    catalogue().find(|entry| entry.class == class && entry.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_ascend_and_default_features_number_as_in_pyradiomics() {
        // PyRadiomics sorts its methods: get<name>FeatureValue.
        let key = |entry: &Entry| (entry.class, format!("{}FeatureValue", entry.name));
        let keys: Vec<_> = catalogue().map(key).collect();
        assert!(keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1]));
        let counts = Class::ALL
            .map(|class| catalogue().filter(|entry| entry.class == class && entry.by_default).count());
        assert_eq!(counts, [18, 24, 14, 16, 16, 5, 14, 9]);
        assert_eq!(FAMILIES.each_ref().map(|family| family.class), Class::ALL);
    }

    #[test]
    fn every_row_says_what_it_is() {
        let sentence =
            |text: &str| text.ends_with('.') && text.chars().next().is_some_and(|c| !c.is_lowercase());
        for entry in catalogue() {
            assert!(sentence(entry.meaning), "{entry}: {}", entry.meaning);
            assert!(entry.differs.is_empty() || sentence(entry.differs), "{entry}: {}", entry.differs);
            let withdrawn = entry.withdrawn().is_some();
            assert_eq!((entry.formula.is_empty(), entry.range.is_empty()), (withdrawn, withdrawn), "{entry}");
            assert!(!withdrawn || !entry.by_default, "{entry}");
            let code = |code: &str| {
                code.len() == 4 && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            };
            assert!(entry.ibsi.is_none_or(code), "{entry}");
        }
        // A code may stand twice only where one of the two features is withdrawn as equal to the other.
        let mut codes: Vec<_> =
            catalogue().filter(|e| e.withdrawn().is_none()).filter_map(|e| e.ibsi).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    /// A capital or Greek letter in a formula is a symbol of the family, or the formula names another feature.
    #[test]
    fn every_symbol_of_a_formula_is_defined() {
        let is_part = |c: char| c.is_alphabetic() || c.is_ascii_digit() || c == '_' || c == '\u{304}';
        for family in &FAMILIES {
            let symbols: Vec<&str> = family
                .symbols
                .iter()
                .flat_map(|(symbols, _)| symbols.split(|c| !is_part(c)))
                .chain(family.rows.iter().map(|row| row.name))
                .collect();
            for entry in family.rows {
                let words = entry.formula.split(|c| !is_part(c)).filter(|word| {
                    let first = word.chars().next().unwrap_or(' ');
                    (first.is_uppercase() || !first.is_ascii() && first.is_alphabetic())
                        && !word.starts_with(['Σ', 'π'])
                });
                for word in words {
                    assert!(symbols.contains(&word), "{entry}: {word} in {}", entry.formula);
                }
            }
        }
    }
}
