//! Odd, damaged and hostile files: each gives the right voxels or one clear error, and no bad one costs memory.

use discern::case;
use discern::error::{Error, ErrorKind};
use discern::numeric::random::Random;
use discern::read;
use discern::read::{Files, Wanted};

use crate::allocation::peak;
use crate::common;
use crate::common::nifti::{Nifti1, at, gzip, nifti2};
use crate::odd_files::{Case, Verdict, cases};

/// Most bytes that a file which is refused may take beyond its own.
const REFUSED_BYTES: usize = 2 << 20;

#[test]
fn every_odd_file_is_read_right_or_refused_clearly_and_cheaply() {
    let cases = cases();
    assert!(cases.len() >= 100, "{}", cases.len());
    for Case { name, bytes, data, verdict } in &cases {
        let (result, held) = peak(|| read::image(bytes, data.as_deref()));
        assert!(held <= REFUSED_BYTES, "{name}: {held} bytes held");
        match (result, verdict) {
            (Ok(found), Verdict::Reads(warnings)) => {
                let expected: Vec<f64> = (0..24).map(f64::from).collect();
                assert_eq!(found.value.values().collect::<Vec<_>>(), expected, "{name}");
                let codes: Vec<_> = found.warnings.iter().map(|warning| warning.code.as_str()).collect();
                assert_eq!(codes, *warnings, "{name}");
                assert_orthonormal(name, &found.value.geometry.direction);
                assert_eq!(
                    read::labels(bytes, data.as_deref()).expect(name).value.iter().collect::<Vec<_>>(),
                    (0..24).collect::<Vec<_>>()
                );
                let summary = read::inspect(bytes, data.as_deref()).expect(name);
                assert_eq!(summary.geometry, found.value.geometry, "{name}");
            }
            (Err(error), Verdict::Refused(kind, part)) => {
                assert_clear(name, &error, *kind, part);
                let (again, held) = peak(|| read::labels(bytes, data.as_deref()));
                assert_eq!(again.expect_err(name), error, "{name}: as a mask");
                assert!(held <= REFUSED_BYTES, "{name}: {held} bytes held as a mask");
            }
            (Ok(_), Verdict::Refused(..)) => panic!("{name} was read"),
            (Err(error), Verdict::Reads(_)) => panic!("{name} was refused: {error}"),
        }
    }
}

fn assert_clear(name: &str, error: &Error, kind: ErrorKind, part: &str) {
    let sentence = error.to_string();
    assert_eq!(error.kind, kind, "{name}: {sentence}");
    assert!(sentence.contains(part), "{name}: {sentence}");
    assert!(!error.expected.is_empty() && !error.found.is_empty(), "{name}: {sentence}");
    assert!(!sentence.contains("DOE") && !sentence.contains("1961"), "{name} names the patient: {sentence}");
    assert!(!sentence.contains('\n') && sentence.len() < 300, "{name}: {sentence}");
}

fn assert_orthonormal(name: &str, direction: &[[f64; 3]; 3]) {
    for (i, a) in direction.iter().enumerate() {
        for (j, b) in direction.iter().enumerate() {
            let dot: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
            let one = if i == j { 1.0 } else { 0.0 };
            assert!((dot - one).abs() < 1e-6, "{name}: {direction:?}");
        }
    }
}

#[test]
fn voxels_that_are_no_labels_are_refused_as_mask_alone() {
    let with_value = |dtype: &str, value: f64| {
        let mut file = Nifti1::new([2, 1, 1], dtype, false);
        match dtype {
            "u32" => file.voxels([0, value as u32].map(u32::to_le_bytes)),
            "f64" => file.voxels([0.0, value].map(f64::to_le_bytes)),
            _ => file.voxels([0.0, value as f32].map(f32::to_le_bytes)),
        };
        file.file()
    };
    for (dtype, value) in [("f32", 0.5), ("f32", 1.01), ("u32", 3e9), ("f64", -1e300)] {
        let bytes = with_value(dtype, value);
        assert_eq!(read::image(&bytes, None).expect("an image").value.values().count(), 2);
        let error = read::labels(&bytes, None).expect_err("no mask");
        assert_eq!(error.kind, ErrorKind::Mask);
        assert_eq!(
            error.found,
            format!("the value {}", if dtype == "f32" { f64::from(value as f32) } else { value })
        );
    }
    for (value, label) in [(0.999_999_9, 1), (255.0, 255), (-2.0004, -2)] {
        assert_eq!(
            read::labels(&with_value("f32", value), None).expect("a mask").value.iter().collect::<Vec<_>>(),
            [0, label]
        );
    }
}

#[test]
fn voxels_that_are_no_numbers_are_0_as_itk_reads_them_and_counted() {
    let mut file = Nifti1::new([4, 1, 1], "f32", true);
    file.voxels([1.0, f32::NAN, f32::INFINITY, 2.0].map(f32::to_le_bytes));
    let found = read::image(&file.file(), None).expect("an image");
    assert_eq!(found.value.values().collect::<Vec<_>>(), [1.0, 0.0, 0.0, 2.0]);
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(found.warnings[0].code, "voxels-not-finite");
    assert!(found.warnings[0].message.starts_with("2 of 4 voxels"), "{}", found.warnings[0].message);
    // A mask of 1 and NaN is a mask.
    let found = read::labels(&file.file(), None).expect("a mask");
    assert_eq!(found.value.iter().collect::<Vec<_>>(), [1, 0, 0, 2]);
    assert_eq!(found.warnings[0].code, "mask-not-finite");
}

#[test]
fn dicom_is_dicom_whatever_its_preamble_looks_like() {
    for start in [&348i32.to_le_bytes()[..], &540i32.to_be_bytes(), b"NRRD0004\n", b"\x93NUMPY", &[0; 4]] {
        let mut file = vec![0; 600];
        file[..start.len()].copy_from_slice(start);
        file[128..132].copy_from_slice(b"DICM");
        let error = read::inspect(&file, None).expect_err("DICOM");
        assert_eq!((error.kind, error.found.as_str()), (ErrorKind::Format, "a DICOM file"));
        assert!(error.hint.is_some_and(|hint| hint.contains("dcm2niix")));
    }
    // A header of NIfTI stays one, whatever its unused fields hold.
    let mut file = Nifti1::new([1, 1, 1], "u8", false);
    file.bytes(128, b"DICM");
    assert!(read::inspect(&file.file(), None).is_ok());
}

#[test]
fn channels_of_a_mask_are_chosen_and_a_first_axis_of_1_is_dropped() {
    // 4 dimensions; voxel values say channel and place.
    let file = |dims: [i16; 4], voxel: &dyn Fn(usize) -> u8| {
        let mut file = Nifti1::new([1, 1, 1], "u8", false);
        file.i16(at::DIM, 4);
        dims.iter().enumerate().for_each(|(axis, n)| {
            file.i16(at::DIM + 2 + 2 * axis, *n);
        });
        let count = dims.iter().map(|&n| n as usize).product();
        file.voxels((0..count).map(|index| [voxel(index)])).file()
    };
    let of = |bytes: &[u8], channel, size: Option<[usize; 3]>| {
        read::labels_of(Files { file: &bytes, data: &[] }, Wanted { channel, image_size: size })
    };
    let size = Some([3, 2, 4]);
    let whole: Vec<i32> = (0..24).collect();
    let one = file([1, 3, 2, 4], &|at| at as u8);
    for size in [size, None] {
        let found = of(&one, None, size).expect("a mask");
        assert_eq!(
            (found.value.geometry.size, found.value.iter().collect::<Vec<_>>()),
            ([3, 2, 4], whole.clone())
        );
        assert_eq!(found.warnings.iter().filter(|warning| warning.code == "mask-axis-dropped").count(), 1);
    }
    // For another image it may be a series of planes.
    assert_eq!(of(&one, None, Some([9, 9, 9])).expect_err("?").code.as_deref(), Some("mask-channels"));
    let first = file([2, 3, 2, 4], &|at| (100 * (at % 2) + at / 2) as u8);
    let last = file([3, 2, 4, 2], &|at| (100 * (at / 24) + at % 24) as u8);
    for bytes in [&first, &last] {
        for size in [size, None] {
            let code = if size.is_some() { "mask-channels" } else { "one-volume" };
            assert_eq!(of(bytes, None, size).expect_err("which?").code.as_deref(), Some(code));
            for channel in [0, 1] {
                let found = of(bytes, Some(channel), size).expect("a channel").value;
                let expected: Vec<i32> = (0..24).map(|at| at + 100 * channel as i32).collect();
                assert_eq!((found.geometry.size, found.iter().collect::<Vec<_>>()), ([3, 2, 4], expected));
            }
        }
    }
    assert_eq!(read::image(&first, None).expect_err("a series").kind, ErrorKind::Unsupported);
}

#[test]
fn what_can_be_chosen_of_a_mask_is_counted_volume_by_volume() {
    let file = |dims: [i16; 4], voxel: &dyn Fn(usize) -> u8| {
        let mut file = Nifti1::new([1, 1, 1], "u8", false);
        file.i16(at::DIM, 4);
        dims.iter().enumerate().for_each(|(axis, n)| {
            file.i16(at::DIM + 2 + 2 * axis, *n);
        });
        file.voxels((0..dims.iter().map(|&n| n as usize).product()).map(|index| [voxel(index)])).file()
    };
    let of = |bytes: &[u8], size| case::inspect(Files { file: &bytes, data: &[] }, size);
    let found = |bytes: &[u8], size| {
        let found = of(bytes, size).expect("a mask");
        let regions = found.regions.expect("labels").into_iter();
        (found.size, regions.map(|one| (one.channel, one.label, one.voxels)).collect::<Vec<_>>())
    };
    // Channel 0 has label 1 in its first 6 voxels, channel 1 label 1 in 4 and label 9 in 2.
    let labels = |channel: usize, at: usize| match (channel, at) {
        (0, 0..6) | (1, 0..4) => 1,
        (1, 4..6) => 9,
        _ => 0,
    };
    let expected = vec![(0, 1, 6), (1, 1, 4), (1, 9, 2)];
    let first = file([2, 3, 2, 4], &|at| labels(at % 2, at / 2));
    let last = file([3, 2, 4, 2], &|at| labels(at / 24, at % 24));
    for size in [None, Some([3, 2, 4])] {
        assert_eq!(found(&first, size), ([3, 2, 4], expected.clone()));
        assert_eq!(found(&last, size), ([3, 2, 4], expected.clone()));
    }
    // The size of the image decides where the axes do not.
    let either = file([2, 3, 4, 5], &|at| labels(at % 2, at / 2));
    assert_eq!(found(&either, Some([2, 3, 4])).0, [2, 3, 4]);
    assert_eq!(found(&either, Some([3, 4, 5])), ([3, 4, 5], expected));
    // Volumes of intensities are a series.
    let series = file([9, 9, 2, 3], &|at| (at % 251) as u8);
    assert_eq!(of(&series, None).expect_err("a series").code.as_deref(), Some("one-volume"));
    // As many voxels as are counted, and one volume more: what is missing then is their bytes, and before that their count.
    for (volumes, code) in [(4, "image-cut-off"), (5, "mask-channels")] {
        let mut many = Nifti1::new([512, 512, 512], "u8", false);
        let bytes = many.i16(at::DIM, 4).i16(at::DIM + 8, volumes).file();
        assert_eq!(of(&bytes, None).expect_err("no voxels").code.as_deref(), Some(code));
    }
}

#[test]
fn an_axis_that_an_image_has_not_is_one_mm_long_whatever_is_written_there() {
    for (dimensions, expected) in [(1, [2.0, 1.0, 1.0]), (2, [2.0, 3.0, 1.0]), (3, [2.0, 3.0, 7.0])] {
        let mut file = Nifti1::new([4, if dimensions > 1 { 2 } else { 1 }, 1], "u8", false);
        file.i16(at::DIM, dimensions).i16(at::SFORM_CODE, 0);
        for (axis, mm) in [2.0, 3.0, 7.0].into_iter().enumerate() {
            file.f32(at::PIXDIM + 4 + 4 * axis, mm);
        }
        let grid = read::image(&file.file(), None).expect("an image").value.geometry;
        assert_eq!(grid.spacing_mm, expected, "{dimensions}");
    }
}

#[test]
fn a_summary_costs_no_more_than_a_header() {
    let size = [500, 500, 500];
    let mut file = Nifti1::new([1, 1, 1], "i16", false);
    for (axis, n) in size.into_iter().enumerate() {
        file.i16(at::DIM + 2 + 2 * axis, n);
    }
    file.i16(at::DIM, 4).i16(at::DIM + 8, 7);
    let (summary, held) = peak(|| read::inspect(&gzip(&file.file()), None).expect("a header"));
    assert_eq!((summary.geometry.size, summary.volumes), ([500; 3], 7));
    assert_eq!((summary.voxel_bytes, summary.data_missing, summary.format), (250_000_000, false, "NIfTI-1"));
    assert!(held < 1 << 20, "{held} bytes held");
}

/// A small good file of one of several layouts, as bytes and perhaps voxels apart.
fn seed_file(random: &mut Random) -> (Vec<u8>, Option<Vec<u8>>) {
    let dtype =
        ["u8", "i8", "i16", "u16", "i32", "u32", "i64", "u64", "f32", "f64"][random.below(10) as usize];
    let mut file = Nifti1::new([4, 3, 2], dtype, random.below(2) == 1);
    if random.below(2) == 1 {
        file.i16(at::QFORM_CODE, 1 + random.below(3) as i16).i16(at::SFORM_CODE, random.below(4) as i16);
    }
    match random.below(4) {
        0 => (nifti2(random.below(2) == 1), None),
        1 => {
            file.bytes(at::MAGIC, b"ni1\0").f32(at::VOX_OFFSET, 0.0);
            let (head, data) = file.pair();
            (head, Some(data))
        }
        _ => (file.file(), None),
    }
}

/// Overwrites, cuts off or adds bytes, mostly in the header, mostly with values that sit at the edge of something.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    const EDGES: [u64; 8] = [0, 1, 0xff, 0x7fff, 0x8000, 0x7f80_0000, 0x7fff_ffff_ffff_ffff, u64::MAX];
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len().max(1) as u64) as usize;
        match random.below(8) {
            0 => bytes.truncate(at),
            1 => bytes.extend(std::iter::repeat_n(random.bits() as u8, random.below(64) as usize)),
            _ => {
                let edge = if random.below(2) == 0 { random.bits() } else { EDGES[random.below(8) as usize] };
                let width = [1, 2, 4, 8][random.below(4) as usize];
                let field = &edge.to_le_bytes()[..width];
                bytes.iter_mut().skip(at & !(width - 1)).zip(field).for_each(|(byte, new)| *byte = *new);
            }
        }
    }
}

/// Runs every reader on a file; a panic names the seed.
fn read_every_way(seed: u64, bytes: &[u8], data: Option<&[u8]>) -> bool {
    let all =
        || (read::inspect(bytes, data).is_ok(), read::labels(bytes, data).is_ok(), read::image(bytes, data));
    let ((summary, mask, image), held) = peak(|| {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(all))
            .unwrap_or_else(|_| panic!("seed {seed} panics"))
    });
    assert!(held <= 2 * REFUSED_BYTES, "seed {seed}: {held} bytes held");
    if let Ok(found) = &image {
        let geometry = found.value.geometry;
        assert!(geometry.voxels() == found.value.values().count(), "seed {seed}");
        assert!(
            geometry.spacing_mm.iter().all(|mm| *mm > 0.0 && mm.is_finite()),
            "seed {seed}: {geometry:?}"
        );
        assert!(geometry.origin_mm.iter().all(|mm| mm.is_finite()), "seed {seed}: {geometry:?}");
        assert!(
            geometry.direction.iter().flatten().all(|v| v.abs() <= 1.0 + 1e-9),
            "seed {seed}: {geometry:?}"
        );
    }
    assert!(summary || !(mask || image.is_ok()), "seed {seed}: read without a summary");
    image.is_ok()
}

#[test]
fn twenty_thousand_damaged_files_neither_panic_nor_cost_memory() {
    let mut read = 0;
    for seed in 0..20_000 {
        let mut random = Random::new(seed);
        let (mut bytes, mut data) = seed_file(&mut random);
        match &mut data {
            Some(data) if random.below(4) == 0 => mutate(data, &mut random),
            _ => mutate(&mut bytes, &mut random),
        }
        if random.below(4) == 0 {
            bytes = gzip(&bytes);
            if random.below(2) == 0 {
                mutate(&mut bytes, &mut random);
            }
        }
        read += usize::from(read_every_way(seed, &bytes, data.as_deref()));
    }
    // Damage that does not matter is read, damage that does is refused: both happen.
    assert!((4_000..16_000).contains(&read), "{read} of 20000 read");
}

#[test]
fn crashers_of_another_reader_are_harmless_also_with_a_good_start() {
    let test = "bad_files::crashers_of_another_reader_are_harmless_also_with_a_good_start";
    let Some(folder) = common::shared(test, "reference/nifti/nifti-rs/resources/fuzz_artifacts") else {
        return;
    };
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("folder").map(|e| e.expect("entry").path()).collect();
    files.sort();
    assert_eq!(files.len(), 5);
    for (number, path) in files.iter().enumerate() {
        let mut bytes = common::bytes(path);
        for magic in [b"n+1\0", b"ni1\0"] {
            for size in [348u32.to_le_bytes(), 348u32.to_be_bytes()] {
                bytes[..4].copy_from_slice(&size);
                bytes[at::MAGIC..at::MAGIC + 4].copy_from_slice(magic);
                read_every_way(number as u64, &bytes, None);
                read_every_way(number as u64, &bytes, Some(&[0; 100]));
            }
        }
    }
}
