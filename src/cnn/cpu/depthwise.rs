//! Depthwise convolution: output[p][c] = cut(Σ input[p·stride + tap][c] · kernel[tap][c] + bias[c]).
//!
//! Each row of the kernel is summed by itself over its columns; the rows' sums are added from zero, and the bias comes
//! last: half the rounding error of one long sum. Rows beyond the border are left out and columns beyond it are zeros,
//! which is the same. `LANES` channels are computed together.
//!
//! Input rows are first laid out as strips, one for each `LANES` channels: neighbours in the image are then neighbours in
//! memory, with the border's zeros at both ends, and the inner loop knows all distances.

use super::Cut;
use crate::cnn::network::Step;

/// Neighbouring outputs of a row that share the loads of a kernel; written out one by one where they are summed up, as the pixels of a
/// tile are in [`super::pointwise`].
const ROW: usize = 4;

/// One depthwise convolution.
pub struct Depthwise<'a> {
    /// Sizes, stride, padding.
    pub step: &'a Step,
    /// `side_in²` pixels × channels.
    pub input: &'a [f32],
    /// Kernel in the file's order.
    pub kernel: &'a [f32],
    /// One for each channel.
    pub bias: &'a [f32],
    /// `side_out²` pixels × channels.
    pub output: &'a mut [f32],
}

/// Where the rows of input that one row of outputs needs lie.
struct Strips<'a, const LANES: usize> {
    /// As many slots as the kernel has rows (row r of the input lies in slot r modulo that) × blocks of channels × places.
    values: &'a mut [[f32; LANES]],
    blocks: usize,
    /// Places of a strip: pixels of a row and the border.
    width: usize,
}

impl Depthwise<'_> {
    /// Computes it, `LANES` channels side by side.
    #[inline(always)]
    pub fn run<const LANES: usize>(mut self, scratch: &mut Vec<f32>) {
        let Step { side_in, side_out, pad, ref layer, .. } = *self.step;
        let (kernel, stride) = (layer.kernel, layer.stride);
        let blocks = layer.output / LANES;
        let width = (side_out.next_multiple_of(ROW) - 1) * stride + kernel;
        scratch.clear();
        scratch.resize(kernel * blocks * width * LANES, 0.0);
        let mut strips = Strips { values: scratch.as_chunks_mut().0, blocks, width };
        let mut rows = self.input.chunks_exact(side_in * layer.output).enumerate();
        let mut read = 0;
        for y in 0..side_out {
            let taps = (pad.saturating_sub(y * stride), kernel.min(side_in + pad - y * stride));
            let end = y * stride + taps.1 - pad;
            for (row, pixels) in rows.by_ref().take(end - read) {
                strips.take(row % kernel, pixels, pad);
            }
            read = end;
            for block in 0..blocks {
                let at = (block, y, taps);
                // The last number: places of the input that `ROW` outputs see, (ROW − 1) · stride + kernel.
                match (kernel, stride) {
                    (3, 1) => self.line::<LANES, 3, 1, 6>(&strips, at),
                    (3, _) => self.line::<LANES, 3, 2, 9>(&strips, at),
                    (_, 1) => self.line::<LANES, 5, 1, 8>(&strips, at),
                    (..) => self.line::<LANES, 5, 2, 11>(&strips, at),
                }
            }
        }
    }

    /// One row of outputs of one block of channels, with the kernel's rows `taps`.
    #[inline(always)]
    fn line<const LANES: usize, const K: usize, const STRIDE: usize, const SPAN: usize>(
        &mut self,
        strips: &Strips<LANES>,
        (block, y, taps): (usize, usize, (usize, usize)),
    ) {
        let Step { side_out, pad, ref layer, .. } = *self.step;
        let channels = layer.output;
        let mut weights = [[[0.0_f32; LANES]; K]; K];
        let taken = weights.as_flattened_mut().iter_mut();
        for (weights, all) in taken.zip(self.kernel[block * LANES..].chunks(channels)) {
            weights.copy_from_slice(&all[..LANES]);
        }
        let lines: [&[[f32; LANES]]; K] =
            std::array::from_fn(|row| strips.strip((y * STRIDE + row + K - pad) % K, block));
        let bias: [f32; LANES] = lanes(self.bias, block * LANES);
        let cut = Cut::after(layer);
        for x in (0..side_out).step_by(ROW) {
            let mut sums = [[0.0_f32; LANES]; ROW];
            for row in taps.0..taps.1 {
                let Some(line) = lines[row][x * STRIDE..].first_chunk::<SPAN>() else { break };
                let weights = &weights[row];
                let [first, second, third, fourth] = &mut sums;
                add_taps(first, &line[..K], weights);
                add_taps(second, &line[STRIDE..][..K], weights);
                add_taps(third, &line[2 * STRIDE..][..K], weights);
                add_taps(fourth, &line[3 * STRIDE..][..K], weights);
            }
            let start = (y * side_out + x) * channels + block * LANES;
            let places = (start..).step_by(channels).zip(&sums).take(side_out - x);
            for (place, sums) in places {
                let values = std::array::from_fn::<f32, LANES, _>(|lane| sums[lane] + bias[lane]);
                let output = &mut self.output[place..place + LANES];
                for (output, value) in output.iter_mut().zip(values) {
                    *output = cut.of(value);
                }
            }
        }
    }
}

impl<const LANES: usize> Strips<'_, LANES> {
    /// Lays one row of the input out in a slot.
    #[inline(always)]
    fn take(&mut self, slot: usize, pixels: &[f32], pad: usize) {
        let slot = &mut self.values[slot * self.blocks * self.width..][..self.blocks * self.width];
        for (x, pixel) in pixels.as_chunks::<LANES>().0.chunks_exact(self.blocks).enumerate() {
            for (strip, values) in slot.chunks_exact_mut(self.width).zip(pixel) {
                strip[pad + x] = *values;
            }
        }
    }

    #[inline(always)]
    fn strip(&self, slot: usize, block: usize) -> &[[f32; LANES]] {
        &self.values[(slot * self.blocks + block) * self.width..][..self.width]
    }
}

/// Adds the sum over one row of the kernel.
#[inline(always)]
fn add_taps<const LANES: usize, const K: usize>(
    sums: &mut [f32; LANES],
    line: &[[f32; LANES]],
    weights: &[[f32; LANES]; K],
) {
    for lane in 0..LANES {
        let mut sum = line[0][lane] * weights[0][lane];
        for column in 1..K {
            sum += line[column][lane] * weights[column][lane];
        }
        sums[lane] += sum;
    }
}

/// The values of as many channels from `start` on.
#[inline(always)]
fn lanes<const LANES: usize>(values: &[f32], start: usize) -> [f32; LANES] {
    let mut side_by_side = [0.0; LANES];
    side_by_side.copy_from_slice(&values[start..start + LANES]);
    side_by_side
}
