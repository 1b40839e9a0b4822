//! What is done with the bytes of each fuzz target. The fuzzer calls these functions with bytes of its own making; the test
//! `tests/mechanics/fuzz_replay.rs` compiles the same file and calls them with every seed and every crash on record.
//!
//! Each gives whether the bytes were read: a target whose seeds are all refused would look at error paths alone.

use discern::answer::Capsule;
use discern::case::{DeepOptions, DeepWeights};
use discern::classify::foreign;
use discern::error::Result;
use discern::model::ModelFile;
use discern::model::describe;
use discern::numeric::hash::sha256;
use discern::read;
use discern::read::dicom;
use discern::read::source::Source;
use discern::read::zip;
use discern::settings::Settings;
use discern::table::csv;
use serde_json::Value;

/// A target: its name, its function.
pub type Target = (&'static str, fn(&[u8]) -> bool);

/// All of them.
pub const TARGETS: [Target; 11] = [
    ("nifti", nifti),
    ("nrrd", nrrd),
    ("dicom", dicom),
    ("zip", zip),
    ("parameters", parameters),
    ("tables", tables),
    ("cases", cases),
    ("model_file", model_file),
    ("capsule", capsule),
    ("imported", imported),
    ("weights", weights),
];

/// A NIfTI file of either version, then the same bytes as a pair (.hdr and .img).
pub fn nifti(bytes: &[u8]) -> bool {
    let pair = bytes.split_at_checked(352).map(|(header, voxels)| scan(header, Some(voxels)));
    scan(bytes, None) | pair.unwrap_or(false)
}

/// An NRRD file, then the same bytes as a header and a file of voxels.
pub fn nrrd(bytes: &[u8]) -> bool {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n");
    let pair = end.map(|end| scan(&bytes[..end + 2], Some(&bytes[end + 2..])));
    scan(bytes, None) | pair.unwrap_or(false)
}

/// Reads a scan in all three ways; what they say of the same bytes must agree.
fn scan(bytes: &[u8], voxels: Option<&[u8]>) -> bool {
    let (summary, image) = (read::inspect(bytes, voxels), read::image(bytes, voxels));
    let labels = read::labels(bytes, voxels);
    let Ok(image) = image else {
        // A mask may have been saved with a first axis of 1, which is left out and said; an image never is.
        if let Ok(labels) = &labels {
            let left_out = labels.warnings.iter().any(|warning| warning.code == "mask-axis-dropped");
            assert!(left_out, "a mask was read where there is no image");
        }
        return labels.is_ok();
    };
    let geometry = image.value.geometry;
    assert_eq!(summary.expect("an image that was read has a header").geometry, geometry);
    if let Ok(labels) = labels {
        assert_eq!(labels.value.geometry, geometry);
    }
    assert!(geometry.spacing_mm.iter().all(|&mm| mm > 0.0 && mm.is_finite()), "{:?}", geometry.spacing_mm);
    true
}

/// Between the files of a series, in the bytes of one input.
const NEXT_FILE: &[u8] = b"\n----\n";

/// A series of DICOM files: sorted into volumes, every volume read.
pub fn dicom(bytes: &[u8]) -> bool {
    let (mut files, mut rest) = (Vec::new(), bytes);
    while let Some(end) = rest.windows(NEXT_FILE.len()).position(|found| found == NEXT_FILE) {
        files.push(rest[..end].to_vec());
        rest = &rest[end + NEXT_FILE.len()..];
    }
    files.push(rest.to_vec());
    let sources: Vec<&dyn Source> = files.iter().map(|file| file as &dyn Source).collect();
    let study = dicom::study(&sources, &|text| String::from_utf8_lossy(&text.bytes).into_owned());
    let mut read = false;
    for series in &study.volumes {
        if let Ok(image) = series.image(&sources) {
            let grid = series.grid.as_ref().expect("a volume that was read has a grid");
            assert_eq!(image.geometry, *grid);
            read = true;
        }
    }
    for mask in &study.masks {
        for segment in 0..mask.segments.len() {
            read |= mask.labels(&sources, segment).is_ok();
        }
    }
    read
}

/// A zip archive: every entry read as a whole.
pub fn zip(bytes: &[u8]) -> bool {
    let source = bytes.to_vec();
    let Ok(entries) = zip::entries(&source) else { return false };
    for entry in &entries {
        let mut content = vec![0; usize::try_from(entry.len()).expect("a length that was believed")];
        let _ = entry.read_at(0, &mut content);
    }
    !entries.is_empty()
}

/// A parameter file of PyRadiomics' form.
pub fn parameters(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let checked = Settings::check_yaml(text);
    let read = Settings::from_yaml(text);
    assert_eq!(checked.is_ok(), read.is_ok(), "checking and reading disagree");
    read.is_ok_and(|settings| !settings.meaning().is_empty())
}

/// A table of features.
pub fn tables(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let Ok(table) = csv::read_features(text) else { return false };
    let written = csv::write_features(&table);
    let again = csv::read_features(&written).expect("what was written can be read");
    assert_eq!(csv::write_features(&again), written);
    true
}

/// A list: of a cohort, of cases to be answered, of a batch's images. Whatever its cells are, they come back as they were
/// written, and none begins a formula.
pub fn cases(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let cohort = csv::read_cohort(text);
    if let Ok(entries) = &cohort {
        csv::read_cohort(&csv::write_cohort(entries)).expect("what was written can be read");
    }
    let listed = csv::read_cases(text);
    // A second mark of the byte order would be taken for the first.
    // Of one column, a semicolon in its name would be taken for what stands between several.
    let cells = csv::cells(text).ok().filter(|cells| match cells.columns() {
        [] => false,
        [only] => !only.contains([';', '\t']),
        _ => true,
    });
    if let Some(cells) = cells.filter(|_| !text.contains('\u{feff}')) {
        let row = |row: usize| csv::line(&cells.row(row).iter().collect::<Vec<_>>());
        let written: String =
            std::iter::once(csv::line(cells.columns())).chain((0..cells.len()).map(row)).collect();
        assert_eq!(csv::cells(&written).expect("what was written can be read"), cells);
    }
    cohort.is_ok() | listed.is_ok()
}

/// A model file. Its hash is set right first, or nothing behind it would ever be reached.
pub fn model_file(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let Some(file) =
        resealed(text, |text| ModelFile::from_json(text), &[("model file's sha256", &["sha256"])])
    else {
        return false;
    };
    let written = file.to_json();
    assert_eq!(ModelFile::from_json(written).expect("what was written can be read"), file);
    let _ = describe(&file);
    for model in &file.models {
        let raw = vec![0.5; model.scaling.inputs().len()];
        for classifier in &model.classifiers {
            classifier.logit(&classifier.row(&model.scaling, &raw));
        }
    }
    true
}

/// A case capsule, with the hashes of its model and of itself set right.
pub fn capsule(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let seals: [(&str, &[&str]); 2] =
        [("model file's sha256", &["model", "sha256"]), ("case capsule's sha256", &["sha256"])];
    let Some(capsule) = resealed(text, |text| Capsule::from_json(text), &seals) else { return false };
    for sequence in capsule.sequences().collect::<Vec<_>>() {
        let _ = capsule.labels(sequence);
    }
    let _ = capsule.compare(&[]);
    true
}

/// A classifier of another program: XGBoost's JSON, LightGBM's text, the JSON of the scikit-learn exporter.
pub fn imported(bytes: &[u8]) -> bool {
    let Some(read) = text(bytes).and_then(|text| foreign::read(text).ok()) else { return false };
    // An import asks for as many columns of a table before it applies anything.
    if read.width <= 1 << 16 {
        read.fitted.margin(&vec![0.5; read.width]);
    }
    true
}

/// Settings of deep features, or weights of a network: their sum is set right first.
pub fn weights(bytes: &[u8]) -> bool {
    if let Some(text) = text(bytes)
        && let Ok(options) = serde_json::from_str::<DeepOptions>(text)
    {
        let _ = options.hash();
        return options.check().is_empty();
    }
    let body = &bytes[..bytes.len().saturating_sub(SUM_BYTES)];
    let digits = sha256(body);
    let byte = |at: usize| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).expect("digits of a sum");
    let summed: Vec<u8> = body.iter().copied().chain((0..SUM_BYTES).map(byte)).collect();
    let Ok(weights) = DeepWeights::load(&summed) else { return false };
    assert!(weights.values.len() <= summed.len(), "more weights than the file can hold");
    true
}

/// Bytes of a sum at the end of a file of weights.
const SUM_BYTES: usize = 32;

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// Reads a sealed text; where only a hash is wrong, sets it to the one that the error expects and reads again.
fn resealed<T>(text: &str, read: impl Fn(&str) -> Result<T>, seals: &[(&str, &[&str])]) -> Option<T> {
    let mut text = text.to_owned();
    // A hash may have to be set again after one inside it was.
    for _ in 0..=2 * seals.len() {
        let error = match read(&text) {
            Ok(found) => return Some(found),
            Err(error) => error,
        };
        let (_, path) = seals.iter().find(|(thing, _)| error.thing == *thing)?;
        let mut value: Value = serde_json::from_str(&text).ok()?;
        let field = path.iter().try_fold(&mut value, |value, key| value.get_mut(*key))?;
        *field = error.expected.to_string().into();
        text = value.to_string();
    }
    None
}
