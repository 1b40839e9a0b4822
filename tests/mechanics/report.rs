//! The report holds together: figures and tables show the same numbers, nothing is undefined, nothing overlaps, the
//! page is well formed and needs nothing but itself.

use discern::numeric::float;
use discern::numeric::random::Random;
use discern::numeric::statistics;
use discern::report;
use discern::report::{
    Cohort, File, LassoPath, LassoPoint, Learning, LearningPoint, Linear, Model, Selection, Study, Subject,
    Term,
};
use discern::table::{Described, Sequence, Split};
use discern::words::ReportGap;

/// A study of 80 training and 50 internal cases without an external cohort.
fn study() -> Study {
    let mut random = Random::new(3);
    let sizes = [80, 50, 0];
    let cohorts: Vec<Cohort> =
        Split::ALL.into_iter().zip(sizes).map(|(split, size)| cohort(split, size, &mut random)).collect();
    let models =
        [("CRad-M", 1.6, false), ("Rad-M", 0.8, false), ("age only", 1.0, true), ("prevalence", 0.0, true)]
            .map(|(name, strength, baseline)| model(name, strength, baseline, &cohorts, &mut random));
    let features: Vec<(String, Vec<f64>)> =
        ["t1_original_glcm_JointEntropy", "t2fs_wavelet-LLH_firstorder_Skewness"]
            .map(|name| (name.to_owned(), (0..80).map(|_| random.normal()).collect()))
            .to_vec();
    let term = |name: &str, coefficient: f64, range: (f64, f64)| Term {
        name: name.to_owned(),
        is_flag: false,
        coefficient,
        interval: Some((coefficient - 0.3, coefficient + 0.35)),
        mean: (range.0 + range.1) / 2.0,
        sd: (range.1 - range.0) / 4.0,
        range,
    };
    let terms = vec![
        term("age, years", 0.9, (18.0, 84.0)),
        term("t1_original_glcm_JointEntropy", -0.4, (2.1, 7.9)),
        term("t2fs_wavelet-LLH_firstorder_Skewness", 0.2, (-1.5, 2.5)),
    ];
    let point = |at: i32| LassoPoint {
        lambda: 0.2 * float::pow(0.8, f64::from(at)),
        deviance: 1.1 + 0.002 * f64::from((at - 12) * (at - 12)),
        standard_error: 0.05,
        coefficients: vec![0.04 * f64::from((at - 3).max(0)), -0.02 * f64::from((at - 8).max(0))],
    };
    let lasso = LassoPath {
        features: features.iter().map(|(name, _)| name.clone()).collect(),
        points: (0..30).map(point).collect(),
        least: 12,
        one_se: 7,
    };
    let learning = |cases: usize| LearningPoint {
        cases,
        fitted: 0.95 - cases as f64 * 5e-4,
        held_out: 0.7 + cases as f64 * 1e-3,
        held_out_range: (0.6, 0.88),
    };
    Study {
        share: None,
        title: "Evaluation of <a test> & \"quotes\"".to_owned(),
        demonstration: true,
        provenance: vec![("Model".to_owned(), "a test".to_owned())],
        notes: Vec::new(),
        cohorts,
        absent: vec!["DRad-M: not in the model file".to_owned()],
        sequences: Ok(models[1..3].to_vec()),
        models: models.to_vec(),
        grids: vec![("logistic regression".to_owned(), "\u{3bb} 0.3, 0.1; \u{3b1} 0, 1".to_owned())],
        primary: 0,
        compared: vec![0, 1, 2],
        clinical: Some(2),
        selection: Ok(Selection {
            model: "CRad-M".to_owned(),
            steps: vec![("lasso".to_owned(), 20, 2, "1-SE rule".to_owned())],
            features: Ok(features),
            lasso: Ok(lasso),
        }),
        linear: Ok(Linear {
            intercept: 0.1,
            terms,
            interval_note: "Bootstrap.".to_owned(),
            events: (40, 40),
        }),
        learning: Ok(Learning {
            note: "Whole chain.".to_owned(),
            points: [20, 40, 60].map(learning).to_vec(),
            optimism: Ok(statistics::Optimism { apparent: 0.9, optimism: 0.05, corrected: 0.85, fitted: 50 }),
        }),
    }
}

fn cohort(split: Split, size: usize, random: &mut Random) -> Cohort {
    let subject = |at: usize| Subject {
        metastasis: at.is_multiple_of(2),
        age: (at % 9 != 3).then(|| (50.0 + 12.0 * random.normal()).round()),
        center: "A".to_owned(),
        volume_mm3: Some(9000.0 + 100.0 * at as f64),
        diameter_mm: None,
        spacing_mm: vec![(Sequence::T1, [0.8 + 0.1 * (at % 2) as f64, 0.9, 4.0])],
        described: Described::new(
            &["sex", "level"].map(str::to_owned).into(),
            [["F", "M", ""][at % 3], &format!("L{at}")].into_iter(),
        ),
        missing: usize::from(at == 0),
    };
    Cohort { split, subjects: (0..size).map(subject).collect(), features: 10 }
}

fn model(name: &str, strength: f64, baseline: bool, cohorts: &[Cohort], random: &mut Random) -> Model {
    let mut predict = |subject: &Subject| {
        let sign = if subject.metastasis { 1.0 } else { -1.0 };
        if strength == 0.0 { 0.5 } else { float::logistic(strength * (sign * 0.8 + random.normal())) }
    };
    Model {
        name: name.to_owned(),
        classifier: "logistic regression".to_owned(),
        baseline,
        inputs: 3,
        settings: if baseline { String::new() } else { "\u{3bb} 0.1; \u{3b1} 0".to_owned() },
        threshold: 0.5,
        predictions: cohorts
            .iter()
            .map(|cohort| Ok(cohort.subjects.iter().map(&mut predict).collect()))
            .collect(),
    }
}

fn text<'a>(files: &'a [File], name: &str) -> &'a str {
    let found = files.iter().find(|file| file.name == name);
    &found
        .unwrap_or_else(|| panic!("no {name} among {:?}", files.iter().map(|f| &f.name).collect::<Vec<_>>()))
        .text
}

/// Rows of a CSV file as (header, cells).
fn rows(csv: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut lines = csv.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let header = lines.next().expect("header");
    lines.map(|cells| header.iter().cloned().zip(cells).collect()).collect()
}

#[test]
fn figures_show_the_numbers_of_the_tables() {
    let files = report::write(&study()).unwrap();
    let performance = rows(text(&files, "performance.csv"));
    assert_eq!(performance.len(), 8, "four models in two cohorts");
    for row in &performance {
        let number = |key: &str| row[key].parse::<f64>().unwrap_or_else(|_| panic!("{key}: {:?}", row[key]));
        let ends =
            format!("{:.3} ({:.3}\u{2013}{:.3})", number("auc"), number("auc_lower"), number("auc_upper"));
        if row["model"] != "prevalence" {
            let roc = text(&files, &format!("roc_{}.svg", row["cohort"]));
            assert!(roc.contains(&format!(">{}: {ends}<", row["model"])), "{ends} is not in the ROC figure");
        }
        if row["model"] == "CRad-M" {
            let confusion = text(&files, &format!("confusion_{}.svg", row["cohort"]));
            for count in ["true_positives", "false_positives", "true_negatives", "false_negatives"] {
                assert!(confusion.contains(&format!(">{}<", row[count])), "{count}");
            }
            let calibration = text(&files, &format!("calibration_{}.svg", row["cohort"]));
            let slope = format!("Slope {:.3}", number("calibration_slope"));
            assert!(calibration.contains(&slope), "{slope} is not in the calibration figure");
            let ece = format!("{:.3}", number("ici"));
            assert!(calibration.contains(&format!("ICI {ece}")));
        }
        let page = text(&files, "report.html");
        assert!(page.contains(&format!(
            "{:.3}<br>{:.3}\u{2013}{:.3}",
            number("auc"),
            number("auc_lower"),
            number("auc_upper")
        )));
    }
}

#[test]
fn numbers_of_the_table_are_those_of_the_statistics() {
    let study = study();
    let files = report::write(&study).unwrap();
    let row = &rows(text(&files, "performance.csv"))[4];
    assert_eq!((row["cohort"].as_str(), row["model"].as_str()), ("internal", "CRad-M"));
    let labels: Vec<bool> = study.cohorts[1].subjects.iter().map(|subject| subject.metastasis).collect();
    let p = study.models[0].predictions[1].as_ref().unwrap();
    let auc = statistics::auc_interval(&labels, p).unwrap();
    let number = |key: &str| row[key].parse::<f64>().unwrap();
    assert_eq!((number("auc"), number("auc_lower"), number("auc_upper")), (auc.auc, auc.lower, auc.upper));
    assert_eq!(number("brier"), statistics::brier(&labels, p).unwrap());
    assert_eq!(number("hosmer_lemeshow_df"), 10.0);
    let comparisons = rows(text(&files, "comparisons.csv"));
    let raw: Vec<f64> = comparisons[3..6].iter().map(|row| row["p"].parse().unwrap()).collect();
    let holm: Vec<f64> = comparisons[3..6].iter().map(|row| row["p_holm"].parse().unwrap()).collect();
    assert_eq!(holm, statistics::holm(&raw).unwrap());
}

#[test]
fn table_one_counts_what_there_is_and_tests_it() {
    let study = study();
    let files = report::write(&study).unwrap();
    let table = text(&files, "cohorts.csv");
    let row = |name: &str| -> Vec<&str> {
        let found = table.lines().find(|line| line.trim_start().trim_start_matches('"').starts_with(name));
        found.unwrap_or_else(|| panic!("no {name} in {table}")).rsplitn(6, ',').collect()
    };
    // Rows are read from their end: external test, internal test, then external, internal, training.
    assert_eq!(row("Cases")[2..5], ["absent", "50", "80"]);
    assert_eq!(row("metastasis")[3..5], ["25 (50.0%)", "40 (50.0%)"]);
    assert_eq!(row("A,")[3..5], ["50 (100.0%)", "80 (100.0%)"]);
    assert_eq!(row("F")[3..5], ["17 (34.0%)", "27 (33.8%)"]);
    let counts = |cohort: &Cohort| {
        ["F", "M"]
            .map(|sex| cohort.subjects.iter().filter(|one| one.described.get("sex") == Some(sex)).count())
            .to_vec()
    };
    let test = statistics::chi_squared(&[counts(&study.cohorts[0]), counts(&study.cohorts[1])]).unwrap();
    assert_eq!(row("Sex")[..2], ["".to_owned(), format!("p = {:.3}", test.p)]);
    let age = |cohort: &Cohort| cohort.subjects.iter().filter_map(|one| one.age).collect::<Vec<f64>>();
    let (own, other) = (age(&study.cohorts[1]), age(&study.cohorts[0]));
    let (p, s) = (statistics::mann_whitney(&own, &other).unwrap().p, statistics::summary(&other).unwrap());
    let smd = statistics::standardised_difference(&own, &other).unwrap();
    assert_eq!(row("Age")[1].replace('\u{2212}', "-"), format!("p = {p:.3}; SMD {smd:.2}"));
    assert!(
        row("Age")[4].starts_with(&format!("{:.1} \u{b1} {:.1}; {:.1} (", s.mean, s.deviation, s.median))
    );
    assert_eq!(row("Voxels of T1,")[4], "0.80\u{2013}0.90 \u{d7} 0.90 \u{d7} 4.00");
    assert_eq!(row("Missing feature values")[3..5], ["1 (0.2%)", "1 (0.1%)"]);
    let page = text(&files, "report.html");
    for said in [
        "level: 80 different texts in the table, not shown.",
        "Largest diameter of the lesion, mm: not in the table.",
        "Voxels of T2-FS: not in the table.",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("L17"), "texts of single cases are not printed");
}

#[test]
fn what_is_absent_is_named_and_nothing_is_undefined() {
    let files = report::write(&study()).unwrap();
    let page = text(&files, "report.html");
    assert!(page.contains("External test: the table has no cases."));
    assert!(page.contains("DRad-M: not in the model file."));
    let notice = "rained on simulated cases, not for clinical use";
    let shown = page.matches("<figure").count() + page.matches("<caption>").count();
    assert_eq!(page.matches(&format!("{notice}.</p>")).count(), 2, "at both ends");
    assert_eq!(
        page.matches(&format!("{notice}</text>")).count()
            + page.matches(&format!("{notice})</caption>")).count(),
        shown
    );
    for file in files.iter().filter(|file| file.name.ends_with(".svg")) {
        assert_eq!(file.text.matches(notice).count(), 1, "{}", file.name);
    }
    assert!(page.contains("None of them repeats or stands for"));
    // Models of single sequences have no clinical input at all, whatever the others have.
    let single = files.iter().find(|file| file.name.starts_with("sequences_") && file.name.ends_with(".svg"));
    assert!(single.expect("a figure").text.contains(">Radiomics alone, one sequence against all, "));
    for file in &files {
        let words = file.text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        for word in words {
            assert!(
                !["nan", "undefined", "infinity", "inf", "null"].contains(&word.as_str()),
                "{} says {word}",
                file.name
            );
        }
        assert!(!file.name.contains("external"), "{} shows a cohort without cases", file.name);
    }
    let mut bare = study();
    let reason = || ReportGap::NoTrainingCases;
    (bare.selection, bare.linear) = (Err(reason()), Err(reason()));
    (bare.sequences, bare.learning) = (Err(reason()), Err(reason()));
    bare.models[0].predictions[1] = Err(ReportGap::NoOutOfFold);
    bare.demonstration = false;
    let files = report::write(&bare).unwrap();
    let page = text(&files, "report.html");
    well_formed(page);
    assert!(page.matches("Not available. The table has no training cases.").count() >= 4);
    assert!(page.contains(
        "CRad-M, logistic regression in internal validation: the model file keeps no out-of-fold predictions"
    ));
    assert!(!page.contains("simulated"));
}

#[test]
fn a_study_that_contradicts_itself_is_refused() {
    let mut wrong = study();
    wrong.models[1].predictions[0] = Ok(vec![0.5; 3]);
    assert_eq!(report::write(&wrong).unwrap_err().expected, "one prediction a case");
    let mut wrong = study();
    wrong.compared = vec![9];
    assert!(report::write(&wrong).is_err());
    let mut wrong = study();
    wrong.cohorts.swap(0, 1);
    assert!(report::write(&wrong).is_err());
}

#[test]
fn the_same_study_gives_the_same_bytes() {
    assert_eq!(report::write(&study()).unwrap(), report::write(&study()).unwrap());
}

#[test]
fn page_and_figures_are_well_formed_and_need_nothing_else() {
    for file in report::write(&study()).unwrap() {
        if !file.name.ends_with(".csv") {
            well_formed(&file.text);
            let outside = file.text.replace("http://www.w3.org/2000/svg", "");
            for reach in ["http", "src=", "url(", "@import", "<script", "<link"] {
                assert!(!outside.contains(reach), "{} reaches outside by {reach}", file.name);
            }
        }
        if file.name.ends_with(".svg") {
            assert!(
                file.text.contains("<title id=")
                    && file.text.contains("<desc id=")
                    && file.text.contains("role=\"img\"")
            );
        }
    }
}

/// Every tag is closed in order, every identifier is unique, and every reference has one.
fn well_formed(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    let mut references: Vec<&str> = Vec::new();
    let body = text.split("<style>").map(|part| part.split_once("</style>").map_or(part, |(_, rest)| rest));
    for part in body {
        for piece in part.split('<').skip(1) {
            let (tag, rest) = piece.split_once('>').unwrap_or_else(|| panic!("unclosed <{piece}"));
            assert!(!rest.contains('>'), "stray > after <{tag}>");
            let name = tag.split([' ', '/']).next().unwrap_or("");
            if let Some(closed) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed), "</{closed}> closes another tag");
            } else if !tag.ends_with('/') && !tag.starts_with(['!', '?']) && !["meta", "br"].contains(&name) {
                open.push(name);
            }
            assert_eq!(tag.matches('"').count() % 2, 0, "odd quotes in <{tag}>");
            ids.extend(attribute(tag, "id"));
            references.extend(attribute(tag, "href").map(|target| target.trim_start_matches('#')));
            references.extend(attribute(tag, "aria-labelledby").into_iter().flat_map(|list| list.split(' ')));
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "tags left open");
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "an identifier twice");
    assert!(references.iter().all(|reference| ids.contains(reference)), "a reference to nothing");
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// Left, top, right, bottom of a text, and the text.
type Placed = ([f64; 4], String);

/// Boxes of all texts of a figure, with characters half a font size wide.
fn text_boxes(svg: &str) -> Vec<Placed> {
    let mut boxes = Vec::new();
    for piece in svg.split("<text ").skip(1) {
        let (tag, rest) = piece.split_once('>').expect("tag ends");
        let tag = format!(" {tag}");
        let content = rest.split('<').next().unwrap_or("").replace("&lt;", "<").replace("&amp;", "&");
        let number =
            |name: &str| attribute(&tag, name).and_then(|v| v.parse::<f64>().ok()).expect("a number");
        let (x, y, size) = (number("x"), number("y"), number("font-size"));
        let width = content.chars().count() as f64 * size * 0.5;
        let start = match attribute(&tag, "text-anchor") {
            Some("middle") => x - width / 2.0,
            Some("end") => x - width,
            _ => x,
        };
        let (ascent, descent) = (size * 0.72, size * 0.2);
        boxes.push(match attribute(&tag, "transform") {
            None => ([start, y - ascent, start + width, y + descent], content),
            Some(_) => ([x - ascent, y - width / 2.0, x + descent, y + width / 2.0], content),
        });
    }
    boxes
}

#[test]
fn texts_of_figures_neither_overlap_nor_leave_the_figure() {
    let mut figures = 0;
    for file in report::write(&study()).unwrap().iter().filter(|file| file.name.ends_with(".svg")) {
        figures += 1;
        let view = attribute(&file.text, "viewBox").expect("a view box");
        let size: Vec<f64> = view.split(' ').map(|n| n.parse().expect("a number")).collect();
        let boxes = text_boxes(&file.text);
        assert!(!boxes.is_empty(), "{} has no text", file.name);
        for (at, (a, text)) in boxes.iter().enumerate() {
            let inside = a[0] >= 0.0 && a[1] >= 0.0 && a[2] <= size[2] && a[3] <= size[3];
            assert!(inside, "{}: \"{text}\" leaves the figure: {a:?} in {size:?}", file.name);
            for (b, other) in &boxes[at + 1..] {
                let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                assert!(apart, "{}: \"{text}\" and \"{other}\" overlap", file.name);
            }
        }
    }
    assert_eq!(figures, 1 + 6 * 2 + 6, "flow, six kinds by cohort, six single figures");
}
