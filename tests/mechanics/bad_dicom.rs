//! DICOM files that are not what they say: a refusal each, and no panic whatever byte is changed.

use std::sync::atomic::{AtomicU64, Ordering};

use discern::numeric::random::Random;
use discern::read::dicom;
use discern::read::dicom::Study;
use discern::read::source::Source;

use crate::common::dicom::{decode, slice, slice_of};

fn study_of(files: &[Vec<u8>]) -> (Study, usize) {
    let sources: Vec<&dyn Source> = files.iter().map(|file| file as &dyn Source).collect();
    let study = dicom::study(&sources, &decode);
    let read = study.volumes.iter().filter(|series| series.image(&sources).is_ok()).count();
    (study, read)
}

fn series(slices: usize) -> Vec<Vec<u8>> {
    (0..slices).map(slice).collect()
}

fn refusal(files: &[Vec<u8>]) -> String {
    let (study, read) = study_of(files);
    assert_eq!(read, 0, "{study:?}");
    let of_grid = study.volumes.iter().filter_map(|series| series.grid.as_ref().err());
    let all = of_grid.chain(study.refused.iter().map(|of| &of.error));
    all.map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_good_series_is_one_volume_with_its_role() {
    let (study, read) = study_of(&series(6));
    assert_eq!((study.volumes.len(), read, study.patients), (1, 1, 1));
    let series = &study.volumes[0];
    let grid = series.grid.as_ref().expect("a grid");
    assert_eq!((grid.size, grid.spacing_mm), ([6, 4, 6], [1.25, 1.5, 4.0]));
    // Sorted along the normal, which is towards −x here.
    assert_eq!(grid.origin_mm, [14.0, -50.0, 60.0]);
    assert_eq!(series.role.as_ref().expect("a role").sequence.key(), "t2");
}

#[test]
fn what_is_wrong_with_the_slices_is_named() {
    let mut missing = series(7);
    missing.remove(3);
    assert!(refusal(&missing).contains("slice 4 of 7 missing"), "{}", refusal(&missing));
    let position = |text: &str| vec![(0x0020_0032, "DS", text.as_bytes().to_vec())];
    let mut uneven = series(6);
    uneven[5] = slice_of(5, &position("-7.5\\-50\\60"));
    assert!(refusal(&uneven).contains("distance of the slices"), "{}", refusal(&uneven));
    let leaning: Vec<Vec<u8>> = (0..6)
        .map(|at| slice_of(at, &position(&format!("{}\\-50\\{}", 14 - 4 * at as i32, 60 + at))))
        .collect();
    assert!(refusal(&leaning).contains("lean by 14.0"), "{}", refusal(&leaning));
    let mut doubled = series(6);
    let other = |tag, text: &str| (tag, "UI", text.as_bytes().to_vec());
    doubled.push(slice_of(2, &[other(0x0008_0018, "9.9")]));
    let (study, read) = study_of(&doubled);
    assert_eq!((study.volumes.len(), read), (1, 1));
    assert_eq!(study.volumes[0].warnings[0].code, "dicom-doubled");
    doubled.push(slice_of(2, &[other(0x0008_0018, "9.8"), (0x7FE0_0010, "OW", vec![1; 48])]));
    assert!(refusal(&doubled).contains("one image at each place"));
}

#[test]
fn attributes_that_cannot_be_are_refused_by_name() {
    let text = |tag, vr, text: &str| (tag, vr, text.as_bytes().to_vec());
    let short = |tag, number: u16| (tag, "US", number.to_le_bytes().to_vec());
    let cases = [
        (text(0x0002_0010, "UI", "1.2.840.10008.1.2.4.102"), "MPEG-4"),
        (text(0x0020_0032, "DS", "1\\2"), "ImagePositionPatient"),
        (text(0x0020_0037, "DS", "1\\0\\0\\1\\0\\0"), "ImageOrientationPatient"),
        (text(0x0028_0030, "DS", "0\\1"), "PixelSpacing"),
        (text(0x0028_0030, "DS", "one\\two"), "PixelSpacing"),
        (text(0x0028_1053, "DS", "0"), "RescaleSlope"),
        (text(0x0028_1053, "DS", "nan"), "RescaleSlope"),
        (text(0x0028_0004, "CS", "RGB"), "colour"),
        (short(0x0028_0010, 0), "6 × 0"),
        (short(0x0028_0100, 12), "BitsAllocated"),
        (short(0x0028_0101, 17), "BitsStored"),
        (short(0x0028_0102, 15), "HighBit"),
        (short(0x0028_0011, 60_000), "480000 bytes"),
        ((0x7FE0_0010, "OW", vec![0; 40]), "48 bytes"),
    ];
    for (element, words) in cases {
        let files: Vec<Vec<u8>> = (0..6).map(|at| slice_of(at, std::slice::from_ref(&element))).collect();
        let found = refusal(&files);
        assert!(found.contains(words), "{words}: {found}");
    }
}

#[test]
fn nothing_of_the_patient_is_in_what_is_told() {
    let mut files = series(6);
    files[3].truncate(300);
    let (study, _) = study_of(&files);
    let told = format!("{study:?}");
    assert!(!told.contains("PLANTED"), "{told}");
}

/// A source that counts how much is read of it.
struct Counted<'a>(&'a [u8], &'a AtomicU64);

impl Source for Counted<'_> {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> std::io::Result<()> {
        self.1.fetch_add(into.len() as u64, Ordering::Relaxed);
        self.0.read_at(offset, into)
    }
}

#[test]
fn headers_are_read_without_the_pixels() {
    let rows = 0x0028_0010;
    let large = slice_of(
        0,
        &[
            (rows, "US", 4000_u16.to_le_bytes().to_vec()),
            (0x0028_0011, "US", 1000_u16.to_le_bytes().to_vec()),
            (0x7FE0_0010, "OW", vec![0; 8_000_000]),
        ],
    );
    let read = AtomicU64::new(0);
    let study = dicom::study(&[&Counted(&large, &read)], &decode);
    assert_eq!(study.volumes.len() + study.refused.len(), 1);
    assert!(read.into_inner() < 100_000, "more than the header was read");
}

#[test]
fn no_changed_byte_makes_it_panic() {
    let mut random = Random::stream(41, 0);
    let mut below = |count: usize| random.below(count as u64) as usize;
    for _ in 0..2000 {
        let mut files = series(5);
        let at = below(files.len());
        for _ in 0..1 + below(8) {
            let place = 128 + below(files[at].len() - 128);
            files[at][place] = below(256) as u8;
        }
        if below(4) == 0 {
            let length = below(files[at].len());
            files[at].truncate(length);
        }
        study_of(&files);
    }
}
