//! The lasso: coefficients along the path, and the cross-validated deviance that chose the penalty.

use crate::numeric::float;
use crate::report::axes::{Axes, extent};
use crate::report::figure::line_class;
use crate::report::study::LassoPath;
use crate::report::svg::{Anchor, Figure, SMALL, Svg};
use crate::report::text::{fixed, short};

/// Both plots side by side, over the decimal logarithm of λ.
pub fn draw(path: &LassoPath) -> Figure {
    let title = "Lasso path and cross-validated deviance";
    let (least, one_se) = (&path.points[path.least], &path.points[path.one_se]);
    let description = format!(
        "{} features; least deviance at lambda {}, one standard error from it at {}.",
        path.features.len(),
        short(least.lambda),
        short(one_se.lambda)
    );
    let mut svg = Svg::new((800.0, 400.0), title, &description);
    let logs: Vec<f64> = path.points.iter().map(|point| float::log10(point.lambda)).collect();
    let domain = extent(logs.iter().copied(), 0.02);
    let size = (310.0, 290.0);
    let coefficients = path.points.iter().flat_map(|point| point.coefficients.iter().copied());
    let left = Axes::new((64.0, 40.0), size, domain, extent(coefficients, 0.05));
    left.draw(&mut svg, "log\u{2081}\u{2080} \u{3bb}", "Coefficient (standardised feature)");
    for feature in 0..path.features.len() {
        let points = logs.iter().zip(&path.points);
        let line: Vec<(f64, f64)> =
            points.map(|(&x, point)| left.at(x, point.coefficients[feature])).collect();
        svg.curve(&line, &line_class(feature));
    }
    let ends =
        path.points.iter().flat_map(|p| [p.deviance - p.standard_error, p.deviance + p.standard_error]);
    let right = Axes::new((460.0, 40.0), size, domain, extent(ends, 0.05));
    right.draw(&mut svg, "log\u{2081}\u{2080} \u{3bb}", "Held-out deviance of a case");
    for (&x, point) in logs.iter().zip(&path.points) {
        let (low, high) = (point.deviance - point.standard_error, point.deviance + point.standard_error);
        svg.line(right.at(x, low), right.at(x, high), "s5");
        svg.dot(right.at(x, point.deviance), 2.5, "f1");
    }
    for (at, name, row) in [(path.one_se, "1 SE", 0.0), (path.least, "min", 1.0)] {
        let kept = path.points[at].coefficients.iter().filter(|&&coefficient| coefficient != 0.0).count();
        for axes in [&left, &right] {
            let x = axes.x.at(logs[at]);
            svg.line((x, 40.0), (x, axes.bottom()), "guide");
        }
        let text = format!("{name}: \u{3bb} = {}, {kept} features", short(path.points[at].lambda));
        svg.text((right.right(), 16.0 + 15.0 * row), Anchor::End, SMALL, ("muted", &text));
    }
    let deviance = format!("least deviance {}", fixed(least.deviance, 3));
    svg.text((460.0, 31.0), Anchor::Start, SMALL, ("muted", &deviance));
    svg.finish("lasso", "Lasso path and cross-validated deviance with its standard error; dashed: the two candidate penalties.")
}
