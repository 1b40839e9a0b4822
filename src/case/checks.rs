//! What the sequences of a case say about each other: copies, and an order that the contrasts make unlikely.
//!
//! Copies are facts. The order is judged by rules of thumb that say so in their warnings; nothing is changed by them.

use crate::case::sequence::SequenceFeatures;
use crate::case::summary::{Samples, SequenceSummary};
use crate::error::Warning;
use crate::numeric::statistics::pearson;
use crate::table::Sequence;
use crate::words::Notice;
use crate::words::Phrase;

/// Two images this alike at the same places are one image with another scale.
const COPY: f64 = 0.9995;
/// Images of one body resemble each other at least so much somewhere; where none do, nothing is told from it.
const LEAST_RESEMBLANCE: f64 = 0.4;
/// How much better the order has to become by an exchange before that is said.
const MARGIN: f64 = 0.12;
/// A T1-CE that resembles T1 less than this may be one in which fat is suppressed.
const FAT_BRIGHT_IN_BOTH: f64 = 0.5;
/// By how much more than T1 it has to resemble T2-FS, too, in which fat is dark.
const FAT_DARK_IN_BOTH: f64 = 0.1;
/// Fewest places to compare at.
const LEAST_SAMPLES: usize = 100;

/// What the sequences of a case look like: each piece counts as much as its weight times a correlation, or times how much brighter
/// the lesion is in one than in another, in deviations of its surroundings and one at most. Contrast agent changes an image less than
/// another weighting does; fat is bright in T1 and T2 and dark where it is suppressed; fluid is bright in both T2. The weights
/// name every pair of sequences that was exchanged in two heads and forty-one simulated spines, or are silent, and nothing in
/// their right orders. Of T1 and T1-CE, and of T2 and T1-CE, they are silent where the lesion takes up little contrast agent.
const EVIDENCE: [(f64, Evidence); 8] = [
    (1.0, Evidence::Alike(Sequence::T1, Sequence::T1ce)),
    (0.2, Evidence::Alike(Sequence::T1, Sequence::T2)),
    (-0.2, Evidence::Alike(Sequence::T1, Sequence::T2fs)),
    (-0.3, Evidence::Alike(Sequence::T2, Sequence::T1ce)),
    (0.2, Evidence::Alike(Sequence::T2, Sequence::T2fs)),
    (0.15, Evidence::Brighter(Sequence::T2fs, Sequence::T2)),
    (0.1, Evidence::Brighter(Sequence::T1ce, Sequence::T1)),
    (0.1, Evidence::Brighter(Sequence::T2fs, Sequence::T1)),
];

/// One thing to look at in two sequences.
#[derive(Clone, Copy)]
enum Evidence {
    /// How much they resemble each other.
    Alike(Sequence, Sequence),
    /// How much brighter the lesion is in the first.
    Brighter(Sequence, Sequence),
}

/// Warnings about the sequences of one case, in a fixed order.
pub fn case_warnings(sequences: &[SequenceFeatures]) -> Vec<Warning> {
    let known: Vec<(Sequence, &SequenceSummary)> =
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

/// Two sequences that look exchanged: of all pairs the one by whose exchange the order becomes best, where that is clearly better.
fn odd_order(known: &[(Sequence, &SequenceSummary)]) -> Option<Warning> {
    let case = Looks::of(known);
    let pairs = (0..known.len()).flat_map(|b| (0..b).map(move |a| (known[a].0, known[b].0)));
    let evidence = case.evidence();
    let gains = pairs.map(|pair| {
        let gain = |&(weight, evidence): &(f64, Evidence)| weight * case.gain(evidence, pair);
        (pair, evidence.iter().map(gain).sum::<f64>())
    });
    let (pair, gain) = gains.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    if gain <= MARGIN {
        return None;
    }
    // What is odd now and would not be after the exchange; where nothing is, there is nothing to say.
    let odd = evidence.iter().filter_map(|&(weight, evidence)| {
        let gained = weight * case.gain(evidence, pair);
        Some((gained, case.reason(evidence, weight, pair)?)).filter(|_| gained > 0.0)
    });
    let (_, why) = odd.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    Some(Notice::SequenceOrder { first: pair.0, second: pair.1, why }.into())
}

/// What is compared of the sequences of a case.
struct Looks {
    /// Correlation of two sequences: mean of that around the lesion and that in the body around it.
    alike: Vec<((Sequence, Sequence), f64)>,
    /// How much brighter than its surroundings the lesion is.
    contrast: Vec<(Sequence, f64)>,
}

impl Looks {
    fn of(known: &[(Sequence, &SequenceSummary)]) -> Self {
        let mut alike = Vec::new();
        for (at, &(first, a)) in known.iter().enumerate() {
            for &(second, b) in &known[at + 1..] {
                let both = [resemblance(&a.samples, &b.samples), resemblance(&a.wide, &b.wide)];
                if let [Some(near), Some(wide)] = both {
                    alike.push(((first, second), (near + wide) / 2.0));
                }
            }
        }
        if alike.iter().all(|&(_, correlation)| correlation < LEAST_RESEMBLANCE) {
            alike.clear();
        }
        let contrast =
            known.iter().filter_map(|(sequence, facts)| Some((*sequence, facts.contrast?))).collect();
        Self { alike, contrast }
    }

    /// What can be asked of this case: where the agent may have been given with fat suppression, as is usual in the spine, T1-CE
    /// need not look like T1.
    fn evidence(&self) -> Vec<(f64, Evidence)> {
        let is_of_agent = |a, b| a == Sequence::T1ce || b == Sequence::T1ce;
        let asked = |&(_, evidence): &(f64, Evidence)| match evidence {
            Evidence::Alike(a, b) if is_of_agent(a, b) => !self.may_suppress_fat_with_agent(),
            _ => true,
        };
        EVIDENCE.into_iter().filter(asked).collect()
    }

    /// Whether fat seems to be dark in T1-CE as it is in T2-FS.
    fn may_suppress_fat_with_agent(&self) -> bool {
        let t1ce = |with| self.correlation(Sequence::T1ce, with);
        let Some(fat_in_t1) = self.correlation(Sequence::T1, Sequence::T2fs) else { return false };
        t1ce(Sequence::T1).is_some_and(|bright| bright < FAT_BRIGHT_IN_BOTH)
            && t1ce(Sequence::T2fs).is_some_and(|dark| dark - fat_in_t1 > FAT_DARK_IN_BOTH)
    }

    fn correlation(&self, a: Sequence, b: Sequence) -> Option<f64> {
        let is_pair = |pair: (Sequence, Sequence)| pair == (a, b) || pair == (b, a);
        self.alike.iter().find(|(pair, _)| is_pair(*pair)).map(|found| found.1)
    }

    fn contrast(&self, of: Sequence) -> Option<f64> {
        self.contrast.iter().find(|(sequence, _)| *sequence == of).map(|found| found.1)
    }

    fn value(&self, evidence: Evidence) -> Option<f64> {
        match evidence {
            Evidence::Alike(a, b) => self.correlation(a, b),
            Evidence::Brighter(a, b) => Some((self.contrast(a)? - self.contrast(b)?).clamp(-1.0, 1.0)),
        }
    }

    /// How much larger a piece of evidence becomes when two sequences are exchanged.
    fn gain(&self, evidence: Evidence, pair: (Sequence, Sequence)) -> f64 {
        let after = match evidence {
            Evidence::Alike(a, b) => Evidence::Alike(exchanged(a, pair), exchanged(b, pair)),
            Evidence::Brighter(a, b) => Evidence::Brighter(exchanged(a, pair), exchanged(b, pair)),
        };
        self.value(after).zip(self.value(evidence)).map_or(0.0, |(after, before)| after - before)
    }

    /// What is odd about a piece of evidence and would not be after the exchange, where it is.
    fn reason(&self, evidence: Evidence, weight: f64, pair: (Sequence, Sequence)) -> Option<Phrase> {
        match evidence {
            Evidence::Brighter(less, more) => {
                let (contrast, other) = (self.contrast(more)?, self.contrast(less)?);
                (contrast > other).then_some(Phrase::BrighterIn { more, contrast, less, other })
            }
            Evidence::Alike(a, b) => {
                // One of the two stays, the other makes place for a third.
                let (of, had) = if exchanged(a, pair) == a { (a, b) } else { (b, a) };
                let (more, less) =
                    if weight > 0.0 { (exchanged(had, pair), had) } else { (had, exchanged(had, pair)) };
                let (correlation, other) = (self.correlation(of, more)?, self.correlation(of, less)?);
                Some(Phrase::ResemblesMore { of, more, correlation, less, other })
            }
        }
    }
}

/// Which sequence a role has after two are exchanged.
fn exchanged(of: Sequence, (a, b): (Sequence, Sequence)) -> Sequence {
    match of {
        of if of == a => b,
        of if of == b => a,
        of => of,
    }
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
