//! Decision curves of the compared models in one cohort.

use crate::numeric::statistics::{NetBenefit, decision_curve, decision_thresholds, quantile, resample};
use crate::report::axes::{Axes, extent};
use crate::report::figure::{PANEL_WIDTH, legend_row, line_class, panel_axes, panel_heading};
use crate::report::performance::predicted;
use crate::report::study::{OrReason, Study, cohort_name};
use crate::report::svg::{Figure, Svg};
use crate::report::text::{capitalised, or_reason};
use crate::words::ReportGap;

/// Resamples behind the band of the primary model.
const RESAMPLES: usize = 200;

/// Net benefit of compared model `place` in cohort `at`.
///
/// # Errors
/// It has no predictions there.
pub fn curve(study: &Study, model: usize, at: usize) -> OrReason<Vec<NetBenefit>> {
    let (labels, p) = predicted(study, &study.models[model], at)?;
    or_reason(decision_curve(&labels, p, &decision_thresholds(), study.share))
}

/// Decision curves in cohort `at`, with the bootstrap band of the first compared model.
///
/// # Errors
/// No model could be drawn.
pub fn draw(study: &Study, at: usize) -> OrReason<Figure> {
    let cohort = cohort_name(study.cohorts[at].split);
    let curves: Vec<(usize, Vec<NetBenefit>)> = study
        .compared
        .iter()
        .enumerate()
        .filter_map(|(series, &model)| curve(study, model, at).ok().map(|curve| (series, curve)))
        .collect();
    let Some((_, first)) = curves.first() else {
        return Err(ReportGap::NoDecisionCurves { cohort });
    };
    let prevalence = first[0].all * (1.0 - first[0].threshold) + first[0].threshold;
    let title = format!("Decision curves, {cohort}");
    let description = "Net benefit against the probability from which one would treat as a metastasis.";
    let mut svg = Svg::new((PANEL_WIDTH, 428.0 + 18.0 * curves.len() as f64), &title, description);
    panel_heading(&mut svg, &capitalised(cohort));
    let lowest = extent(curves.iter().flat_map(|(_, curve)| curve.iter().map(|p| p.model)), 0.0).0;
    let floor = lowest.clamp(-0.2, -0.05);
    let reach = largest(study, 0, at);
    let band: Vec<_> = band(study, at).unwrap_or_default().into_iter().filter(|&(t, _)| t <= reach).collect();
    let highest = band.iter().fold(prevalence, |high, (_, [_, upper])| high.max(*upper));
    let axes = panel_axes((0.0, 0.95), (floor, highest + 0.03));
    axes.draw(&mut svg, "Threshold probability", "Net benefit");
    let upper = band.iter().map(|&(x, [_, y])| axes.at(x, y));
    let lower = band.iter().rev().map(|&(x, [y, _])| axes.at(x, y));
    svg.area(&upper.chain(lower).collect::<Vec<_>>(), "f0 faint");
    svg.line(axes.at(0.0, 0.0), axes.at(0.95, 0.0), "axis");
    let all: Vec<(f64, f64)> = first.iter().map(|p| (p.threshold, p.all)).collect();
    above(&mut svg, &axes, floor, (&all, "guide"));
    for (series, curve) in curves.iter().rev() {
        let known = curve.iter().filter(|p| p.threshold <= largest(study, *series, at));
        let points: Vec<(f64, f64)> = known.map(|p| (p.threshold, p.model)).collect();
        above(&mut svg, &axes, floor, (&points, &line_class(*series)));
    }
    for (row, (series, _)) in curves.iter().enumerate() {
        let name = &study.models[study.compared[*series]].name;
        legend_row(&mut svg, (60.0, 394.0 + 18.0 * row as f64), &line_class(*series), name);
    }
    let below = 394.0 + 18.0 * curves.len() as f64;
    legend_row(&mut svg, (60.0, below), "guide", "treat all as metastasis");
    legend_row(&mut svg, (240.0, below), "axis", "treat none");
    let caption = format!("{title}. Band: bootstrap of the first model.");
    Ok(svg.finish(&format!("decision_{}", study.cohorts[at].split), &caption))
}

/// The pieces of a curve that do not fall below `floor`.
fn above(svg: &mut Svg, axes: &Axes, floor: f64, (points, class): (&[(f64, f64)], &str)) {
    for piece in points.split(|point| point.1 < floor).filter(|piece| piece.len() > 1) {
        svg.curve(&piece.iter().map(|&(x, y)| axes.at(x, y)).collect::<Vec<_>>(), class);
    }
}

/// Largest prediction of a compared model: at a higher threshold no case would be treated, so the curve ends there.
fn largest(study: &Study, series: usize, at: usize) -> f64 {
    let model = &study.models[study.compared[series]];
    predicted(study, model, at).map_or(0.0, |(_, p)| extent(p.iter().copied(), 0.0).1)
}

/// 95 % percentile band of the first compared model.
fn band(study: &Study, at: usize) -> OrReason<Vec<(f64, [f64; 2])>> {
    let first = *study.compared.first().ok_or(ReportGap::NothingToCompare)?;
    let (labels, p) = predicted(study, &study.models[first], at)?;
    let places = decision_thresholds();
    let mut replicates = Vec::with_capacity(RESAMPLES);
    for repetition in 0..RESAMPLES {
        let indices = resample(p.len(), 2027, repetition as u64);
        let drawn_labels: Vec<bool> = indices.iter().map(|&index| labels[index]).collect();
        let drawn: Vec<f64> = indices.iter().map(|&index| p[index]).collect();
        // A resample of one class has no net benefit to speak of and is passed over.
        if let Ok(curve) = decision_curve(&drawn_labels, &drawn, &places, study.share) {
            replicates.push(curve);
        }
    }
    let mut band = Vec::with_capacity(places.len());
    for (place, &threshold) in places.iter().enumerate() {
        let values: Vec<f64> = replicates.iter().map(|curve| curve[place].model).collect();
        band.push((threshold, [or_reason(quantile(&values, 0.025))?, or_reason(quantile(&values, 0.975))?]));
    }
    Ok(band)
}
