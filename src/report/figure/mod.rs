//! The figures, one file each; all numbers come from [`crate::report::performance()`] or from the study itself.

pub mod calibration;
pub mod coefficients;
pub mod confusion;
pub mod correlation;
pub mod decision;
pub mod flow;
pub mod lasso;
pub mod learning;
pub mod nomogram;
pub mod overview;
pub mod roc;
pub mod scores;

use crate::report::axes::Axes;
use crate::report::svg::{Anchor, SERIES, SMALL, Svg, TEXT};

/// Size of a figure that stands beside those of the other cohorts.
pub const PANEL_WIDTH: f64 = 400.0;
/// Left edge, top edge, width and height of its plotting area.
const PANEL: (f64, f64, f64, f64) = (58.0, 34.0, 326.0, 300.0);

/// Plotting area of a panel.
fn panel_axes(x: (f64, f64), y: (f64, f64)) -> Axes {
    let (left, top, width, height) = PANEL;
    Axes::new((left, top), (width, height), x, y)
}

/// Heading of a panel.
fn panel_heading(svg: &mut Svg, text: &str) {
    svg.text((PANEL.0, 20.0), Anchor::Start, 13.0, ("strong", text));
}

/// Classes of the line of series `at`.
fn line_class(at: usize) -> String {
    format!("line s{}", at % SERIES)
}

/// One row of a legend: a piece of the curve, and its name.
fn legend_row(svg: &mut Svg, (x, y): (f64, f64), class: &str, text: &str) {
    svg.line((x, y - 4.0), (x + 26.0, y - 4.0), class);
    svg.text((x + 32.0, y), Anchor::Start, SMALL, ("", text));
}

/// A sentence in the middle of an empty area.
fn say(svg: &mut Svg, at: (f64, f64), text: &str) {
    svg.text(at, Anchor::Middle, TEXT, ("muted", text));
}
