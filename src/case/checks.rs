//! What the sequences of a case say about each other: copies, and an order that the contrasts make unlikely.
//!
//! Copies are facts. The order is judged by three rules of thumb that say so in their warnings; nothing is changed by them.

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
    let (with_t2, with_t1ce) =
        (resemblance(&t1.samples, &t2.samples)?, resemblance(&t1.samples, &t1ce.samples)?);
    let resembles = |of: Sequence, more: Sequence, correlation: f64, less: Sequence| Phrase::ResemblesMore {
        of,
        more,
        correlation,
        less,
        other: with_t1ce,
    };
    if with_t2 > with_t1ce + RESEMBLANCE_MARGIN {
        let why = resembles(Sequence::T1, Sequence::T2, with_t2, Sequence::T1ce);
        return swapped([Sequence::T2, Sequence::T1ce], why);
    }
    let t1ce_with_t2 = resemblance(&t1ce.samples, &t2.samples)?;
    if t1ce_with_t2 > with_t1ce + RESEMBLANCE_MARGIN {
        let why = resembles(Sequence::T1ce, Sequence::T2, t1ce_with_t2, Sequence::T1);
        return swapped([Sequence::T1, Sequence::T2], why);
    }
    None
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
