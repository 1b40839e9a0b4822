//! Forest of the linear model's coefficients: odds ratio a standard deviation.

use crate::numeric::float;
use crate::numeric::order;
use crate::report::axes::{Axes, extent};
use crate::report::linear::Linear;
use crate::report::study::Study;
use crate::report::svg::{Anchor, Figure, SMALL, Svg, TEXT, widest};
use crate::report::text::{fixed, short, shortened};

/// Longest name of an input that is printed whole.
pub const LONGEST_NAME: usize = 46;
/// Height of one row.
const ROW: f64 = 26.0;

/// Odds ratios on a logarithmic axis, strongest first.
pub fn draw(study: &Study, linear: &Linear) -> Figure {
    let model = study.models[study.primary].full_name();
    let mut terms: Vec<_> = linear.terms.iter().collect();
    order::sort(&mut terms, &|a, b| {
        b.coefficient.abs().total_cmp(&a.coefficient.abs()).then(a.name.cmp(&b.name))
    });
    let names: Vec<String> = terms.iter().map(|term| shortened(&term.name, LONGEST_NAME)).collect();
    let left = 16.0 + widest(&names, SMALL);
    let height = ROW * terms.len() as f64;
    let ends = terms.iter().flat_map(|term| {
        let (low, high) = term.interval.unwrap_or((term.coefficient, term.coefficient));
        [low, high, term.coefficient, 0.0]
    });
    let domain = extent(ends.map(|beta| beta / std::f64::consts::LN_10), 0.06);
    let title = format!("Coefficients of {model}");
    let texts: Vec<String> =
        terms.iter().map(|term| format!("{} {}", term.name, ratio(term.coefficient))).collect();
    let mut svg = Svg::new((left + 500.0, height + 100.0), &title, &texts.join("; "));
    svg.text((left + 490.0, 22.0), Anchor::End, SMALL, ("strong", "Odds ratio (95% interval)"));
    let axes = Axes::new((left, 34.0), (300.0, height), domain, (0.0, 1.0));
    for tick in ratios(domain) {
        let x = axes.x.at(float::log10(tick));
        svg.line((x, 34.0), (x, 34.0 + height), if tick == 1.0 { "axis" } else { "grid" });
        svg.text((x, axes.bottom() + 16.0), Anchor::Middle, SMALL, ("muted", &short(tick)));
    }
    let name = "Odds ratio of metastasis a standard deviation";
    svg.text((left + 150.0, axes.bottom() + 36.0), Anchor::Middle, TEXT, ("", name));
    for (row, (term, name)) in terms.iter().zip(&names).enumerate() {
        let y = 34.0 + ROW * (row as f64 + 0.5);
        svg.text((left - 8.0, y + 4.0), Anchor::End, SMALL, ("", name));
        let place = |beta: f64| axes.x.at(beta / std::f64::consts::LN_10);
        let mut text = ratio(term.coefficient);
        if let Some((low, high)) = term.interval {
            svg.line((place(low), y), (place(high), y), "line s0");
            text = format!("{text} ({}\u{2013}{})", ratio(low), ratio(high));
        }
        svg.dot((place(term.coefficient), y), 4.5, "f0");
        svg.text((left + 490.0, y + 4.0), Anchor::End, SMALL, ("", &text));
    }
    svg.finish("coefficients", &title)
}

/// exp β with two decimals.
fn ratio(beta: f64) -> String {
    fixed(float::exp(beta), 2)
}

/// Round odds ratios inside a domain of decimal logarithms, fewer the wider it is.
fn ratios(domain: (f64, f64)) -> Vec<f64> {
    let width = domain.1 - domain.0;
    let all: &[f64] = if width < 0.6 {
        &[0.25, 0.5, 0.8, 1.0, 1.25, 1.6, 2.0, 2.5, 3.0, 4.0]
    } else if width < 2.0 {
        &[0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]
    } else {
        &[1e-6, 1e-4, 0.01, 0.1, 1.0, 10.0, 100.0, 1e4, 1e6]
    };
    all.iter().copied().filter(|&r| float::log10(r) >= domain.0 && float::log10(r) <= domain.1).collect()
}
