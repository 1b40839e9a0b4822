//! Powers rounded once, as good power functions round them.
//!
//! A product of three factors is rounded twice; where a sum of such products cancels (third moments of symmetrical
//! values) the last bit is all that is left of it. The remainder of each product is kept and added at the end.

/// 2²⁷ + 1: splits a number into halves whose products are exact.
const SPLITTER: f64 = 134_217_729.0;

/// A number as a sum of two with half the digits each.
fn split(a: f64) -> (f64, f64) {
    let scaled = SPLITTER * a;
    let high = scaled - (scaled - a);
    (high, a - high)
}

/// Product and what rounding took from it (T. J. Dekker, 1971).
fn product(a: f64, b: f64) -> (f64, f64) {
    let rounded = a * b;
    let ((a_high, a_low), (b_high, b_low)) = (split(a), split(b));
    let rest = ((a_high * b_high - rounded) + a_high * b_low + a_low * b_high) + a_low * b_low;
    // Beyond 2⁹⁹⁶ the halves overflow; there the product is taken as it is.
    (rounded, if rest.is_finite() { rest } else { 0.0 })
}

/// x³
pub fn cube(x: f64) -> f64 {
    let (square, rest) = product(x, x);
    let (cube, rest_of_cube) = product(square, x);
    cube + (rest_of_cube + rest * x)
}

/// x⁴
pub fn fourth_power(x: f64) -> f64 {
    let (square, rest) = product(x, x);
    let (fourth, rest_of_fourth) = product(square, square);
    fourth + (rest_of_fourth + 2.0 * square * rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_rounded_once() {
        // Nearest numbers to the exact powers, by integer arithmetic.
        let x = 1.000_000_000_000_1;
        assert_eq!(cube(x), 1.000_000_000_000_299_8);
        for n in [3.0, 94_906_267.0, 123_456_789.0, -87_654_321.0] {
            let whole = n as i128;
            assert_eq!(cube(n), (whole * whole * whole) as f64);
            assert_eq!(fourth_power(n), (whole * whole * whole * whole) as f64);
        }
        assert_eq!(cube(1e200), f64::INFINITY);
        assert_eq!((cube(0.0), fourth_power(-0.5)), (0.0, 0.0625));
    }
}
