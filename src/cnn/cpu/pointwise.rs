//! 1×1 convolution: output[pixel][n] = cut(Σₖ input[pixel][k] · kernel[k][n] + bias[n] + added[pixel][n]).
//!
//! Nine tenths of the network's work. Each sum runs over k ascending, from zero, in f32, with a product and a sum that
//! are rounded each (no fused multiply-add): whatever the width of the vectors, the digits are the same.
//!
//! The pixels of a tile are first laid out side by side, k by k, so that the inner loop walks two streams. It takes one k
//! a turn: browsers' compilers do all loads of a turn first, and those of one k fill their sixteen registers.

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
    pub fn run<const ROWS: usize, const PANELS: usize>(mut self, scratch: &mut Vec<f32>) {
        let (width, depth) = (self.bias.len(), self.depth);
        let pixels = self.output.len() / width;
        let block = (BLOCK_BYTES / 4 / depth).next_multiple_of(ROWS);
        for first in (0..pixels).step_by(block) {
            let last = pixels.min(first + block);
            let groups = (last - first).div_ceil(ROWS);
            scratch.resize(groups * depth * ROWS, 0.0);
            let groups = scratch.as_chunks_mut::<ROWS>().0;
            for (group, pixel) in groups.chunks_exact_mut(depth).zip((first..last).step_by(ROWS)) {
                self.gather(group, pixel);
            }
            let mut column = 0;
            while column < width {
                let rest = column + PANELS * LANES > width;
                for (group, pixel) in groups.chunks_exact(depth).zip((first..last).step_by(ROWS)) {
                    if rest {
                        self.tile::<ROWS, 1>(group, pixel, column);
                    } else {
                        self.tile::<ROWS, PANELS>(group, pixel, column);
                    }
                }
                column += if rest { LANES } else { PANELS * LANES };
            }
        }
    }

    /// Lays the values of the pixels from `pixel` on side by side; beyond the last pixel, the last again.
    #[inline(always)]
    fn gather<const ROWS: usize>(&self, group: &mut [[f32; ROWS]], pixel: usize) {
        let depth = self.depth;
        let last = self.input.len() / depth - 1;
        let rows: [&[f32]; ROWS] =
            std::array::from_fn(|row| &self.input[(pixel + row).min(last) * depth..][..depth]);
        for (k, values) in group.iter_mut().enumerate().take(depth) {
            for row in 0..ROWS {
                values[row] = rows[row][k];
            }
        }
    }

    #[inline(always)]
    fn tile<const ROWS: usize, const PANELS: usize>(
        &mut self,
        group: &[[f32; ROWS]],
        pixel: usize,
        column: usize,
    ) {
        let depth = self.depth;
        let panels: [&[[f32; LANES]]; PANELS] =
            std::array::from_fn(|panel| &self.panels[(column / LANES + panel) * depth..][..depth]);
        let mut sums = [[[0.0_f32; LANES]; PANELS]; ROWS];
        for (k, (values, first)) in group[..depth].iter().zip(panels[0]).enumerate() {
            // Copies, rows outermost: with the weights behind references the sums stay in memory, one number at a time.
            let weights: [[f32; LANES]; PANELS] =
                std::array::from_fn(|panel| if panel == 0 { *first } else { panels[panel][k] });
            for row in 0..ROWS {
                for panel in 0..PANELS {
                    for lane in 0..LANES {
                        sums[row][panel][lane] += values[row] * weights[panel][lane];
                    }
                }
            }
        }
        let width = self.bias.len();
        for (start, sums) in (pixel * width + column..self.output.len()).step_by(width).zip(&sums) {
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
