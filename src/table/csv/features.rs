//! Feature tables.

use crate::error::{Error, Result};
use crate::numeric::hash::sha256;
use crate::table::{Case, Column, Table, format_number};
use crate::words::TableProblem;

use super::records::Sheet;
use super::row::Who;
use super::{MAX_EMPTY, MOST_REPEATS, MOST_TOLD, PATIENT, REPEAT, WHO, line, together};

/// What turns a table of another program into one of a cohort.
const NEEDS: &str = "a feature table has one row a case: case, center, split (train, internal or external), age and label \
    (1 metastasis, 0 primary), then features with their sequence in front, as t1_original_firstorder_Mean";

/// Reads a feature table: case, center, split, age, label (and patient and repeat, if there), features of sequences
/// (`t1_…`), and what else describes the cases.
///
/// Rows with a repeat become [`Table::repeats`]: they tell which features are reproducible and are no cases.
///
/// # Errors
/// A column is missing, a cell is no number, and all that [`Table::new`] refuses; rows and columns are named.
///
/// # Examples
/// ```
/// use discern::table::csv;
///
/// let text = "case,center,split,age,label,t1_original_firstorder_Mean\n\
///             a,A,train,61,1,10.5\n\
///             b,A,train,48,0,11.25\n";
/// let table = csv::read_features(text)?;
/// assert_eq!((table.cases().len(), table.columns().len()), (2, 1));
/// assert!(csv::read_features("case,age\n").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_features(text: &str) -> Result<Table> {
    let sheet = Sheet::named(text)?;
    let (places, columns) = features(&sheet.header.names)?;
    let who = Who::of(&sheet.header).map_err(|error| error.hint(NEEDS));
    let repeat = sheet.header.find(REPEAT);
    let mut counts = [0; MOST_REPEATS + 1];
    let rows = sheet.each(&mut |row| {
        counts[row.repeat(repeat)?] += 1;
        Ok(())
    })?;
    let (found, most) = (rows * places.len(), text.len() / 2 + MAX_EMPTY);
    if found > most {
        return Err(TableProblem::TooManyMissing { most, found }.into());
    }
    let last = counts.iter().rposition(|&count| count > 0).unwrap_or(0);
    let room = |&rows: &usize| Part {
        cases: Vec::with_capacity(rows),
        values: Vec::with_capacity(rows * places.len()),
    };
    let mut parts: Vec<Part> = counts[..=last].iter().map(room).collect();
    let (mut of_cases, mut of_cells) = (Vec::new(), Vec::new());
    let who = who.map_err(|problem| of_cases.push(problem));
    Sheet::open(text)?.each(&mut |row| {
        let part = &mut parts[row.repeat(repeat)?];
        if let Some(who) = who.as_ref().ok().filter(|_| of_cases.len() < MOST_TOLD) {
            match who.case(&row) {
                Ok(case) => part.cases.push(case),
                Err(problems) => of_cases.extend(problems),
            }
        }
        for &column in &places {
            if of_cells.len() == MOST_TOLD {
                break;
            }
            match row.feature(column) {
                Ok(value) => part.values.push(value),
                Err(problem) => of_cells.push(problem),
            }
        }
        Ok(())
    })?;
    of_cases.truncate(MOST_TOLD);
    let problems: Vec<Error> = of_cases.into_iter().chain(of_cells).collect();
    if !problems.is_empty() {
        return Err(together(problems));
    }
    let mut parts = parts.into_iter();
    let Part { cases, values } = parts.next().unwrap_or_default();
    let table = Table::new(cases, columns, values)?;
    let again = parts.map(|part| table.again(part.cases, part.values)).collect::<Result<_>>()?;
    Ok(table.with_repeats(again)?.read_from(text.as_bytes()))
}

/// Rows of one repeat.
#[derive(Default)]
struct Part {
    cases: Vec<Case>,
    values: Vec<f64>,
}

/// The columns that are features, and their places.
fn features(names: &[String]) -> Result<(Vec<usize>, Vec<Column>)> {
    let (mut places, mut columns) = (Vec::new(), Vec::new());
    for (at, name) in names.iter().enumerate() {
        match Column::parse(name) {
            column @ Column::Misnumbered(..) => {
                return Err(TableProblem::ColumnNumbering { column: column.to_string().into() }.into());
            }
            column if column.sequence().is_some() => {
                places.push(at);
                columns.push(column);
            }
            _ => {}
        }
    }
    Ok((places, columns))
}

/// SHA-256 of the bytes that a table was read from, as `sha256sum` prints it; of a table that was made here, of those that
/// it is written as.
pub fn table_sha256(table: &Table) -> String {
    table.sha256().map_or_else(|| sha256(write_features(table).as_bytes()), str::to_owned)
}

/// Writes a feature table; what [`read_features`] reads back as the same numbers.
pub fn write_features(table: &Table) -> String {
    let with_patient = table.cases().iter().any(|case| case.patient != case.case);
    let with_repeat = !table.repeats().is_empty();
    let mut names: Vec<String> = WHO.map(str::to_owned).to_vec();
    names.extend(with_patient.then(|| PATIENT.to_owned()));
    names.extend(with_repeat.then(|| REPEAT.to_owned()));
    let described: Vec<String> = described(table.cases());
    names.extend(described.iter().cloned());
    names.extend(table.columns().iter().map(Column::to_string));
    let mut text = line(&names);
    for (repeat, part) in std::iter::once(table).chain(table.repeats()).enumerate() {
        for (row, case) in part.cases().iter().enumerate() {
            let mut cells = vec![case.case.clone(), case.center.clone(), case.split.key().to_owned()];
            cells.push(cell(case.age));
            cells.push(u8::from(case.metastasis).to_string());
            cells.extend(with_patient.then(|| case.patient.clone()));
            cells.extend(with_repeat.then(|| repeat.to_string()));
            cells
                .extend(described.iter().map(|name| case.described.get(name).unwrap_or_default().to_owned()));
            cells.extend(part.row(row).iter().map(|&value| cell(value)));
            text.push_str(&line(&cells));
        }
    }
    text
}

/// What describes the cases, in the order in which it first comes.
fn described(cases: &[Case]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut last = None;
    for case in cases {
        // Cases of one table say the same things.
        if last == Some(case.described.names()) {
            continue;
        }
        last = Some(case.described.names());
        for name in case.described.names() {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}

/// A number, or nothing where it is missing.
pub(super) fn cell(value: f64) -> String {
    if value.is_nan() { String::new() } else { format_number(value) }
}
