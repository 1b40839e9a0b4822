//! Learning curve: AUC on fitted and on left-out cases as the training cohort grows.

use crate::report::axes::{Axes, extent};
use crate::report::figure::legend_row;
use crate::report::study::Learning;
use crate::report::svg::{Figure, Svg};
use crate::report::text::{fixed, with_interval};

/// The curve, with the optimism-corrected AUC as a line.
pub fn draw(learning: &Learning) -> Figure {
    let title = "Learning curve";
    let texts: Vec<String> = learning
        .points
        .iter()
        .map(|p| format!("{} cases: held out {}", p.cases, with_interval(p.held_out, p.held_out_range, 3)))
        .collect();
    let mut svg = Svg::new((560.0, 430.0), title, &texts.join("; "));
    let values =
        learning.points.iter().flat_map(|p| [p.fitted, p.held_out, p.held_out_range.0, p.held_out_range.1]);
    let (low, _) = extent(values, 0.0);
    let cases = extent(learning.points.iter().map(|p| p.cases as f64), 0.05);
    let axes = Axes::new((62.0, 20.0), (480.0, 290.0), cases, ((low - 0.03).clamp(0.0, 0.5), 1.0));
    axes.draw(&mut svg, "Training cases", "AUC");
    let upper = learning.points.iter().map(|p| axes.at(p.cases as f64, p.held_out_range.1));
    let lower = learning.points.iter().rev().map(|p| axes.at(p.cases as f64, p.held_out_range.0));
    svg.area(&upper.chain(lower).collect::<Vec<_>>(), "f0 faint");
    for (class, fill, value) in [
        ("line s1", "f1", (|p| p.fitted) as fn(&crate::report::study::LearningPoint) -> f64),
        ("line s0", "f0", |p| p.held_out),
    ] {
        let path: Vec<(f64, f64)> =
            learning.points.iter().map(|p| axes.at(p.cases as f64, value(p))).collect();
        svg.curve(&path, class);
        for &point in &path {
            svg.dot(point, 3.5, fill);
        }
    }
    legend_row(&mut svg, (62.0, 376.0), "line s0", "left-out training cases (range of repetitions)");
    legend_row(&mut svg, (390.0, 376.0), "line s1", "fitted cases");
    if let Ok(optimism) = &learning.optimism {
        let y = axes.y.at(optimism.corrected);
        svg.line((62.0, y), (axes.right(), y), "guide");
        let text = format!(
            "optimism-corrected AUC {} (apparent {}, optimism {})",
            fixed(optimism.corrected, 3),
            fixed(optimism.apparent, 3),
            fixed(optimism.optimism, 3)
        );
        legend_row(&mut svg, (62.0, 398.0), "guide", &text);
    }
    svg.finish("learning", "AUC as the training cohort grows; band: range over the left-out folds.")
}
