//! Which files of a folder belong to which case.
//!
//! A case is a folder, or subject and session of a BIDS tree, together with all that lies above them: two patients whose
//! images lie in folders of one name stay two. Folders that are named after a sequence, or after what lies in them (`anat`,
//! `masks`, …), belong to the folder above. Every folder with files is listed: as a case, or with the reason why it is not one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::case::name_role::{NamedFile, Role, Voxels, is_role_folder, roles_by_name};
use crate::error::Error;
use crate::numeric::order;
use crate::table::letters::nfc;
use crate::table::{Sequence, Told, age_years};
use crate::words::CaseProblem;
use crate::words::Guess;

/// A table of participants beside BIDS subjects.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Participants {
    /// Its path.
    pub path: String,
    /// Its text, divided by tabs: a column `participant_id`, `age` and clinical inputs.
    pub text: String,
}

/// The files that claim a role.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Claimed {
    /// The role.
    pub role: Role,
    /// Places in the list of paths; two or more are for a person to decide.
    pub files: Vec<usize>,
}

/// An image that has no role.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Unused {
    /// Place in the list of paths.
    pub file: usize,
    /// Why it has none.
    #[cfg_attr(test, ts(type = "{ code: string; values: object }"))]
    pub why: Guess,
}

/// A folder with its files.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FolderCase {
    /// Its path below what all cases share; distinct.
    pub name: String,
    /// Files that claim a role, in the order of the sequences, the mask last.
    pub claimed: Vec<Claimed>,
    /// Images without a role.
    pub unused: Vec<Unused>,
    /// How many files are no images.
    pub others: usize,
    /// Years, where a table of participants has them.
    pub age_years: Option<f64>,
    /// Why the table's age cannot be used.
    pub age_problem: Option<Error>,
    /// What other columns of that table say of the patient.
    pub told: Vec<Told>,
    /// Why this is no case at all.
    pub left_out: Option<Error>,
}

/// The cases of a folder, in natural order of their names (`sub-2` before `sub-10`).
pub fn cases_of_folder(paths: &[String], participants: &[Participants]) -> Vec<FolderCase> {
    let mut groups: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (at, path) in paths.iter().enumerate() {
        groups.entry(Key::of(path)).or_default().push(at);
    }
    let keys: Vec<Key> = groups.keys().cloned().collect();
    // Files that lie above cases (a list, a README) are no case; nor are they a folder of their own.
    let is_listed = |key: &Key, files: &[usize]| {
        !images(paths, files).0.is_empty() || !keys.iter().any(|other| other.lies_below(key))
    };
    groups.retain(|key, files| is_listed(key, files));
    let shared = shared_folders(&groups.keys().cloned().collect::<Vec<_>>());
    let told = Known::read(participants);
    let mut cases: Vec<FolderCase> = Vec::new();
    for (key, files) in &groups {
        let (images, others) = images(paths, files);
        let mut case = folder_case(paths, &images);
        case.name = key.name(shared);
        case.others = others;
        if images.is_empty() {
            case.left_out = Some(no_images(paths, files));
        }
        case.told = told.of(key).to_vec();
        match case.told.iter().find(|told| told.name == AGE).map(|age| age_years(&age.text)) {
            Some(Ok(age)) => case.age_years = age,
            Some(Err(problem)) => case.age_problem = Some(problem),
            None => {}
        }
        case.told.retain(|told| told.name != AGE);
        cases.push(case);
    }
    order::sort(&mut cases, &|a, b| {
        natural(&a.name).cmp(&natural(&b.name)).then_with(|| a.name.cmp(&b.name))
    });
    cases
}

/// Where a case lies: folders above it, then those that are its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    above: Vec<String>,
    /// Subject and session of a BIDS path; else the folder itself.
    own: Vec<String>,
}

impl Key {
    fn of(path: &str) -> Self {
        let path = nfc(path);
        let mut folders: Vec<String> =
            path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        folders.pop();
        if let Some(subject) = folders.iter().position(|name| name.starts_with("sub-")) {
            let own: Vec<String> = folders[subject..].iter().filter(|name| is_bids(name)).cloned().collect();
            return Self { above: above_bids(&folders[..subject]), own };
        }
        while folders.len() > 1 && folders.last().is_some_and(|name| is_part_of_case(name)) {
            folders.pop();
        }
        let own = folders.pop().into_iter().collect();
        Self { above: folders, own }
    }

    fn folders(&self) -> impl Iterator<Item = &String> {
        self.above.iter().chain(&self.own)
    }

    fn lies_below(&self, other: &Self) -> bool {
        let (own, above): (Vec<_>, Vec<_>) = (self.folders().collect(), other.folders().collect());
        own.len() > above.len() && own.starts_with(&above)
    }

    /// Without the folders that all share.
    fn name(&self, shared: usize) -> String {
        let above = self.above.iter().skip(shared).map(|folder| folder.clone() + "/");
        above.collect::<String>() + &self.own.join("_")
    }
}

fn is_bids(name: &str) -> bool {
    name.starts_with("sub-") || name.starts_with("ses-")
}

/// Folders above a subject without those that hold what was made of the same subject.
fn above_bids(folders: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut rest = folders.iter();
    while let Some(folder) = rest.next() {
        match folder.as_str() {
            "derivatives" => drop(rest.next()),
            "rawdata" | "sourcedata" => {}
            _ => kept.push(folder.clone()),
        }
    }
    kept
}

/// Whether a folder holds some of the files of the case in the folder above.
fn is_part_of_case(name: &str) -> bool {
    const PARTS: [&str; 14] = [
        "anat",
        "mr",
        "mri",
        "nifti",
        "nii",
        "images",
        "image",
        "scans",
        "raw",
        "masks",
        "labels",
        "segmentations",
        "rois",
        "derivatives",
    ];
    PARTS.contains(&name.to_lowercase().as_str()) || is_role_folder(name)
}

/// How many folders all cases have above them.
fn shared_folders(keys: &[Key]) -> usize {
    let Some(first) = keys.first() else { return 0 };
    let same = |at: usize| keys.iter().all(|key| key.above.get(at) == first.above.get(at));
    (0..first.above.len()).take_while(|&at| same(at)).count()
}

/// Images among files, pairs counted once; and how many files are no images.
fn images(paths: &[String], files: &[usize]) -> (Vec<usize>, usize) {
    let lower = |at: usize| paths[at].to_lowercase();
    let unzipped = |path: &str| path.strip_suffix(".gz").unwrap_or(path).to_owned();
    let headers: Vec<String> = files
        .iter()
        .filter_map(|&at| {
            let path = unzipped(&lower(at));
            path.strip_suffix(".hdr").or(path.strip_suffix(".nhdr")).map(str::to_owned)
        })
        .collect();
    let is_voxels = |at: usize| {
        let path = unzipped(&lower(at));
        let stem = path.strip_suffix(".img").or(path.strip_suffix(".raw")).map(str::to_owned);
        stem.is_some_and(|stem| headers.contains(&stem))
    };
    let is_image = |at: usize| {
        let path = unzipped(&lower(at));
        [".nii", ".hdr", ".img", ".nrrd", ".nhdr"].iter().any(|ending| path.ends_with(ending))
    };
    let rest: Vec<usize> = files.iter().copied().filter(|&at| !is_voxels(at)).collect();
    let images: Vec<usize> = rest.iter().copied().filter(|&at| is_image(at)).collect();
    let others = rest.len() - images.len();
    (images, others)
}

/// Roles of the images of a case.
fn folder_case(paths: &[String], images: &[usize]) -> FolderCase {
    let named = |&at: &usize| NamedFile { path: paths[at].clone(), voxels: Voxels::Unknown };
    let guessed = roles_by_name(&images.iter().map(named).collect::<Vec<_>>());
    let with = |role: Role| Claimed {
        role,
        files: images
            .iter()
            .zip(&guessed)
            .filter(|(_, guess)| guess.role == role)
            .map(|(&at, _)| at)
            .collect(),
    };
    let roles = Sequence::ALL.map(Role::Sequence).into_iter().chain([Role::Mask]);
    let unused = images.iter().zip(&guessed).filter(|(_, guess)| guess.role == Role::None);
    FolderCase {
        name: String::new(),
        claimed: roles.map(with).filter(|claimed| !claimed.files.is_empty()).collect(),
        unused: unused.map(|(&file, guess)| Unused { file, why: guess.why.clone() }).collect(),
        others: 0,
        age_years: None,
        age_problem: None,
        told: Vec::new(),
        left_out: None,
    }
}

/// Why a folder without images is no case.
fn no_images(paths: &[String], files: &[usize]) -> Error {
    let is_dicom = |&at: &usize| {
        let name = paths[at].rsplit('/').next().unwrap_or("").to_lowercase();
        name.ends_with(".dcm") || name.ends_with(".ima") || name == "dicomdir" || !name.contains('.')
    };
    match files.iter().filter(|at| is_dicom(at)).count() {
        0 => CaseProblem::FolderWithoutImages { files: files.len() }.into(),
        slices => CaseProblem::FolderOfDicom { files: slices }.into(),
    }
}

/// A name as it is ordered: numbers by their value.
fn natural(name: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for c in name.chars() {
        match (c.is_ascii_digit(), parts.last_mut()) {
            (true, Some(Part::Number(digits))) => digits.push(c),
            (true, _) => parts.push(Part::Number(c.to_string())),
            (false, Some(Part::Text(text))) => text.extend(c.to_lowercase()),
            (false, _) => parts.push(Part::Text(c.to_lowercase().collect())),
        }
    }
    parts
}

/// Part of a name.
#[derive(PartialEq, Eq)]
enum Part {
    Number(String),
    Text(String),
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => {
                let [a, b] = [a, b].map(|digits| digits.trim_start_matches('0'));
                a.len().cmp(&b.len()).then_with(|| a.cmp(b))
            }
            (Self::Number(_), Self::Text(_)) => std::cmp::Ordering::Less,
            (Self::Text(_), Self::Number(_)) => std::cmp::Ordering::Greater,
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
        }
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Column of the age, in small letters.
const AGE: &str = "age";

/// What tables of participants say.
struct Known(Vec<KnownBelow>);

/// What a table says of the cases below its folder.
struct KnownBelow {
    /// The folder.
    above: Vec<String>,
    by_participant: BTreeMap<String, Vec<Told>>,
}

impl Known {
    fn read(participants: &[Participants]) -> Self {
        let of = |table: &Participants| {
            let mut folders: Vec<String> =
                nfc(&table.path).split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
            folders.pop();
            let mut lines = table.text.trim_start_matches('\u{feff}').lines();
            let header: Vec<&str> = lines.next().unwrap_or("").split('\t').map(str::trim).collect();
            let who = header.iter().position(|name| name.eq_ignore_ascii_case("participant_id"));
            let mut by_participant = BTreeMap::new();
            for line in who.map(|_| lines).into_iter().flatten() {
                let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
                let Some(name) = who.and_then(|who| cells.get(who)) else { continue };
                let others = header.iter().zip(&cells).enumerate().filter(|(at, _)| Some(*at) != who);
                by_participant.insert(nfc(name), others.map(|(_, (name, text))| told(name, text)).collect());
            }
            KnownBelow { above: above_bids(&folders), by_participant }
        };
        let mut tables: Vec<_> = participants.iter().map(of).collect();
        // The table nearest to a case counts.
        order::sort(&mut tables, &|a, b| b.above.len().cmp(&a.above.len()));
        Self(tables)
    }

    /// What is known of a case, where a table above it has its name.
    fn of(&self, key: &Key) -> &[Told] {
        let folders: Vec<&String> = key.folders().collect();
        let tables = self.0.iter().filter(|KnownBelow { above, .. }| {
            folders.len() >= above.len() && above.iter().eq(folders[..above.len()].iter().copied())
        });
        let mut found = tables.filter_map(|KnownBelow { above, by_participant: known }| {
            let own = folders[above.len()..].iter();
            own.filter_map(|name| known.get(*name).or_else(|| known.get(name.strip_prefix("sub-")?))).next()
        });
        found.next().map_or(&[], Vec::as_slice)
    }
}

fn told(name: &str, text: &str) -> Told {
    let name = if name.eq_ignore_ascii_case(AGE) { AGE } else { name };
    Told { name: name.to_owned(), text: text.to_owned(), imputed: false }
}
