//! Standard output and standard error: the only place that writes to them.
//!
//! A full disk behind standard output is an error. A reader that has closed the pipe, as `| head -1` does, is not: further
//! output is dropped, and a command that writes a file still finishes it.

use std::fmt::Display;
use std::io::{ErrorKind as Cause, Write};

use discern::error::{Error, ErrorKind, Result};

/// Writes text to standard output.
///
/// # Errors
/// There is no room.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    // Flushed here: a failure of the flush at the end of the program would be lost.
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

/// Writes a line to standard error. A failure is ignored: there is nowhere left to report it.
pub fn tell(line: impl Display) {
    let _ = std::io::stderr().lock().write_all(format!("{line}\n").as_bytes());
}

/// What is wrong where standard output cannot be written.
pub fn no_room(cause: &std::io::Error) -> Error {
    Error::new(ErrorKind::File, "standard output", "room to write", cause.to_string())
}
