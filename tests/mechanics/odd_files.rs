//! Odd, damaged and hostile files with their verdicts, made field by field.
//!
//! The list follows what was seen in the wild and what makes readers panic, read wrong voxels or run out of memory.

use discern::error::ErrorKind;

use crate::common::nifti::{Nifti1, at, gzip, gzip_with_zeros, nifti2};

/// A name as it stands in headers, to see that no message repeats it.
pub const PATIENT: &[u8] = b"DOE^JANE 1961-02-03";

/// What must become of a file.
pub enum Verdict {
    /// Voxels 0, 1, 2, … and these warnings.
    Reads(&'static [&'static str]),
    /// An error of this kind whose sentence contains this.
    Refused(ErrorKind, &'static str),
}

use ErrorKind::{Format, Malformed, Missing, TooLarge, Unsupported};
use Verdict::{Reads, Refused};

/// A file (perhaps a pair) with its verdict.
pub struct Case {
    pub name: String,
    pub bytes: Vec<u8>,
    pub data: Option<Vec<u8>>,
    pub verdict: Verdict,
}

fn case(name: impl Into<String>, bytes: Vec<u8>, verdict: Verdict) -> Case {
    Case { name: name.into(), bytes, data: None, verdict }
}

/// 4 × 3 × 2 voxels 0, 1, 2, …, with a patient's name in the description.
fn good() -> Nifti1 {
    let mut file = Nifti1::new([4, 3, 2], "i16", false);
    file.voxels((0..24i16).map(i16::to_le_bytes)).bytes(at::DESCRIP, PATIENT);
    file
}

/// The good file after a change.
fn with(change: impl FnOnce(&mut Nifti1) -> &mut Nifti1) -> Vec<u8> {
    change(&mut good()).file()
}

fn layout_cases() -> Vec<Case> {
    let offset = |value: f32| with(|f| f.f32(at::VOX_OFFSET, value));
    let mut cases = vec![
        case("plain", good().file(), Reads(&[])),
        case("gap before the voxels", with(|f| f.f32(at::VOX_OFFSET, 1024.0).gap(&[7; 672])), Reads(&[])),
        case("extension of 16 bytes", with(|f| extension(f, 16)), Reads(&[])),
        case("extension of no size", with(|f| extension(f, 0)), Reads(&[])),
        case("extension of negative size", with(|f| extension(f, -8)), Reads(&[])),
        case("extension of 2 GiB", with(|f| extension(f, i32::MAX)), Reads(&[])),
        case("bytes after the voxels", [good().file(), vec![9; 500]].concat(), Reads(&[])),
        case("vox_offset beyond the end", offset(4096.0), Refused(Malformed, "found 400 bytes")),
        case("vox_offset no number", offset(f32::NAN), Refused(Malformed, "vox_offset")),
        case("vox_offset infinite", offset(f32::INFINITY), Refused(Malformed, "vox_offset")),
        case("vox_offset negative", offset(-16.0), Refused(Malformed, "vox_offset")),
        case("vox_offset 0", offset(0.0), Refused(Malformed, "vox_offset")),
        case("vox_offset with a fraction", offset(352.5), Refused(Malformed, "vox_offset")),
        case("vox_offset of 1 GB", offset(1e9), Refused(Malformed, "vox_offset")),
    ];
    for bitpix in [8, 32, 0, 12, -16, 64] {
        cases.push(case(format!("bitpix {bitpix}"), with(|f| f.i16(at::BITPIX, bitpix)), Reads(&[])));
    }
    for cut in [0, 1, 2, 3, 4, 100, 344, 347, 348, 351, 352, 353, 399] {
        let bytes = good().file()[..cut].to_vec();
        let kind = if cut < 4 { Format } else { Malformed };
        cases.push(case(format!("cut to {cut} bytes"), bytes, Refused(kind, "")));
    }
    cases
}

/// Says that a header extension of `size` bytes follows, and leaves 32 bytes for it.
fn extension(file: &mut Nifti1, size: i32) -> &mut Nifti1 {
    file.bytes(at::EXTENSION, &[1, 0, 0, 0]).f32(at::VOX_OFFSET, 384.0);
    file.gap(&size.to_le_bytes()).gap(&[6, 0, 0, 0]).gap(&[b' '; 24])
}

fn header_cases() -> Vec<Case> {
    let dim = |i: usize, n: i16| with(|f| f.i16(at::DIM + 2 * i, n));
    let dtype = |code: i16| with(|f| f.i16(at::DATATYPE, code));
    let mut cases = vec![
        case("sizeof_hdr 0", with(|f| f.i32(at::SIZEOF_HDR, 0)), Refused(Malformed, "sizeof_hdr")),
        case("sizeof_hdr 352", with(|f| f.i32(at::SIZEOF_HDR, 352)), Refused(Malformed, "sizeof_hdr")),
        case("wrong magic", with(|f| f.bytes(at::MAGIC, b"nii\0")), Refused(Unsupported, "ANALYZE 7.5")),
        case("no magic", with(|f| f.bytes(at::MAGIC, &[0; 4])), Refused(Unsupported, "ANALYZE 7.5")),
        case("dim[0] 0", dim(0, 0), Refused(Malformed, "dim[0]")),
        case("dim[0] 9", dim(0, 9), Refused(Malformed, "dim[0]")),
        case("dim[0] -1", dim(0, -1), Refused(Malformed, "dim[0]")),
        case("dim[0] in the other byte order", dim(0, 3 << 8), Refused(Malformed, "dim[0]")),
        case(
            "dim[2] 0",
            dim(2, 0),
            Refused(Malformed, "dim[2]: expected at least 1 voxel along each axis, found 0"),
        ),
        case("dim[1] negative", dim(1, -4), Refused(Malformed, "dim[1]")),
        case("dim[4] unused and negative", dim(4, -5), Reads(&[])),
        case("seven dimensions, four of 1", dim(0, 7), Reads(&[])),
        case("datatype 0", dtype(0), Refused(Malformed, "datatype")),
        case("datatype 3", dtype(3), Refused(Malformed, "datatype")),
        case("datatype negative", dtype(-4), Refused(Malformed, "datatype")),
        case("slope no number", with(|f| f.f32(at::SCL_SLOPE, f32::NAN).f32(at::SCL_INTER, 3.0)), Reads(&[])),
        case("slope infinite", with(|f| f.f32(at::SCL_SLOPE, f32::INFINITY)), Reads(&[])),
        case("slope 0", with(|f| f.f32(at::SCL_SLOPE, 0.0).f32(at::SCL_INTER, 5.0)), Reads(&[])),
        case("intercept no number", with(|f| f.f32(at::SCL_INTER, f32::NAN)), Reads(&[])),
    ];
    for (code, what) in [
        (1, "one-bit"),
        (32, "complex"),
        (128, "RGB"),
        (1536, "128-bit"),
        (1792, "complex"),
        (2048, "complex"),
        (2304, "RGBA"),
    ] {
        cases.push(case(format!("datatype {code}"), dtype(code), Refused(Unsupported, what)));
    }
    let four = |n: i16| with(|f| f.i16(at::DIM, 4).i16(at::DIM + 8, n));
    cases.push(case("a series of one", four(1), Reads(&[])));
    cases.push(case("a series of three", four(3), Refused(Unsupported, "3 volumes")));
    let vector = with(|f| f.i16(at::DIM, 5).i16(at::DIM + 10, 3));
    cases.push(case("three numbers a voxel", vector, Refused(Unsupported, "3 volumes")));
    cases
}

fn orientation_cases() -> Vec<Case> {
    let mut plane = Nifti1::new([6, 4, 1], "i16", false);
    plane.voxels((0..24i16).map(i16::to_le_bytes)).i16(at::DIM, 2).i16(at::DIM + 6, 0).i16(at::SFORM_CODE, 0);
    let qform = |change: &dyn Fn(&mut Nifti1) -> &mut Nifti1| {
        with(|f| change(f.i16(at::SFORM_CODE, 0).i16(at::QFORM_CODE, 1)))
    };
    let nan_sform = |code: i16| with(|f| f.f32(at::SROW, f32::NAN).i16(at::QFORM_CODE, code));
    let spacing = |mm: f32| with(|f| f.f32(at::PIXDIM + 8, mm));
    vec![
        case("a plane without orientation", plane.file(), Reads(&["orientation-missing"])),
        case("qfac 0", qform(&|f| f.f32(at::PIXDIM, 0.0)), Reads(&[])),
        case("qfac 2", qform(&|f| f.f32(at::PIXDIM, 2.0)), Reads(&[])),
        case("quaternion a little long", qform(&|f| f.f32(at::QUATERN, 1.000_002)), Reads(&[])),
        case("quaternion twice as long", qform(&|f| f.f32(at::QUATERN + 4, 2.0)), Reads(&[])),
        case("negative spacing, qform", qform(&|f| f.f32(at::PIXDIM + 4, -1.0)), Reads(&["spacing-invalid"])),
        case("quaternion no number", qform(&|f| f.f32(at::QUATERN, f32::NAN)), Reads(&["qform-not-finite"])),
        case(
            "quaternion infinite",
            qform(&|f| f.f32(at::QUATERN, f32::INFINITY)),
            Reads(&["qform-not-finite"]),
        ),
        case("offset no number", qform(&|f| f.f32(at::QOFFSET, f32::NAN)), Reads(&["qform-not-finite"])),
        case("sform no number, qform good", nan_sform(1), Reads(&["sform-unusable"])),
        case("sform no number, no qform", nan_sform(0), Refused(Malformed, "orientation")),
        case("sform of zeros", with(|f| f.bytes(at::SROW, &[0; 48])), Refused(Malformed, "orientation")),
        case("sform with shear", with(|f| f.f32(at::SROW + 4, 0.1)), Refused(Unsupported, "sheared grid")),
        case("sform of another scale", with(|f| f.f32(at::SROW, 2.0)), Reads(&["spacing-ambiguous"])),
        case("spacing 0", spacing(0.0), Reads(&["spacing-invalid"])),
        case("spacing no number", spacing(f32::NAN), Reads(&["spacing-invalid"])),
        case("spacing infinite", spacing(f32::NEG_INFINITY), Reads(&["spacing-invalid"])),
        case("sform of no extent", with(|f| f.f32(at::SROW, 1e-30)), Refused(Malformed, "orientation")),
        case(
            "sform beyond the stars",
            with(|f| f.f32(at::SROW + 12, 1e30)),
            Refused(Malformed, "orientation"),
        ),
        case("spacing of no extent", spacing(1e-30), Reads(&["spacing-invalid"])),
        case("codes no one has heard of", with(|f| f.i16(at::SFORM_CODE, 77)), Reads(&[])),
        case("a code below 1", with(|f| f.i16(at::SFORM_CODE, -77)), Reads(&["orientation-missing"])),
    ]
}

fn gzip_cases() -> Vec<Case> {
    let whole = good().file();
    let packed = gzip(&whole);
    let members = [gzip(&whole[..100]), gzip(&whole[100..353]), gzip(&[]), gzip(&whole[353..])].concat();
    let changed = |from_end: usize| {
        let mut bytes = packed.clone();
        let place = bytes.len() - from_end;
        bytes[place] ^= 0x55;
        bytes
    };
    let mut cases = vec![
        case("gzip", packed.clone(), Reads(&[])),
        case("gzip of four members", members, Reads(&[])),
        case("gzip and zeros", [&packed[..], &[0; 1000]].concat(), Reads(&[])),
        case("gzip and rubbish", [&packed[..], b"rubbish"].concat(), Reads(&[])),
        case("gzip with a wrong checksum", changed(8), Refused(Malformed, "gzip")),
        case("gzip with a wrong length", changed(4), Refused(Malformed, "gzip")),
        case("gzip damaged inside", changed(30), Refused(Malformed, "gzip")),
        case("gzip in gzip", gzip(&packed), Refused(Format, "gzip inside gzip")),
        case("gzip of nothing", gzip(&[]), Refused(Format, "an empty file")),
        case("gzip of text", gzip(b"not an image\n"), Refused(Format, "a text file")),
        case("gzip of a header alone", gzip(&whole[..352]), Refused(Malformed, "352 bytes")),
    ];
    for cut in [2, 10, 30, packed.len() - 9, packed.len() - 1] {
        cases.push(case(
            format!("gzip cut to {cut} bytes"),
            packed[..cut].to_vec(),
            Refused(Malformed, "gzip"),
        ));
    }
    cases
}

fn size_cases() -> Vec<Case> {
    let sized = |size: [i16; 3], dtype: i16| {
        with(|f| {
            for (axis, n) in size.into_iter().enumerate() {
                f.i16(at::DIM + 2 + 2 * axis, n);
            }
            f.i16(at::DATATYPE, dtype)
        })
    };
    let seven = with(|f| (1..8).fold(f.i16(at::DIM, 7), |f, i| f.i16(at::DIM + 2 * i, 32767)));
    let largest = sized([512, 512, 512], 64);
    vec![
        case(
            "32767³ voxels of 8 bytes",
            sized([32767; 3], 64),
            Refused(TooLarge, "32767 × 32767 × 32767 voxels"),
        ),
        case("seven dimensions of 32767", seven, Refused(Unsupported, "1152780773560811521 volumes")),
        case(
            "one voxel row too many",
            sized([512, 512, 513], 2),
            Refused(TooLarge, "at most 134217728 voxels"),
        ),
        case("1 GiB promised, 400 bytes there", largest.clone(), Refused(Malformed, "found 400 bytes")),
        case("1 GiB promised, gzipped", gzip(&largest), Refused(Malformed, "found 400 bytes")),
        case("1.5 GiB of bytes promised", gzip(&sized([1024, 1024, 1536], 2)), Refused(TooLarge, "voxels")),
        case(
            "300 MB of zeros after the voxels",
            gzip_with_zeros(&good().file(), 300 << 20),
            Refused(TooLarge, "gzip"),
        ),
    ]
}

fn nifti2_cases() -> Vec<Case> {
    let patched = |offset: usize, field: &[u8]| {
        let mut bytes = nifti2(false);
        bytes[offset..offset + field.len()].copy_from_slice(field);
        bytes
    };
    vec![
        case("NIfTI-2", nifti2(false), Reads(&[])),
        case("NIfTI-2, big endian", nifti2(true), Reads(&[])),
        case("NIfTI-2, gzipped", gzip(&nifti2(false)), Reads(&[])),
        case("NIfTI-2 cut in its header", nifti2(false)[..400].to_vec(), Refused(Malformed, "540 bytes")),
        case(
            "NIfTI-2 cut in its voxels",
            nifti2(false)[..590].to_vec(),
            Refused(Malformed, "found 590 bytes"),
        ),
        case("NIfTI-2 after a change of line ends", patched(8, b"\n\n\x1a\n"), Refused(Malformed, "magic")),
        case(
            "NIfTI-2 of another header size",
            patched(0, &541i32.to_le_bytes()),
            Refused(Malformed, "sizeof_hdr"),
        ),
        case("NIfTI-2 of 2^63 voxels", patched(24, &i64::MAX.to_le_bytes()), Refused(TooLarge, "counted")),
        case("NIfTI-2 of negative size", patched(24, &i64::MIN.to_le_bytes()), Refused(Malformed, "dim[1]")),
        case(
            "NIfTI-2 before its start",
            patched(168, &(-1i64).to_le_bytes()),
            Refused(Malformed, "vox_offset"),
        ),
        case("NIfTI-2 far off", patched(168, &i64::MAX.to_le_bytes()), Refused(Malformed, "vox_offset")),
        case(
            "NIfTI-2 of complex numbers",
            patched(12, &1792i16.to_le_bytes()),
            Refused(Unsupported, "complex"),
        ),
    ]
}

fn pair_cases() -> Vec<Case> {
    let mut file = good();
    file.bytes(at::MAGIC, b"ni1\0").f32(at::VOX_OFFSET, 0.0);
    let (head, voxels) = file.pair();
    let pair = |name: &str, head: &[u8], data: &[u8], verdict: Verdict| Case {
        name: name.into(),
        bytes: head.to_vec(),
        data: Some(data.to_vec()),
        verdict,
    };
    let shifted = file.f32(at::VOX_OFFSET, 4.0).pair().0;
    let negative = file.f32(at::VOX_OFFSET, -4.0).pair().0;
    vec![
        pair("pair", &head, &voxels, Reads(&[])),
        pair("pair, header without extension bytes", &head[..348], &voxels, Reads(&[])),
        pair("pair, voxels gzipped", &head, &gzip(&voxels), Reads(&[])),
        pair("pair, header gzipped", &gzip(&head), &voxels, Reads(&[])),
        pair("pair, voxels from byte 4 on", &shifted, &[&[1; 4], &voxels[..]].concat(), Reads(&[])),
        pair("pair, voxels before the start", &negative, &voxels, Refused(Malformed, "vox_offset")),
        pair("pair, too few voxels", &head, &voxels[..47], Refused(Malformed, "found 47 bytes")),
        pair("pair, no voxels", &head, &[], Refused(Malformed, "found 0 bytes")),
        pair("pair, gzip damaged", &head, &gzip(&voxels)[..20], Refused(Malformed, "gzip")),
        pair("pair of an image and something", &good().file(), &voxels, Refused(Format, "a whole image")),
        case("pair without voxels", head, Refused(Missing, ".img")),
    ]
}

fn foreign_cases() -> Vec<Case> {
    let jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xdb\x00\x43";
    let dicom = [&[0; 128][..], b"DICM\x02\x00\x00\x00UL\x04\x00"].concat();
    vec![
        case("empty", Vec::new(), Refused(Format, "an empty file")),
        case("text", b"Patient,Age\n1,59\n".to_vec(), Refused(Format, "a text file")),
        case("long text", b"0123456789".repeat(400), Refused(Format, "a text file")),
        case("JPEG", jpeg.to_vec(), Refused(Format, "a JPEG picture")),
        case("PNG", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Refused(Format, "a PNG picture")),
        case("DICOM", dicom, Refused(Format, "a DICOM file")),
        case("ZIP", b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(), Refused(Format, "a ZIP archive")),
        case("NRRD", b"NRRD0005\ntype: short\n".to_vec(), Refused(Malformed, "NRRD header")),
        case("zeros", vec![0; 4096], Refused(Format, "unknown kind")),
        case("ones", vec![0xff; 4096], Refused(Format, "unknown kind")),
    ]
}

/// Every file with a verdict.
pub fn cases() -> Vec<Case> {
    let groups = [
        layout_cases(),
        header_cases(),
        orientation_cases(),
        gzip_cases(),
        size_cases(),
        nifti2_cases(),
        pair_cases(),
        foreign_cases(),
    ];
    groups.into_iter().flatten().collect()
}
