//! Masks in DICOM, written element by element: segmentations and contours lie where their positions say, whatever their order.

use discern::read::dicom;
use discern::read::dicom::{Mask, MaskKind, Study};
use discern::read::source::Source;

use crate::common::dicom::{decode, element, slice};

const SEGMENTATION: &str = "1.2.840.10008.5.1.4.1.1.66.4";
const STRUCTURES: &str = "1.2.840.10008.5.1.4.1.1.481.3";

fn text(tag: u32, vr: &str, value: &str) -> Vec<u8> {
    element(tag, vr, value.as_bytes())
}

fn short(tag: u32, value: u16) -> Vec<u8> {
    element(tag, "US", &value.to_le_bytes())
}

/// A sequence; items are data sets.
fn sequence(tag: u32, items: &[Vec<Vec<u8>>]) -> Vec<u8> {
    let item = |elements: &Vec<Vec<u8>>| {
        let inner = elements.concat();
        let length = (inner.len() as u32).to_le_bytes();
        [[0xFE, 0xFF, 0x00, 0xE0].as_slice(), &length, &inner].concat()
    };
    element(tag, "SQ", &items.iter().map(item).collect::<Vec<_>>().concat())
}

fn file(elements: &[Vec<u8>]) -> Vec<u8> {
    let syntax = text(0x0002_0010, "UI", "1.2.840.10008.1.2.1");
    [vec![0; 128], b"DICM".to_vec(), syntax, elements.concat()].concat()
}

/// What is asked of a mask's file.
pub struct Written<'a> {
    pub patient: &'a str,
    pub frame_of_reference: &'a str,
}

pub const OWN: Written = Written { patient: "PLANTED-4711", frame_of_reference: "1.2.3.5" };

fn head(class: &str, written: &Written) -> Vec<Vec<u8>> {
    vec![
        text(0x0008_0016, "UI", class),
        text(0x0008_0018, "UI", "1.2.3.99"),
        text(0x0010_0020, "LO", written.patient),
        text(0x0020_0052, "UI", written.frame_of_reference),
    ]
}

/// A segmentation on the grid of [`slice`]'s series: each frame is a segment, a slice and its 24 pixels, as bits.
pub fn segmentation(written: &Written, segments: &[(u16, &str)], frames: &[(u16, usize, u32)]) -> Vec<u8> {
    let of_segment =
        |&(number, label): &(u16, &str)| vec![short(0x0062_0004, number), text(0x0062_0005, "LO", label)];
    let groups = |&(segment, at, _): &(u16, usize, u32)| {
        let position = format!("{}\\-50\\60", 14.0 - 4.0 * at as f64);
        vec![
            sequence(0x0020_9113, &[vec![text(0x0020_0032, "DS", &position)]]),
            sequence(0x0062_000A, &[vec![short(0x0062_000B, segment)]]),
        ]
    };
    let shared = vec![
        sequence(0x0020_9116, &[vec![text(0x0020_0037, "DS", "0\\1\\0\\0\\0\\-1")]]),
        sequence(0x0028_9110, &[vec![text(0x0018_0088, "DS", "4"), text(0x0028_0030, "DS", "1.5\\1.25")]]),
    ];
    // 24 bits a frame, which end with a byte.
    let pixels: Vec<u8> = frames.iter().flat_map(|(.., bits)| bits.to_le_bytes()[..3].to_vec()).collect();
    let mut elements = head(SEGMENTATION, written);
    elements.extend([
        short(0x0028_0002, 1),
        text(0x0028_0004, "CS", "MONOCHROME2"),
        text(0x0028_0008, "IS", &frames.len().to_string()),
        short(0x0028_0010, 4),
        short(0x0028_0011, 6),
        short(0x0028_0100, 1),
        short(0x0028_0101, 1),
        short(0x0028_0102, 0),
        short(0x0028_0103, 0),
        text(0x0062_0001, "CS", "BINARY"),
        sequence(0x0062_0002, &segments.iter().map(of_segment).collect::<Vec<_>>()),
        sequence(0x5200_9229, &[shared]),
        sequence(0x5200_9230, &frames.iter().map(groups).collect::<Vec<_>>()),
        element(0x7FE0_0010, "OW", &pixels),
    ]);
    file(&elements)
}

/// A structure set of one region; each contour is a slice and its corners as columns and rows.
fn structures(written: &Written, contours: &[(f64, &[[f64; 2]])]) -> Vec<u8> {
    let contour = |&(slice, corners): &(f64, &[[f64; 2]])| {
        let world = |[column, row]: &[f64; 2]| {
            format!("{}\\{}\\{}", 14.0 - 4.0 * slice, -50.0 + 1.25 * column, 60.0 - 1.5 * row)
        };
        let data = corners.iter().map(world).collect::<Vec<_>>().join("\\");
        vec![text(0x3006_0042, "CS", "CLOSED_PLANAR"), text(0x3006_0050, "DS", &data)]
    };
    let drawn = sequence(0x3006_0040, &contours.iter().map(contour).collect::<Vec<_>>());
    let named =
        |number: &str, name: &str| vec![text(0x3006_0022, "IS", number), text(0x3006_0026, "LO", name)];
    let mut elements = head(STRUCTURES, written);
    elements.extend([
        sequence(0x3006_0020, &[named("7", "GTV 1"), named("8", "isocentre")]),
        sequence(0x3006_0039, &[vec![drawn, text(0x3006_0084, "IS", "7")]]),
    ]);
    file(&elements)
}

fn with_images(mask: &[u8], images: usize) -> (Study, Vec<Vec<u8>>) {
    let files: Vec<Vec<u8>> = (0..images).map(slice).chain([mask.to_vec()]).collect();
    let sources: Vec<&dyn Source> = files.iter().map(|file| file as &dyn Source).collect();
    (dicom::study(&sources, &decode), files)
}

fn the_mask(study: &Study) -> &Mask {
    let [mask] = &study.masks[..] else { panic!("{study:?}") };
    mask
}

/// The voxels of a segment that are marked.
fn marked(mask: &Mask, files: &[Vec<u8>], segment: usize) -> Vec<usize> {
    let sources: Vec<&dyn Source> = files.iter().map(|file| file as &dyn Source).collect();
    let labels = mask.labels(&sources, segment).expect("labels");
    labels.iter().enumerate().filter(|(_, label)| *label != 0).map(|(at, _)| at).collect()
}

#[test]
fn frames_of_a_segmentation_lie_in_the_slices_of_their_positions() {
    // The later slice first, and another segment between them that overlaps.
    let frames = [(1, 3, 0b10), (2, 3, 0b110), (1, 1, 1 << 23)];
    let bytes = segmentation(&OWN, &[(1, "Lesion"), (2, "L3")], &frames);
    let (study, files) = with_images(&bytes, 6);
    let mask = the_mask(&study);
    assert_eq!(mask.kind, MaskKind::Segmentation);
    assert_eq!(mask.grid.as_ref().expect("a grid").size, [6, 4, 6]);
    assert_eq!(marked(mask, &files, 0), [24 + 23, 3 * 24 + 1]);
    assert_eq!(marked(mask, &files, 1), [3 * 24 + 1, 3 * 24 + 2]);
    let proposed: Vec<bool> = mask.segments.iter().map(|segment| segment.is_proposed).collect();
    assert_eq!((proposed, mask.is_in_frame), (vec![true, false], true));
    // Without the images it has a grid of its own, from its first frame to its last.
    let (study, files) = with_images(&bytes, 0);
    let mask = the_mask(&study);
    let grid = mask.grid.as_ref().expect("a grid");
    assert_eq!((grid.size, grid.spacing_mm), ([6, 4, 3], [1.25, 1.5, 4.0]));
    assert_eq!(marked(mask, &files, 0), [23, 2 * 24 + 1]);
}

#[test]
fn a_mask_of_another_patient_is_refused_and_of_another_frame_of_reference_named() {
    let square: &[[f64; 2]] = &[[0.5, 0.5], [2.5, 0.5], [2.5, 2.5], [0.5, 2.5]];
    let kinds = |written: &Written| {
        [segmentation(written, &[(1, "a")], &[(1, 2, 1)]), structures(written, &[(2.0, square)])]
    };
    for bytes in kinds(&Written { patient: "another", ..OWN }) {
        let (study, _) = with_images(&bytes, 6);
        let error = the_mask(&study).grid.as_ref().expect_err("another patient");
        assert!(error.to_string().contains("another patient"), "{error}");
    }
    for bytes in kinds(&Written { frame_of_reference: "1.9", ..OWN }) {
        let (study, _) = with_images(&bytes, 6);
        let mask = the_mask(&study);
        assert!(mask.grid.is_ok() && !mask.is_in_frame);
        assert!(mask.warnings.iter().any(|warning| warning.message.contains("frame of reference")));
    }
}

#[test]
fn contours_enclose_what_is_inside_of_an_odd_number_of_them_and_what_lies_on_them() {
    let (outer, hole): (&[[f64; 2]], &[[f64; 2]]) = (
        &[[0.0, 0.0], [5.0, 0.0], [5.0, 3.0], [0.0, 3.0]],
        &[[1.5, 0.5], [3.5, 0.5], [3.5, 2.5], [1.5, 2.5]],
    );
    // 0.8 mm beside slice 1; nothing is drawn in slices 2 and 3.
    let triangle: &[[f64; 2]] = &[[1.0, 1.0], [3.0, 1.0], [1.0, 3.0]];
    let bytes = structures(&OWN, &[(1.2, outer), (1.2, hole), (4.0, triangle)]);
    let (study, files) = with_images(&bytes, 6);
    let mask = the_mask(&study);
    assert_eq!(mask.kind, MaskKind::Structures);
    let drawn = marked(mask, &files, 0);
    let of_slice = |slice: usize| -> Vec<usize> {
        drawn.iter().filter(|at| **at / 24 == slice).map(|at| at % 24).collect()
    };
    let framed: Vec<usize> =
        (0..24).filter(|at| !((2..=3).contains(&(at % 6)) && (1..=2).contains(&(at / 6)))).collect();
    assert_eq!(of_slice(1), framed);
    // Corners and sides count, the longest side runs through a voxel's centre.
    assert_eq!(of_slice(4), [7, 8, 9, 13, 14, 19]);
    assert_eq!(drawn.len(), framed.len() + 6);
    for words in ["up to 0.80 mm", "2 slices between", "1 regions have no inside"] {
        assert!(mask.warnings.iter().any(|warning| warning.message.contains(words)), "{:?}", mask.warnings);
    }
    assert_eq!(mask.segments.len(), 1);
    assert!(mask.segments[0].is_proposed);
    // A contour across the slices is of none of the images.
    let across: &[[f64; 2]] = &[[0.0, 0.0], [5.0, 0.0], [5.0, 3.0]];
    let (study, _) = with_images(&structures(&OWN, &[(2.5, across), (9.0, across)]), 6);
    let error = the_mask(&study).grid.as_ref().expect_err("no such slice");
    assert!(error.to_string().contains("in whose slices"), "{error}");
}

#[test]
fn masks_that_contradict_themselves_are_refused_in_words() {
    let many = |count: u16| {
        let segments: Vec<(u16, &str)> = (1..=count).map(|number| (number, "a")).collect();
        segmentation(&OWN, &segments, &[(1, 2, 1)])
    };
    assert!(the_mask(&with_images(&many(1000), 6).0).grid.is_ok());
    let uneven = segmentation(&OWN, &[(1, "a")], &[(1, 0, 1), (1, 100_000_000, 1)]);
    let (study, _) = with_images(&uneven, 6);
    let error = the_mask(&study).grid.as_ref().expect_err("a grid that is too large");
    assert!(error.to_string().contains("at most"), "{error}");
    // A frame that names no segment, and more segments than there may be.
    let mut nameless = segmentation(&OWN, &[(1, "a")], &[(1, 2, 1)]);
    let at = nameless.windows(4).position(|tag| tag == [0x62, 0x00, 0x0A, 0x00]).expect("the group");
    nameless[at + 2] = 0x0C;
    for (bytes, words) in [(nameless, "ReferencedSegmentNumber"), (many(1001), "at most 1000 segments")] {
        let (study, _) = with_images(&bytes, 6);
        assert!(study.masks.is_empty());
        let refused: Vec<String> = study.refused.iter().map(|of| of.error.to_string()).collect();
        assert!(refused.iter().any(|error| error.contains(words)), "{refused:?}");
    }
    // One frame that is placed as classic images are, without groups of its own.
    let whole = segmentation(&OWN, &[(1, "a")], &[(1, 2, 1)]);
    let groups = |bytes: &[u8]| bytes.windows(4).position(|tag| tag == [0x00, 0x52, 0x30, 0x92]);
    let start = groups(&whole).expect("the groups");
    let place = [
        text(0x0020_0032, "DS", "6\\-50\\60"),
        text(0x0020_0037, "DS", "0\\1\\0\\0\\0\\-1"),
        text(0x0028_0030, "DS", "1.5\\1.25"),
    ];
    let pixels = element(0x7FE0_0010, "OW", &[1, 0, 0]);
    let bare = [&whole[..start], &place.concat(), &pixels].concat();
    let (study, _) = with_images(&bare, 6);
    assert!(study.masks.is_empty() && !study.refused.is_empty(), "{study:?}");
    // Cut off or changed anywhere: never a panic.
    let square: &[[f64; 2]] = &[[0.5, 0.5], [2.5, 0.5], [2.5, 2.5], [0.5, 2.5]];
    for whole in
        [segmentation(&OWN, &[(1, "Lesion")], &[(1, 3, 5), (1, 1, 9)]), structures(&OWN, &[(2.0, square)])]
    {
        for at in (132..whole.len()).step_by(3) {
            let mut changed = whole.clone();
            changed[at] ^= 0xA5;
            for bytes in [&whole[..at], &changed[..]] {
                let (study, files) = with_images(bytes, 6);
                let sources: Vec<&dyn Source> = files.iter().map(|file| file as &dyn Source).collect();
                for mask in &study.masks {
                    (0..mask.segments.len()).for_each(|segment| drop(mask.labels(&sources, segment)));
                }
            }
        }
    }
}
