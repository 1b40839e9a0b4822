//! Flow of cases into the cohorts.

use crate::numeric::order;
use crate::report::study::{Study, cohort_name};
use crate::report::svg::{Anchor, Figure, SMALL, Svg, TEXT};
use crate::report::text::capitalised;
use crate::table::Split;

/// One box a cohort; an absent cohort has a box that says so.
pub fn draw(study: &Study) -> Figure {
    let total: usize = study.cohorts.iter().map(|cohort| cohort.subjects.len()).sum();
    let title = "Flow of cases";
    let mut svg = Svg::new((760.0, 290.0), title, &format!("{total} cases in the table, by cohort"));
    svg.rect((270.0, 12.0), (220.0, 56.0), "box");
    svg.text((380.0, 36.0), Anchor::Middle, TEXT, ("strong", "Cases in the table"));
    svg.text((380.0, 56.0), Anchor::Middle, TEXT, ("", &format!("n = {total}")));
    svg.line((380.0, 68.0), (380.0, 92.0), "axis");
    svg.line((127.0, 92.0), (633.0, 92.0), "axis");
    for (place, cohort) in study.cohorts.iter().enumerate() {
        let left = 14.0 + 253.0 * place as f64;
        let middle = left + 113.0;
        svg.line((middle, 92.0), (middle, 116.0), "axis");
        svg.rect((left, 116.0), (226.0, 160.0), "box");
        let mut lines = vec![capitalised(cohort_name(cohort.split))];
        let metastases = cohort.subjects.iter().filter(|subject| subject.metastasis).count();
        if cohort.subjects.is_empty() {
            lines.push("no cases in the table".to_owned());
        } else {
            lines.push(format!("n = {}", cohort.subjects.len()));
            lines.push(format!("metastasis {metastases}"));
            lines.push(format!("primary tumour {}", cohort.subjects.len() - metastases));
            lines.push(centers(cohort.subjects.iter().map(|subject| subject.center.as_str())));
            lines.push(use_of(cohort.split).to_owned());
        }
        for (row, line) in lines.iter().enumerate() {
            let class = if row == 0 {
                "strong"
            } else if row >= 4 {
                "muted"
            } else {
                ""
            };
            let size = if row >= 4 { SMALL } else { TEXT };
            svg.text((middle, 140.0 + 24.0 * row as f64), Anchor::Middle, size, (class, line));
        }
    }
    svg.finish("flow", title)
}

/// How many hospitals.
fn centers<'a>(names: impl Iterator<Item = &'a str>) -> String {
    match order::set(names).len() {
        1 => "one centre".to_owned(),
        count => format!("{count} centres"),
    }
}

fn use_of(split: Split) -> &'static str {
    match split {
        Split::Train => "selection, fitting, threshold",
        Split::Internal => "predicted once, frozen model",
        Split::External => "predicted once, other centre",
    }
}
