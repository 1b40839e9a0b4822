//! Tables: rounded for the page, with all digits as CSV.

mod added;
mod cases;
mod models;
mod parts;

pub use added::added_value;
pub use cases::cohorts;
pub use models::{calibration, comparisons, performance_csv, performance_of_cohort, settings};
pub use parts::{
    coefficients, correlation_csv, decision_csv, lasso_csv, learning, roc_csv, selection, sequences,
};

use crate::report::study::OrReason;
use crate::report::text::{NO_VALUE, escape};
use crate::table::csv;
use crate::table::format_number;

/// A table of the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// What it shows.
    pub caption: String,
    /// Column headings.
    pub header: Vec<String>,
    /// Cells, already as text.
    pub rows: Vec<Vec<String>>,
    /// Rows to stress.
    pub strong: Vec<usize>,
    /// Sentences under the table, among them why a cell is empty.
    pub footnotes: Vec<String>,
}

/// A table as a file.
#[derive(Debug, Clone, PartialEq)]
pub struct CsvFile {
    /// File name without ending.
    pub name: &'static str,
    /// Its text.
    pub text: String,
}

impl Sheet {
    /// Text of a cell, or a dash with its reason in a footnote.
    fn cell(&mut self, value: OrReason<String>) -> String {
        value.unwrap_or_else(|reason| {
            let note = format!("{NO_VALUE} {reason}");
            if !self.footnotes.contains(&note) {
                self.footnotes.push(note);
            }
            NO_VALUE.to_owned()
        })
    }

    /// The table as a file, as it is printed: parts of a cell are apart by semicolons.
    pub fn csv(&self, name: &'static str) -> CsvFile {
        let plain = |row: &Vec<String>| row.iter().map(|cell| cell.replace('\n', "; ")).collect();
        let header: Vec<&str> = self.header.iter().map(String::as_str).collect();
        csv_file(name, &header, self.rows.iter().map(plain))
    }

    /// The table as HTML; the first column heads its row.
    pub fn html(&self) -> String {
        let mut html = format!("<table><caption>{}</caption>\n<thead><tr>", escape(&self.caption));
        for heading in &self.header {
            html.push_str(&format!("<th scope=\"col\">{}</th>", escape(heading)));
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for (at, row) in self.rows.iter().enumerate() {
            html.push_str(if self.strong.contains(&at) { "<tr class=\"strong\">" } else { "<tr>" });
            for (column, cell) in row.iter().enumerate() {
                let cell = cell.split('\n').map(escape).collect::<Vec<_>>().join("<br>");
                html.push_str(&match column {
                    0 => format!("<th scope=\"row\">{cell}</th>"),
                    _ => format!("<td>{cell}</td>"),
                });
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody></table>\n");
        for note in &self.footnotes {
            html.push_str(&format!("<p class=\"note\">{}</p>\n", escape(note)));
        }
        html
    }
}

/// Lines of a CSV file under its header.
fn csv_file(name: &'static str, header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> CsvFile {
    let mut text = csv::line(header);
    for row in rows {
        text.push_str(&csv::line(&row));
    }
    CsvFile { name, text }
}

/// A number with all its digits, or nothing.
fn full(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map_or_else(String::new, format_number)
}
