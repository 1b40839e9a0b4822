//! Cubic B-spline interpolation, operation by operation as ITK does it.
//!
//! Integer images are cut to whole numbers after interpolation, so that a value of 0.999… and one of 1 differ by one
//! grey value: only the same operations in the same order give the same image. Source: Unser, Aldroubi & Eden 1993;
//! ITK's BSplineDecompositionImageFilter and BSplineInterpolateImageFunction (order 3, mirror boundary).

/// √3 − 2
const POLE: f64 = -0.267_949_192_431_122_8;
/// Terms of the boundary sum after which the rest is below ITK's tolerance of 1e-10.
const HORIZON: usize = 18;

/// Turns the values of a grid (x fastest) into spline coefficients, in place.
pub fn decompose(values: &mut [f64], size: [usize; 3]) {
    let mut stride = 1;
    for length in size {
        if length > 1 {
            for block in values.chunks_exact_mut(stride * length) {
                decompose_block(block, stride, length);
            }
        }
        stride *= length;
    }
}

/// Decomposes `stride` interleaved lines of `length` values, row by row.
fn decompose_block(block: &mut [f64], stride: usize, length: usize) {
    let gain = (1.0 - POLE) * (1.0 - 1.0 / POLE);
    block.iter_mut().for_each(|value| *value *= gain);
    first_causal(block, stride, length);
    for n in 1..length {
        let (before, here) = block.split_at_mut(n * stride);
        let previous = &before[(n - 1) * stride..];
        here[..stride].iter_mut().zip(previous).for_each(|(x, p)| *x += POLE * p);
    }
    let (before, last) = block.split_at_mut((length - 1) * stride);
    let previous = &before[(length - 2) * stride..];
    last.iter_mut().zip(previous).for_each(|(x, p)| *x = (POLE / (POLE * POLE - 1.0)) * (POLE * p + *x));
    for n in (0..length - 1).rev() {
        let (here, after) = block.split_at_mut((n + 1) * stride);
        here[n * stride..].iter_mut().zip(after).for_each(|(x, next)| *x = POLE * (*next - *x));
    }
}

/// First value of the causal filter: the sum over the mirrored line.
fn first_causal(block: &mut [f64], stride: usize, length: usize) {
    for line in 0..stride {
        let at = |n: usize| block[line + n * stride];
        let mut power = POLE;
        let first = if HORIZON < length {
            let mut sum = at(0);
            for n in 1..HORIZON {
                sum += power * at(n);
                power *= POLE;
            }
            sum
        } else {
            let inverse = 1.0 / POLE;
            let mut back = super::float::pow(POLE, (length - 1) as f64);
            let mut sum = at(0) + back * at(length - 1);
            back = back * (back * inverse);
            for n in 1..length - 1 {
                sum += (power + back) * at(n);
                power *= POLE;
                back *= inverse;
            }
            sum / (1.0 - power * power)
        };
        block[line] = first;
    }
}

/// Four neighbours along one axis and their weights.
#[derive(Debug, Clone, Copy)]
pub struct Support {
    /// Positions on the axis, mirrored into it.
    pub at: [usize; 4],
    /// Their weights.
    pub weight: [f64; 4],
}

impl Support {
    /// Of the continuous position `x` on an axis of `length` values.
    pub fn of(x: f64, length: usize) -> Self {
        // ITK rounds to f32 before it rounds down.
        let first = f64::from((x as f32).floor()) as i64 - 1;
        let w = x - (first + 1) as f64;
        let after = (1.0 / 6.0) * w * w * w;
        let before = (1.0 / 6.0) + 0.5 * w * (w - 1.0) - after;
        let right = w + before - 2.0 * after;
        let left = 1.0 - before - right - after;
        Self {
            at: std::array::from_fn(|k| mirror(first + k as i64, length as i64)),
            weight: [before, left, right, after],
        }
    }
}

/// Reflects a position about the first and the last value.
fn mirror(position: i64, length: i64) -> usize {
    if length == 1 {
        return 0;
    }
    let period = 2 * length - 2;
    let folded = position.rem_euclid(period);
    (if folded >= length { period - folded } else { folded }) as usize
}

/// Value of the spline with `coefficients` on a grid of `size` where the axes' supports cross.
pub fn evaluate(coefficients: &[f64], size: [usize; 3], [x, y, z]: &[Support; 3]) -> f64 {
    let mut sum = 0.0;
    for (&at_z, &weight_z) in z.at.iter().zip(&z.weight) {
        for (&at_y, &weight_y) in y.at.iter().zip(&y.weight) {
            let row = &coefficients[size[0] * (at_y + size[1] * at_z)..][..size[0]];
            for (&at_x, &weight_x) in x.at.iter().zip(&x.weight) {
                sum += weight_x * weight_y * weight_z * row[at_x];
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spline_goes_through_its_values() {
        let size = [7, 5, 21];
        let values: Vec<f64> = (0..735).map(|n| f64::from(n * n % 101)).collect();
        let mut coefficients = values.clone();
        decompose(&mut coefficients, size);
        for (index, expected) in values.iter().enumerate() {
            let position = [index % 7, index / 7 % 5, index / 35];
            let supports = std::array::from_fn(|axis| Support::of(position[axis] as f64, size[axis]));
            assert!((evaluate(&coefficients, size, &supports) - expected).abs() < 1e-7);
        }
    }
}
