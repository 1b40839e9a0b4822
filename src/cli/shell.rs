//! `discern completions` and `discern man`: what shells complete, and pages for man, made of the arguments themselves.

use std::path::PathBuf;

use clap_mangen::Man;
use discern::error::{Error, ErrorKind, Result};

use super::call::Ended;
use super::{files, out};

/// Arguments of `discern completions`.
#[derive(clap::Args)]
pub struct CompletionArguments {
    /// The shell.
    shell: clap_complete::Shell,
}

/// Arguments of `discern man`.
#[derive(clap::Args)]
pub struct ManArguments {
    /// Folder for a page of each subcommand; the page of the program alone is printed without it.
    #[arg(short, long)]
    out: Option<PathBuf>,
}

/// Prints what a shell reads: `source <(discern completions bash)`.
pub fn completions(arguments: &CompletionArguments, mut program: clap::Command) -> Ended {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "discern", &mut text);
    Ok(out::print(&String::from_utf8_lossy(&text))?)
}

/// Prints or writes pages for man.
pub fn man(arguments: &ManArguments, mut program: clap::Command) -> Ended {
    program.build();
    let Some(folder) = &arguments.out else { return Ok(out::print(&page(program)?)?) };
    files::create_folder(folder)?;
    let commands: Vec<clap::Command> = program.get_subcommands().cloned().collect();
    for command in commands.into_iter().chain([program]) {
        // As `man discern-extract` asks for it.
        let name = command.get_display_name().unwrap_or("discern").to_owned();
        files::write(&folder.join(format!("{name}.1")), page(command)?.as_bytes())?;
    }
    Ok(())
}

fn page(command: clap::Command) -> Result<String> {
    let mut text = Vec::new();
    Man::new(command).render(&mut text).map_err(|cause| {
        Error::new(ErrorKind::File, "page for man", "text that can be written", cause.to_string())
    })?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
