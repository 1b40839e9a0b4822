//! Standard output and standard error: the only place that writes to them.
//!
//! A full disk behind standard output is an error, as any place that cannot be written. A reader who has gone, as behind
//! `| head -1`, is none: what comes after is for nobody, and a command whose product is a file goes on to make it.

use std::fmt::Display;
use std::io::{ErrorKind as Cause, Write};

use discern::error::{Error, ErrorKind, Result};

/// Writes text to standard output.
///
/// # Errors
/// There is no room.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    // Flushed here: of what is left for the end of the program nobody hears that it failed.
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != Cause::BrokenPipe => Err(no_room(&cause)),
        _ => Ok(()),
    }
}

/// Writes a line to standard output.
///
/// # Errors
/// There is no room.
pub fn print_line(line: impl Display) -> Result<()> {
    print(&format!("{line}\n"))
}

/// Writes a line to standard error. Where that fails, nobody is left to be told.
pub fn tell(line: impl Display) {
    let _ = std::io::stderr().lock().write_all(format!("{line}\n").as_bytes());
}

/// What is wrong where standard output cannot be written.
pub fn no_room(cause: &std::io::Error) -> Error {
    Error::new(ErrorKind::File, "standard output", "room to write", cause.to_string())
}
