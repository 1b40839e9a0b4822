//! Whether a product of an earlier run is up to date: made from the same inputs by the same program, and not changed since.

use std::path::{Path, PathBuf};

use discern::error::Result;
use discern::numeric::hash::sha256;
use discern::program::PROGRAM;

use super::files;
use super::out::print_line;

/// A product and all that it is made from, remembered in a small file beside it: the program with its build stamp, a hash
/// of the things, a hash of the product, one a line.
pub struct MadeFrom<'a> {
    product: &'a Path,
    things: String,
}

impl<'a> MadeFrom<'a> {
    /// `things` are texts or hashes, in a fixed order; the program is one of them by itself.
    pub fn new(product: &'a Path, things: &[&str]) -> Self {
        let lengths: String = things.iter().map(|thing| format!("{}\n", thing.len())).collect();
        Self { product, things: sha256((lengths + &things.concat()).as_bytes()) }
    }

    /// Whether the product is there and can stand. Says so, and where it cannot because other code made it, that too.
    ///
    /// # Errors
    /// Standard output is full.
    pub fn is_there(&self) -> Result<bool> {
        let Ok(product) = files::read(self.product) else { return Ok(false) };
        let noted = files::read_text(&self.note_path()).unwrap_or_default();
        let shown = self.product.display();
        if noted == self.note(&product) {
            print_line(format_args!("{shown}: already there"))?;
            return Ok(true);
        }
        if let Some(other) = noted.lines().next().filter(|program| *program != PROGRAM) {
            print_line(format_args!("{shown}: made by {other}, this is {PROGRAM}: made again"))?;
        }
        Ok(false)
    }

    /// Remembers that the product was made.
    ///
    /// # Errors
    /// The product cannot be read, or the file beside it not written.
    pub fn remember(&self) -> Result<()> {
        files::write(&self.note_path(), self.note(&files::read(self.product)?).as_bytes())
    }

    fn note(&self, product: &[u8]) -> String {
        format!("{PROGRAM}\n{}\n{}\n", self.things, sha256(product))
    }

    fn note_path(&self) -> PathBuf {
        let mut path = self.product.as_os_str().to_owned();
        path.push(".made-from");
        path.into()
    }
}
