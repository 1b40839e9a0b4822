//! 1×1 convolution: output[pixel][n] = cut(Σₖ input[pixel][k] · kernel[k][n] + bias[n] + added[pixel][n]).
//!
//! Nine tenths of the network's work. Each sum runs over k ascending, from zero, in f32, with a product and a sum that
//! are rounded each (no fused multiply-add): whatever the width of the vectors, the digits are the same.
//!
//! The pixels of a tile are first laid out side by side, k by k, so that the inner loop walks two streams. It takes one k
//! a turn: browsers' compilers do all loads of a turn first, and those of one k fill their sixteen registers.
//!
//! A ReLU6 leaves most values of a layer at zero, and neighbours together: a k at which all pixels of a tile are zero is
//! left out, a fifth of all products. A sum that began at +0 is never −0, so adding a zero changes no bit of it.

use super::Cut;

/// Output channels that are computed together; kernels are stored in panels of as many.
pub const LANES: usize = 8;

/// Pixels of a tile. Where a tile is summed up and stored they are written out one by one: the page's compiler unrolls no loop over
/// that much, and with a loop around them the sums would lie in memory instead of in registers.
const ROWS: usize = 4;

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
    /// What the sums are cut to.
    pub cut: Cut,
    /// Pixels × channels out.
    pub output: &'a mut [f32],
}

/// A layer's input as its inner loop reads it, block by block.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Groups of pixels × channels in × pixels of a group.
    values: Vec<f32>,
    /// Which channel each is.
    channels: Vec<u32>,
    /// Channels of a group that are not zero everywhere.
    counts: Vec<usize>,
}

/// The pixels of a tile: their values channel by channel, and which channels these are.
struct Group<'a> {
    values: &'a [[f32; ROWS]],
    channels: &'a [u32],
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
    /// Computes it in tiles of [`ROWS`] pixels × `PANELS` panels, the shape that fits the machine's registers.
    #[inline(always)]
    pub fn run<const PANELS: usize>(mut self, scratch: &mut Scratch) {
        let (width, depth) = (self.bias.len(), self.depth);
        let pixels = self.output.len() / width;
        let block = (BLOCK_BYTES / 4 / depth).next_multiple_of(ROWS);
        let Scratch { values, channels, counts } = scratch;
        for first in (0..pixels).step_by(block) {
            let starts = (first..pixels.min(first + block)).step_by(ROWS);
            values.resize(starts.len() * depth * ROWS, 0.0);
            channels.resize(starts.len() * depth, 0);
            counts.clear();
            let groups = values.as_chunks_mut::<ROWS>().0.chunks_exact_mut(depth);
            for ((values, channels), pixel) in
                groups.zip(channels.chunks_exact_mut(depth)).zip(starts.clone())
            {
                counts.push(self.gather(values, channels, pixel));
            }
            let mut column = 0;
            while column < width {
                let rest = column + PANELS * LANES > width;
                let groups =
                    values.as_chunks::<ROWS>().0.chunks_exact(depth).zip(channels.chunks_exact(depth));
                for (((values, channels), &count), pixel) in groups.zip(&*counts).zip(starts.clone()) {
                    let group = Group { values: &values[..count], channels: &channels[..count] };
                    if rest {
                        self.tile::<1>(group, pixel, column);
                    } else {
                        self.tile::<PANELS>(group, pixel, column);
                    }
                }
                column += if rest { LANES } else { PANELS * LANES };
            }
        }
    }

    /// Lays the values of the pixels from `pixel` on side by side, without channels at which all are zero; beyond the
    /// last pixel, the last again. Gives the number of channels.
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "k walks all rows side by side")]
    fn gather(&self, values: &mut [[f32; ROWS]], channels: &mut [u32], pixel: usize) -> usize {
        let depth = self.depth;
        let last = self.input.len() / depth - 1;
        let rows: [&[f32]; ROWS] =
            std::array::from_fn(|row| &self.input[(pixel + row).min(last) * depth..][..depth]);
        let mut count = 0;
        for k in 0..depth {
            let here: [f32; ROWS] = std::array::from_fn(|row| rows[row][k]);
            values[count] = here;
            channels[count] = k as u32;
            // Without a branch, which would be guessed wrong half the time.
            let bits = here.iter().fold(0, |bits, value| bits | value.to_bits());
            count += usize::from(bits << 1 != 0);
        }
        count
    }

    #[inline(always)]
    fn tile<const PANELS: usize>(&mut self, group: Group, pixel: usize, column: usize) {
        let depth = self.depth;
        let panels: [&[[f32; LANES]]; PANELS] =
            std::array::from_fn(|panel| &self.panels[(column / LANES + panel) * depth..][..depth]);
        let mut sums = [[[0.0_f32; LANES]; PANELS]; ROWS];
        if group.values.len() == depth {
            for (k, (values, first)) in group.values.iter().zip(panels[0]).enumerate() {
                // Copies, rows outermost: with the weights behind references the sums stay in memory, one number at a time.
                let weights: [[f32; LANES]; PANELS] =
                    std::array::from_fn(|panel| if panel == 0 { *first } else { panels[panel][k] });
                add_products(&mut sums, values, &weights);
            }
        } else {
            for (values, &k) in group.values.iter().zip(group.channels) {
                // Not by a panic: browsers' compilers would put a turn's sums off into the next, with more than fits the registers.
                if k as usize >= depth {
                    break;
                }
                let weights: [[f32; LANES]; PANELS] = std::array::from_fn(|panel| panels[panel][k as usize]);
                add_products(&mut sums, values, &weights);
            }
        }
        let [first, second, third, fourth] = &sums;
        self.store(pixel, column, first);
        self.store(pixel + 1, column, second);
        self.store(pixel + 2, column, third);
        self.store(pixel + 3, column, fourth);
    }

    /// Finishes the sums of a pixel, where there is such a pixel: bias, then the activation added, then the cut.
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "a lane walks sums, bias and what is added side by side")]
    fn store<const PANELS: usize>(&mut self, pixel: usize, column: usize, sums: &[[f32; LANES]; PANELS]) {
        let start = pixel * self.bias.len() + column;
        if start >= self.output.len() {
            return;
        }
        for (panel, sums) in sums.iter().enumerate() {
            let (start, column) = (start + panel * LANES, column + panel * LANES);
            let bias = &self.bias[column..column + LANES];
            let mut values = *sums;
            for lane in 0..LANES {
                values[lane] += bias[lane];
            }
            if let Some(adds) = self.adds {
                let adds = &adds[start..start + LANES];
                for lane in 0..LANES {
                    values[lane] += adds[lane];
                }
            }
            let output = &mut self.output[start..start + LANES];
            for lane in 0..LANES {
                output[lane] = self.cut.of(values[lane]);
            }
        }
    }
}

/// One turn: the products of the values of a tile's pixels with a channel's weights.
#[inline(always)]
fn add_products<const PANELS: usize>(
    sums: &mut [[[f32; LANES]; PANELS]; ROWS],
    values: &[f32; ROWS],
    weights: &[[f32; LANES]; PANELS],
) {
    let [first, second, third, fourth] = sums;
    add_scaled(first, values[0], weights);
    add_scaled(second, values[1], weights);
    add_scaled(third, values[2], weights);
    add_scaled(fourth, values[3], weights);
}

#[inline(always)]
fn add_scaled<const PANELS: usize>(
    sums: &mut [[f32; LANES]; PANELS],
    value: f32,
    weights: &[[f32; LANES]; PANELS],
) {
    for panel in 0..PANELS {
        for lane in 0..LANES {
            sums[panel][lane] += value * weights[panel][lane];
        }
    }
}
