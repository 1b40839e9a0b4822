//! Which tissue lies at a point of the simulated spine.
//!
//! World axes are LPS millimetres with the middle of the scanned box at 0: x to the left, y posterior, z superior.

use super::field::Field;
use crate::numeric::float;
use crate::numeric::random::Random;

/// Tissues with a signal of their own; the order is that of the contrast table in `scanner`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Tissue {
    Marrow,
    Disc,
    Cortex,
    Fluid,
    Cord,
    Muscle,
    Fat,
    Vessel,
    Air,
}

/// Tissue at a point and its local variation (1 = typical).
pub struct Place {
    pub tissue: Tissue,
    pub gain: f64,
}

/// One person's spine.
#[derive(Debug, Clone)]
pub struct Anatomy {
    /// Distance of neighbouring vertebrae.
    pitch_mm: f64,
    /// Height offset of the stack.
    phase_mm: f64,
    /// Lordosis: amplitude of the centreline's bend.
    bend_mm: f64,
    /// Overall scale of cross-sections.
    scale: f64,
    /// Fat in the marrow grows with age, and with it its signal.
    marrow_gain: f64,
    texture: Field,
    coarse: Field,
}

/// Half height of a vertebral body as a share of the pitch; the rest is disc.
const BODY_SHARE: f64 = 0.38;
const BODY_HALF_WIDTH_MM: f64 = 23.0;
const BODY_HALF_DEPTH_MM: f64 = 16.0;
const CANAL_CENTER_MM: f64 = 26.0;
const CORTEX_MM: f64 = 1.4;

impl Anatomy {
    /// A spine for somebody of `age` years.
    pub fn draw(age: f64, random: &mut Random) -> Self {
        Self {
            pitch_mm: 34.0 + 1.8 * random.normal(),
            phase_mm: 34.0 * random.uniform(),
            bend_mm: 7.0 + 2.5 * random.normal(),
            scale: 1.0 + 0.05 * random.normal(),
            marrow_gain: 1.0 + 0.002 * (age - 50.0) + 0.05 * random.normal(),
            texture: Field::draw(200.0, 5.0, random),
            coarse: Field::draw(200.0, 18.0, random),
        }
    }

    /// Middle of the vertebral body nearest to height `z_mm`.
    pub fn body_center_mm(&self, z_mm: f64) -> [f64; 3] {
        let level = ((z_mm - self.phase_mm) / self.pitch_mm).floor();
        let z = self.phase_mm + (level + 0.5) * self.pitch_mm;
        [0.0, self.centerline_mm(z), z]
    }

    /// Half height of a body.
    pub fn body_half_height_mm(&self) -> f64 {
        BODY_SHARE * self.pitch_mm
    }

    /// Tissue and local variation at a point.
    pub fn at(&self, point: [f64; 3]) -> Place {
        let tissue = self.tissue(point);
        let (fine, coarse) = (self.texture.at(point), self.coarse.at(point));
        let gain = match tissue {
            Tissue::Marrow => self.marrow_gain * (1.0 + 0.05 * fine + 0.05 * coarse),
            Tissue::Disc => 1.0 + 0.15 * coarse,
            Tissue::Muscle | Tissue::Fat => 1.0 + 0.08 * fine + 0.06 * coarse,
            _ => 1.0 + 0.03 * fine,
        };
        Place { tissue, gain }
    }

    /// Posterior position of the middle of the bodies at height `z_mm`.
    fn centerline_mm(&self, z_mm: f64) -> f64 {
        -12.0 + self.bend_mm * float::sin(z_mm * std::f64::consts::PI / 160.0)
    }

    fn tissue(&self, [x, y, z]: [f64; 3]) -> Tissue {
        let depth = (y - self.centerline_mm(z)) / self.scale;
        let side = x / self.scale;
        let above_middle = (z - self.body_center_mm(z)[2]).abs();
        let canal = radius(side / 9.0, (depth - CANAL_CENTER_MM) / 8.0);
        let body = radius(side / BODY_HALF_WIDTH_MM, depth / BODY_HALF_DEPTH_MM);
        if body < 1.0 {
            return self.body_tissue(body, above_middle);
        }
        if canal < 1.0 {
            return if canal < 0.5 { Tissue::Cord } else { Tissue::Fluid };
        }
        if canal < 1.2 {
            return Tissue::Fat;
        }
        if depth > CANAL_CENTER_MM {
            return posterior_tissue(side, depth, above_middle);
        }
        if depth < -BODY_HALF_DEPTH_MM && radius((side + 4.0) / 9.0, (depth + 28.0) / 9.0) < 1.0 {
            return Tissue::Vessel;
        }
        // Psoas beside the bodies, fat and bowel wall before them.
        let beside = side.abs() > BODY_HALF_WIDTH_MM - 2.0 && depth > -20.0;
        if beside || self.coarse.at([x, y, z]) > 0.55 { Tissue::Muscle } else { Tissue::Fat }
    }

    fn body_tissue(&self, body: f64, above_middle: f64) -> Tissue {
        let half = self.body_half_height_mm();
        if above_middle > half {
            Tissue::Disc
        } else if above_middle > half - CORTEX_MM || body > 1.0 - CORTEX_MM / BODY_HALF_DEPTH_MM {
            Tissue::Cortex
        } else {
            Tissue::Marrow
        }
    }
}

/// Behind the canal: spinous processes between muscles, fat under the skin, air.
fn posterior_tissue(side: f64, depth: f64, above_middle: f64) -> Tissue {
    if depth > 82.0 {
        Tissue::Air
    } else if depth > 64.0 {
        Tissue::Fat
    } else if side.abs() < 4.5 && above_middle < 9.0 {
        if side.abs() < 3.2 { Tissue::Marrow } else { Tissue::Cortex }
    } else {
        Tissue::Muscle
    }
}

/// Distance from the origin.
fn radius(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}
