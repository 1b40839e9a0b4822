//! A cohort: one row a case, one column a feature.

use std::sync::Arc;

use crate::error::Result;
use crate::numeric::hash::sha256;
use crate::numeric::order;
use crate::numeric::order::order;
use crate::table::age::AGE_YEARS;
use crate::table::clinical::{ClinicalInput, Unknown, age_alone, check_clinical, term_of};
use crate::table::{Column, Split};
use crate::words::{Errors, Names, TableProblem};

/// Who a row is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Unique name of the row.
    pub case: String,
    /// The person; the case's name where the table has no column `patient`.
    pub patient: String,
    /// Hospital.
    pub center: String,
    /// Cohort.
    pub split: Split,
    /// Years; NaN when missing.
    pub age: f64,
    /// 1: metastasis; 0: primary.
    pub metastasis: bool,
    /// Whatever else the table says of the case, for the description of the cohorts alone: column and text, which is
    /// empty where it is not known.
    pub described: Described,
}

/// What a table says of a case beside age, label and features: a text a column. Cases of one table share its names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Described {
    names: Arc<[String]>,
    /// The texts, one behind the other, and where each ends.
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Described {
    /// A text for each of the names.
    pub fn new<'a>(names: &Arc<[String]>, texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut text = String::with_capacity(texts.clone().map(str::len).sum());
        let mut ends = Vec::with_capacity(names.len());
        for one in texts {
            text.push_str(one);
            ends.push(text.len() as u32);
        }
        Self { names: names.clone(), text: text.into(), ends: ends.into() }
    }

    /// The names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The text of a column; `None` where there is no such column.
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.names.iter().position(|known| known == name)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[start as usize..self.ends[at] as usize])
    }
}

/// Features of a cohort. A value is NaN where a cell was empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    cases: Vec<Case>,
    columns: Arc<[Column]>,
    values: Vec<f64>,
    /// What is known of the cases without an image; of a table that was read, age alone.
    inputs: Vec<ClinicalInput>,
    /// Their values, row by row; NaN where they are not known.
    clinical: Vec<f64>,
    /// Positions of the columns in the order of [`Column`], to find them by.
    sorted: Arc<[usize]>,
    /// The same columns of some of the cases, measured again with other masks.
    again: Vec<Table>,
    /// SHA-256 of the bytes it was read from; `None` of a table that was made here.
    sha256: Option<String>,
}

/// Most problems of one table that are reported.
pub(super) const MOST_TOLD: usize = 20;

impl Table {
    /// A table of `cases.len()` rows; `values` row by row.
    ///
    /// # Errors
    /// A case twice, a person in two cohorts, two cases with the same features, a column twice, an age that is none.
    pub fn new(cases: Vec<Case>, columns: Vec<Column>, values: Vec<f64>) -> Result<Self> {
        let sorted = sorted(&columns)?.into();
        let (inputs, clinical) = (age_alone(), cases.iter().map(|case| case.age).collect());
        let (columns, again) = (columns.into(), Vec::new());
        Self { cases, columns, values, inputs, clinical, sorted, again, sha256: None }.checked()
    }

    /// A table of the same columns: a repeat.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub(super) fn again(&self, cases: Vec<Case>, values: Vec<f64>) -> Result<Self> {
        let (columns, sorted) = (self.columns.clone(), self.sorted.clone());
        let (inputs, clinical) = (age_alone(), cases.iter().map(|case| case.age).collect());
        Self { cases, columns, values, inputs, clinical, sorted, again: Vec::new(), sha256: None }.checked()
    }

    fn checked(self) -> Result<Self> {
        let (rows, columns, values) = (self.cases.len(), self.columns.len(), self.values.len());
        if rows.checked_mul(columns) != Some(values) {
            return Err(TableProblem::TableSize { rows, columns, values }.into());
        }
        check_cases(&self.cases.iter().collect::<Vec<_>>())?;
        self.check_copies()?;
        Ok(self)
    }

    /// The table with features of some of its cases from other masks: one table a repeat.
    ///
    /// # Errors
    /// A repeat has other columns, or a case that is not there.
    pub fn with_repeats(mut self, again: Vec<Self>) -> Result<Self> {
        if again.is_empty() {
            return Ok(self);
        }
        let known = order::set(self.cases.iter().map(|case| case.case.as_str()));
        for repeat in &again {
            if repeat.columns != self.columns {
                return Err(TableProblem::RepeatColumns.into());
            }
            if let Some(case) = repeat.cases.iter().find(|case| !known.contains(case.case.as_str())) {
                return Err(TableProblem::RepeatCase { case: (&case.case).into() }.into());
            }
        }
        self.again = again;
        Ok(self)
    }

    /// The table with these clinical inputs, read from what it says of its cases.
    ///
    /// # Errors
    /// The inputs are not sound, the table lacks a column of one, or a cell is none of its values.
    pub fn with_clinical(mut self, inputs: &[ClinicalInput]) -> Result<Self> {
        check_clinical(inputs)?;
        let mut problems = Vec::new();
        let mut clinical = Vec::with_capacity(self.cases.len() * inputs.len());
        for (row, case) in self.cases.iter().enumerate() {
            for input in inputs {
                let text = case.described.get(&input.name);
                let value = match text {
                    _ if input.is_age() => Ok(Some(case.age).filter(|age| !age.is_nan())),
                    Some(text) => input.read(text).map_err(|_| {
                        let (column, expected) = (input.name.as_str().into(), input.expected());
                        TableProblem::BadCell { row: row + 1, column, expected, found: text.into() }
                    }),
                    None => {
                        let names = case.described.names().iter().cloned();
                        let names = names.chain(self.columns.iter().map(ToString::to_string));
                        let columns = names.take(12).collect::<Vec<_>>().join(", ").into();
                        return Err(TableProblem::HeaderWithout {
                            column: Names(vec![input.name.clone()]),
                            columns,
                        }
                        .into());
                    }
                };
                match value {
                    Ok(value) => clinical.push(value.unwrap_or(f64::NAN)),
                    Err(problem) => problems.push(problem.into()),
                }
            }
            if problems.len() >= MOST_TOLD {
                break;
            }
        }
        if !problems.is_empty() {
            problems.truncate(MOST_TOLD);
            return Err(
                TableProblem::TableProblems { count: problems.len(), problems: Errors(problems) }.into()
            );
        }
        (self.inputs, self.clinical) = (inputs.to_vec(), clinical);
        Ok(self)
    }

    /// The table whose clinical inputs say what stands for an unknown value: what is usual in the training rows.
    #[must_use]
    pub(super) fn stating_usual(mut self, training: &[usize]) -> Self {
        let usual = self.usual(training);
        for (input, usual) in self.inputs.iter_mut().zip(usual) {
            input.imputed = Some(usual).filter(|value| !value.is_nan() && input.unknown == Unknown::Imputed);
        }
        self
    }

    /// Its clinical inputs.
    pub fn clinical(&self) -> &[ClinicalInput] {
        &self.inputs
    }

    /// What stands for an unknown value of each clinical input in models that are fitted to these rows; NaN where nothing does.
    pub(super) fn usual(&self, rows: &[usize]) -> Vec<f64> {
        let usual = |(place, input): (usize, &ClinicalInput)| match input.unknown {
            Unknown::Refused => f64::NAN,
            Unknown::Imputed => {
                let values: Vec<f64> = rows.iter().map(|&row| self.clinical_value(row, place)).collect();
                input.usual(&values)
            }
        };
        self.inputs.iter().enumerate().map(usual).collect()
    }

    fn clinical_value(&self, row: usize, place: usize) -> f64 {
        self.clinical[row * self.inputs.len() + place]
    }

    /// What models see of the patients in some rows; `usual` stands for unknown values. `None` where no clinical input makes
    /// such a column.
    pub(super) fn of_patients(&self, rows: &[usize], usual: &[f64], column: &Column) -> Option<Vec<f64>> {
        let (place, term) = term_of(&self.inputs, column)?;
        let value = |&row: &usize| {
            let known = self.clinical_value(row, place);
            term.of(if known.is_nan() { usual.get(place).copied().unwrap_or(known) } else { known })
        };
        Some(rows.iter().map(value).collect())
    }

    /// The table as it was read from these bytes.
    pub(super) fn read_from(mut self, bytes: &[u8]) -> Self {
        self.sha256 = Some(sha256(bytes));
        self
    }

    /// SHA-256 of the bytes it was read from; `None` of a table that was made here.
    pub fn sha256(&self) -> Option<&str> {
        self.sha256.as_deref()
    }

    /// The same table with its rows in another order: `order` names every row once.
    #[must_use]
    pub fn with_rows(&self, order: &[usize]) -> Self {
        let cases = order.iter().map(|&row| self.cases[row].clone()).collect();
        let values = order.iter().flat_map(|&row| self.row(row)).copied().collect();
        let inputs = 0..self.inputs.len();
        let known = |&row: &usize| inputs.clone().map(move |place| self.clinical_value(row, place));
        let clinical = order.iter().flat_map(known).collect();
        Self { cases, values, clinical, ..self.clone() }
    }

    /// Features of some of the cases from other masks.
    pub fn repeats(&self) -> &[Self] {
        &self.again
    }

    /// The same cases with some of the columns alone.
    ///
    /// # Errors
    /// As [`Self::new`]: two cases may be the same in these columns.
    pub fn with_columns(&self, kept: &[usize]) -> Result<Self> {
        let columns = kept.iter().map(|&at| self.columns[at].clone()).collect();
        let rows = 0..self.cases.len();
        let values = rows.flat_map(|row| kept.iter().map(move |&at| self.row(row)[at])).collect();
        let again = self.again.iter().map(|repeat| repeat.with_columns(kept)).collect::<Result<_>>()?;
        let (inputs, clinical) = (self.inputs.clone(), self.clinical.clone());
        let table = Self { inputs, clinical, ..Self::new(self.cases.clone(), columns, values)? };
        table.with_repeats(again)
    }

    /// Rows.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// The feature columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Features of one row, in the order of the columns.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.columns.len()..(row + 1) * self.columns.len()]
    }

    /// Position of a column; `None` when there is no such one.
    pub fn position(&self, column: &Column) -> Option<usize> {
        let found = self.sorted.binary_search_by(|&at| self.columns[at].cmp(column));
        found.ok().map(|place| self.sorted[place])
    }

    /// Value of an input of a model in one row: a feature, or what is known of the patient.
    pub fn value(&self, row: usize, column: &Column) -> Option<f64> {
        match self.position(column) {
            Some(at) => Some(self.row(row)[at]),
            None => self.of_patients(&[row], &[], column)?.first().copied(),
        }
    }

    /// Two cases whose features are all the same numbers are one case under two names.
    fn check_copies(&self) -> Result<()> {
        if self.columns.len() < 2 {
            return Ok(());
        }
        let bits = |row: usize| self.row(row).iter().map(|value| value.to_bits());
        let sorted = order(self.cases.len(), &|a, b| bits(a).cmp(bits(b)));
        let copies = sorted.windows(2).filter(|pair| bits(pair[0]).eq(bits(pair[1])));
        match copies.min_by_key(|pair| pair[1]) {
            Some(&[first, second]) => {
                let [first, second] = [first, second].map(|row| (&self.cases[row].case).into());
                Err(TableProblem::SameFeatures { first, second }.into())
            }
            _ => Ok(()),
        }
    }
}

/// A case stands once, has an age that is one, and all cases of a person are in one cohort; else the first row that is not so.
///
/// # Errors
/// One of these.
pub(super) fn check_cases(cases: &[&Case]) -> Result<()> {
    let by = |key: fn(&Case) -> &str| order(cases.len(), &|a, b| key(cases[a]).cmp(key(cases[b])));
    let (by_name, by_person) = (by(|case| &case.case), by(|case| &case.patient));
    // The first row of each problem, with the row that it does not go with.
    let twice = by_name.windows(2).filter(|pair| cases[pair[0]].case == cases[pair[1]].case);
    let twice = twice.map(|pair| (pair[1], pair[0])).min();
    let age = cases.iter().position(|case| !case.age.is_nan() && !AGE_YEARS.contains(&case.age));
    let persons = by_person.chunk_by(|&a, &b| cases[a].patient == cases[b].patient);
    let spread = persons.filter_map(|rows| {
        let other = rows.iter().find(|&&row| cases[row].split != cases[rows[0]].split);
        other.map(|&row| (row, rows[0]))
    });
    let spread = spread.min();
    let row_of = |found: &Option<(usize, usize)>| found.map_or(usize::MAX, |(row, _)| row);
    let first = row_of(&twice).min(age.unwrap_or(usize::MAX)).min(row_of(&spread));
    if let Some((second, first)) = twice.filter(|(row, _)| *row == first) {
        let (case, first, second) = ((&cases[second].case).into(), first + 1, second + 1);
        return Err(TableProblem::CaseInRows { case, first, second }.into());
    }
    if let Some(row) = age.filter(|row| *row == first) {
        let age = super::format_number(cases[row].age);
        return Err(TableProblem::AgeOfCase { case: (&cases[row].case).into(), age }.into());
    }
    let Some((row, other)) = spread else { return Ok(()) };
    let [case, other] = [row, other].map(|row| cases[row]);
    Err(TableProblem::PatientInCohorts {
        patient: (&case.patient).into(),
        first: (&other.case).into(),
        first_split: other.split.key(),
        second: (&case.case).into(),
        second_split: case.split.key(),
    }
    .into())
}

/// Positions in the order of the columns.
fn sorted(columns: &[Column]) -> Result<Vec<usize>> {
    let sorted = order(columns.len(), &|a, b| columns[a].cmp(&columns[b]));
    match sorted.windows(2).find(|pair| columns[pair[0]] == columns[pair[1]]) {
        Some(pair) => Err(TableProblem::ColumnTwice { column: columns[pair[0]].to_string().into() }.into()),
        None => Ok(sorted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(name: &str, patient: &str, split: Split) -> Case {
        Case {
            case: name.to_owned(),
            patient: patient.to_owned(),
            center: "a".to_owned(),
            split,
            age: 50.0,
            metastasis: true,
            described: Described::default(),
        }
    }

    fn table(cases: Vec<Case>, values: &[f64]) -> Result<Table> {
        Table::new(cases, Column::parse_all(["x", "y"]), values.to_vec())
    }

    #[test]
    fn leaks_are_refused_by_name() {
        let twice = vec![case("a", "a", Split::Train), case("a", "a", Split::Train)];
        assert_eq!(table(twice, &[1.0, 2.0, 3.0, 4.0]).unwrap_err().found, "rows 1 and 2");
        let spread = vec![case("a", "p", Split::Train), case("b", "p", Split::External)];
        let error = table(spread, &[1.0, 2.0, 3.0, 4.0]).unwrap_err();
        assert_eq!(
            (error.thing.as_str(), error.found.as_str()),
            ("patient p", "a in train and b in external")
        );
        let copied = vec![case("a", "a", Split::Train), case("b", "b", Split::Internal)];
        assert_eq!(table(copied, &[1.0, 2.0, 1.0, 2.0]).unwrap_err().found, "the same in a and b");
    }
}
