use super::*;

/// An input of a name and a kind, and nothing else.
fn input(name: &str, kind: ClinicalKind) -> ClinicalInput {
    ClinicalInput { name: name.to_owned(), kind, unit: None, bounds: None, ..ClinicalInput::age() }
}

fn alp() -> ClinicalInput {
    let bounds = Some([0.0, 5000.0]);
    ClinicalInput { unit: Some("U/L".to_owned()), bounds, ..input("ALP", ClinicalKind::Number) }
}

fn signal() -> ClinicalInput {
    let classes = ["low", "intermediate", "高信号"].map(str::to_owned).to_vec();
    ClinicalInput { classes, ..input("signal", ClinicalKind::Class) }
}

/// What a text is read as: a number, `unknown` or `refused`.
fn read(input: &ClinicalInput, text: &str) -> String {
    match input.read(text) {
        Ok(Some(value)) => format_number(value),
        Ok(None) => "unknown".to_owned(),
        Err(_) => "refused".to_owned(),
    }
}

#[test]
fn numbers_are_read_with_their_unit_and_within_their_bounds() {
    for (text, wanted) in [
        ("130", "130.0"),
        (" 130.5 ", "130.5"),
        ("１３０", "130.0"),
        ("130 U/L", "130.0"),
        ("130u/l", "130.0"),
        ("0", "0.0"),
        ("5000", "5000.0"),
        ("5000.1", "refused"),
        ("-1", "refused"),
        ("1,300", "refused"),
        ("130,5", "refused"),
        ("1e2", "100.0"),
        ("1e4", "refused"),
        ("inf", "refused"),
        (">300", "refused"),
        ("130 mg", "refused"),
        ("high", "refused"),
        ("", "unknown"),
        ("n/a", "unknown"),
        ("NaN", "unknown"),
        ("未知", "unknown"),
    ] {
        assert_eq!(read(&alp(), text), wanted, "{text:?}");
    }
    let score = ClinicalInput { bounds: Some([-5.0, 5.0]), ..input("Rad-score", ClinicalKind::Number) };
    for (text, wanted) in
        [("-2.5", "-2.5"), ("−2.5", "-2.5"), ("+2", "2.0"), ("--2", "refused"), ("-", "unknown")]
    {
        assert_eq!(read(&score, text), wanted, "{text:?}");
    }
}

#[test]
fn answers_and_classes_are_read_in_any_case_and_language_of_theirs() {
    let boundary = input("boundary", ClinicalKind::YesNo);
    for (text, wanted) in [
        ("yes", "1.0"),
        ("Y", "1.0"),
        ("1", "1.0"),
        ("是", "1.0"),
        ("No", "0.0"),
        ("0", "0.0"),
        ("无", "0.0"),
        ("2", "refused"),
        ("maybe", "refused"),
        ("?", "unknown"),
    ] {
        assert_eq!(read(&boundary, text), wanted, "{text:?}");
    }
    for (text, wanted) in [
        ("low", "0.0"),
        ("LOW", "0.0"),
        ("高信号", "2.0"),
        ("0", "refused"),
        ("iso", "refused"),
        ("", "unknown"),
    ] {
        assert_eq!(read(&signal(), text), wanted, "{text:?}");
    }
    for one in [alp(), boundary, signal()] {
        for value in [0.0, 1.0] {
            assert_eq!(read(&one, &one.words(value)), format_number(value), "{}", one.name);
        }
    }
}

#[test]
fn a_model_sees_terms_and_what_is_unknown_stays_so() {
    let names = |input: &ClinicalInput| -> Vec<String> {
        input.terms().iter().map(|(column, _)| column.to_string()).collect()
    };
    let above = ClinicalInput { above: Some(120.0), ..alp() };
    assert_eq!(names(&ClinicalInput::age()), ["age"]);
    assert_eq!(names(&above), ["ALP>120"]);
    assert_eq!(names(&signal()), ["signal=intermediate", "signal=高信号"]);
    assert_eq!(ClinicalInput::age().terms()[0].0, Column::AGE);
    let of = |value: f64| signal().terms().iter().map(|(_, term)| term.of(value)).collect::<Vec<_>>();
    assert_eq!((of(0.0), of(2.0)), (vec![0.0, 0.0], vec![0.0, 1.0]));
    assert_eq!([119.0, 120.0, 120.5].map(|value| above.terms()[0].1.of(value)), [0.0, 0.0, 1.0]);
    assert!(above.terms()[0].1.of(f64::NAN).is_nan() && of(f64::NAN)[0].is_nan());
    let inputs = [above, signal()];
    let found = |name: &str| term_of(&inputs, &Column::parse(name));
    assert_eq!(found("signal=高信号"), Some((1, Term::Class(2))));
    assert_eq!((found("ALP"), found("signal=low"), found("signal=")), (None, None, None));
}

#[test]
fn what_is_usual_is_the_median_or_the_most_frequent() {
    let nan = f64::NAN;
    assert_eq!(alp().usual(&[90.0, nan, 10.0, 40.0, 60.0]), 50.0);
    assert_eq!(signal().usual(&[2.0, nan, 0.0, 2.0]), 2.0);
    assert_eq!(signal().usual(&[1.0, 0.0, nan, nan]), 0.0);
    assert_eq!(input("b", ClinicalKind::YesNo).usual(&[1.0, 1.0, 0.0]), 1.0);
    assert!(alp().usual(&[nan]).is_nan() && signal().usual(&[]).is_nan());
}

#[test]
fn unsound_lists_are_refused_by_name() {
    assert!(check_clinical(&[ClinicalInput::age(), alp(), signal()]).is_ok());
    let named = |name: &str| ClinicalInput { name: name.to_owned(), ..alp() };
    let bounded = |bounds| ClinicalInput { bounds, ..alp() };
    let classed = |classes: &[&str]| ClinicalInput {
        classes: classes.iter().map(|class| (*class).to_owned()).collect(),
        ..signal()
    };
    for one in [
        named(""),
        named(" ALP"),
        named("label"),
        named("mask_t1"),
        named("t1_x"),
        named("t2"),
        named("a=b"),
        named("a>1"),
        named("a\nb"),
        named(&"a".repeat(61)),
        bounded(None),
        bounded(Some([1.0, 1.0])),
        bounded(Some([2.0, 1.0])),
        bounded(Some([0.0, f64::INFINITY])),
        bounded(Some([f64::NAN, 1.0])),
        ClinicalInput { above: Some(5000.0), ..alp() },
        ClinicalInput { above: Some(-1.0), ..alp() },
        ClinicalInput { classes: vec!["a".to_owned(), "b".to_owned()], ..alp() },
        ClinicalInput { imputed: Some(9000.0), ..alp() },
        classed(&["low"]),
        classed(&["low", "Low"]),
        classed(&["low", ""]),
        classed(&["low", "unknown"]),
        ClinicalInput { unit: Some("x".to_owned()), ..signal() },
        ClinicalInput { imputed: Some(3.0), ..signal() },
        ClinicalInput { bounds: Some([0.0, 1.0]), ..input("b", ClinicalKind::YesNo) },
        input("age", ClinicalKind::YesNo),
    ] {
        let told = check_clinical(std::slice::from_ref(&one)).expect_err(&one.name).to_string();
        assert!(told.contains("clinical input"), "{told}");
    }
    assert!(check_clinical(&[]).is_err() && check_clinical(&[alp(), alp()]).is_err());
    let many: Vec<_> = (0..=MAX_CLINICAL).map(|at| named(&format!("x{at}"))).collect();
    assert!(check_clinical(&many).is_err() && check_clinical(&many[1..]).is_ok());
}

#[test]
fn numbers_are_read_by_the_table_that_the_page_reads_by() {
    #[derive(Deserialize)]
    struct Shared {
        input: ClinicalInput,
        texts: Vec<(String, String)>,
    }
    let text = include_str!("../../../tests/support/clinical.json");
    let Shared { input, texts } = serde_json::from_str(text).expect("an input and texts");
    assert!(texts.len() > 25);
    for (text, wanted) in texts {
        let found = read(&input, &text);
        assert_eq!(if found.parse::<f64>().is_ok() { "value" } else { found.as_str() }, wanted, "{text:?}");
    }
}
