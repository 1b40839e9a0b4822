//! The convolutions that look at neighbours: the stem and the depthwise ones.
//!
//! Each sum starts at the bias and runs over the kernel's rows, then its columns (then the stem's input channels);
//! pixels beyond the border are left out, which equals padding with zeros. `LANES` channels are computed together; the
//! number of channels is a multiple of it.

use super::cut;
use crate::cnn::network::Step;

/// Neighbouring outputs of a row that share the loads of a kernel.
const ROW: usize = 4;

/// One convolution over neighbours.
pub struct Spatial<'a> {
    /// Sizes, stride, padding.
    pub step: &'a Step,
    /// `side_in²` pixels × channels in.
    pub input: &'a [f32],
    /// Kernel in the file's order.
    pub kernel: &'a [f32],
    /// One for each channel out.
    pub bias: &'a [f32],
    /// `side_out²` pixels × channels out.
    pub output: &'a mut [f32],
}

impl Spatial<'_> {
    /// Every channel by itself: output[p][c] = cut(bias[c] + Σ input[p·stride + tap][c] · kernel[tap][c]).
    #[inline(always)]
    pub fn depthwise<const LANES: usize>(self) {
        match (self.step.layer.kernel, self.step.layer.stride) {
            (3, 1) => self.depthwise_of::<LANES, 3, 1>(),
            (3, _) => self.depthwise_of::<LANES, 3, 2>(),
            (_, 1) => self.depthwise_of::<LANES, 5, 1>(),
            (..) => self.depthwise_of::<LANES, 5, 2>(),
        }
    }

    #[inline(always)]
    fn depthwise_of<const LANES: usize, const K: usize, const STRIDE: usize>(mut self) {
        let (side_in, side_out, pad) = (self.step.side_in, self.step.side_out, self.step.pad);
        for y in 0..side_out {
            let rows = inside(y, STRIDE, pad, K, side_in);
            let mut x = 0;
            while x < side_out {
                if self.whole_row_at(x) {
                    self.row::<LANES, K, STRIDE>([x, y], rows);
                    x += ROW;
                } else {
                    self.one::<LANES, K, STRIDE>([x, y], rows, inside(x, STRIDE, pad, K, side_in));
                    x += 1;
                }
            }
        }
    }

    /// [`ROW`] outputs from (x, y) on, with the kernel's rows that lie inside the image; all its columns do. Each value is
    /// read once and goes to every output whose kernel covers it.
    #[inline(always)]
    fn row<const LANES: usize, const K: usize, const STRIDE: usize>(
        &mut self,
        [x, y]: [usize; 2],
        rows: (usize, usize),
    ) {
        let Step { side_in, side_out, pad, ref layer, .. } = *self.step;
        let channels = layer.output;
        let span = (ROW - 1) * STRIDE + K;
        for channel in (0..channels).step_by(LANES) {
            let mut sums = [lanes::<LANES>(self.bias, channel); ROW];
            for row in rows.0..rows.1 {
                let start = ((y * STRIDE + row - pad) * side_in + x * STRIDE - pad) * channels + channel;
                let line = &self.input[start..start + (span - 1) * channels + LANES];
                let kernel = &self.kernel[row * K * channels + channel..][..(K - 1) * channels + LANES];
                let weights: [[f32; LANES]; K] =
                    std::array::from_fn(|column| lanes(kernel, column * channels));
                for place in 0..span {
                    let values: [f32; LANES] = lanes(line, place * channels);
                    for (output, sums) in sums.iter_mut().enumerate() {
                        if place >= output * STRIDE && place < output * STRIDE + K {
                            let weights = &weights[place - output * STRIDE];
                            for lane in 0..LANES {
                                sums[lane] += values[lane] * weights[lane];
                            }
                        }
                    }
                }
            }
            for (output, sums) in sums.iter().enumerate() {
                self.store((y * side_out + x + output) * channels + channel, sums);
            }
        }
    }

    /// The output at (x, y), with the kernel's rows and columns that lie inside the image.
    #[inline(always)]
    fn one<const LANES: usize, const K: usize, const STRIDE: usize>(
        &mut self,
        [x, y]: [usize; 2],
        rows: (usize, usize),
        columns: (usize, usize),
    ) {
        let Step { side_in, side_out, pad, ref layer, .. } = *self.step;
        let channels = layer.output;
        let span = columns.1 - columns.0;
        for channel in (0..channels).step_by(LANES) {
            let mut sums: [f32; LANES] = lanes(self.bias, channel);
            for row in rows.0..rows.1 {
                let start = (y * STRIDE + row - pad) * side_in + x * STRIDE + columns.0 - pad;
                let line = self.input[start * channels..][..span * channels].chunks_exact(channels);
                let kernel = &self.kernel[(row * K + columns.0) * channels..][..span * channels];
                for (values, weights) in line.zip(kernel.chunks_exact(channels)) {
                    let (values, weights) =
                        (lanes::<LANES>(values, channel), lanes::<LANES>(weights, channel));
                    for lane in 0..LANES {
                        sums[lane] += values[lane] * weights[lane];
                    }
                }
            }
            self.store((y * side_out + x) * channels + channel, &sums);
        }
    }

    /// Three channels to many: output[p][n] = cut(bias[n] + Σ input[p·stride + tap][c] · kernel[tap][c][n]).
    #[inline(always)]
    pub fn stem<const LANES: usize>(mut self) {
        let Step { side_in, side_out, pad, ref layer, .. } = *self.step;
        let (k, stride) = (layer.kernel, layer.stride);
        for y in 0..side_out {
            let rows = inside(y, stride, pad, k, side_in);
            let mut x = 0;
            while x < side_out {
                if self.whole_row_at(x) {
                    self.stem_outputs::<LANES, ROW>([x, y], rows, (0, k));
                    x += ROW;
                } else {
                    self.stem_outputs::<LANES, 1>([x, y], rows, inside(x, stride, pad, k, side_in));
                    x += 1;
                }
            }
        }
    }

    /// `COUNT` outputs from (x, y) on, each from all three channels, with the kernel's rows and columns that lie inside the
    /// image.
    #[inline(always)]
    fn stem_outputs<const LANES: usize, const COUNT: usize>(
        &mut self,
        [x, y]: [usize; 2],
        rows: (usize, usize),
        columns: (usize, usize),
    ) {
        let Step { side_in, side_out, pad, ref layer, .. } = *self.step;
        let (k, stride, channels) = (layer.kernel, layer.stride, layer.output);
        let first_column = x * stride + columns.0 - pad;
        let span = (COUNT - 1) * stride + columns.1 - columns.0;
        for channel in (0..channels).step_by(LANES) {
            let bias: [f32; LANES] = lanes(self.bias, channel);
            let mut sums = [bias; COUNT];
            for row in rows.0..rows.1 {
                let start = (y * stride + row - pad) * side_in + first_column;
                let line = &self.input[start * 3..(start + span) * 3];
                let weights =
                    &self.kernel[(row * k + columns.0) * 3 * channels..(row * k + columns.1) * 3 * channels];
                for (value, weights) in weights.chunks_exact(channels).enumerate() {
                    let weights: [f32; LANES] = lanes(weights, channel);
                    for (output, sums) in sums.iter_mut().enumerate() {
                        let value = line[output * stride * 3 + value];
                        for lane in 0..LANES {
                            sums[lane] += value * weights[lane];
                        }
                    }
                }
            }
            for (output, sums) in sums.iter().enumerate() {
                self.store((y * side_out + x + output) * channels + channel, sums);
            }
        }
    }

    /// Whether the next [`ROW`] outputs from `x` on exist and their kernels lie inside the image.
    #[inline(always)]
    fn whole_row_at(&self, x: usize) -> bool {
        let Step { side_in, side_out, pad, ref layer, .. } = *self.step;
        let start = x * layer.stride;
        start >= pad
            && start + (ROW - 1) * layer.stride + layer.kernel <= side_in + pad
            && x + ROW <= side_out
    }

    #[inline(always)]
    fn store<const LANES: usize>(&mut self, start: usize, sums: &[f32; LANES]) {
        let values = if self.step.layer.relu6 { sums.map(cut) } else { *sums };
        self.output[start..start + LANES].copy_from_slice(&values);
    }
}

/// First and one past the last tap of a kernel of `k` at output `at` that lie inside `side` pixels.
#[inline(always)]
fn inside(at: usize, stride: usize, pad: usize, k: usize, side: usize) -> (usize, usize) {
    (pad.saturating_sub(at * stride), k.min(side + pad - at * stride))
}

/// The values of as many channels from `start` on.
#[inline(always)]
fn lanes<const LANES: usize>(values: &[f32], start: usize) -> [f32; LANES] {
    let mut side_by_side = [0.0; LANES];
    side_by_side.copy_from_slice(&values[start..start + LANES]);
    side_by_side
}
