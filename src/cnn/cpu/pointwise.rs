//! 1×1 convolution: output[pixel][n] = cut(Σₖ input[pixel][k] · kernel[k][n] + bias[n] + added[pixel][n]).
//!
//! Nine tenths of the network's work. Each sum runs over k ascending, from zero, in f32, with a product and a sum that
//! are rounded each (no fused multiply-add): whatever the width of the vectors, the digits are the same.

use super::cut;

/// Output channels that are computed together; kernels are stored in panels of as many.
pub const LANES: usize = 8;

/// Rows of input, as bytes, that are multiplied with all panels before the next rows: they stay in the cache.
const BLOCK_BYTES: usize = 1 << 17;

/// One 1×1 convolution.
pub struct Pointwise<'a> {
    /// Pixels × `depth`.
    pub input: &'a [f32],
    /// Channels in.
    pub depth: usize,
    /// The kernel in panels of [`LANES`] output channels, each `depth` long.
    pub panels: &'a [[f32; LANES]],
    /// One for each channel out.
    pub bias: &'a [f32],
    /// Pixels × channels out, added before the cut.
    pub adds: Option<&'a [f32]>,
    /// Cut to 0…6.
    pub relu6: bool,
    /// Pixels × channels out.
    pub output: &'a mut [f32],
}

/// A kernel (in, out) as panels: for each eight channels out, all channels in.
pub fn pack(kernel: &[f32], channels_out: usize) -> Vec<[f32; LANES]> {
    let panels = (0..channels_out).step_by(LANES);
    let row = |start: usize| {
        kernel
            .chunks_exact(channels_out)
            .map(move |weights| std::array::from_fn(|lane| weights[start + lane]))
    };
    panels.flat_map(row).collect()
}

impl Pointwise<'_> {
    /// Computes it in tiles of `ROWS` pixels × `PANELS` panels, the shape that fits the machine's registers.
    #[inline(always)]
    pub fn run<const ROWS: usize, const PANELS: usize>(mut self) {
        let width = self.bias.len();
        let pixels = self.output.len() / width;
        let block = (BLOCK_BYTES / 4 / self.depth).next_multiple_of(ROWS);
        for first in (0..pixels).step_by(block) {
            let last = pixels.min(first + block);
            let mut column = 0;
            while column < width {
                if column + PANELS * LANES <= width {
                    self.columns::<ROWS, PANELS>(first, last, column);
                    column += PANELS * LANES;
                } else {
                    self.columns::<ROWS, 1>(first, last, column);
                    column += LANES;
                }
            }
        }
    }

    /// Pixels `first..last` of the channels from `column` on.
    #[inline(always)]
    fn columns<const ROWS: usize, const PANELS: usize>(&mut self, first: usize, last: usize, column: usize) {
        if last - first < ROWS {
            for pixel in first..last {
                self.tile::<1, PANELS>(pixel, column);
            }
            return;
        }
        for pixel in (first..last).step_by(ROWS) {
            // The last tile is moved back to end with the last pixel: some are computed twice, to the same digits.
            self.tile::<ROWS, PANELS>(pixel.min(last - ROWS), column);
        }
    }

    #[inline(always)]
    fn tile<const ROWS: usize, const PANELS: usize>(&mut self, pixel: usize, column: usize) {
        let depth = self.depth;
        let rows: [&[f32]; ROWS] = std::array::from_fn(|row| &self.input[(pixel + row) * depth..][..depth]);
        let panels: [&[[f32; LANES]]; PANELS] =
            std::array::from_fn(|panel| &self.panels[(column / LANES + panel) * depth..][..depth]);
        let mut sums = [[[0.0_f32; LANES]; PANELS]; ROWS];
        for k in 0..depth {
            for row in 0..ROWS {
                let value = rows[row][k];
                for panel in 0..PANELS {
                    let weights = &panels[panel][k];
                    for lane in 0..LANES {
                        sums[row][panel][lane] += value * weights[lane];
                    }
                }
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            let start = (pixel + row) * self.bias.len() + column;
            for (panel, sums) in sums.iter().enumerate() {
                self.store(start + panel * LANES, column + panel * LANES, sums);
            }
        }
    }

    /// Finishes eight sums: bias, then the activation added, then the cut.
    #[inline(always)]
    fn store(&mut self, start: usize, column: usize, sums: &[f32; LANES]) {
        let bias = &self.bias[column..column + LANES];
        let mut values: [f32; LANES] = std::array::from_fn(|lane| sums[lane] + bias[lane]);
        if let Some(adds) = self.adds {
            let adds = &adds[start..start + LANES];
            values = std::array::from_fn(|lane| values[lane] + adds[lane]);
        }
        if self.relu6 {
            values = values.map(cut);
        }
        self.output[start..start + LANES].copy_from_slice(&values);
    }
}
