//! The report as one self-contained HTML page: no script, and no font or image from elsewhere.

use crate::numeric::statistics::AucInterval;
use crate::report::sheet::Sheet;
use crate::report::study::{OrReason, Study, cohort_name};
use crate::report::svg::{Figure, STYLE};
use crate::report::text::{capitalised, escape, fixed, range};
use crate::report::{DEMONSTRATION, Figures, Tables};
use crate::table::Split;
use crate::words::ReportGap;

/// Style of the page; colours of figures follow light and dark, print is always light.
const PAGE_STYLE: &str = include_str!("page.css");

/// A part of the page under one heading.
struct Section {
    id: &'static str,
    title: &'static str,
    body: String,
}

/// The whole page.
pub(super) fn html(study: &Study, figures: &Figures, tables: &Tables) -> String {
    let sections = sections(study, figures, tables);
    let mut page = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str(&format!(
        "<title>{}</title>\n<style>{STYLE}\n{PAGE_STYLE}</style>\n</head>\n<body>\n",
        escape(&study.title)
    ));
    page.push_str(&format!("<header>\n<h1>{}</h1>\n", escape(&study.title)));
    if study.demonstration {
        page.push_str(&format!("<p class=\"banner\" role=\"note\">Demonstration: {DEMONSTRATION}.</p>\n"));
    }
    page.push_str(&lead(study));
    page.push_str("<nav aria-label=\"Sections\"><ul>");
    for section in &sections {
        page.push_str(&format!("<li><a href=\"#{}\">{}</a></li>", section.id, section.title));
    }
    page.push_str("</ul></nav>\n</header>\n<main>\n");
    for Section { id, title, body } in &sections {
        page.push_str(&format!("<section id=\"{id}\">\n<h2>{title}</h2>\n{body}</section>\n"));
    }
    page.push_str("</main>\n<footer>");
    if study.demonstration {
        page.push_str(&format!("<p class=\"banner\">Demonstration: {DEMONSTRATION}.</p>"));
    }
    page.push_str(
        "<p>Positive class: metastasis. For research; not a medical device.</p></footer>\n</body>\n</html>\n",
    );
    page
}

/// The primary model's AUCs, and what the reader must know first.
fn lead(study: &Study) -> String {
    let model = &study.models[study.primary];
    let mut text = format!(
        "<p class=\"lead\">{} separates metastases from primary tumours with an AUC of ",
        escape(&model.full_name())
    );
    let mut parts = Vec::new();
    for (at, cohort) in study.cohorts.iter().enumerate() {
        if let Ok(AucInterval { auc, lower, upper, .. }) =
            crate::report::performance::performance(study, model, at).and_then(|p| p.auc)
        {
            parts.push(format!(
                "<strong>{}</strong> ({}) in {} (n\u{a0}=\u{a0}{})",
                fixed(auc, 3),
                range((lower, upper), 3),
                match cohort.split {
                    Split::Train => "training, out-of-fold",
                    split => cohort_name(split),
                },
                cohort.subjects.len()
            ));
        }
    }
    text = if parts.is_empty() {
        format!("<p class=\"lead\">{} could be evaluated in no cohort", escape(&model.full_name()))
    } else {
        text + &parts.join(", ")
    };
    text.push_str(".</p>\n<dl class=\"provenance\">");
    for (name, value) in &study.provenance {
        text.push_str(&format!("<div><dt>{}</dt><dd>{}</dd></div>", escape(name), escape(value)));
    }
    text.push_str("</dl>\n");
    for note in &study.notes {
        text.push_str(&format!("<p class=\"note\">{}</p>\n", escape(note)));
    }
    text
}

fn sections(study: &Study, figures: &Figures, tables: &Tables) -> Vec<Section> {
    let absent = study.absent.iter().map(|sentence| missing(sentence)).collect::<String>();
    let performance: String = tables
        .performance
        .iter()
        .map(|table| table.as_ref().map_or_else(|reason| missing(&reason.to_string()), dense))
        .collect();
    let settings = tables.settings.as_ref().map_or_else(String::new, wide);
    let list = [
        ("cases", "Cases", one(&figures.flow) + &wide(&tables.cohorts)),
        (
            "features",
            "Choice of features",
            sheet(&tables.selection) + &maybe(&figures.lasso) + &maybe(&figures.correlation),
        ),
        ("performance", "Models and classifiers", absent + &grid(&figures.maps) + &performance + &settings),
        ("roc", "Discrimination", grid(&figures.roc) + &wide(&tables.comparisons) + &sheet(&tables.added)),
        ("calibration", "Calibration", grid(&figures.calibration) + &wide(&tables.calibration)),
        ("decision", "Clinical utility", grid(&figures.decision)),
        ("confusion", "Decisions at the frozen threshold", grid(&figures.confusion)),
        (
            "model",
            "The model",
            maybe(&figures.forest)
                + &sheet(&tables.coefficients)
                + &maybe(&figures.nomogram)
                + &maybe(&figures.scores),
        ),
        ("sequences", "One sequence against all", grid(&figures.sequences)),
        ("learning", "Learning curve and optimism", maybe(&figures.learning) + &sheet(&tables.learning)),
        ("methods", "How the numbers were made", METHODS.to_owned()),
    ];
    list.map(|(id, title, body)| Section { id, title, body }).into_iter().collect()
}

/// The reason in the place of a figure or table that could not be made.
fn missing(reason: &str) -> String {
    format!(
        "<p class=\"absent\">Not available. {}.</p>\n",
        escape(&capitalised(reason.trim_end_matches('.')))
    )
}

fn one(figure: &Figure) -> String {
    format!(
        "<figure style=\"max-width:{}px\">{}<figcaption>{}</figcaption></figure>\n",
        figure.width,
        figure.inline,
        escape(&figure.caption)
    )
}

fn maybe(figure: &OrReason<Figure>) -> String {
    figure.as_ref().map_or_else(|reason| missing(&reason.to_string()), one)
}

/// Figures of the cohorts side by side; a reason that neighbours share stands once.
fn grid(figures: &[OrReason<Figure>]) -> String {
    let drawn: String = figures.iter().filter_map(|figure| figure.as_ref().ok()).map(one).collect();
    let mut reasons: Vec<&ReportGap> = figures.iter().filter_map(|figure| figure.as_ref().err()).collect();
    reasons.dedup();
    let absent: String = reasons.into_iter().map(|reason| missing(&reason.to_string())).collect();
    if drawn.is_empty() { absent } else { format!("<div class=\"grid\">\n{drawn}</div>\n{absent}") }
}

/// A table that may be wider than the page scrolls on its own.
fn wide(sheet: &Sheet) -> String {
    scrolling("scroll", sheet)
}

/// A table that fills a printed page.
fn dense(sheet: &Sheet) -> String {
    scrolling("scroll dense", sheet)
}

fn scrolling(class: &str, sheet: &Sheet) -> String {
    format!(
        "<div class=\"{class}\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n{}</div>\n",
        escape(&sheet.caption),
        sheet.html()
    )
}

fn sheet(table: &OrReason<Sheet>) -> String {
    table.as_ref().map_or_else(|reason| missing(&reason.to_string()), wide)
}

/// Definitions, once for the whole page.
const METHODS: &str = "<ul class=\"methods\">\
<li><strong>Cohorts.</strong> Everything fitted, features, scaling, classifiers, calibration and threshold, saw training \
cases only. Training figures are out-of-fold: each case was predicted by a model whose whole chain had not seen it.</li>\
<li><strong>AUC.</strong> Mann\u{2013}Whitney form, ties count half; variance and paired tests after DeLong; intervals \
AUC \u{b1} 1.96 standard errors, cut at 0 and 1. Holm\u{2019}s correction runs over the comparisons of one cohort.</li>\
<li><strong>Threshold.</strong> Youden\u{2019}s index on out-of-fold training predictions, then frozen; a case at or above it \
is called a metastasis.</li>\
<li><strong>Proportions.</strong> Wilson\u{2019}s intervals. F1 = 2J/(1+J) with the proportion J = TP/(TP+FP+FN), and its \
interval is Wilson\u{2019}s for J carried through. PPV and NPV hold at the cohort\u{2019}s own share of metastases.</li>\
<li><strong>Calibration.</strong> Slope and intercept of logit p by logistic regression; in the large, the intercept with \
slope 1. Curves: lowess over two thirds of the cases without robustness steps, band from 200 bootstrap resamples; ICI, E90 \
and Emax are mean, 90th percentile and maximum of the distance to it. Dots: ten groups of equal size with Wilson\u{2019}s \
intervals. ECE: ten bins of equal width.</li>\
<li><strong>Decision curves.</strong> Net benefit TP/n \u{2212} FP/n \u{b7} t/(1 \u{2212} t), drawn up to the largest prediction; \
band from 200 bootstrap resamples.</li>\
<li><strong>Scope.</strong> All figures describe the model and the cases named above. None of them repeats or stands for the \
results of a published study.</li></ul>\n";
