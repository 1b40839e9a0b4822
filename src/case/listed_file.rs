//! Where the files lie that a list names, among files that were dropped together: the page has no file system to ask.

use std::collections::BTreeMap;

use crate::numeric::order;
use crate::table::letters::nfc;

/// Paths of files, to be looked up as a list names them.
pub struct Dropped {
    places: BTreeMap<String, usize>,
    folder: Vec<String>,
}

impl Dropped {
    /// Files by their paths, and the list that names them.
    ///
    /// # Examples
    /// ```
    /// use discern::case::Dropped;
    ///
    /// let paths = ["cohort/list.csv", "cohort/a/t1.nii"].map(str::to_owned);
    /// let dropped = Dropped::new(&paths, "cohort/list.csv");
    /// for name in ["a/t1.nii", "./a/t1.nii", "../cohort/a/t1.nii", "/data/cohort/a/t1.nii", "C:\\data\\cohort\\a\\t1.nii"] {
    ///     assert_eq!(dropped.find(name), Some(1), "{name}");
    /// }
    /// assert_eq!(dropped.find("../../a/t1.nii"), None);
    /// ```
    pub fn new(paths: &[String], list: &str) -> Self {
        let places = order::map(paths.iter().enumerate().map(|(at, path)| (nfc(path), at)));
        let mut folder: Vec<String> = parts(list);
        folder.pop();
        Self { places, folder }
    }

    /// The place of the file that the list names: relative to the list, or absolute, of which the end is known. Letters may
    /// be composed or not.
    pub fn find(&self, name: &str) -> Option<usize> {
        let plain = nfc(name.trim()).replace('\\', "/");
        let mut found = parts(&plain);
        let drive = found.first().is_some_and(|first| first.len() == 2 && first.ends_with(':'));
        if plain.starts_with('/') || drive {
            return (0..found.len()).find_map(|from| self.places.get(&found[from..].join("/")).copied());
        }
        let mut path = self.folder.clone();
        for part in found.drain(..) {
            match part.as_str() {
                "." => {}
                ".." => drop(path.pop()?),
                _ => path.push(part),
            }
        }
        self.places.get(&path.join("/")).copied()
    }
}

/// The parts of a path.
fn parts(path: &str) -> Vec<String> {
    nfc(path).split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
