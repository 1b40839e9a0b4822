//! Transfer syntaxes: how a file's elements and pixels are written (PS3.5 annex A). One table.

use super::dataset::Encoding;
use crate::error::Result;
use crate::words::ScanProblem;

/// How pixels are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    /// Not at all.
    Native,
    /// Run lengths of byte planes.
    Rle,
    /// JPEG, 8 bits with loss.
    JpegBaseline,
    /// JPEG without loss, process 14.
    JpegLossless,
    /// JPEG-LS.
    JpegLs,
    /// JPEG 2000.
    Jpeg2000,
}

/// One transfer syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Syntax {
    pub(super) uid: &'static str,
    pub(super) encoding: Encoding,
    /// The data set after the meta information is deflated.
    pub(super) deflated: bool,
    pub(super) compression: Compression,
    /// Values may have been changed by the compression.
    pub(super) lossy: bool,
}

const fn compressed(uid: &'static str, compression: Compression, lossy: bool) -> Syntax {
    Syntax { uid, encoding: Encoding::EXPLICIT, deflated: false, compression, lossy }
}

const fn native(uid: &'static str, encoding: Encoding, deflated: bool) -> Syntax {
    Syntax { uid, encoding, deflated, compression: Compression::Native, lossy: false }
}

pub(super) const IMPLICIT: Syntax = native("1.2.840.10008.1.2", Encoding::IMPLICIT, false);
pub(super) const EXPLICIT: Syntax = native("1.2.840.10008.1.2.1", Encoding::EXPLICIT, false);
pub(super) const BIG_ENDIAN: Syntax = native("1.2.840.10008.1.2.2", Encoding::BIG_ENDIAN, false);

/// Transfer syntaxes that are read.
const READ: [Syntax; 12] = [
    IMPLICIT,
    EXPLICIT,
    BIG_ENDIAN,
    native("1.2.840.10008.1.2.1.99", Encoding::EXPLICIT, true),
    compressed("1.2.840.10008.1.2.5", Compression::Rle, false),
    compressed("1.2.840.10008.1.2.4.50", Compression::JpegBaseline, true),
    compressed("1.2.840.10008.1.2.4.57", Compression::JpegLossless, false),
    compressed("1.2.840.10008.1.2.4.70", Compression::JpegLossless, false),
    compressed("1.2.840.10008.1.2.4.80", Compression::JpegLs, false),
    compressed("1.2.840.10008.1.2.4.81", Compression::JpegLs, true),
    compressed("1.2.840.10008.1.2.4.90", Compression::Jpeg2000, false),
    compressed("1.2.840.10008.1.2.4.91", Compression::Jpeg2000, true),
];

/// Transfer syntaxes that are known by name and not read.
const NAMED: [(&str, &str); 16] = [
    ("1.2.840.10008.1.2.1.98", "encapsulated uncompressed"),
    ("1.2.840.10008.1.2.4.51", "JPEG extended, 12 bits with loss"),
    ("1.2.840.10008.1.2.4.92", "JPEG 2000 part 2, lossless"),
    ("1.2.840.10008.1.2.4.93", "JPEG 2000 part 2"),
    ("1.2.840.10008.1.2.4.94", "JPIP referenced"),
    ("1.2.840.10008.1.2.4.95", "JPIP referenced, deflated"),
    ("1.2.840.10008.1.2.4.100", "MPEG-2 main level"),
    ("1.2.840.10008.1.2.4.101", "MPEG-2 high level"),
    ("1.2.840.10008.1.2.4.102", "MPEG-4 AVC"),
    ("1.2.840.10008.1.2.4.103", "MPEG-4 AVC, BD compatible"),
    ("1.2.840.10008.1.2.4.107", "HEVC main profile"),
    ("1.2.840.10008.1.2.4.108", "HEVC main 10 profile"),
    ("1.2.840.10008.1.2.4.110", "JPEG XL, lossless"),
    ("1.2.840.10008.1.2.4.112", "JPEG XL"),
    ("1.2.840.10008.1.2.4.201", "high-throughput JPEG 2000, lossless"),
    ("1.2.840.10008.1.2.4.203", "high-throughput JPEG 2000"),
];

/// The transfer syntax of an identifier.
///
/// # Errors
/// It is not read; the error has its name, where it is known, and its identifier.
pub(super) fn of_uid(uid: &str) -> Result<Syntax> {
    READ.into_iter().find(|syntax| syntax.uid == uid).ok_or_else(|| {
        let name = NAMED.iter().find(|(known, _)| *known == uid).map_or("unknown", |(_, name)| name);
        ScanProblem::DicomSyntax { name, uid: uid.into() }.into()
    })
}
