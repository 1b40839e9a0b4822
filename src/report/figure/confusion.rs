//! Confusion matrix of the primary model in one cohort.

use crate::report::performance::Performance;
use crate::report::study::{OrReason, Study, cohort_name};
use crate::report::svg::{Anchor, Figure, SMALL, Svg, TEXT};
use crate::report::text::{capitalised, fixed};

/// Counts at the frozen threshold in cohort `at`, coloured by the share of their row.
///
/// # Errors
/// There are no counts.
pub fn draw(study: &Study, at: usize, performance: &OrReason<Performance>) -> OrReason<Figure> {
    let model = &study.models[study.primary];
    let cohort = cohort_name(study.cohorts[at].split);
    let counts = performance.as_ref().map_err(Clone::clone)?.confusion.clone()?;
    let title = format!("Confusion matrix of {}, {cohort}", model.full_name());
    let rows = [
        ("metastasis", [counts.true_positives, counts.false_negatives]),
        ("primary", [counts.false_positives, counts.true_negatives]),
    ];
    let description = format!(
        "Threshold {}. Of metastases {} called metastasis, {} primary; of primaries {} called metastasis, {} primary.",
        fixed(model.threshold, 3),
        rows[0].1[0],
        rows[0].1[1],
        rows[1].1[0],
        rows[1].1[1]
    );
    let mut svg = Svg::new((400.0, 300.0), &title, &description);
    svg.text((16.0, 20.0), Anchor::Start, 13.0, ("strong", &capitalised(cohort)));
    let threshold = format!("called at p \u{2265} {}", fixed(model.threshold, 3));
    svg.text((235.0, 48.0), Anchor::Middle, TEXT, ("", &threshold));
    for (column, name) in ["metastasis", "primary"].iter().enumerate() {
        svg.text((165.0 + 140.0 * column as f64, 68.0), Anchor::Middle, SMALL, ("muted", name));
    }
    svg.upright_text((18.0, 178.0), TEXT, "pathology");
    for (row, (name, cells)) in rows.iter().enumerate() {
        let top = 78.0 + 104.0 * row as f64;
        svg.text((88.0, top + 54.0), Anchor::End, SMALL, ("muted", name));
        let total = (cells[0] + cells[1]).max(1) as f64;
        for (column, &count) in cells.iter().enumerate() {
            let left = 96.0 + 140.0 * column as f64;
            let share = count as f64 / total;
            let right = row == column;
            let full = if right { (0.0, 114.0, 178.0) } else { (213.0, 94.0, 0.0) };
            // White at 0, the full colour at 1.
            let mix = |c: f64| (255.0 + (c - 255.0) * share * 0.85) as u8;
            svg.tile((left, top), (138.0, 102.0), (mix(full.0), mix(full.1), mix(full.2)));
            let ink = if share > 0.62 { "light strong" } else { "dark strong" };
            svg.text((left + 69.0, top + 50.0), Anchor::Middle, 22.0, (ink, &count.to_string()));
            let ink = if share > 0.62 { "light" } else { "dark" };
            let percent = format!("{}%", fixed(100.0 * share, 1));
            svg.text((left + 69.0, top + 72.0), Anchor::Middle, TEXT, (ink, &percent));
        }
    }
    Ok(svg.finish(&format!("confusion_{}", study.cohorts[at].split), &title))
}
