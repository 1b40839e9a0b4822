//! The scanner: grid, contrast, blur, bias field, noise; two centres differ in all of them.

use super::anatomy::Tissue;
use super::field::Field;
use crate::numeric::float;
use crate::numeric::random::Random;
use crate::table::Sequence;
use crate::volume::{Geometry, Image, Pixel};

/// Signal of the tissues (rows: sequences; columns: order of [`Tissue`]), arbitrary units.
const CONTRAST: [[f64; 9]; 4] = [
    [430.0, 250.0, 90.0, 130.0, 310.0, 270.0, 760.0, 60.0, 8.0],
    [340.0, 310.0, 80.0, 880.0, 390.0, 210.0, 620.0, 50.0, 8.0],
    [150.0, 280.0, 70.0, 930.0, 430.0, 220.0, 140.0, 50.0, 8.0],
    [450.0, 260.0, 95.0, 135.0, 320.0, 330.0, 770.0, 520.0, 8.0],
];

/// What is fixed at a centre.
struct Center {
    size: [usize; 3],
    spacing_mm: [f64; 3],
    /// Exponent on signal / 500: below 1 flattens contrast.
    gamma: f64,
    /// Relative strength of the bias field.
    bias: f64,
    /// Noise standard deviation, in the units of [`CONTRAST`].
    noise: f64,
    /// In-plane blur: weight of each neighbour.
    blur: f64,
    /// Unit of the stored numbers.
    unit: f64,
}

const CENTERS: [Center; 2] = [
    Center {
        size: [96, 96, 14],
        spacing_mm: [1.6, 1.6, 4.0],
        gamma: 1.0,
        bias: 0.10,
        noise: 16.0,
        blur: 0.12,
        unit: 0.5,
    },
    Center {
        size: [104, 104, 12],
        spacing_mm: [1.45, 1.45, 4.8],
        gamma: 0.88,
        bias: 0.22,
        noise: 24.0,
        blur: 0.18,
        unit: 0.3,
    },
];

/// One examination.
pub struct Scanner {
    center: &'static Center,
    /// Gain of each sequence on this day.
    gain: [f64; 4],
    bias: Field,
}

impl Scanner {
    /// An examination at `center` (0 or 1).
    pub fn draw(center: usize, random: &mut Random) -> Self {
        Self {
            center: &CENTERS[center.min(1)],
            gain: [(); 4].map(|()| float::exp(0.15 * random.normal())),
            bias: Field::draw(240.0, 90.0, random),
        }
    }

    /// Sagittal slices: x of the grid runs posterior, y inferior, z to the right; the box's middle is the world's 0.
    pub fn grid(&self) -> Geometry {
        let mut grid = Geometry::axis_aligned(self.center.size, self.center.spacing_mm);
        grid.direction = [[0.0, 0.0, -1.0], [1.0, 0.0, 0.0], [0.0, -1.0, 0.0]];
        let middle = grid.world_from_voxel(grid.size.map(|n| (n as f64 - 1.0) / 2.0));
        grid.origin_mm = middle.map(|position| -position);
        grid
    }

    /// Signal of healthy tissue.
    pub fn contrast(&self, sequence: Sequence, tissue: Tissue) -> f64 {
        CONTRAST[sequence.index()][tissue as usize]
    }

    /// The stored image of an ideal signal on the scanner's grid.
    pub fn image(&self, sequence: Sequence, signal: Vec<f64>, random: &mut Random) -> Image {
        let grid = &self.grid();
        let center = self.center;
        let signal = signal.into_iter().map(|s| 500.0 * float::pow(s / 500.0, center.gamma)).collect();
        let blurred = blur(grid, signal, center.blur);
        let gain = self.gain[sequence.index()] / center.unit;
        let mut voxels = Vec::with_capacity(blurred.len());
        let mut at = blurred.into_iter();
        for k in 0..grid.size[2] {
            for j in 0..grid.size[1] {
                for i in 0..grid.size[0] {
                    let point = grid.world_from_voxel([i as f64, j as f64, k as f64]);
                    let biased = at.next().unwrap_or(0.0) * float::exp(center.bias * self.bias.at(point));
                    // Magnitude of a complex signal with Gaussian noise in both channels (Rician).
                    let real = biased + center.noise * random.normal();
                    let imaginary = center.noise * random.normal();
                    let magnitude = (real * real + imaginary * imaginary).sqrt();
                    voxels.push((gain * magnitude).round().min(32_000.0));
                }
            }
        }
        Image::new(Pixel::I16, *grid, voxels)
    }
}

/// In-plane blur with weights (w, 1 − 2w, w) along both axes; edges are held.
fn blur(grid: &Geometry, mut values: Vec<f64>, weight: f64) -> Vec<f64> {
    for axis in 0..2 {
        let source = values.clone();
        for k in 0..grid.size[2] {
            for j in 0..grid.size[1] {
                for i in 0..grid.size[0] {
                    let neighbour = |step: isize| {
                        let mut at = [i, j, k];
                        at[axis] = at[axis].saturating_add_signed(step).min(grid.size[axis] - 1);
                        source[grid.index(at)]
                    };
                    values[grid.index([i, j, k])] =
                        weight * (neighbour(-1) + neighbour(1)) + (1.0 - 2.0 * weight) * neighbour(0);
                }
            }
        }
    }
    values
}
