//! Distribution functions: normal, χ², Student's t, F.
//!
//! Tails are computed as tails, not as one minus the body, so that small p-values keep their digits. Incomplete gamma
//! and beta functions follow DLMF 8.11.4, 8.9.2 and 8.17.22 (series and continued fractions by Lentz's method).

use crate::numeric::float;

/// Relative size at which a series or fraction has converged.
const CONVERGED: f64 = 1e-16;
/// More terms than any argument met here needs; the loops always end.
const MOST_TERMS: usize = 20_000;
/// Stands for zero in Lentz's method.
const TINY: f64 = 1e-300;

/// P(Z ≤ z), Z standard normal.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * float::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// P(|Z| ≥ |z|): the two-sided p-value of a z statistic.
pub fn normal_two_sided(z: f64) -> f64 {
    float::erfc(z.abs() * std::f64::consts::FRAC_1_SQRT_2)
}

/// z with P(Z ≤ z) = p, 0 < p < 1; infinite at the ends.
///
/// Start: the rational approximation 26.2.23 of Abramowitz & Stegun, error below 4.5e-4; then Halley steps on
/// [`normal_cdf`], each of which triples the digits.
pub fn normal_quantile(p: f64) -> f64 {
    if p <= 0.0 || p >= 1.0 {
        return if p <= 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    let t = (-2.0 * float::ln(p)).sqrt();
    let above = 2.515517 + t * (0.802853 + t * 0.010328);
    let below = 1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308));
    let mut z = above / below - t;
    for _ in 0..4 {
        let density = float::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
        if density == 0.0 {
            break;
        }
        let step = (normal_cdf(z) - p) / density;
        z -= step / (1.0 + 0.5 * z * step);
    }
    z
}

/// P(χ² ≥ x) with `df` degrees of freedom.
pub fn chi_squared_sf(x: f64, df: f64) -> f64 {
    if x <= 0.0 { 1.0 } else { gamma_upper(df / 2.0, x / 2.0) }
}

/// P(|T| ≥ |t|) of Student's t with `df` degrees of freedom.
pub fn student_two_sided(t: f64, df: f64) -> f64 {
    beta_lower(df / 2.0, 0.5, df / (df + t * t))
}

/// x with P(F ≤ x) = p, 0 < p < 1, by bisection on the beta variable.
pub fn f_quantile(p: f64, above: f64, below: f64) -> f64 {
    // With w = below / (below + above·x), P(F ≥ x) = I_w; bisect the logarithm of the odds of w to keep both ends.
    let (mut low, mut high) = (-700.0, 700.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if beta_lower(below / 2.0, above / 2.0, float::logistic(middle)) < 1.0 - p {
            low = middle;
        } else {
            high = middle;
        }
    }
    below / above * float::exp(-0.5 * (low + high))
}

/// Regularised upper incomplete gamma function Q(a, x), a > 0, x ≥ 0.
pub fn gamma_upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let front = float::exp(a * float::ln(x) - x - float::ln_gamma(a));
    if x < a + 1.0 { 1.0 - front * gamma_series(a, x) } else { front * gamma_fraction(a, x) }
}

/// Σ x^n / (a (a+1) … (a+n)), which converges fast for x < a + 1.
fn gamma_series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    for n in 1..MOST_TERMS {
        term *= x / (a + n as f64);
        sum += term;
        if term < sum * CONVERGED {
            break;
        }
    }
    sum
}

/// Continued fraction 1/(x+1−a− 1(1−a)/(x+3−a− …)), which converges fast for x > a + 1.
fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for n in 1..MOST_TERMS {
        let numerator = -(n as f64) * (n as f64 - a);
        b += 2.0;
        d = 1.0 / away_from_zero(numerator * d + b);
        c = away_from_zero(b + numerator / c);
        let factor = c * d;
        fraction *= factor;
        if (factor - 1.0).abs() < CONVERGED {
            break;
        }
    }
    fraction
}

/// Regularised incomplete beta function I_x(a, b), a, b > 0.
pub fn beta_lower(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let ln_beta = float::ln_gamma(a) + float::ln_gamma(b) - float::ln_gamma(a + b);
    let front = float::exp(a * float::ln(x) + b * float::ln_1p(-x) - ln_beta);
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, 1.0 - x) / b
    }
}

/// The continued fraction of the incomplete beta function, for x below the mean.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for n in 1..MOST_TERMS {
        let m = n as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let factor = c * d;
        fraction *= factor;
        if (factor - 1.0).abs() < CONVERGED {
            break;
        }
    }
    fraction
}

/// `x`, or a tiny number where `x` is zero.
fn away_from_zero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantile_inverts_the_distribution() {
        for p in [1e-12, 0.001, 0.025, 0.3, 0.5, 0.9, 0.999] {
            let back = normal_cdf(normal_quantile(p));
            assert!((back / p - 1.0).abs() < 1e-12, "{p}: {back}");
        }
        assert!(normal_quantile(0.5).abs() < 1e-15);
        assert!((normal_quantile(0.975) - crate::numeric::statistics::Z_95).abs() < 1e-14);
    }

    #[test]
    fn closed_forms() {
        // χ² with two degrees is exponential; t with one degree is Cauchy; the quantile of F(2, 2) is p/(1−p).
        assert!((chi_squared_sf(5.0, 2.0) - float::exp(-2.5)).abs() < 1e-15);
        assert!((student_two_sided(1.0, 1.0) - 0.5).abs() < 1e-14);
        assert!((f_quantile(0.75, 2.0, 2.0) - 3.0).abs() < 1e-13);
    }
}
