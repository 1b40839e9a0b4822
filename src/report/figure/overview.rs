//! AUCs at a glance: models × classifiers as a map, single sequences as a forest.

use crate::report::axes::{Axes, extent};
use crate::report::performance::Performance;
use crate::report::study::{Model, OrReason, Study, cohort_name};
use crate::report::svg::{Anchor, Figure, SMALL, Svg, TEXT, widest};
use crate::report::text::{capitalised, fixed, with_interval};
use crate::words::ReportGap;

/// Map of AUCs in cohort `at`: one row a classifier, one column a model.
///
/// # Errors
/// No model could be evaluated there.
pub fn auc_map(study: &Study, at: usize, performances: &[Vec<OrReason<Performance>>]) -> OrReason<Figure> {
    let cohort = cohort_name(study.cohorts[at].split);
    let unique = |names: Vec<&str>| {
        let mut kept: Vec<String> = Vec::new();
        for name in names {
            if !kept.iter().any(|k| k == name) {
                kept.push(name.to_owned());
            }
        }
        kept
    };
    let tried: Vec<&Model> = study.models.iter().filter(|model| !model.baseline).collect();
    let columns = unique(tried.iter().map(|model| model.name.as_str()).collect());
    let rows = unique(tried.iter().map(|model| model.classifier.as_str()).collect());
    let area = |row: &str, column: &str| {
        let model =
            study.models.iter().position(|m| !m.baseline && m.classifier == row && m.name == column)?;
        performances[model][at].as_ref().ok()?.auc.as_ref().ok().map(|auc| auc.auc)
    };
    let any = rows.iter().any(|row| columns.iter().any(|column| area(row, column).is_some()));
    if !any {
        return Err(ReportGap::NoAucMap { cohort });
    }
    let left = 20.0 + widest(&rows, SMALL);
    let title = format!("AUC by model and classifier, {cohort}");
    let size = (left + 86.0 * columns.len() as f64 + 12.0, 60.0 + 32.0 * rows.len() as f64);
    let mut svg = Svg::new(size, &title, "Darker is higher; 0.5 is chance.");
    svg.text((12.0, 18.0), Anchor::Start, 13.0, ("strong", &capitalised(cohort)));
    for (place, column) in columns.iter().enumerate() {
        svg.text((left + 86.0 * place as f64 + 43.0, 42.0), Anchor::Middle, TEXT, ("", column));
        for (line, row) in rows.iter().enumerate() {
            let corner = (left + 86.0 * place as f64, 50.0 + 32.0 * line as f64);
            let centre = (corner.0 + 43.0, corner.1 + 20.0);
            match area(row, column) {
                Some(value) => {
                    let share = ((value - 0.5) / 0.5).clamp(0.0, 1.0);
                    let mix = |c: f64| (250.0 + (c - 250.0) * share) as u8;
                    svg.tile(corner, (85.0, 31.0), (mix(0.0), mix(90.0), mix(160.0)));
                    let ink = if share > 0.55 { "light" } else { "dark" };
                    svg.text(centre, Anchor::Middle, TEXT, (ink, &fixed(value, 3)));
                }
                None => svg.text(centre, Anchor::Middle, SMALL, ("muted", "absent")),
            }
        }
    }
    for (line, row) in rows.iter().enumerate() {
        svg.text((left - 8.0, 70.0 + 32.0 * line as f64), Anchor::End, SMALL, ("", row));
    }
    Ok(svg.finish(&format!("auc_map_{}", study.cohorts[at].split), &title))
}

/// Forest of AUCs with intervals in one cohort.
///
/// # Errors
/// None of the models could be evaluated there.
pub fn auc_forest(
    name: &str,
    cohort: &'static str,
    rows: &[(String, OrReason<Performance>)],
) -> OrReason<Figure> {
    let known: Vec<_> = rows
        .iter()
        .filter_map(|(name, performance)| {
            performance.as_ref().ok().and_then(|p| p.auc.as_ref().ok()).map(|auc| (name.clone(), auc))
        })
        .collect();
    if known.is_empty() {
        return Err(ReportGap::NoSingleSequences { cohort });
    }
    let left = 20.0 + widest(&known.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), SMALL);
    let title = format!("Radiomics alone, one sequence against all, {cohort}");
    let height = 28.0 * known.len() as f64;
    let mut svg = Svg::new((left + 310.0, height + 90.0), &title, "AUC with 95% interval");
    svg.text((12.0, 20.0), Anchor::Start, 13.0, ("strong", &capitalised(cohort)));
    let low = extent(known.iter().map(|(_, auc)| auc.lower), 0.0).0;
    let axes = Axes::new((left, 34.0), (150.0, height), (low.min(0.5), 1.0), (0.0, 1.0));
    axes.draw_x(&mut svg, "AUC");
    for (row, (name, auc)) in known.iter().enumerate() {
        let y = 34.0 + 28.0 * (row as f64 + 0.5);
        svg.text((left - 8.0, y + 4.0), Anchor::End, SMALL, ("", name));
        svg.line((axes.x.at(auc.lower), y), (axes.x.at(auc.upper), y), "line s0");
        svg.dot((axes.x.at(auc.auc), y), 4.0, "f0");
        let text = with_interval(auc.auc, (auc.lower, auc.upper), 3);
        svg.text((left + 302.0, y + 4.0), Anchor::End, SMALL, ("", &text));
    }
    Ok(svg.finish(name, &title))
}
