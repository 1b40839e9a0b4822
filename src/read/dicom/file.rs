//! One DICOM file: what it is by its first bytes, and its header (PS3.10 §7).

use std::io::Read;

use flate2::read::DeflateDecoder;

use super::dataset::{DataSet, Encoding, Stop, Walk};
use super::syntax::{self, Syntax};
use crate::error::{Error, Result};
use crate::read::pieces::unreadable;
use crate::read::source::{Source, first_bytes};
use crate::words::ScanProblem;

/// Transfer Syntax UID.
const TRANSFER_SYNTAX: u32 = 0x0002_0010;
/// Bytes that are read of a file at first; most headers end before.
const FIRST_PIECE: u64 = 64 << 10;
/// A data set may inflate to this many bytes beyond [`INFLATED_PER_BYTE`] for each of its own.
const INFLATED_BASE: u64 = 48 << 20;
const INFLATED_PER_BYTE: u64 = 3;

/// The bytes of a file as far as they were read, ready to be parsed.
pub(super) struct File {
    bytes: Vec<u8>,
    /// Where the data set begins in `bytes`.
    start: usize,
    pub(super) syntax: Syntax,
}

/// Whether a file may be DICOM: `DICM` after 128 bytes, or an element of group 0002 or 0008 at its start.
pub(super) fn looks_like_dicom(start: &[u8]) -> bool {
    meta_start(start).is_some()
}

/// Where the meta information, or the data set of a file without any, begins.
fn meta_start(bytes: &[u8]) -> Option<usize> {
    if bytes.get(128..132) == Some(b"DICM") { Some(132) } else { plausible(bytes).map(|_| 0) }
}

/// The encoding in which the bytes are an element of group 0002 or 0008.
fn plausible(bytes: &[u8]) -> Option<Encoding> {
    let head: &[u8; 8] = bytes.get(..8)?.try_into().ok()?;
    let group = [head[0], head[1]];
    let is_first = |group: u16| group == 2 || group == 8;
    let has_vr = head[4].is_ascii_uppercase() && head[5].is_ascii_uppercase();
    if is_first(u16::from_le_bytes(group)) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        return if has_vr { Some(Encoding::EXPLICIT) } else { (length < 1024).then_some(Encoding::IMPLICIT) };
    }
    (is_first(u16::from_be_bytes(group)) && has_vr).then_some(Encoding::BIG_ENDIAN)
}

impl File {
    /// Calls `use_it` with the data set of a file, its pixels perhaps cut off, and the number of bytes there are of it.
    /// Only as much of the file is read as is needed for that.
    ///
    /// # Errors
    /// Not DICOM, cut off, of a transfer syntax that is not read; the errors of `use_it`.
    pub(super) fn header<T>(
        source: &dyn Source,
        use_it: impl Fn(&DataSet, &Syntax, u64) -> Result<T>,
    ) -> Result<T> {
        let mut piece = FIRST_PIECE;
        loop {
            let whole = piece >= source.len();
            match Self::open(source, piece).and_then(|file| file.parsed(source.len(), &use_it)) {
                Ok(found) => return Ok(found),
                Err(Stop::Cut) if !whole => piece = piece.saturating_mul(8),
                Err(stop) => return Err(stop.into_error()),
            }
        }
    }

    /// A file, read to its end, ready to give its pixels.
    pub(super) fn whole(source: &dyn Source) -> Result<Self> {
        Self::open(source, u64::MAX).map_err(Stop::into_error)
    }

    /// The data set with everything up to its pixels.
    pub(super) fn data_set(&self) -> Result<DataSet<'_>> {
        Walk::new(&self.bytes, self.start, self.syntax.encoding)
            .data_set(self.bytes.len(), u32::MAX)
            .map_err(Stop::into_error)
    }

    fn parsed<T>(
        &self,
        file_length: u64,
        use_it: &impl Fn(&DataSet, &Syntax, u64) -> Result<T>,
    ) -> std::result::Result<T, Stop> {
        let mut walk = Walk::new(&self.bytes, self.start, self.syntax.encoding);
        let data = walk.data_set(self.bytes.len(), u32::MAX)?;
        let length = if self.syntax.deflated { self.bytes.len() as u64 } else { file_length };
        use_it(&data, &self.syntax, length).map_err(Stop::from)
    }

    /// Reads the first `length` bytes of a file, and inflates what is deflated.
    fn open(source: &dyn Source, length: u64) -> std::result::Result<Self, Stop> {
        let bytes = first_bytes(source, length).map_err(|cause| Stop::from(unreadable(&cause)))?;
        let at = meta_start(&bytes).ok_or_else(|| Stop::from(Error::from(ScanProblem::NotDicom)))?;
        let mut walk = Walk::new(&bytes, at, Encoding::EXPLICIT);
        let meta = match bytes.get(at..at + 2) {
            Some([2, 0]) => walk.data_set(bytes.len(), 0x0003_0000)?,
            _ => DataSet::empty(Encoding::EXPLICIT),
        };
        let start = walk.at;
        let seen = bytes.get(start..).and_then(plausible);
        let syntax = match meta.text(TRANSFER_SYNTAX) {
            Some(uid) => syntax::of_uid(&uid).map_err(Stop::from)?,
            None => native(seen.ok_or(if length < source.len() { Stop::Cut } else { no_syntax() })?),
        };
        if syntax.deflated {
            let inflated = inflate(&bytes[start..])?;
            return Ok(Self { bytes: inflated, start: 0, syntax });
        }
        // Some writers say explicit and write implicit, or the other way round: the bytes are believed.
        let encoding = match seen {
            Some(seen) if !syntax.encoding.big_endian && !seen.big_endian => seen,
            _ => syntax.encoding,
        };
        Ok(Self { bytes, start, syntax: Syntax { encoding, ..syntax } })
    }
}

fn native(encoding: Encoding) -> Syntax {
    match encoding {
        Encoding::IMPLICIT => syntax::IMPLICIT,
        Encoding::BIG_ENDIAN => syntax::BIG_ENDIAN,
        _ => syntax::EXPLICIT,
    }
}

fn no_syntax() -> Stop {
    Stop::from(Error::from(ScanProblem::DicomNoSyntax))
}

fn inflate(bytes: &[u8]) -> std::result::Result<Vec<u8>, Stop> {
    let most = INFLATED_BASE + INFLATED_PER_BYTE * bytes.len() as u64;
    let mut inflated = Vec::new();
    let read = DeflateDecoder::new(bytes).take(most + 1).read_to_end(&mut inflated);
    read.map_err(|_| Stop::Cut)?;
    if inflated.len() as u64 > most {
        return Err(Stop::from(Error::from(ScanProblem::DicomInflated { most })));
    }
    Ok(inflated)
}
