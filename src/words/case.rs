//! Errors of a case and its answer, of capsules, and of what crosses between page and core.

use crate::error::Error;
use crate::sequence::Sequence;
use crate::words::phrase::Phrase;
use crate::words::phrase::Phrases;
use crate::words::row::Names;
use crate::words::row::problems;

problems! {
    /// What is missing or does not belong together.
    CaseProblem {
        Cancelled => Cancelled, "analysis", "to run to its end", "a request to stop";
        AgeUnread { found: String, why: Phrase } => Missing, "age", "years, such as 62 or 62.5, or months, such as 18 months",
            "\"{found}\": {why}";
        ShareUnread { found: String, why: Phrase } => Settings, "share of metastases", "a share such as 97 % or 0.97",
            "\"{found}\": {why}";
        FileNotFound { name: String } => Missing, "file {name}", "a file at this place", "none",
            hint "paths of a list are relative to the list";
        RoleTwice { role: String, files: Names } => Missing, "{role}", "one file", "{files}",
            hint "which of them it is, a person decides: choose one, or name it in a list";
        FolderWithoutImages { files: usize } => Missing, "folder", "NIfTI or NRRD images", "{files} files of other kinds";
        FolderOfDicom { files: usize } => Unsupported, "folder", "NIfTI or NRRD images", "{files} files that look like DICOM",
            hint "turn them into NIfTI first, for example with dcm2niix";
        Age { found: String } => Missing, "age", "0 to 120 years", "{found}";
        ClinicalUnread { input: String, expected: Phrase, found: String } => Missing, "{input}", "{expected}", "{found}";
        ClinicalUnknown { input: String, known: Names } => Settings, "clinical input {input}", "one of {known}", "another";
        SequenceMissing { sequence: Sequence, model: String } => Missing, "sequence {sequence}", "an image", "none",
            hint "the model {model} was trained with it";
        SequenceTwice { sequence: Sequence } => Missing, "sequence {sequence}", "one image", "several";
        FeaturesOfOtherSettings { sequence: Sequence } => Model, "features of {sequence}",
            "the extraction settings of the model file", "others",
            hint "extract with the settings in the model file";
        InputWithoutValue { input: String } => Missing, "{input}", "a number", "none for this lesion";
        InputMissing { input: String } => Model, "{input}", "among the extracted features", "not there",
            hint "extract with the settings in the model file";
        ModelMissing { file: String, model: String, classifier: &'static str } => Model, "model", "one in {file}",
            "{model} by {classifier}";
        InputCount { expected: usize, found: usize } => Model, "inputs of the model", "{expected} values", "{found}";
        NoSummary { sequence: Sequence } => Missing, "sequence {sequence}", "what image and lesion are like",
            "features alone";
        CapsuleBroken { expected: String, found: String } => Malformed, "case capsule", "{expected}", "{found}";
        CapsuleVersion { expected: String, found: String } => Malformed, "case capsule", "{expected}", "{found}",
            hint "the program that sealed it may be newer than this one";
        CapsuleSha256 { expected: String, found: String } => Malformed, "case capsule's sha256", "{expected}", "{found}",
            hint "the file was changed after it was sealed: its numbers cannot be trusted";
        CapsuleOtherImage => Geometry, "image", "one of the images of the capsule", "another image",
            hint "a capsule is verified with the images it was made of, in any file format";
        CapsuleImageDiffers { sequence: Sequence, differences: Phrases } => Geometry, "image",
            "the image that {sequence} was measured in", "{differences}",
            hint "a capsule is verified with the images it was made of, in any file format";
        CapsuleImageMissing { sequence: Sequence } => Missing, "sequence {sequence}", "its image", "none";
        CapsuleWithoutDeep => Missing, "case capsule", "deep features", "none";
        SequenceUnknown { found: String } => Missing, "sequence", "t1, t2, t2fs or t1ce", "{found}";
        Message { cause: String } => Format, "message between page and core", "JSON of this version", "{cause}";
        MaskFormat { found: String } => Unsupported, "file format", "nii.gz or seg.nrrd", "{found}";
        DrawnMask { found: String } => Format, "drawn mask", "18 numbers and voxels that fill them", "{found}";
    }
}

impl Error {
    /// The user asked to stop.
    pub fn cancelled() -> Self {
        CaseProblem::Cancelled.into()
    }
}
