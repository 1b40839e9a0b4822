//! What the name of a series, or of a file, says of its sequence. One table of words, in English, German and Chinese.
//!
//! A text is cut into words (`words`), and each row of the table (`rows`) looks for its own among them. What
//! follows from what was said is decided elsewhere: for DICOM series together with their times (`dicom::roles`), for files
//! by their names alone.

mod rows;
mod words;

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// T1-weighted.
    T1,
    /// T2-weighted.
    T2,
    /// Weighted by proton density.
    ProtonDensity,
    /// Short-time inversion recovery: fat is dark.
    Stir,
    /// Inversion recovery that makes fluid dark.
    Flair,
    /// An overview from which slices are planned.
    Localizer,
    /// Diffusion, a map, a projection, a difference: nothing to measure.
    Other,
    /// Fat is suppressed.
    FatSuppressed,
    /// Fat is not suppressed.
    FatKept,
    /// One of the images that are made by Dixon's method.
    Dixon,
    /// The image of fat alone.
    FatImage,
    /// Water and fat in phase: an image like one without Dixon's method.
    InPhase,
    /// Water and fat in opposed phase.
    OpposedPhase,
    /// After contrast medium.
    Contrast,
    /// Before contrast medium, or without.
    NoContrast,
    /// With and without contrast medium: said of a study, it leaves open which this is.
    EitherContrast,
    /// A mask.
    Mask,
    /// A lesion: its mask, where nothing says that it is an image.
    Lesion,
    /// Slices from left to right.
    Sagittal,
    /// Slices from front to back.
    Coronal,
    /// Slices from foot to head.
    Axial,
}

/// A meaning, with the word that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundWord {
    /// What the word means.
    pub meaning: Meaning,
    /// The word in lower case.
    pub word: String,
}

/// Meanings of the words of a text, each meaning once, in the order of the table.
pub fn find_words(text: &str) -> Vec<FoundWord> {
    let words = words::words(text);
    let joined = format!(" {} ", words.join(" "));
    let mut found: Vec<FoundWord> = Vec::new();
    for (meaning, how, texts) in rows::ROWS {
        if found.iter().all(|found| found.meaning != *meaning)
            && let Some(word) = texts.iter().find_map(|text| how.word(text, &words, &joined))
        {
            found.push(FoundWord { meaning: *meaning, word });
        }
    }
    found
}

/// Whether a text has words, and each of them either has a meaning or cannot be a person's name.
pub fn is_all_known(text: &str) -> bool {
    let words = words::words(text);
    !words.is_empty()
        && words.iter().all(|word| rows::SILENT.contains(&word.as_str()) || !find_words(word).is_empty())
}

/// The meanings alone.
pub fn meanings(text: &str) -> Vec<Meaning> {
    find_words(text).into_iter().map(|found| found.meaning).collect()
}

#[cfg(test)]
mod tests {
    use super::Meaning::*;
    use super::*;

    #[test]
    fn words_of_three_languages() {
        assert_eq!(meanings("t1_tse_sag"), [T1, Sagittal]);
        assert_eq!(meanings("T2_TIRM_sag fs"), [T2, Stir, FatSuppressed, Sagittal]);
        assert_eq!(meanings("T1 SAG +C"), [T1, Contrast, Sagittal]);
        assert_eq!(meanings("T1増强"), [T1]);
        assert_eq!(meanings("T1增强"), [T1, Contrast]);
        assert_eq!(meanings("Ｔ２压脂"), [T2, FatSuppressed]);
        assert_eq!(meanings("t1_pre_contrast"), [T1, Contrast, NoContrast]);
        assert_eq!(meanings("FLAIR"), [Flair]);
        // Letters within a longer word have no meaning.
        assert_eq!(meanings("subject west visit1 dataset1 T12-L1"), []);
    }

    #[test]
    fn each_meaning_comes_with_its_word() {
        let words: Vec<String> = find_words("sagT1wKM").into_iter().map(|found| found.word).collect();
        assert_eq!(words, ["t1", "km", "sag"]);
    }
}
