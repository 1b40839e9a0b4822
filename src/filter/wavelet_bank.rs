//! A wavelet's pair of analysis filters by name.

use super::wavelet_table::BANKS;

/// Low- and high-pass analysis filter, of the same even length.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    /// Low pass.
    pub low: Vec<f64>,
    /// High pass: the low-pass synthesis filter with alternating signs, the first negative.
    pub high: Vec<f64>,
    /// PyWavelets keeps coiflets without their factor √2 and multiplies in the number type of the image.
    pub coiflet: bool,
}

impl Pair {
    /// The f32 filters, as PyWavelets has them for f32 images.
    pub fn single(&self) -> [Vec<f32>; 2] {
        let root = std::f64::consts::SQRT_2;
        let tap = |&tap: &f64| if self.coiflet { (tap / root) as f32 * root as f32 } else { tap as f32 };
        [&self.low, &self.high].map(|filter| filter.iter().map(tap).collect())
    }
}

/// The filters of a wavelet; `None` for a name that is none. Case does not matter, as in PyWavelets.
pub(super) fn pair(name: &str) -> Option<Pair> {
    let name = name.to_ascii_lowercase();
    let (known, reverse) = match name.strip_prefix("rbio") {
        Some(number) => (format!("bior{number}"), true),
        None if name == "haar" => ("db1".to_owned(), false),
        None => (name, false),
    };
    let &(_, analysis, synthesis) = BANKS.iter().find(|bank| bank.0 == known)?;
    let backwards = |filter: &[f64]| filter.iter().rev().copied().collect::<Vec<_>>();
    let synthesis = synthesis.map_or_else(|| backwards(analysis), <[f64]>::to_vec);
    let (low, synthesis) =
        if reverse { (backwards(&synthesis), backwards(analysis)) } else { (analysis.to_vec(), synthesis) };
    let high = synthesis.iter().enumerate().map(|(i, &tap)| if i % 2 == 0 { -tap } else { tap }).collect();
    Some(Pair { low, high, coiflet: known.starts_with("coif") })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of all wavelets, by family and number.
    fn wavelet_names() -> Vec<String> {
        let reverse =
            BANKS.iter().filter_map(|bank| bank.0.strip_prefix("bior")).map(|number| format!("rbio{number}"));
        BANKS.iter().map(|bank| bank.0.to_owned()).chain(["haar".to_owned()]).chain(reverse).collect()
    }

    #[test]
    fn every_wavelet_sums_to_root_two_and_zero() {
        let names = wavelet_names();
        assert_eq!(names.len(), 106);
        for name in names {
            let Pair { low, high, .. } = pair(&name).unwrap_or_else(|| panic!("{name} has no filters"));
            assert!(low.len() == high.len() && low.len() % 2 == 0, "{name}");
            let (sum_low, sum_high) = (low.iter().sum::<f64>(), high.iter().sum::<f64>());
            // dmey approximates a wavelet without finite support.
            let tolerance = if name == "dmey" { 2e-3 } else { 1e-7 };
            let error = (sum_low - std::f64::consts::SQRT_2).abs();
            assert!(error < tolerance, "{name}: low pass sums to {sum_low}");
            assert!(sum_high.abs() < tolerance, "{name}: high pass sums to {sum_high}");
        }
        assert_eq!(pair("HAAR"), pair("db1"));
        assert_eq!(pair("morl"), None);
    }
}
