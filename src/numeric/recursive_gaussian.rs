//! Smoothing along lines by a Gaussian, or by its second derivative, as a fourth-order recursion.
//!
//! Deriche's scheme (R. Deriche, INRIA report 1893, 1993) with the constants of G. Farnebäck and C.-F. Westin (Improving
//! Deriche-style recursive Gaussian filters, 2006) and the normalisation and edges of ITK's
//! RecursiveGaussianImageFilter: a line goes on with its end values. Each line costs the same whatever the width.
//! Every sum stands in ITK's order, so that results agree to the last bits.

use std::ops::Range;

use crate::numeric::float;
use crate::numeric::simd::wide;

/// Lines filtered together; enough independent recursions to hide each one's latency.
pub const LINES: usize = 16;

/// The same position of [`LINES`] lines.
pub type Front = [f64; LINES];

/// Farnebäck and Westin's table 3: amplitudes, frequencies and decays of the two exponentials.
const A1: [f64; 2] = [1.3530, -1.3563];
const B1: [f64; 2] = [1.8151, 5.2318];
const W1: f64 = 0.6681;
const L1: f64 = -1.3932;
const A2: [f64; 2] = [-0.3531, 0.3446];
const B2: [f64; 2] = [0.0902, -2.2355];
const W2: f64 = 2.0787;
const L2: f64 = -1.3732;

/// Slower of the two decays: a value's influence falls at least as e^(−1.3732 distance / sigma).
pub const DECAY: f64 = 1.3732;

/// One direction of the recursion.
#[derive(Debug, Clone, PartialEq)]
struct Sweep {
    /// Weights of successive inputs.
    input: [f64; 4],
    /// Weights of the end value in place of outputs before the line's end.
    edge: [f64; 4],
}

/// Recursion along a line: out = causal + anticausal sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct RecursiveGaussian {
    causal: Sweep,
    anticausal: Sweep,
    /// Weights of the preceding outputs, to be subtracted; the same in both sweeps.
    output: [f64; 4],
}

/// Sine, cosine and exponential of the two oscillations at one width.
struct Waves {
    sin: [f64; 2],
    cos: [f64; 2],
    exp: [f64; 2],
}

/// Weights of the inputs with their moments of order 0, 1, 2.
struct Numerator {
    weights: [f64; 4],
    moments: [f64; 3],
}

impl Waves {
    fn new(sigma: f64) -> Self {
        Self {
            sin: [float::sin(W1 / sigma), float::sin(W2 / sigma)],
            cos: [float::cos(W1 / sigma), float::cos(W2 / sigma)],
            exp: [float::exp(L1 / sigma), float::exp(L2 / sigma)],
        }
    }

    /// Weights of the outputs, and their moments with the leading 1.
    fn denominator(&self) -> ([f64; 4], [f64; 3]) {
        let ([c1, c2], [e1, e2]) = (self.cos, self.exp);
        let d4 = e1 * e1 * e2 * e2;
        let d3 = -2.0 * c1 * e1 * e2 * e2 + -2.0 * c2 * e2 * e1 * e1;
        let d2 = 4.0 * c2 * c1 * e1 * e2 + (e1 * e1 + e2 * e2);
        let d1 = -2.0 * (e2 * c2 + e1 * c1);
        let moments = [
            1.0 + d1 + d2 + d3 + d4,
            d1 + 2.0 * d2 + 3.0 * d3 + 4.0 * d4,
            d1 + 4.0 * d2 + 9.0 * d3 + 16.0 * d4,
        ];
        ([d1, d2, d3, d4], moments)
    }

    /// Weights of the inputs for column `column` of the table.
    fn numerator(&self, column: usize) -> Numerator {
        let ([s1, s2], [c1, c2], [e1, e2]) = (self.sin, self.cos, self.exp);
        let (a1, b1, a2, b2) = (A1[column], B1[column], A2[column], B2[column]);
        let n0 = a1 + a2;
        let n1 = e2 * (b2 * s2 - (a2 + 2.0 * a1) * c2) + e1 * (b1 * s1 - (a1 + 2.0 * a2) * c1);
        let crossed = (a1 + a2) * c2 * c1 - (b1 * c2 * s1 + b2 * c1 * s2);
        let n2 = crossed * (2.0 * e1 * e2) + (a2 * e1 * e1 + a1 * e2 * e2);
        let n3 = e2 * e1 * e1 * (b2 * s2 - a2 * c2) + e1 * e2 * e2 * (b1 * s1 - a1 * c1);
        Numerator {
            weights: [n0, n1, n2, n3],
            moments: [n0 + n1 + n2 + n3, n1 + 2.0 * n2 + 3.0 * n3, n1 + 4.0 * n2 + 9.0 * n3],
        }
    }
}

impl RecursiveGaussian {
    /// Gaussian of `sigma` steps, of sum 1.
    pub fn smoothing(sigma: f64) -> Self {
        let waves = Waves::new(sigma);
        let (output, [sd, ..]) = waves.denominator();
        let Numerator { weights, moments: [sn, ..] } = waves.numerator(0);
        let sum = 2.0 * sn / sd - weights[0];
        Self::symmetric(weights.map(|weight| weight * (1.0 / sum)), output)
    }

    /// Second derivative (by the step) of a Gaussian of `sigma` steps, times `scale`.
    pub fn second_derivative(sigma: f64, scale: f64) -> Self {
        let waves = Waves::new(sigma);
        let (output, [sd, dd, ed]) = waves.denominator();
        let (zeroth, second) = (waves.numerator(0), waves.numerator(1));
        // As much of the Gaussian itself as makes the response to a constant vanish.
        let beta = -(2.0 * second.moments[0] - sd * second.weights[0])
            / (2.0 * zeroth.moments[0] - sd * zeroth.weights[0]);
        let weights: [f64; 4] = std::array::from_fn(|i| second.weights[i] + beta * zeroth.weights[i]);
        let [sn, dn, en]: [f64; 3] = std::array::from_fn(|i| second.moments[i] + beta * zeroth.moments[i]);
        // Response to x²/2, which shall be 1.
        let response = en * sd * sd - ed * sn * sd - 2.0 * dn * dd * sd + 2.0 * dd * dd * sn;
        let response = response / (sd * sd * sd);
        Self::symmetric(weights.map(|weight| weight * (scale / response)), output)
    }

    /// Both sweeps of a symmetric response from the causal weights.
    fn symmetric(n: [f64; 4], d: [f64; 4]) -> Self {
        let m = [n[1] - d[0] * n[0], n[2] - d[1] * n[0], n[3] - d[2] * n[0], -d[3] * n[0]];
        let sd = 1.0 + d[0] + d[1] + d[2] + d[3];
        let sweep = |input: [f64; 4]| {
            let sum = input[0] + input[1] + input[2] + input[3];
            Sweep { input, edge: d.map(|weight| weight * sum / sd) }
        };
        Self { causal: sweep(n), anticausal: sweep(m), output: d }
    }

    /// Filters lines of at least one position; gives the positions `keep`. `work` is room that may be reused.
    ///
    /// Costs what the two sweeps need to reach the kept positions, from either end.
    pub fn filter(&self, lines: &[Front], keep: Range<usize>, work: &mut Vec<Front>, out: &mut [Front]) {
        wide(
            #[inline(always)]
            || self.both_sweeps(lines, keep, work, out),
        );
    }

    #[inline(always)]
    fn both_sweeps(&self, lines: &[Front], keep: Range<usize>, work: &mut Vec<Front>, out: &mut [Front]) {
        work.resize(work.len().max(lines.len()), [0.0; LINES]);
        let done = &mut work[..keep.end];
        self.forward(&lines[..keep.end], done);
        out.copy_from_slice(&done[keep.clone()]);
        let done = &mut work[keep.start..lines.len()];
        self.backward(&lines[keep.start..], done);
        for (sum, value) in out.iter_mut().zip(done) {
            (0..LINES).for_each(|line| sum[line] += value[line]);
        }
    }

    /// Causal sweep.
    #[inline(always)]
    fn forward(&self, lines: &[Front], done: &mut [Front]) {
        let edge = lines[0];
        let mut past = Past::new(&self.causal, self.output);
        for i in 0..lines.len().min(4) {
            let (before, now) = done.split_at_mut(i);
            let x = |back: usize| if back > i { &edge } else { &lines[i - back] };
            let y = |back: usize| if back > i { &edge } else { &before[i - back] };
            let (x, y) = ([x(0), x(1), x(2), x(3)], [y(1), y(2), y(3), y(4)]);
            step(&mut now[0], Terms { of: x, by: self.causal.input }, Terms { of: y, by: past.next() });
        }
        for i in 4..lines.len() {
            let (before, now) = done.split_at_mut(i);
            let [y4, y3, y2, y1] = &before[i - 4..] else { unreachable!("four outputs") };
            let [x3, x2, x1, x0] = &lines[i - 3..=i] else { unreachable!("four inputs") };
            let inputs = Terms { of: [x0, x1, x2, x3], by: self.causal.input };
            step(&mut now[0], inputs, Terms { of: [y1, y2, y3, y4], by: self.output });
        }
    }

    /// Anticausal sweep, which leaves the present input out.
    #[inline(always)]
    fn backward(&self, lines: &[Front], done: &mut [Front]) {
        let last = lines.len() - 1;
        let edge = lines[last];
        let mut past = Past::new(&self.anticausal, self.output);
        for i in (0..=last).rev().take(4) {
            let (now, after) = done.split_at_mut(i + 1);
            let x = |ahead: usize| if i + ahead > last { &edge } else { &lines[i + ahead] };
            let y = |ahead: usize| if i + ahead > last { &edge } else { &after[ahead - 1] };
            let (x, y) = ([x(1), x(2), x(3), x(4)], [y(1), y(2), y(3), y(4)]);
            step(&mut now[i], Terms { of: x, by: self.anticausal.input }, Terms { of: y, by: past.next() });
        }
        for i in (0..lines.len().saturating_sub(4)).rev() {
            let (now, after) = done.split_at_mut(i + 1);
            let [y1, y2, y3, y4] = &after[..4] else { unreachable!("four outputs") };
            let [x1, x2, x3, x4] = &lines[i + 1..i + 5] else { unreachable!("four inputs") };
            let inputs = Terms { of: [x1, x2, x3, x4], by: self.anticausal.input };
            step(&mut now[i], inputs, Terms { of: [y1, y2, y3, y4], by: self.output });
        }
    }
}

/// Four neighbours in a sweep, inputs or outputs, with the weight of each.
struct Terms<'a> {
    of: [&'a Front; 4],
    by: [f64; 4],
}

/// One position of a sweep: inputs weighted less preceding outputs weighted, in ITK's order of sums.
#[inline(always)]
fn step(now: &mut Front, Terms { of: x, by: n }: Terms<'_>, Terms { of: y, by: d }: Terms<'_>) {
    for i in 0..LINES {
        now[i] = (x[0][i] * n[0] + x[1][i] * n[1] + x[2][i] * n[2] + x[3][i] * n[3])
            - (y[0][i] * d[0] + y[1][i] * d[1] + y[2][i] * d[2] + y[3][i] * d[3]);
    }
}

/// Weights of the preceding outputs at a sweep's first positions: where there is none yet, the end value stands in
/// for it and weighs as an endless constant would.
struct Past {
    now: [f64; 4],
    then: [f64; 4],
    steps: usize,
}

impl Past {
    fn new(sweep: &Sweep, output: [f64; 4]) -> Self {
        Self { now: sweep.edge, then: output, steps: 0 }
    }

    /// Weights at the next position.
    fn next(&mut self) -> [f64; 4] {
        let weights = self.now;
        self.now[self.steps] = self.then[self.steps];
        self.steps += 1;
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filtered(filter: &RecursiveGaussian, line: &[f64]) -> Vec<f64> {
        let lines: Vec<Front> = line.iter().map(|&value| [value; LINES]).collect();
        let mut out = vec![[0.0; LINES]; line.len()];
        filter.filter(&lines, 0..line.len(), &mut Vec::new(), &mut out);
        out.iter().map(|front| front[0]).collect()
    }

    #[test]
    fn constants_stay_or_vanish_and_a_parabola_has_its_curvature() {
        for sigma in [0.5, 1.0, 3.7] {
            let smooth = filtered(&RecursiveGaussian::smoothing(sigma), &[7.0; 20]);
            assert!(smooth.iter().all(|value| (value - 7.0).abs() < 1e-12), "{sigma}: {smooth:?}");
            let flat = filtered(&RecursiveGaussian::second_derivative(sigma, 1.0), &[7.0; 20]);
            assert!(flat.iter().all(|value| value.abs() < 1e-12), "{sigma}: {flat:?}");
            let parabola: Vec<f64> = (-200..=200).map(|x| f64::from(x * x) / 2.0).collect();
            let curved = filtered(&RecursiveGaussian::second_derivative(sigma, 1.0), &parabola);
            assert!((curved[200] - 1.0).abs() < 1e-9, "{sigma}: {}", curved[200]);
        }
    }

    #[test]
    fn an_impulse_becomes_a_gaussian() {
        let sigma = 4.0;
        let mut line = [0.0; 101];
        line[50] = 1.0;
        let out = filtered(&RecursiveGaussian::smoothing(sigma), &line);
        for (i, found) in out.iter().enumerate() {
            let distance = (i as f64 - 50.0) / sigma;
            let gauss =
                float::exp(-distance * distance / 2.0) / (sigma * (2.0 * std::f64::consts::PI).sqrt());
            assert!((found - gauss).abs() < 3e-4, "at {i}: {found} instead of {gauss}");
        }
    }

    #[test]
    fn keeping_some_positions_changes_none() {
        let filter = RecursiveGaussian::second_derivative(1.3, 2.0);
        let line: Vec<f64> = (0..30_i32).map(|x| f64::from(x * 37 % 11)).collect();
        let lines: Vec<Front> = line.iter().map(|&value| [value; LINES]).collect();
        let mut some = [[0.0; LINES]; 7];
        filter.filter(&lines, 9..16, &mut Vec::new(), &mut some);
        let all = filtered(&filter, &line);
        assert!(some.iter().zip(&all[9..16]).all(|(front, value)| front[3] == *value));
    }
}
