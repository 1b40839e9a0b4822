//! The lesion: where it lies, how it is shaped, how it looks; and by how much metastases and primaries differ.

use super::anatomy::{Anatomy, Tissue};
use super::field::Field;
use crate::numeric::float;
use crate::numeric::random::Random;
use crate::table::Sequence;

/// By how many standard deviations the trait's mean of metastases exceeds that of primaries.
///
/// Set once. Together they separate the classes by √Σδ² = 1.3 standard deviations: an observer who saw the traits
/// themselves would reach an AUC of Φ(1.3/√2) = 0.82; images, noise and finite training leave less.
struct Effects {
    t2_signal: f64,
    enhancement: f64,
    heterogeneity: f64,
    grain: f64,
    irregularity: f64,
    size: f64,
    necrosis: f64,
}

const EFFECTS: Effects = Effects {
    t2_signal: -0.75,
    enhancement: 0.40,
    heterogeneity: 0.65,
    grain: -0.30,
    irregularity: 0.45,
    size: -0.35,
    necrosis: 0.30,
};

/// Side of the cube the lesion's fields cover.
const EXTENT_MM: f64 = 60.0;

/// One lesion.
#[derive(Debug, Clone)]
pub struct Lesion {
    center_mm: [f64; 3],
    semi_axes_mm: [f64; 3],
    irregularity: f64,
    outline: Field,
    /// Mean signal, in the order of [`Sequence::ALL`].
    signal: [f64; 4],
    heterogeneity: f64,
    shared: Field,
    own: [Field; 4],
    /// Share of the radius that is necrotic.
    core: f64,
    edema: f64,
}

impl Lesion {
    /// A lesion in a vertebral body near the middle of the scan.
    pub fn draw(metastasis: bool, anatomy: &Anatomy, random: &mut Random) -> Self {
        let class = if metastasis { 0.5 } else { -0.5 };
        let mut latent = |effect: f64| class * effect + random.normal();
        let t2 = latent(EFFECTS.t2_signal);
        let enhancement = latent(EFFECTS.enhancement);
        let heterogeneity = latent(EFFECTS.heterogeneity);
        let grain = latent(EFFECTS.grain);
        let irregularity = latent(EFFECTS.irregularity);
        let size = latent(EFFECTS.size);
        let necrosis = latent(EFFECTS.necrosis);
        let length_mm = (5.5 * float::exp(0.28 * grain)).clamp(3.0, 12.0);
        let radius_mm = (13.5 * float::exp(0.18 * size)).clamp(8.0, 22.0);
        let mut center_mm = anatomy.body_center_mm(18.0 * random.normal().clamp(-1.5, 1.5));
        center_mm[0] += 5.0 * random.normal().clamp(-2.0, 2.0);
        center_mm[1] += 3.0 * random.normal().clamp(-2.0, 2.0);
        let base_t1 = 265.0 * (1.0 + 0.08 * random.normal());
        Self {
            center_mm,
            semi_axes_mm: [(); 3].map(|()| radius_mm * (1.0 + 0.1 * random.normal().clamp(-2.0, 2.0))),
            irregularity: (0.10 * float::exp(0.4 * irregularity)).clamp(0.02, 0.3),
            outline: Field::draw(8.0, 0.55, random),
            signal: [
                base_t1,
                (450.0 + 95.0 * t2 + 25.0 * random.normal()).max(150.0),
                (520.0 + 110.0 * t2 + 35.0 * random.normal()).max(160.0),
                base_t1 + 230.0 * float::exp(0.35 * enhancement + 0.1 * random.normal()),
            ],
            heterogeneity: (0.11 * float::exp(0.45 * heterogeneity)).clamp(0.02, 0.4),
            shared: Field::draw(EXTENT_MM, length_mm, random),
            own: [(); 4].map(|()| Field::draw(EXTENT_MM, length_mm, random)),
            core: (0.25 + 0.2 * necrosis).clamp(0.0, 0.7),
            edema: (0.3 + 0.15 * random.normal()).max(0.0),
        }
    }

    /// Inside the lesion: within its irregular outline, in its own vertebra's height, sparing discs and canal.
    pub fn contains(&self, point: [f64; 3], anatomy: &Anatomy) -> bool {
        if self.depth(point) >= 1.0 {
            return false;
        }
        let above_middle = (point[2] - anatomy.body_center_mm(self.center_mm[2])[2]).abs();
        above_middle <= anatomy.body_half_height_mm()
            && !matches!(anatomy.at(point).tissue, Tissue::Fluid | Tissue::Cord | Tissue::Air)
    }

    /// Signal at a point whose healthy signal is known.
    pub fn signal(&self, sequence: Sequence, point: [f64; 3], inside: bool, healthy: f64) -> f64 {
        let which = sequence.index();
        let depth = self.depth(point);
        if !inside {
            // Oedema around it, bright where fat is suppressed.
            let reach = ((1.5 - depth) / 0.5).clamp(0.0, 1.0) * self.edema;
            return if sequence == Sequence::T2fs { healthy + 260.0 * reach } else { healthy };
        }
        let texture = 0.75 * self.shared.at(point) + 0.65 * self.own[which].at(point);
        let solid = self.signal[which] * (1.0 + self.heterogeneity * texture);
        let necrotic = match sequence {
            Sequence::T1 | Sequence::T1ce => 0.85 * self.signal[Sequence::T1.index()],
            Sequence::T2 | Sequence::T2fs => 1.35 * self.signal[which],
        };
        let share = ((self.core - depth) / 0.15 + 0.5).clamp(0.0, 1.0);
        (share * necrotic + (1.0 - share) * solid).max(20.0)
    }

    /// Distance from the middle as a share of the outline's in that direction.
    fn depth(&self, point: [f64; 3]) -> f64 {
        let offset: [f64; 3] =
            std::array::from_fn(|axis| (point[axis] - self.center_mm[axis]) / self.semi_axes_mm[axis]);
        let distance = (offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2]).sqrt();
        if !(1e-9..1.8).contains(&distance) {
            return distance;
        }
        let direction = offset.map(|component| component / distance + 2.0);
        distance / (1.0 + self.irregularity * self.outline.at(direction)).max(0.4)
    }
}
