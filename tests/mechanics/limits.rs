//! docs/limits.md: every bound stands there as it is in the code, and holds at the bound and one beyond it. Bounds of images and
//! parameter files are tried where those are tested (`bad_files`, `bad_nrrd`, `bad_zip`, `settings`).

use std::path::Path;

use discern::error::ErrorKind;
use discern::read;
use discern::table::csv;

fn root(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// `1 << 27`, `32_767`, `134_217_728.0`.
fn value(expression: &str) -> u64 {
    let number =
        |text: &str| text.trim().replace('_', "").trim_end_matches(".0").parse::<u64>().expect("a number");
    match expression.split_once("<<") {
        Some((base, by)) => number(base) << number(by),
        None => number(expression),
    }
}

#[test]
fn the_table_of_limits_is_that_of_the_code() {
    let text = root("docs/limits.md");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.contains(".rs |"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 20, "{} rows", rows.len());
    for row in &rows {
        let [what, most, place] = row[..] else { panic!("{row:?}") };
        let (name, file) = place.split_once(' ').expect("a constant and its file");
        let start = format!("const {}:", name.trim_matches('`'));
        let source = root(file);
        let line = source
            .lines()
            .find(|line| line.contains(&start))
            .unwrap_or_else(|| panic!("{place}: no {start}"));
        let expression = line.split_once('=').expect("a value").1.trim().trim_end_matches(';');
        assert_eq!(most.parse::<u64>().expect("a number"), value(expression), "{what}");
    }
    // Whatever bounds what is read stands in the table.
    for file in [
        "src/read/channels.rs",
        "src/read/mask.rs",
        "src/read/room.rs",
        "src/read/nrrd/mod.rs",
        "src/read/zip.rs",
        "src/settings/yaml.rs",
        "src/classify/foreign/lists.rs",
        "src/table/csv/mod.rs",
    ] {
        for line in root(file).lines().filter(|line| line.contains("const MAX_")) {
            let name = line.split("const ").nth(1).and_then(|rest| rest.split(':').next()).expect("a name");
            assert!(
                rows.iter().any(|row| row[2] == format!("`{name}` {file}")),
                "{name} of {file} is not in docs/limits.md"
            );
        }
    }
}

fn table(columns: usize, rows: usize, name: usize) -> String {
    let mut header = "case,center,split,age,label".to_owned();
    (5..columns).for_each(|column| header += &format!(",c{column}"));
    let row = |row: usize| format!("\n{:0>name$},A,train,50,1{}", row, ",".repeat(columns - 5));
    header + &(0..rows).map(row).collect::<String>()
}

/// A table with as many values beyond half of its bytes, most of them missing.
fn missing(beyond: usize) -> String {
    let columns = 20_000;
    let mut text = "case,center,split,age,label".to_owned();
    (0..columns).for_each(|column| text += &format!(",t1_f{column}"));
    let (mut values, mut row) = (0, 0);
    while values < text.len() / 2 + beyond {
        text += &format!("\n{row:0>5},A,train,50,1,{row}{}", ",".repeat(columns - 1));
        (values, row) = (values + columns, row + 1);
    }
    // What is too much in the last row is made up for by empty lines.
    let more = 2 * (values - beyond) - text.len();
    text + &"\n".repeat(more)
}

#[test]
fn tables_are_read_up_to_their_bounds_and_not_beyond() {
    let read = |text: &str| csv::read_features(text);
    assert!(read(&table(csv::MAX_COLUMNS, 1, 1)).is_ok());
    assert!(read(&table(5, 2, csv::MAX_TEXT)).is_ok());
    assert!(read(&missing(csv::MAX_EMPTY)).is_ok());
    for (text, code) in [
        (table(csv::MAX_COLUMNS + 1, 1, 1), "too-many-columns"),
        (table(5, 2, csv::MAX_TEXT + 1), "long-text"),
        (table(5, csv::MAX_ROWS + 1, 1), "too-many-rows"),
        (missing(csv::MAX_EMPTY + 1), "too-many-missing"),
    ] {
        let error = read(&text).expect_err(code);
        assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::TooLarge, Some(code)));
        assert!(error.to_string().len() < 400, "{code}");
    }
}

#[test]
fn channels_are_read_up_to_their_bound_and_not_beyond() {
    let mask = |channels: usize| {
        let header = format!(
            "NRRD0005\ntype: uchar\ndimension: 4\nspace: LPS\nsizes: {channels} 1 1 1\n\
             space directions: none (1,0,0) (0,1,0) (0,0,1)\nencoding: raw\nspace origin: (0,0,0)\n\n"
        );
        [header.as_bytes(), &vec![1; channels]].concat()
    };
    let of = |channels: usize| {
        let wanted = read::Wanted { channel: Some(channels as u64 - 1), image_size: None };
        read::labels_of(read::Files { file: &mask(channels), data: &[] }, wanted)
    };
    let most = usize::try_from(read::MAX_CHANNELS).expect("small");
    assert!(of(most).is_ok());
    assert_eq!(of(most + 1).expect_err("beyond").kind, ErrorKind::Unsupported);
}
