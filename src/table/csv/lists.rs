//! Lists of cases: who, and where the files are.

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};
use crate::numeric::order::order;
use crate::table::age::age_years;
use crate::table::cohort::check_cases;
use crate::table::{Case, Sequence, Told};
use crate::words::TableProblem;

use super::cells::Cells;
use super::features::cell;
use super::records::Sheet;
use super::row::{Row, Who};
use super::{MASK, MOST_TOLD, PATIENT, WHO, line, together};

/// One row of a cohort list: who, and where the files are (as written in the table).
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Who.
    pub who: Case,
    /// Images in the order of [`Sequence::ALL`].
    pub images: [String; 4],
    /// Masks in the same order; all the same where one mask serves every sequence.
    pub masks: [String; 4],
}

/// One case of a list to be answered: its diagnosis is not known.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Listed {
    /// Unique name.
    pub case: String,
    /// Years; NaN when missing, or when the cell says something else.
    pub age_years: f64,
    /// Why the cell is no age.
    pub age_problem: Option<Error>,
    /// What other columns say of the patient.
    pub told: Vec<Told>,
    /// Patient, centre, split and label, as a feature table has them; empty where the list has no such column.
    pub who: [String; 4],
    /// Images in the order of [`Sequence::ALL`].
    pub images: [String; 4],
    /// Masks in the same order; all the same where one mask serves every sequence.
    pub masks: [String; 4],
}

/// Reads a cohort list: case, center, split, age, label, t1, t2, t2fs, t1ce, and mask or mask_t1 … mask_t1ce; other
/// columns describe the cases and go along into the feature table.
///
/// # Errors
/// A column is missing, a file name is empty, and all that [`Table::new`](crate::table::Table::new) refuses of cases.
pub fn read_cohort(text: &str) -> Result<Vec<Entry>> {
    let sheet = Sheet::named(text)?;
    let (who, files) = (Who::of(&sheet.header)?, sheet.header.files());
    let rows = sheet.each(&mut |_| Ok(()))?;
    let (mut entries, mut problems, mut of_files) = (Vec::with_capacity(rows), Vec::new(), None);
    Sheet::open(text)?.each(&mut |row| {
        if problems.len() >= MOST_TOLD {
            return Ok(());
        }
        match (who.case(&row), &files) {
            (Err(found), _) => problems.extend(found),
            (Ok(who), Ok(files)) => match named_files(&row, files) {
                Ok([images, masks]) => entries.push(Entry { who, images, masks }),
                Err(problem) => drop(of_files.get_or_insert(problem)),
            },
            (Ok(_), Err(_)) => {}
        }
        Ok(())
    })?;
    problems.truncate(MOST_TOLD);
    if !problems.is_empty() {
        return Err(together(problems));
    }
    files?;
    check_cases(&entries.iter().map(|entry| &entry.who).collect::<Vec<_>>())?;
    of_files.map_or(Ok(entries), Err)
}

/// Images and masks of a row.
fn named_files(row: &Row, files: &[(usize, usize); 4]) -> Result<[[String; 4]; 2]> {
    let mut named = <[[String; 4]; 2]>::default();
    for (which, &(image, mask)) in files.iter().enumerate() {
        named[0][which] = row.file(image)?.to_owned();
        named[1][which] = row.file(mask)?.to_owned();
    }
    Ok(named)
}

/// The cases of a list as it is written; a row becomes a [`Listed`] when it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Cases {
    cells: Cells,
    case: usize,
    age: Option<usize>,
    /// Patient, centre, split and label.
    who: [Option<usize>; 4],
    /// Columns of image and mask for each sequence.
    files: [(usize, usize); 4],
    /// Columns that say something else of the patient.
    described: Vec<usize>,
}

/// Reads a list of cases to be answered: case, age (if there), t1, t2, t2fs, t1ce, and mask or mask_t1 … mask_t1ce; what other
/// columns say is kept as it is written, for the clinical inputs of a model.
///
/// # Errors
/// A column is missing, a file name is empty, a case stands twice. A cell that is no age is a problem of its row alone
/// ([`Listed::age_problem`]).
pub fn read_cases(text: &str) -> Result<Cases> {
    let cells = Cells::fill(&|| Sheet::named(text))?;
    let header = cells.header();
    let (case, age) = (header.column("case")?, header.find("age"));
    let who = [PATIENT, "center", "split", "label"].map(|name| header.find(name));
    let (files, described) = (header.files()?, header.described());
    let cases = Cases { case, age, who, files, described, cells };
    cases.check()?;
    Ok(cases)
}

impl Cases {
    /// Number of cases.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// All cases in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = Listed> {
        (0..self.len()).map(|row| self.case(row))
    }

    /// The case of a row.
    pub fn case(&self, row: usize) -> Listed {
        let line = self.cells.row(row);
        let own = |column: usize| line.cell(column).to_owned();
        let told = |&column: &usize| Told {
            name: self.cells.header().names[column].clone(),
            text: own(column),
            imputed: false,
        };
        let (age_years, age_problem) = match self.age.map_or(Ok(None), |column| age_years(line.cell(column)))
        {
            Ok(years) => (years.unwrap_or(f64::NAN), None),
            Err(problem) => (f64::NAN, Some(problem)),
        };
        Listed {
            case: own(self.case),
            age_years,
            age_problem,
            told: self.described.iter().map(told).collect(),
            who: self.who.map(|column| column.map(own).unwrap_or_default()),
            images: self.files.map(|(image, _)| own(image)),
            masks: self.files.map(|(_, mask)| own(mask)),
        }
    }

    /// Names of all cases and of all their files are there, and each case once.
    fn check(&self) -> Result<()> {
        let name = |row: usize| self.cells.row(row).cell(self.case);
        let sorted = order(self.len(), &|a, b| name(a).cmp(name(b)));
        let mut is_again = vec![false; self.len()];
        sorted.windows(2).for_each(|pair| is_again[pair[1]] = name(pair[0]) == name(pair[1]));
        let mut problems = Vec::new();
        for (at, again) in is_again.into_iter().enumerate() {
            if problems.len() == MOST_TOLD {
                break;
            }
            let row = self.cells.named_row(at);
            let twice = || Error::from(TableProblem::CaseTwice { case: name(at).into() });
            let files = || named_files(&row, &self.files).map(drop);
            let found = row.file(self.case).and_then(|_| if again { Err(twice()) } else { files() });
            problems.extend(found.err());
        }
        if problems.is_empty() { Ok(()) } else { Err(together(problems)) }
    }
}

impl Serialize for Cases {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// Writes a cohort list with one mask a case (the first of each entry's).
pub fn write_cohort(entries: &[Entry]) -> String {
    let mut names = WHO.map(str::to_owned).to_vec();
    names.extend(Sequence::ALL.map(|sequence| sequence.key().to_owned()));
    names.push(MASK.to_owned());
    let mut text = line(&names);
    for Entry { who, images, masks } in entries {
        let mut cells = vec![who.case.clone(), who.center.clone(), who.split.key().to_owned()];
        cells.extend([cell(who.age), u8::from(who.metastasis).to_string()]);
        cells.extend(images.iter().cloned());
        cells.push(masks[0].clone());
        text.push_str(&line(&cells));
    }
    text
}
