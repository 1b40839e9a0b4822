//! `discern features` and `discern settings`: what can be measured and set.

use discern::error::{Error, ErrorKind};
use discern::settings::handbook;

use super::call::Ended;
use super::out;

/// Arguments of `discern features` and `discern settings`.
#[derive(clap::Args)]
pub struct Arguments {
    /// One of them; without it all are listed. For features also a column's name, a class or an IBSI code.
    name: Option<String>,
    /// Print the page in docs/.
    #[arg(long, conflicts_with = "name")]
    markdown: bool,
}

/// A table of the library in words.
struct Pages {
    /// What one of its rows is called.
    row: &'static str,
    markdown: fn() -> String,
    list: fn() -> String,
    about: fn(&str) -> std::result::Result<String, Vec<String>>,
}

/// Runs `discern features`.
pub fn features(arguments: &Arguments) -> Ended {
    print(
        arguments,
        &Pages {
            row: "feature",
            markdown: handbook::features_markdown,
            list: handbook::features_list,
            about: handbook::about_feature,
        },
    )
}

/// Runs `discern settings`.
pub fn settings(arguments: &Arguments) -> Ended {
    print(
        arguments,
        &Pages {
            row: "setting",
            markdown: handbook::settings_markdown,
            list: handbook::settings_list,
            about: handbook::about_setting,
        },
    )
}

fn print(arguments: &Arguments, pages: &Pages) -> Ended {
    let text = match &arguments.name {
        Some(name) => (pages.about)(name).map_err(|near| unknown(pages.row, name, &near))?,
        None if arguments.markdown => (pages.markdown)(),
        None => (pages.list)(),
    };
    Ok(out::print(&text)?)
}

fn unknown(row: &str, name: &str, near: &[String]) -> Error {
    let error = Error::new(ErrorKind::Settings, row, format!("the name of a {row}"), name);
    match near {
        [] => error.hint(format!("discern {row}s lists all")),
        near => error.hint(format!("did you mean {}?", near.join(" or "))),
    }
}
