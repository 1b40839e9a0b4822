//! The stem, a dense convolution of the three colours, as a matrix product.

use crate::cnn::network::Step;

/// What the stem sees for row `y` of its outputs: for each output the kernel's view of the image (rows, columns, colours),
/// zero beyond the border. With that the stem is a 1×1 convolution of so many channels.
pub fn patches(step: &Step, image: &[f32], y: usize, into: &mut Vec<f32>) {
    let Step { side_in, side_out, pad, ref layer, .. } = *step;
    let (k, stride, colours) = (layer.kernel, layer.stride, layer.input);
    let depth = k * k * colours;
    into.clear();
    into.resize(side_out * depth, 0.0);
    let (first_row, end_row) = inside(y, stride, pad, k, side_in);
    for (x, patch) in into.chunks_exact_mut(depth).enumerate() {
        let (first, end) = inside(x, stride, pad, k, side_in);
        let count = (end - first) * colours;
        for row in first_row..end_row {
            let start = ((y * stride + row - pad) * side_in + x * stride + first - pad) * colours;
            let to = (row * k + first) * colours;
            patch[to..to + count].copy_from_slice(&image[start..start + count]);
        }
    }
}

/// First and one past the last tap of a kernel of `k` at output `at` that lie inside `side` pixels.
fn inside(at: usize, stride: usize, pad: usize, k: usize, side: usize) -> (usize, usize) {
    (pad.saturating_sub(at * stride), k.min(side + pad - at * stride))
}
