//! What the sequences of a case say about each other: copies, and an order that the contrasts make unlikely.
//!
//! Copies are facts. The order is judged by rules of thumb that say so in their warnings; nothing is changed by them.

use crate::case::sequence::SequenceFeatures;
use crate::case::summary::{Facts, Samples};
use crate::error::Warning;
use crate::numeric::statistics::pearson;
use crate::table::Sequence;
use crate::words::Notice;
use crate::words::Phrase;

/// Two images this alike at the same places are one image with another scale.
const COPY: f64 = 0.9995;
/// A T1 image may resemble T2 by so much more than the other T1 image before it is odd.
const RESEMBLANCE_MARGIN: f64 = 0.2;
/// The same in the body around the lesion, where there is more to compare.
const WIDE_MARGIN: f64 = 0.1;
/// T1 may resemble T2-FS by so much more than T2 before it is odd: fat makes the difference, and FLAIR may stand for T2-FS.
const FAT_MARGIN: f64 = 0.4;
/// The lesion may be so much brighter in T1 than in contrast-enhanced T1, in deviations of the surroundings.
const CONTRAST_MARGIN: f64 = 1.0;
/// Fewest places to compare at.
const LEAST_SAMPLES: usize = 100;

/// Warnings about the sequences of one case, in a fixed order.
pub fn case_warnings(sequences: &[SequenceFeatures]) -> Vec<Warning> {
    let known: Vec<(Sequence, &Facts)> =
        sequences.iter().filter_map(|found| Some((found.sequence, found.facts.as_ref()?))).collect();
    let mut warnings = Vec::new();
    for (at, &(first, a)) in known.iter().enumerate() {
        for &(second, b) in &known[at + 1..] {
            if a.values_sha256 == b.values_sha256 {
                warnings.push(Notice::SequenceDuplicated { first, second }.into());
            } else if let Some(correlation) = resemblance(&a.samples, &b.samples).filter(|r| r.abs() > COPY) {
                warnings.push(Notice::SequenceCopy { first, second, correlation }.into());
            }
        }
    }
    warnings.extend(odd_order(&known).filter(|_| warnings.is_empty()));
    warnings
}

/// An order of the sequences that is clearly against one of the rules of thumb.
fn odd_order(known: &[(Sequence, &Facts)]) -> Option<Warning> {
    let of =
        |wanted: Sequence| known.iter().find(|(sequence, _)| *sequence == wanted).map(|(_, facts)| *facts);
    let (t1, t2, t1ce) = (of(Sequence::T1)?, of(Sequence::T2)?, of(Sequence::T1ce)?);
    if let (Some(before), Some(after)) = (t1.contrast, t1ce.contrast)
        && before > after + CONTRAST_MARGIN
    {
        return swapped([Sequence::T1, Sequence::T1ce], Phrase::BrighterBefore { before, after });
    }
    let near = |facts: &Facts| facts.samples.clone();
    let wide = |facts: &Facts| facts.wide.clone();
    let all = [t1, t2, t1ce];
    odd_resemblance(all.map(near), RESEMBLANCE_MARGIN)
        .or_else(|| odd_resemblance(all.map(wide), WIDE_MARGIN))
        .or_else(|| odd_fat([t1, t2, of(Sequence::T2fs)?].map(wide)))
}

/// T1 before contrast agent, T2 and T1 after it, of which the two T1 should resemble each other most.
fn odd_resemblance([t1, t2, t1ce]: [Samples; 3], margin: f64) -> Option<Warning> {
    let (with_t2, with_t1ce) = (resemblance(&t1, &t2)?, resemblance(&t1, &t1ce)?);
    let resembles = |of: Sequence, more: Sequence, correlation: f64, less: Sequence| Phrase::ResemblesMore {
        of,
        more,
        correlation,
        less,
        other: with_t1ce,
    };
    if with_t2 > with_t1ce + margin {
        let why = resembles(Sequence::T1, Sequence::T2, with_t2, Sequence::T1ce);
        return swapped([Sequence::T2, Sequence::T1ce], why);
    }
    let t1ce_with_t2 = resemblance(&t1ce, &t2)?;
    if t1ce_with_t2 > with_t1ce + margin {
        let why = resembles(Sequence::T1ce, Sequence::T2, t1ce_with_t2, Sequence::T1);
        return swapped([Sequence::T1, Sequence::T2], why);
    }
    None
}

/// Fat is bright in T1 and T2, and dark where it is suppressed: T2 should resemble T1 more than T2-FS does.
fn odd_fat([t1, t2, t2fs]: [Samples; 3]) -> Option<Warning> {
    let (with_t2, with_t2fs) = (resemblance(&t1, &t2)?, resemblance(&t1, &t2fs)?);
    if with_t2fs <= with_t2 + FAT_MARGIN {
        return None;
    }
    let why = Phrase::ResemblesMore {
        of: Sequence::T1,
        more: Sequence::T2fs,
        correlation: with_t2fs,
        less: Sequence::T2,
        other: with_t2,
    };
    swapped([Sequence::T2, Sequence::T2fs], why)
}

fn swapped([first, second]: [Sequence; 2], why: Phrase) -> Option<Warning> {
    Some(Notice::SequenceOrder { first, second, why }.into())
}

/// Pearson's correlation at the places that both images see; `None` where they cannot be compared.
fn resemblance(a: &Samples, b: &Samples) -> Option<f64> {
    if a.corners_mm != b.corners_mm {
        return None;
    }
    let both = a.values.iter().zip(&b.values);
    let (x, y): (Vec<f64>, Vec<f64>) =
        both.filter_map(|(a, b)| Some((f64::from((*a)?), f64::from((*b)?)))).unzip();
    // Images that do not vary there cannot be compared.
    if x.len() < LEAST_SAMPLES { None } else { pearson(&x, &y).ok() }
}
