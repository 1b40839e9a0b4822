//! What can be measured and set, in words: printed from the tables of features, filters and settings for the command
//! line's help and for docs/features.md and docs/settings.md.

mod features;
mod keys;

pub use features::{about_feature, features_list, features_markdown};
pub use keys::{about_setting, settings_list, settings_markdown};

/// Text of a table's cell in Markdown: `|` would end the cell, `*` and `<` would be read as marks.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('*', "\\*").replace('<', "&lt;")
}

/// Text in columns that are as wide as their longest cell.
fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let cells: Vec<String> =
            row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}
