//! A cohort: one row a case, one column a feature.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::numeric::hash::sha256;
use crate::numeric::order;
use crate::numeric::order::order;
use crate::table::{Column, Split};
use crate::words::TableProblem;

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
    pub described: Vec<(String, String)>,
}

/// Features of a cohort. A value is NaN where a cell was empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    cases: Vec<Case>,
    columns: Vec<Column>,
    values: Vec<f64>,
    /// Positions of the columns in the order of [`Column`], to find them by.
    sorted: Vec<usize>,
    /// The same columns of some of the cases, measured again with other masks.
    again: Vec<Table>,
    /// SHA-256 of the bytes it was read from; `None` of a table that was made here.
    sha256: Option<String>,
}

/// Youngest and oldest age that is taken for an age, years.
pub const AGE_YEARS: std::ops::RangeInclusive<f64> = 0.0..=120.0;

impl Table {
    /// A table of `cases.len()` rows; `values` row by row.
    ///
    /// # Errors
    /// A case twice, a person in two cohorts, two cases with the same features, a column twice, an age that is none.
    pub fn new(cases: Vec<Case>, columns: Vec<Column>, values: Vec<f64>) -> Result<Self> {
        if cases.len().checked_mul(columns.len()) != Some(values.len()) {
            let (rows, columns, values) = (cases.len(), columns.len(), values.len());
            return Err(TableProblem::TableSize { rows, columns, values }.into());
        }
        let sorted = sorted(&columns)?;
        let table = Self { cases, columns, values, sorted, again: Vec::new(), sha256: None };
        table.check_cases()?;
        table.check_copies()?;
        Ok(table)
    }

    /// The table with features of some of its cases from other masks: one table a repeat.
    ///
    /// # Errors
    /// A repeat has other columns, or a case that is not there.
    pub fn with_repeats(mut self, again: Vec<Self>) -> Result<Self> {
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
        Self { cases, values, ..self.clone() }
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
        Self::new(self.cases.clone(), columns, values)?.with_repeats(again)
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

    /// Value of an input of a model in one row: a feature, or the age.
    pub fn value(&self, row: usize, column: &Column) -> Option<f64> {
        if *column == Column::AGE {
            return self.cases.get(row).map(|case| case.age);
        }
        self.position(column).map(|at| self.row(row)[at])
    }

    fn check_cases(&self) -> Result<()> {
        let mut rows = BTreeMap::new();
        let mut persons: BTreeMap<&str, (Split, &str)> = BTreeMap::new();
        for (row, case) in self.cases.iter().enumerate() {
            if let Some(first) = rows.insert(&case.case, row) {
                let (case, first, second) = ((&case.case).into(), first + 1, row + 1);
                return Err(TableProblem::CaseInRows { case, first, second }.into());
            }
            if !case.age.is_nan() && !AGE_YEARS.contains(&case.age) {
                let age = super::format_number(case.age);
                return Err(TableProblem::AgeOfCase { case: (&case.case).into(), age }.into());
            }
            let (split, other) = *persons.entry(&case.patient).or_insert((case.split, &case.case));
            if split != case.split {
                return Err(TableProblem::PatientInCohorts {
                    patient: (&case.patient).into(),
                    first: other.into(),
                    first_split: split.key(),
                    second: (&case.case).into(),
                    second_split: case.split.key(),
                }
                .into());
            }
        }
        Ok(())
    }

    /// Two cases whose features are all the same numbers are one case under two names.
    fn check_copies(&self) -> Result<()> {
        if self.columns.len() < 2 {
            return Ok(());
        }
        let mut seen: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
        for row in 0..self.cases.len() {
            let bits: Vec<u64> = self.row(row).iter().map(|value| value.to_bits()).collect();
            if let Some(first) = seen.insert(bits, row) {
                let [first, second] = [first, row].map(|row| (&self.cases[row].case).into());
                return Err(TableProblem::SameFeatures { first, second }.into());
            }
        }
        Ok(())
    }
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
            described: Vec::new(),
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
