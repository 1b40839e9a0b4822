//! Settings of the deep features; a model file carries them, since its coefficients mean nothing without.

use serde::{Deserialize, Serialize};

use super::network::{MOST_LAYERS, Tap};
use crate::error::Error;
use crate::numeric::hash::sha256;
use crate::words::RegionProblem;

/// Longest margin that makes sense around a lesion, mm.
const MOST_MARGIN_MM: f64 = 200.0;

/// From volume to features, in this order:
///
/// 1. the plane is the one with the finest resolution (its normal is the voxel axis with the largest spacing; of
///    equals, the one nearest to the body's axis), turned so that storage order does not matter: sagittal images have
///    anterior left and superior up, coronal right left and superior up, axial right left and anterior up;
/// 2. intensities are clipped to percentiles of the body (`clip_percent`), taken over all voxels of the volume that
///    are brighter than its mean;
/// 3. scaled linearly to 0…255;
/// 4. resampled in the plane to square pixels of `pixel_mm`; `None` leaves the pixels as scanned;
/// 5. cropped to a square around the centre of the lesion's bounding box over all its slices: the box's longer side
///    and `margin_mm` on both sides; what lies beyond the image is 0;
/// 6. brought to the network's input size by `interpolation`, and to its range by (x − 127) / 128;
/// 7. `slices` of the lesion go through the network, features of several are averaged;
/// 8. `taps` says which activations become features, each averaged over its pixels; from shallow to deep, whatever
///    the order here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DeepOptions"))]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Lower and upper percentile of the body's intensities, 0…100.
    pub clip_percent: [f64; 2],
    /// Side of a pixel after resampling in the plane, mm.
    pub pixel_mm: Option<f64>,
    /// What is kept around the lesion's box, mm.
    pub margin_mm: f64,
    /// How pixels between pixels are made, at steps 4 and 6.
    pub interpolation: Interpolation,
    /// Which slices are looked at.
    pub slices: Slices,
    /// Which activations become features.
    pub taps: Vec<Tap>,
}

/// Kernel of the separable interpolation; widened by the factor of shrinking, so that shrinking does not alias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Interpolation {
    /// Triangle, 2 pixels wide.
    Bilinear,
    /// Keys' cubic with a = −1/2, 4 pixels wide.
    Bicubic,
}

/// Which slices of the lesion go through the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Slices {
    /// Every slice that has lesion voxels, each as grey; features are averaged.
    All,
    /// The slice with most lesion voxels (the first of equals), as grey.
    Largest,
    /// That slice as green, the one before as red, the one after as blue; at the volume's end the slice itself.
    Neighbours,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clip_percent: [0.5, 99.5],
            pixel_mm: None,
            margin_mm: 5.0,
            interpolation: Interpolation::Bicubic,
            slices: Slices::All,
            taps: vec![Tap::Head],
        }
    }
}

impl Options {
    /// Every problem of the settings, in the order of the fields.
    pub fn check(&self) -> Vec<Error> {
        let bad = |setting, range, found| RegionProblem::DeepSetting { setting, range, found }.into();
        let mut problems = Vec::new();
        let [low, high] = self.clip_percent;
        if !(0.0 <= low && low < high && high <= 100.0) {
            problems.push(bad("clip_percent", "0 ≤ low < high ≤ 100", format!("{low}, {high}")));
        }
        if self.pixel_mm.is_some_and(|pixel| !(0.1..=10.0).contains(&pixel)) {
            problems.push(bad("pixel_mm", "0.1…10 mm", format!("{:?}", self.pixel_mm)));
        }
        if !(0.0..=MOST_MARGIN_MM).contains(&self.margin_mm) {
            problems.push(bad("margin_mm", "0…200 mm", self.margin_mm.to_string()));
        }
        // Of each layer at most one, and of the head: more are not compared with each other.
        let many = self.taps.len() > MOST_LAYERS + 1;
        let repeated = || self.taps.iter().enumerate().any(|(at, tap)| self.taps[..at].contains(tap));
        if self.taps.is_empty() || many || repeated() {
            let found = if many { format!("n = {}", self.taps.len()) } else { format!("{:?}", self.taps) };
            problems.push(bad("taps", "1…n, a ≠ b", found));
        }
        problems
    }

    /// First 16 hex digits of the SHA-256 of the settings as JSON: names them in the provenance.
    ///
    /// # Panics
    /// Never: the settings are plain data.
    pub fn hash(&self) -> String {
        let json = serde_json::to_string(self).expect("settings are plain data");
        sha256(json.as_bytes())[..16].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_reported() {
        assert_eq!(Options::default().check(), []);
        let wrong = Options {
            clip_percent: [99.0, f64::NAN],
            pixel_mm: Some(0.0),
            margin_mm: f64::INFINITY,
            taps: vec![Tap::Head, Tap::Head],
            ..Options::default()
        };
        assert_eq!(wrong.check().len(), 4);
        let fields: Vec<String> = wrong.check().into_iter().map(|error| error.thing).collect();
        assert!(fields[0].contains("clip_percent") && fields[3].contains("taps"));
    }

    #[test]
    fn the_hash_follows_the_settings() {
        let text = serde_json::to_string(&Options::default()).unwrap();
        assert_eq!(serde_json::from_str::<Options>(&text).unwrap(), Options::default());
        let other = Options { margin_mm: 6.0, ..Options::default() };
        assert_ne!(other.hash(), Options::default().hash());
        assert_eq!(Options::default().hash().len(), 16);
        assert!(serde_json::from_str::<Options>(r#"{"margin": 5}"#).is_err());
    }
}
