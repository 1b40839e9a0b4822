//! The simulated cohort: a source of cases, like `read`.
//!
//! Four-sequence sagittal volumes of a spine (vertebral bodies, discs, canal with cerebrospinal fluid and cord,
//! muscle, fat, vessels, air) with one lesion, its mask and the patient's age. Everything is drawn from a seed; case
//! `index` is the same whatever the number of cases, so that a cohort can be made in any order and extended.
//!
//! The aim is a cohort whose *difficulty* is like the literature's (age alone about 0.82, the other centre harder
//! than the own), not realistic anatomy and not anybody's figures. `docs/simulation.md` lists every number.

mod anatomy;
mod field;
mod lesion;
mod scanner;
mod subject;

pub use subject::{Subject, subject};

use crate::numeric::random::Random;
use crate::table::Sequence;
use crate::volume::{Image, LabelMap};

use anatomy::Anatomy;
use lesion::Lesion;
use scanner::Scanner;

/// Images and mask of one simulated subject, all on one grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// In the order of [`Sequence::ALL`].
    pub images: [Image; 4],
    /// 1 in the lesion, 0 elsewhere.
    pub mask: LabelMap,
}

/// Purposes of the random streams of one case; each has its own, so that a change in one leaves the others alone.
#[derive(Clone, Copy)]
enum Purpose {
    Subject = 1,
    Anatomy = 2,
    Lesion = 3,
    Scanner = 4,
    Noise = 5,
}

/// The stream of one purpose of one case.
fn stream(seed: u64, index: u64, purpose: Purpose) -> Random {
    Random::stream(seed ^ (purpose as u64).wrapping_mul(0x9e6c_63d0_876a_46ad), index)
}

/// The scan of case `index` of the cohort of `seed`.
///
/// # Examples
/// ```
/// use discern::simulate;
///
/// // The same numbers give the same scan.
/// assert_eq!(simulate::scan(1, 7).mask, simulate::scan(1, 7).mask);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn scan(seed: u64, index: u64) -> Scan {
    let subject = subject(seed, index);
    let scanner = Scanner::draw(subject.center, &mut stream(seed, index, Purpose::Scanner));
    let anatomy = Anatomy::draw(subject.age, &mut stream(seed, index, Purpose::Anatomy));
    let lesion = Lesion::draw(subject.metastasis, &anatomy, &mut stream(seed, index, Purpose::Lesion));
    let grid = scanner.grid();
    let mut ideal = [(); 4].map(|()| Vec::with_capacity(grid.voxels()));
    let mut mask = Vec::with_capacity(grid.voxels());
    for k in 0..grid.size[2] {
        for j in 0..grid.size[1] {
            for i in 0..grid.size[0] {
                let point = grid.world_from_voxel([i as f64, j as f64, k as f64]);
                let inside = lesion.contains(point, &anatomy);
                mask.push(inside);
                let place = anatomy.at(point);
                for sequence in Sequence::ALL {
                    let healthy = scanner.contrast(sequence, place.tissue) * place.gain;
                    ideal[sequence.index()].push(lesion.signal(sequence, point, inside, healthy));
                }
            }
        }
    }
    let noise = &mut stream(seed, index, Purpose::Noise);
    let images = Sequence::ALL
        .map(|sequence| scanner.image(sequence, std::mem::take(&mut ideal[sequence.index()]), noise));
    Scan { images, mask: LabelMap::single(grid, 1, &mask) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Split;

    #[test]
    fn a_case_is_the_same_whenever_it_is_made_and_differs_from_others() {
        assert_eq!(scan(7, 3), scan(7, 3));
        assert_ne!(scan(7, 3).images, scan(7, 4).images);
        assert_ne!(scan(8, 3).images, scan(7, 3).images);
    }

    #[test]
    fn every_lesion_is_large_enough_and_lies_within_the_grid() {
        for index in 0..12 {
            let scan = scan(1, index);
            let count = scan.mask.iter().filter(|&label| label == 1).count();
            let volume_ml = count as f64 * scan.mask.geometry.voxel_volume_mm3() / 1000.0;
            assert!((1.0..80.0).contains(&volume_ml), "case {index}: {volume_ml} ml");
            assert!(scan.images.iter().all(|image| image.values().all(|v| v.fract() == 0.0)));
        }
    }

    #[test]
    fn cohort_of_510_is_split_as_the_study() {
        let subjects: Vec<_> = (0..510).map(|index| subject(1, index)).collect();
        let count = |split| subjects.iter().filter(|subject| subject.split == split).count();
        assert_eq!((count(Split::Train), count(Split::Internal), count(Split::External)), (328, 82, 100));
    }

    #[test]
    fn ages_follow_the_published_distributions() {
        let mut primary = Vec::new();
        let mut metastasis = Vec::new();
        for index in 0..20_000 {
            let subject = subject(5, index);
            if subject.metastasis { metastasis.push(subject.age) } else { primary.push(subject.age) }
        }
        primary.sort_unstable_by(f64::total_cmp);
        let quantile = |q: f64| primary[(q * primary.len() as f64) as usize];
        assert!((quantile(0.5) - 39.0).abs() <= 1.0, "{}", quantile(0.5));
        let quartiles = (quantile(0.25), quantile(0.75));
        assert!((quartiles.0 - 28.0).abs() <= 1.0 && (quartiles.1 - 53.0).abs() <= 1.0, "{quartiles:?}");
        let mean = metastasis.iter().sum::<f64>() / metastasis.len() as f64;
        let variance =
            metastasis.iter().map(|age| (age - mean) * (age - mean)).sum::<f64>() / metastasis.len() as f64;
        assert!((mean - 59.3).abs() < 0.6 && (variance.sqrt() - 11.2).abs() < 0.6, "{mean} {variance}");
    }
}
