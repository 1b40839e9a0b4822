//! The primary model's score (log-odds) of every case, by cohort and class.

use crate::numeric::float;
use crate::numeric::statistics::quantile;
use crate::report::axes::{Axes, extent};
use crate::report::performance::{predicted, present};
use crate::report::study::{OrReason, Study, cohort_name};
use crate::report::svg::{Anchor, Figure, SMALL, Svg};
use crate::report::text::{capitalised, fixed};
use crate::words::ReportGap;

/// Radius of a dot.
const RADIUS: f64 = 2.6;
/// Width of the strip of one class.
const STRIP: f64 = 112.0;

/// One strip a class and cohort; dots are stacked sideways where they would cover each other.
///
/// # Errors
/// The model has predictions in no cohort.
pub fn draw(study: &Study) -> OrReason<Figure> {
    let model = &study.models[study.primary];
    let mut strips = Vec::new();
    for (at, cohort) in present(study) {
        let Ok((labels, p)) = predicted(study, model, at) else { continue };
        for class in [true, false] {
            let mut scores: Vec<f64> =
                labels.iter().zip(p).filter(|(label, _)| **label == class).map(|(_, p)| score(*p)).collect();
            scores.sort_unstable_by(f64::total_cmp);
            strips.push((cohort_name(cohort.split), class, scores));
        }
    }
    if strips.is_empty() {
        return Err(ReportGap::NoPredictions { model: model.full_name() });
    }
    let title = format!("Score of {} by cohort and class", model.full_name());
    let medians: Vec<String> =
        strips.iter().map(|(cohort, class, scores)| median_text(cohort, *class, scores)).collect();
    let width = 80.0 + STRIP * strips.len() as f64;
    let mut svg = Svg::new((width, 440.0), &title, &medians.join("; "));
    let domain = extent(strips.iter().flat_map(|(_, _, scores)| scores.iter().copied()), 0.04);
    let axes = Axes::new((66.0, 20.0), (STRIP * strips.len() as f64, 340.0), (0.0, 1.0), domain);
    axes.draw_y(&mut svg, "Score (log-odds of metastasis)");
    let threshold = axes.y.at(score(model.threshold));
    svg.line((66.0, threshold), (axes.right(), threshold), "guide");
    for (place, (cohort, class, scores)) in strips.iter().enumerate() {
        let middle = 66.0 + STRIP * (place as f64 + 0.5);
        strip(&mut svg, &axes, middle, (*class, scores));
        let name = if *class { "metastasis" } else { "primary" };
        svg.text((middle, axes.bottom() + 16.0), Anchor::Middle, SMALL, ("", name));
        svg.text(
            (middle, axes.bottom() + 32.0),
            Anchor::Middle,
            SMALL,
            ("muted", &format!("n = {}", scores.len())),
        );
        if *class {
            let centre = middle + STRIP / 2.0;
            svg.text((centre, axes.bottom() + 54.0), Anchor::Middle, 13.0, ("strong", &capitalised(cohort)));
        }
    }
    svg.line((66.0, axes.bottom()), (axes.right(), axes.bottom()), "axis");
    let caption = format!("{title}. Lines: medians; dashed: the frozen threshold.");
    Ok(svg.finish("scores", &caption))
}

/// Log-odds; a probability of 0 or 1 is drawn at ±12.
fn score(p: f64) -> f64 {
    float::logit(p.clamp(6.2e-6, 1.0 - 6.2e-6))
}

fn median_text(cohort: &str, class: bool, scores: &[f64]) -> String {
    let name = if class { "metastasis" } else { "primary" };
    match quantile(scores, 0.5) {
        Ok(median) => format!("{cohort}, {name}: median {}", fixed(median, 2)),
        Err(_) => format!("{cohort}, {name}: no cases"),
    }
}

/// Dots from low to high, each at the free place nearest to the middle of the strip.
fn strip(svg: &mut Svg, axes: &Axes, middle: f64, (class, scores): (bool, &[f64])) {
    let fill = if class { "f1 half" } else { "f0 half" };
    let most = ((STRIP / 2.0 - 8.0) / (2.0 * RADIUS)) as usize;
    let mut placed: Vec<(f64, f64)> = Vec::new();
    for &value in scores {
        let y = axes.y.at(value);
        let near: Vec<f64> =
            placed.iter().rev().take_while(|p| (p.1 - y).abs() < 2.0 * RADIUS).map(|p| p.0).collect();
        let offsets = (0..=2 * most).map(|k| {
            let step = k.div_ceil(2) as f64 * 2.0 * RADIUS;
            if k % 2 == 0 { step } else { -step }
        });
        let free =
            offsets.into_iter().find(|offset| near.iter().all(|x| (x - offset).abs() >= 2.0 * RADIUS - 0.01));
        // Where no place is free, dots overlap in the middle.
        let x = free.unwrap_or(0.0);
        placed.push((x, y));
        svg.dot((middle + x, y), RADIUS, fill);
    }
    if let Ok(median) = quantile(scores, 0.5) {
        let y = axes.y.at(median);
        svg.line((middle - STRIP / 2.0 + 10.0, y), (middle + STRIP / 2.0 - 10.0, y), "axis");
    }
}
