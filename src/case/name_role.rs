//! Which role each file of a case has, by the names of all its files, with the reason.
//!
//! Every name is judged by the meanings of its words (`read::sequence_words`), those that exclude a role before those that
//! suggest it; then the names of one case are compared. A name that is ambiguous or contradicts itself gets no role. Two
//! files may get the same: that is for a person to decide.

use serde::{Deserialize, Serialize, Serializer};

use crate::read::sequence_words::FoundWord;
use crate::read::sequence_words::Meaning;
use crate::read::sequence_words::find_words;
use crate::read::sequence_words::is_all_known;
use crate::table::Sequence;
use crate::words::Guess;
use crate::words::Names;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "GuessedRole", type = "Sequence | \"mask\" | \"none\""))]
pub enum Role {
    /// The image of a sequence.
    Sequence(Sequence),
    /// The mask of the lesion.
    Mask,
    /// Nothing, or not known.
    None,
}

impl Role {
    /// `t1`, `t2`, `t2fs`, `t1ce`, `mask` or `none`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sequence(sequence) => sequence.key(),
            Self::Mask => "mask",
            Self::None => "none",
        }
    }
}

/// As its key.
impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// What is known of a file's voxels before its role is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Voxels {
    /// Nothing: the file was not looked at.
    Unknown,
    /// A few labels in a small part of the volume, as a drawn mask has.
    Labels,
    /// Whole numbers, which could be labels.
    Whole,
    /// Intensities.
    Intensities,
}

/// A file whose role is asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NamedFile {
    /// Path below what was dropped or named; folders are divided by `/`.
    pub path: String,
    /// What its voxels look like.
    pub voxels: Voxels,
}

/// A role, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Guessed {
    /// What the file is taken for.
    pub role: Role,
    /// By what.
    #[cfg_attr(test, ts(type = "{ code: string; values: object }"))]
    pub why: Guess,
}

/// The roles of the files of one case, in their order.
///
/// # Examples
/// ```
/// use discern::case::{NamedFile, Voxels, roles_by_name};
///
/// let file = |path: &str| NamedFile { path: path.to_owned(), voxels: Voxels::Unknown };
/// let found = roles_by_name(&["t1_tse.nii", "T1_fs_KM.nii", "T2_STIR.nii", "FLAIR.nii"].map(file));
/// let roles: Vec<&str> = found.into_iter().map(|guess| guess.role.key()).collect();
/// assert_eq!(roles, ["t1", "t1ce", "t2fs", "none"]);
/// ```
pub fn roles_by_name(files: &[NamedFile]) -> Vec<Guessed> {
    let claims: Vec<Claim> = files.iter().map(Claim::of).collect();
    let has = |sequence| claims.iter().any(|claim| claim.open == Open::Is(Role::Sequence(sequence)));
    let free = |sequence| !has(sequence);
    let guessed = |Claim { open, words, why }: &Claim| {
        let names = Names(words.clone());
        let (role, why) = match open {
            Open::Is(role) => (*role, why.clone()),
            Open::T1WithoutFat if has(Sequence::T1) && free(Sequence::T1ce) => {
                (Role::Sequence(Sequence::T1ce), Guess::FatSuppressedBesideT1 { words: names })
            }
            Open::AfterContrast if has(Sequence::T1) && free(Sequence::T1ce) => {
                (Role::Sequence(Sequence::T1ce), Guess::ContrastBesideT1 { words: names })
            }
            Open::WithoutFat if has(Sequence::T1) && has(Sequence::T2) && free(Sequence::T2fs) => {
                (Role::Sequence(Sequence::T2fs), Guess::FatSuppressedBesideT2 { words: names })
            }
            _ => (Role::None, why.clone()),
        };
        Guessed { role, why }
    };
    claims.iter().map(guessed).collect()
}

/// Whether a folder is named after a sequence or a mask, and nothing else: what lies in it is of the case above it. A number
/// may be a patient's.
pub(super) fn is_role_folder(name: &str) -> bool {
    let text = spoken(name);
    let words = Words(find_words(&text));
    words.decides() && !words.says(Meaning::Lesion) && is_all_known(&text)
}

/// What one name leaves open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A role, or none.
    Is(Role),
    /// T1 with fat suppression; no word about contrast agent.
    T1WithoutFat,
    /// Contrast agent, but no weighting.
    AfterContrast,
    /// Fat suppression, but no weighting.
    WithoutFat,
}

/// What is concluded of one name, by which words; `why` holds where the other names do not decide.
struct Claim {
    open: Open,
    words: Vec<String>,
    why: Guess,
}

/// Words of one name.
struct Words(Vec<FoundWord>);

impl Words {
    fn says(&self, meaning: Meaning) -> bool {
        self.0.iter().any(|found| found.meaning == meaning)
    }

    /// The words with these meanings, each once.
    fn with(&self, meanings: &[Meaning]) -> Names {
        let mut words: Vec<String> = Vec::new();
        for found in self.0.iter().filter(|found| meanings.contains(&found.meaning)) {
            if !words.contains(&found.word) {
                words.push(found.word.clone());
            }
        }
        Names(words)
    }

    /// Whether any word decides which image or mask it is.
    fn decides(&self) -> bool {
        self.0.iter().any(|found| WEIGHTINGS.contains(&found.meaning))
            || [Meaning::Mask, Meaning::Other, Meaning::Localizer, Meaning::Lesion]
                .iter()
                .any(|of| self.says(*of))
    }
}

const WEIGHTINGS: [Meaning; 5] =
    [Meaning::T1, Meaning::T2, Meaning::ProtonDensity, Meaning::Stir, Meaning::Flair];
/// Words that only an image has in its name.
const OF_IMAGES: [Meaning; 12] = [
    Meaning::T1,
    Meaning::T2,
    Meaning::ProtonDensity,
    Meaning::Stir,
    Meaning::Flair,
    Meaning::FatSuppressed,
    Meaning::FatKept,
    Meaning::Dixon,
    Meaning::FatImage,
    Meaning::InPhase,
    Meaning::OpposedPhase,
    Meaning::Contrast,
];

impl Claim {
    fn of(file: &NamedFile) -> Self {
        let (folders, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let folder = folders.rsplit('/').next().unwrap_or("");
        let own = Words(find_words(&spoken(stem(name))));
        let beside = Words(find_words(&spoken(folder)));
        // A name that does not say which image it is may stand in a folder that does; a folder named after the disease is
        // no mask.
        let borrowed = !own.decides() && beside.decides() && !beside.says(Meaning::Lesion);
        let words = if borrowed {
            Words(find_words(&format!("{} {}", spoken(folder), spoken(stem(name)))))
        } else {
            own
        };
        let (open, meanings, why) = judge(&words, file.voxels);
        let names = words.with(meanings);
        let why = match why(names.clone()) {
            Guess::NameSays { words } if borrowed => Guess::FolderSays { words },
            why => why,
        };
        Self { open, words: names.0, why }
    }
}

/// What is concluded of a name's words: what is open, the meanings it rests on, and how the reason is worded.
type Judged = (Open, &'static [Meaning], fn(Names) -> Guess);

fn judge(words: &Words, voxels: Voxels) -> Judged {
    use Meaning::{Dixon, FatImage, InPhase, Lesion, Localizer, Mask, OpposedPhase, Other};
    const NONE: Open = Open::Is(Role::None);
    const MASK: Open = Open::Is(Role::Mask);
    let says = |meaning: Meaning| words.says(meaning);
    let of_image = OF_IMAGES.into_iter().any(says);
    if says(Mask) || says(Lesion) && !of_image {
        return match voxels {
            Voxels::Intensities => (NONE, &[Mask, Lesion], |words| Guess::MaskWithoutLabels { words }),
            _ => (MASK, &[Mask, Lesion], |words| Guess::NameSays { words }),
        };
    }
    if says(Lesion) && voxels == Voxels::Labels {
        return (MASK, &[], |_| Guess::VoxelsAreLabels);
    }
    if says(Other) || says(Localizer) || says(OpposedPhase) {
        return (NONE, &[Localizer, Other, OpposedPhase], |words| Guess::NoSequence { words });
    }
    let dixon = says(Dixon);
    if says(FatImage) {
        return match dixon {
            true => (NONE, &[Dixon, FatImage], |words| Guess::NoSequence { words }),
            false => (NONE, &[FatImage], |words| Guess::FatUnclear { words }),
        };
    }
    if dixon && !says(InPhase) && !says(Meaning::FatSuppressed) {
        return (NONE, &[Dixon], |words| Guess::DixonImageUnknown { words });
    }
    weighted(words).unwrap_or(match voxels {
        Voxels::Labels => (MASK, &[], |_| Guess::VoxelsAreLabels),
        _ => (NONE, &[], |_| Guess::NoSequenceWord),
    })
}

/// The same by weighting, fat suppression and contrast agent; `None` where no word is about any of them.
fn weighted(words: &Words) -> Option<Judged> {
    use Meaning::{Contrast, EitherContrast, FatSuppressed, Flair, NoContrast, ProtonDensity, Stir, T1, T2};
    const NONE: Open = Open::Is(Role::None);
    let says = |meaning: Meaning| words.says(meaning);
    let dark = says(FatSuppressed) && !says(Meaning::FatKept);
    let is = |sequence: Sequence, meanings: &'static [Meaning]| -> Judged {
        (Open::Is(Role::Sequence(sequence)), meanings, |words| Guess::NameSays { words })
    };
    // `T1 FLAIR`, which Siemens calls TIRM with dark fluid, is T1-weighted.
    let t1_flair = says(T1) && says(Flair);
    let inverted = says(Stir) && !t1_flair;
    let contradicts = says(T1) && (says(T2) || inverted) || says(ProtonDensity) && (says(T1) || says(T2));
    if contradicts {
        return Some((NONE, &WEIGHTINGS, |words| Guess::Contradiction { words }));
    }
    if says(Flair) && !says(T1) {
        return Some((NONE, &[T2, Flair], |words| Guess::FlairUnused { words }));
    }
    if says(ProtonDensity) {
        return Some((NONE, &[ProtonDensity], |words| Guess::NoSequence { words }));
    }
    if says(EitherContrast) && !says(T2) && !inverted {
        return Some((NONE, &[T1, EitherContrast], |words| Guess::ContrastUnclear { words }));
    }
    let after = says(Contrast) && !says(NoContrast) && !says(EitherContrast);
    if says(T2) || inverted {
        return Some(match dark {
            _ if after => (NONE, &[T2, Stir, Contrast], |words| Guess::T2AfterContrast { words }),
            true => is(Sequence::T2fs, &[T2, Stir, FatSuppressed]),
            false => is(Sequence::T2, &[T2, Meaning::FatKept]),
        });
    }
    if says(T1) {
        return Some(match says(FatSuppressed) && dark && !(t1_flair && says(Stir)) {
            _ if after => is(Sequence::T1ce, &[T1, Contrast]),
            true if says(NoContrast) => {
                (NONE, &[T1, FatSuppressed, NoContrast], |words| Guess::T1FatSuppressedBefore { words })
            }
            true => (Open::T1WithoutFat, &[T1, FatSuppressed], |words| Guess::T1FatSuppressed { words }),
            false => is(Sequence::T1, &[T1, NoContrast]),
        });
    }
    match (after, dark) {
        (true, _) => {
            Some((Open::AfterContrast, &[Contrast, FatSuppressed], |words| Guess::WeightingUnknown { words }))
        }
        (false, true) => {
            Some((Open::WithoutFat, &[FatSuppressed], |words| Guess::WeightingUnknown { words }))
        }
        _ => None,
    }
}

/// A name without the ending of its format.
fn stem(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    let unzipped = lower.strip_suffix(".gz").unwrap_or(&lower);
    let endings = [".nii", ".hdr", ".img", ".nrrd", ".nhdr", ".raw", ".mha", ".mhd", ".dcm"];
    let kept = endings.into_iter().find_map(|ending| unzipped.strip_suffix(ending)).unwrap_or(unzipped);
    // Only ASCII letters were changed: places are the same.
    name.get(..kept.len()).unwrap_or(name)
}

/// Parts of a BIDS name that say nothing of the image itself: who, which run, on whose grid.
const BIDS_SILENT: [&str; 17] = [
    "sub", "ses", "run", "echo", "flip", "inv", "chunk", "space", "res", "den", "hemi", "split", "task",
    "dir", "cohort", "from", "to",
];

/// A name as text to be read: BIDS entities (`sub-01_ce-gadolinium_T1w`) become what they mean.
fn spoken(name: &str) -> String {
    let parts = name.split('_').map(|part| match part.split_once('-') {
        Some((key, value)) if BIDS_SILENT.contains(&key) && is_plain(value) => String::new(),
        Some(("ce", "none" | "no" | "pre" | "0")) => "without contrast".to_owned(),
        Some(("ce", value)) if is_plain(value) => format!("ce {value}"),
        Some(("part", "phase" | "real" | "imag")) => "map".to_owned(),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("_")
}

fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.chars().all(char::is_alphanumeric)
}
