//! Sequences that were exchanged, in real heads and in the tiny cases of public reports: the pair is named, or nothing is said;
//! never another pair, and nothing of a right order.

use std::path::Path;

use discern::case::{
    SequenceFeatures, SequenceScan, case_warnings, measure_sequence, read_image, read_labels,
};
use discern::monitor::Silent;
use discern::settings::Settings;
use discern::table::Sequence;

use crate::common::{bytes, shared};

/// Two sequences by their places in [`Sequence::ALL`].
type Pair = (usize, usize);
const PAIRS: [Pair; 6] = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];

/// What a case looks like; which features are measured is of no account.
fn looks(folder: &Path, images: [&str; 4], mask: &str) -> Vec<SequenceFeatures> {
    let settings = Settings::from_yaml("featureClass: {firstorder: [Mean]}").expect("settings");
    let labels = read_labels(&bytes(folder.join(mask)), None).expect("a mask").value;
    let measure = |(sequence, name): (Sequence, &str)| {
        let image = read_image(&bytes(folder.join(name)), None).expect("an image").value;
        measure_sequence(SequenceScan { sequence, image: &image, labels: &labels }, &settings, &Silent)
            .expect("features")
    };
    Sequence::ALL.into_iter().zip(images).map(measure).collect()
}

/// What is said when two sequences have each other's place.
fn said(looks: &[SequenceFeatures], (a, b): Pair) -> Vec<String> {
    let mut roles = Sequence::ALL;
    roles.swap(a, b);
    let mut case: Vec<SequenceFeatures> = looks.to_vec();
    for (one, role) in case.iter_mut().zip(roles) {
        one.sequence = role;
    }
    case.sort_by_key(|one| one.sequence);
    case_warnings(&case).into_iter().map(|warning| warning.message).collect()
}

/// The pairs whose exchange is named.
fn named(name: &str, looks: &[SequenceFeatures]) -> Vec<Pair> {
    assert_eq!(said(looks, (0, 0)), Vec::<String>::new(), "{name}: a right order");
    let is_named = |&(a, b): &Pair| {
        let told = said(looks, (a, b));
        let [first, second] = [Sequence::ALL[a], Sequence::ALL[b]];
        println!("{name}, {first} and {second} exchanged: {}", told.join("; "));
        let right = format!("{first} and {second} may be swapped");
        assert!(told.iter().all(|text| text.starts_with(&right)), "{name}: {told:?} instead of {right}");
        !told.is_empty()
    };
    PAIRS.into_iter().filter(is_named).collect()
}

#[test]
fn in_real_heads_the_pair_is_named_or_nothing() {
    let test = "in_real_heads_the_pair_is_named_or_nothing";
    // FLAIR stands for fat-suppressed T2. T1 before and after contrast agent look alike where the lesion takes none up.
    let images = ["t1.nii.gz", "t2.nii.gz", "flair.nii.gz", "t1ce.nii.gz"];
    let Some(met) = shared(test, "cases/brain_met") else { return };
    assert_eq!(named("brain_met", &looks(&met, images, "mask.nii.gz")), [(0, 1), (0, 2), (1, 2), (2, 3)]);
    let Some(native) = shared(test, "cases/brain_native") else { return };
    let found = named("brain_native", &looks(&native, images, "mask.nii.gz"));
    assert_eq!(found, [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]);
}

#[test]
fn images_too_small_to_compare_give_no_false_alarm() {
    let Some(reports) = shared("images_too_small_to_compare_give_no_false_alarm", "cases/reports") else {
        return;
    };
    let plain = ["t1.nii.gz", "t2.nii.gz", "t2fs.nii.gz", "t1ce.nii.gz"];
    let folder = reports.join("batch-precontrast/numbered/case1");
    let numbered = [
        "03_T1_tse_sag.nii.gz",
        "04_T2_tse_sag.nii.gz",
        "05_T2_stir_sag.nii.gz",
        "09_T1_vibe_post_contrast.nii.gz",
    ];
    named("batch-precontrast", &looks(&folder, numbered, "lesion.nii.gz"));
    for folder in ["nan-outside-mask/case", "overlapping-segments/case"] {
        let mask = if folder.starts_with("overlapping") { "Segmentation.seg.nrrd" } else { "mask.nii.gz" };
        named(folder, &looks(&reports.join(folder), plain, mask));
    }
}
