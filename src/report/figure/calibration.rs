//! Calibration of the primary model in one cohort: smoothed curve with its band, ten groups, histogram.

use crate::numeric::statistics::{
    CalibrationGroup, GROUPS, Grouping, LOWESS_FRACTION, calibration_groups, lowess, quantile, resample,
    wilson,
};
use crate::report::axes::Axes;
use crate::report::figure::{PANEL_WIDTH, panel_axes, panel_heading, say};
use crate::report::performance::{Performance, predicted};
use crate::report::study::{OrReason, Study, cohort_name};
use crate::report::svg::{Anchor, Figure, SMALL, Svg};
use crate::report::text::{capitalised, fixed, or_reason, p_equals};
use crate::words::ReportGap;

/// Resamples behind the band.
const RESAMPLES: usize = 200;
/// Points of the smoothed curve.
const POINTS: usize = 60;
/// Bars of the histogram.
const BARS: usize = 20;

/// Calibration plot of `model` in cohort `at`.
///
/// # Errors
/// The model has no predictions there, or they cannot be smoothed.
pub fn draw(study: &Study, at: usize, performance: &OrReason<Performance>) -> OrReason<Figure> {
    let model = &study.models[study.primary];
    let cohort = cohort_name(study.cohorts[at].split);
    if study.share.is_some() {
        return Err(ReportGap::AtOtherShare);
    }
    let performance = performance.as_ref().map_err(Clone::clone)?;
    let (labels, p) = predicted(study, model, at)?;
    let lines = numbers(performance);
    let title = format!("Calibration of {}, {cohort}", model.full_name());
    let mut svg = Svg::new((PANEL_WIDTH, 500.0 + 16.0 * lines.len() as f64), &title, &lines.join("; "));
    panel_heading(&mut svg, &capitalised(cohort));
    let axes = panel_axes((0.0, 1.0), (0.0, 1.0));
    axes.draw_y(&mut svg, "Observed share of metastases");
    axes.draw_x(&mut svg, "");
    svg.line(axes.at(0.0, 0.0), axes.at(1.0, 1.0), "guide");
    match smooth(&labels, p) {
        Ok((curve, band)) => {
            let edge = |share: usize| band.iter().map(move |point| (point.0, point.1[share]));
            let outline: Vec<(f64, f64)> = edge(0)
                .chain(edge(1).collect::<Vec<_>>().into_iter().rev())
                .map(|(x, y)| axes.at(x, y))
                .collect();
            svg.area(&outline, "f0 faint");
            let path: Vec<(f64, f64)> = curve.iter().map(|&(x, y)| axes.at(x, y)).collect();
            svg.curve(&path, "line s0");
        }
        Err(reason) => say(&mut svg, axes.at(0.5, 0.95), &format!("no smooth curve: {reason}")),
    }
    if let Ok(groups) = calibration_groups(&labels, p, Grouping::EqualSize, GROUPS) {
        for group in &groups {
            draw_group(&mut svg, &axes, group);
        }
    }
    histogram(&mut svg, &labels, p);
    for (row, line) in lines.iter().enumerate() {
        svg.text((60.0, 506.0 + 16.0 * row as f64), Anchor::Start, SMALL, ("", line));
    }
    svg.line(axes.at(0.0, 0.0), axes.at(1.0, 0.0), "axis");
    svg.line(axes.at(0.0, 0.0), axes.at(0.0, 1.0), "axis");
    let caption = format!(
        "{title}. Line: lowess with bootstrap band; dots: tenths of the cases; bars: predictions by class."
    );
    Ok(svg.finish(&format!("calibration_{}", study.cohorts[at].split), &caption))
}

/// The numbers printed in the plot.
fn numbers(performance: &Performance) -> Vec<String> {
    let mut lines = Vec::new();
    if let Ok(line) = &performance.line {
        let [slope, intercept, large] = [line.slope, line.intercept, line.in_the_large].map(|x| fixed(x, 3));
        lines.push(format!("Slope {slope}, intercept {intercept}, in the large {large}"));
    }
    if let Ok(error) = &performance.error {
        let [ici, e90, emax] = [error.ici, error.e90, error.emax].map(|x| fixed(x, 3));
        lines.push(format!("ICI {ici}, E90 {e90}, Emax {emax}"));
    }
    if let Ok(test) = &performance.hosmer_lemeshow {
        let name = format!("Hosmer\u{2013}Lemeshow, {} df:", test.degrees_of_freedom);
        lines.push(format!("{name} {}", p_equals(test.p)));
    }
    lines
}

type Curve = Vec<(f64, f64)>;
type Band = Vec<(f64, [f64; 2])>;

/// Lowess of the outcome over the range of `p`, and the 95 % percentile band of its bootstrap.
fn smooth(labels: &[bool], p: &[f64]) -> OrReason<(Curve, Band)> {
    let (low, high) = crate::report::axes::extent(p.iter().copied(), 0.0);
    if high <= low {
        return Err(ReportGap::EqualPredictions);
    }
    let places: Vec<f64> = (0..POINTS).map(|i| low + (high - low) * i as f64 / (POINTS - 1) as f64).collect();
    let outcome = |index: usize| f64::from(u8::from(labels[index]));
    let fit = |indices: &[usize]| {
        let x: Vec<f64> = indices.iter().map(|&index| p[index]).collect();
        let y: Vec<f64> = indices.iter().map(|&index| outcome(index)).collect();
        lowess(&x, &y, &places, LOWESS_FRACTION)
    };
    let all: Vec<usize> = (0..p.len()).collect();
    let curve = or_reason(fit(&all))?;
    let mut replicates = Vec::with_capacity(RESAMPLES);
    for repetition in 0..RESAMPLES {
        replicates.push(or_reason(fit(&resample(p.len(), 2026, repetition as u64)))?);
    }
    let mut band = Vec::with_capacity(POINTS);
    for (point, &x) in places.iter().enumerate() {
        let values: Vec<f64> = replicates.iter().map(|replicate| replicate[point]).collect();
        band.push((x, [or_reason(quantile(&values, 0.025))?, or_reason(quantile(&values, 0.975))?]));
    }
    Ok((places.into_iter().zip(curve).collect(), band))
}

/// A tenth of the cases: observed share with Wilson's interval at the mean prediction.
fn draw_group(svg: &mut Svg, axes: &Axes, group: &CalibrationGroup) {
    if let Ok(share) = wilson(group.events, group.cases) {
        let x = group.mean_probability;
        svg.line(axes.at(x, share.lower), axes.at(x, share.upper), "axis");
        svg.dot(axes.at(x, share.value), 3.5, "dark");
    }
}

/// Predictions of metastases upwards, of primaries downwards.
fn histogram(svg: &mut Svg, labels: &[bool], p: &[f64]) {
    let mut counts = [[0_usize; BARS]; 2];
    for (&label, p) in labels.iter().zip(p) {
        counts[usize::from(label)][((p * BARS as f64) as usize).min(BARS - 1)] += 1;
    }
    let most = counts.iter().flatten().copied().max().unwrap_or(1).max(1) as f64;
    let axes = panel_axes((0.0, 1.0), (0.0, 1.0));
    let (middle, tallest) = (412.0, 38.0);
    for (bar, (primaries, metastases)) in counts[0].iter().zip(&counts[1]).enumerate() {
        let left = axes.x.at(bar as f64 / BARS as f64) + 0.5;
        let width = axes.x.at(1.0 / BARS as f64) - axes.x.at(0.0) - 1.0;
        let up = *metastases as f64 / most * tallest;
        let down = *primaries as f64 / most * tallest;
        svg.rect((left, middle - up), (width, up), "f1");
        svg.rect((left, middle), (width, down), "f0");
    }
    svg.line((axes.x.at(0.0), middle), (axes.x.at(1.0), middle), "axis");
    svg.text((axes.x.at(0.0) - 6.0, middle - 14.0), Anchor::End, 10.0, ("muted", "metast."));
    svg.text((axes.x.at(0.0) - 6.0, middle + 20.0), Anchor::End, 10.0, ("muted", "primary"));
    svg.text((axes.x.at(0.5), 478.0), Anchor::Middle, 12.0, ("", "Predicted probability of metastasis"));
}
