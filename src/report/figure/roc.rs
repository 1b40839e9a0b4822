//! ROC curves of the compared models in one cohort.

use crate::numeric::statistics::roc_points;
use crate::report::figure::{PANEL_WIDTH, legend_row, line_class, panel_axes, panel_heading};
use crate::report::performance::{Performance, predicted};
use crate::report::study::{OrReason, Study, cohort_name};
use crate::report::svg::{Figure, Svg};
use crate::report::text::{capitalised, or_reason, with_interval};
use crate::words::ReportGap;

/// ROC curves in cohort `at`; `performances` are those of the study's compared models, in their order.
///
/// # Errors
/// No model could be drawn.
pub fn draw(study: &Study, at: usize, performances: &[&OrReason<Performance>]) -> OrReason<Figure> {
    let cohort = cohort_name(study.cohorts[at].split);
    let mut rows = Vec::new();
    let mut curves = Vec::new();
    for (series, (&model, performance)) in study.compared.iter().zip(performances).enumerate() {
        let model = &study.models[model];
        let drawn = predicted(study, model, at).and_then(|(labels, p)| or_reason(roc_points(&labels, p)));
        let auc = performance.as_ref().map_err(Clone::clone).and_then(|p| p.auc.clone());
        if let (Ok(points), Ok(auc)) = (drawn, auc) {
            let number = with_interval(auc.auc, (auc.lower, auc.upper), 3);
            rows.push((series, format!("{}: {number}", model.name)));
            curves.push((series, points));
        }
    }
    if curves.is_empty() {
        return Err(ReportGap::NoRocCurves { cohort });
    }
    let title = format!("ROC curves, {cohort}");
    let description = format!("AUC with 95% interval. {}", texts(&rows).join("; "));
    let mut svg = Svg::new((PANEL_WIDTH, 392.0 + 18.0 * rows.len() as f64), &title, &description);
    panel_heading(&mut svg, &capitalised(cohort));
    let axes = panel_axes((0.0, 1.0), (0.0, 1.0));
    axes.draw(&mut svg, "1 \u{2212} specificity", "Sensitivity");
    svg.line(axes.at(0.0, 0.0), axes.at(1.0, 1.0), "guide");
    // The reference is drawn last, on top.
    for (series, points) in curves.iter().rev() {
        let path: Vec<(f64, f64)> =
            points.iter().map(|p| axes.at(1.0 - p.specificity, p.sensitivity)).collect();
        svg.curve(&path, &line_class(*series));
    }
    for (row, (series, text)) in rows.iter().enumerate() {
        legend_row(&mut svg, (60.0, 394.0 + 18.0 * row as f64), &line_class(*series), text);
    }
    let caption = format!("{title}. AUC with DeLong\u{2019}s 95% interval.");
    Ok(svg.finish(&format!("roc_{}", study.cohorts[at].split), &caption))
}

fn texts(rows: &[(usize, String)]) -> Vec<String> {
    rows.iter().map(|(_, text)| text.clone()).collect()
}
