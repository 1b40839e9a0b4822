//! Lists and folders of cases: their text in the encodings that spreadsheets write, and where their files lie.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use discern::case::{FolderCase, Participants, Role, cases_of_folder, data_files};
use discern::error::{Error, ErrorKind, Result};
use discern::table::Sequence;
use discern::table::csv;
use discern::table::csv::{Listed, read_cases};
use discern::table::letters::nfc;
use discern::words::CaseProblem;
use discern::words::Names;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::files;

/// A case of a list, or why it cannot be answered.
#[derive(Clone)]
pub struct Wanted {
    /// Its row of a list.
    pub case: Listed,
    /// Why it cannot be measured, found before anything is measured.
    pub problem: Option<Error>,
}

/// The cases of a list or of a folder.
pub struct Cases {
    /// The folder that their files are named from.
    base: PathBuf,
    rows: Rows,
}

/// A list stays as it is written until a row is asked for.
enum Rows {
    Listed(Box<csv::Cases>),
    Found(Vec<Wanted>),
}

/// Refuses a list or a folder in which nothing is to be done: an empty answer would look like one.
///
/// # Errors
/// `count` is 0.
pub fn some(count: usize, path: &Path) -> Result<()> {
    if count > 0 {
        return Ok(());
    }
    let error = Error::new(ErrorKind::Table, "list", "at least one case, or one image with its mask", "none");
    Err(error.at(path.display().to_string()))
}

impl Cases {
    /// Those of a list's file, or of a folder.
    ///
    /// # Errors
    /// It cannot be read, or there are none.
    pub fn of(path: &Path) -> Result<Self> {
        let base = path.parent().unwrap_or(Path::new("")).to_owned();
        let rows = if path.is_dir() {
            Rows::Found(in_folder(path, &base)?)
        } else {
            let list = read_cases(&read_list(path)?).map_err(|error| error.at(path.display().to_string()))?;
            Rows::Listed(Box::new(list))
        };
        let cases = Self { base, rows };
        some(cases.len(), path)?;
        Ok(cases)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Listed(list) => list.len(),
            Rows::Found(found) => found.len(),
        }
    }

    /// The case of a row.
    pub fn case(&self, row: usize) -> Wanted {
        let case = match &self.rows {
            Rows::Listed(list) => list.case(row),
            Rows::Found(found) => return found[row].clone(),
        };
        let lacking = self.named(&case).find(|(_, path)| !path.exists());
        let problem = lacking.map(|(name, _)| CaseProblem::FileNotFound { name: name.to_owned() }.into());
        let problem = problem.or_else(|| case.age_problem.clone());
        Wanted { case, problem }
    }

    /// Where images and masks of all cases lie.
    pub fn paths(&self) -> impl Iterator<Item = PathBuf> {
        (0..self.len()).flat_map(|row| {
            let case = match &self.rows {
                Rows::Listed(list) => list.case(row),
                Rows::Found(found) => found[row].case.clone(),
            };
            self.named(&case).map(|(_, path)| path).collect::<Vec<_>>()
        })
    }

    /// Where a file of a case lies.
    pub fn located(&self, name: &str) -> PathBuf {
        located(&self.base, name)
    }

    /// Images and masks of a case, and where they lie.
    fn named<'a>(&'a self, case: &'a Listed) -> impl Iterator<Item = (&'a str, PathBuf)> {
        let names = case.images.iter().chain(&case.masks).filter(|name| !name.is_empty());
        names.map(|name| (name.as_str(), self.located(name)))
    }
}

/// The text of a list or a table: UTF-8, UTF-16, or GB18030, in which Chinese spreadsheets are saved; each is read strictly, so that a name
/// is right or the list is refused.
pub fn read_list(path: &Path) -> Result<String> {
    decoded(&files::read(path)?).ok_or_else(|| {
        Error::new(ErrorKind::Format, "file", "UTF-8, UTF-16 or GB18030 text", "other bytes")
            .at(path.display().to_string())
            .hint("save it as CSV UTF-8")
    })
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let encodings: &[&'static Encoding] = match bytes {
        [0xFF, 0xFE, ..] => &[UTF_16LE],
        [0xFE, 0xFF, ..] => &[UTF_16BE],
        _ => {
            // Text without a mark: half of the bytes of Latin letters are 0 in UTF-16.
            let start = &bytes[..bytes.len().min(200)];
            let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
            match (zeros(1) * 4 > start.len(), zeros(0) * 4 > start.len()) {
                (true, _) => &[UTF_16LE],
                (_, true) => &[UTF_16BE],
                _ => &[UTF_8, GB18030],
            }
        }
    };
    let read = |of: &&'static Encoding| of.decode_without_bom_handling_and_without_replacement(bytes);
    // A NUL is no text in any of them.
    encodings.iter().filter_map(read).find(|text| !text.contains('\0')).map(|text| text.into_owned())
}

/// Where a file lies that a list names: as it is named, with slashes for backslashes, or with its accented letters in the other
/// Unicode form (one code point, or letter and accent).
pub fn located(base: &Path, name: &str) -> PathBuf {
    let direct = base.join(name);
    if direct.exists() {
        return direct;
    }
    let path = base.join(name.replace('\\', "/"));
    composed(&path).unwrap_or(direct)
}

/// A path that exists with the same letters in either Unicode form.
fn composed(path: &Path) -> Option<PathBuf> {
    let mut found = PathBuf::new();
    for part in path.components() {
        let exact = found.join(part);
        found = match part {
            Component::Normal(name) if !exact.exists() => {
                let wanted = nfc(name.to_str()?);
                let folder = if found.as_os_str().is_empty() { Path::new(".") } else { &found };
                let same = |name: &std::ffi::OsString| name.to_str().is_some_and(|name| nfc(name) == wanted);
                let names = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.file_name()));
                found.join(names.into_iter().find(same)?)
            }
            _ => exact,
        };
    }
    Some(found)
}

/// The cases of a folder, as the page finds them: files are named from the folder above.
fn in_folder(folder: &Path, base: &Path) -> Result<Vec<Wanted>> {
    let mut paths = Vec::new();
    files::below(folder, &mut paths)?;
    let name = |path: &PathBuf| -> String {
        let parts = path.strip_prefix(base).unwrap_or(path).components();
        parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    let names: Vec<String> = paths.iter().map(name).filter(|name| !is_clutter(name)).collect();
    let voxels = voxel_files(&names, base);
    let names: Vec<String> = names.into_iter().filter(|name| !voxels.contains(name)).collect();
    let is_table = |name: &&String| name.rsplit('/').next().is_some_and(|last| last == "participants.tsv");
    let participants: Vec<Participants> = names
        .iter()
        .filter(is_table)
        .map(|name| Ok(Participants { path: name.clone(), text: read_list(&base.join(name))? }))
        .collect::<Result<_>>()?;
    Ok(cases_of_folder(&names, &participants).into_iter().map(|case| wanted(case, &names)).collect())
}

/// The files that hold the voxels of NRRD headers: they belong to these, and are no files of their own. A header that cannot be
/// read says why when its case is measured.
fn voxel_files(names: &[String], base: &Path) -> BTreeSet<String> {
    let headers = names.iter().filter(|name| name.to_lowercase().ends_with(".nhdr"));
    let of_header = |header: &String| -> Vec<String> {
        let folder = &header[..header.rfind('/').map_or(0, |slash| slash + 1)];
        let found = files::read(&base.join(header)).and_then(|bytes| data_files(&bytes)).unwrap_or_default();
        // A header among them, or this one, is no file of voxels; reading it says so.
        let data = found.into_iter().filter(|name| !name.to_lowercase().ends_with(".nhdr"));
        data.map(|name| format!("{folder}{name}")).collect()
    };
    headers.flat_map(of_header).collect()
}

/// Hidden files and files that operating systems leave in folders.
fn is_clutter(name: &str) -> bool {
    let leaves = ["Thumbs.db", "desktop.ini", "__MACOSX"];
    name.split('/').any(|part| part.starts_with('.') || leaves.contains(&part))
}

/// The row of a folder, and why it cannot be answered.
fn wanted(found: FolderCase, names: &[String]) -> Wanted {
    let claimed: BTreeMap<&'static str, &Vec<usize>> =
        found.claimed.iter().map(|claim| (claim.role.key(), &claim.files)).collect();
    let one = |role: &str| match claimed.get(role).map(|files| files.as_slice()) {
        Some([only]) => names[*only].clone(),
        _ => String::new(),
    };
    let twice = found.claimed.iter().find(|claim| claim.files.len() > 1).map(|claim| {
        let files = Names(claim.files.iter().map(|&at| names[at].clone()).collect());
        CaseProblem::RoleTwice { role: claim.role.key().to_owned(), files }.into()
    });
    let absent =
        |what: &str, role: &str| Error::new(ErrorKind::Missing, format!("{what} {role}"), "a file", "none");
    let lacking = Sequence::ALL.into_iter().find_map(|sequence| {
        let [image, mask] = [one(sequence.key()), one(Role::Mask.key())];
        if image.is_empty() {
            Some(absent("image", sequence.key()))
        } else {
            mask.is_empty().then(|| absent("mask", sequence.key()))
        }
    });
    let case = Listed {
        case: found.name,
        age_years: found.age_years.unwrap_or(f64::NAN),
        age_problem: found.age_problem.clone(),
        told: found.told,
        who: Default::default(),
        images: Sequence::ALL.map(|sequence| one(sequence.key())),
        masks: std::array::from_fn(|_| one(Role::Mask.key())),
    };
    Wanted { case, problem: found.left_out.or(twice).or(found.age_problem).or(lacking) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_in_the_encodings_of_spreadsheets_and_strictly() {
        let text = "case,t1\n患者一,甲/t1.nii\n";
        let utf16 = |little: bool, mark: bool| -> Vec<u8> {
            let marked = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
            marked
                .encode_utf16()
                .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect()
        };
        let gb = GB18030.encode(text).0.into_owned();
        let utf8 = [text.as_bytes().to_vec(), format!("\u{feff}{text}").into_bytes()];
        let all = utf8
            .into_iter()
            .chain([true, false].into_iter().flat_map(|little| [utf16(little, true), utf16(little, false)]));
        for bytes in all.chain([gb.clone()]) {
            assert_eq!(decoded(&bytes).expect("text").trim_start_matches('\u{feff}'), text);
        }
        // Cut in the middle of a letter, and bytes that are no text.
        assert_eq!(decoded(&gb[..gb.len() - 9].iter().copied().chain([0xFF]).collect::<Vec<_>>()), None);
        assert_eq!(decoded(&[0x89, b'P', b'N', b'G', 0, 0, 0, 0, 0xFF]), None);
        assert_eq!(decoded(b"a\0b"), None);
    }
}
