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
    // First and one past the last tap of the kernel at an output that lie inside the image.
    let inside = |at: usize| (pad.saturating_sub(at * stride), k.min(side_in + pad - at * stride));
    let (first_row, end_row) = inside(y);
    for (x, patch) in into.chunks_exact_mut(depth).enumerate() {
        let (first, end) = inside(x);
        let count = (end - first) * colours;
        for row in first_row..end_row {
            let start = ((y * stride + row - pad) * side_in + x * stride + first - pad) * colours;
            let to = (row * k + first) * colours;
            patch[to..to + count].copy_from_slice(&image[start..start + count]);
        }
    }
}
