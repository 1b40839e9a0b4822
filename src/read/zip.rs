//! Zip archives: each entry is a [`Source`] of its own, inflated when it is read.

use std::io;
use std::io::{Read, Seek, SeekFrom};

use zip::ZipArchive;

use crate::error::{Error, Result};
use crate::read::source::Source;
use crate::words::ScanProblem;

/// First bytes of a zip archive: of its first file, or of the end of one without files.
const MAGIC: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// Most entries of an archive.
const MAX_ENTRIES: usize = 100_000;
/// Bytes that are read of an archive at a time.
const PIECE: u64 = 64 << 10;
/// An entry may inflate to this many bytes beyond four times its own.
const INFLATED_BASE: u64 = 48 << 20;

/// Whether bytes are the start of a zip archive.
pub fn is_zip(start: &[u8]) -> bool {
    MAGIC.iter().any(|magic| start.starts_with(magic))
}

/// One file in an archive.
pub struct Entry<'a> {
    archive: ZipArchive<Reader<'a>>,
    at: usize,
    length: u64,
    /// What it claims to be long.
    claimed: u64,
    name: String,
}

/// The files of an archive, in its order; folders are left out.
///
/// # Errors
/// Not a zip archive, broken, encrypted, or with too many entries.
pub fn entries(source: &dyn Source) -> Result<Vec<Entry<'_>>> {
    let broken = |cause: String| Error::from(ScanProblem::ZipBroken { cause });
    let reader = Reader { source, at: 0, held: Vec::new(), held_from: 0 };
    let mut archive = ZipArchive::new(reader).map_err(|cause| broken(cause.to_string()))?;
    if archive.len() > MAX_ENTRIES {
        return Err(ScanProblem::ZipEntries { most: MAX_ENTRIES, found: archive.len() }.into());
    }
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|cause| broken(cause.to_string()))?;
        if entry.encrypted() {
            return Err(ScanProblem::ZipEncrypted.into());
        }
        let is_file = entry.is_file();
        // What an entry claims to be when inflated is not believed beyond reason.
        let length = entry.size().min(INFLATED_BASE + 4 * entry.compressed_size());
        let name = entry.name().map_err(|cause| broken(cause.to_string()))?.into_owned();
        let claimed = entry.size();
        drop(entry);
        if is_file {
            found.push(Entry { archive: archive.clone(), at, length, claimed, name });
        }
    }
    Ok(found)
}

impl Entry<'_> {
    /// Its path in the archive.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All of its bytes.
    ///
    /// # Errors
    /// It inflates to more than four times its bytes and a base, or is broken.
    pub fn read(&self) -> Result<Vec<u8>> {
        if self.claimed > self.length {
            return Err(ScanProblem::ZipInflated { most: self.length, found: self.claimed }.into());
        }
        let mut bytes = vec![0; self.length as usize];
        let broken = |cause: io::Error| ScanProblem::ZipBroken { cause: cause.to_string() };
        self.read_at(0, &mut bytes).map_err(broken)?;
        Ok(bytes)
    }
}

impl Source for Entry<'_> {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> io::Result<()> {
        let mut archive = self.archive.clone();
        let mut entry = archive.by_index(self.at).map_err(io::Error::other)?;
        io::copy(&mut entry.by_ref().take(offset), &mut io::sink())?;
        entry.read_exact(into)
    }
}

/// Reads a source from its start to its end, a piece at a time.
struct Reader<'a> {
    source: &'a dyn Source,
    at: u64,
    /// The piece that was read last, and where it begins.
    held: Vec<u8>,
    held_from: u64,
}

impl Clone for Reader<'_> {
    /// Without the piece that is held: every entry has a reader, and there may be many.
    fn clone(&self) -> Self {
        Self { source: self.source, at: self.at, held: Vec::new(), held_from: 0 }
    }
}

impl Read for Reader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let is_held = |reader: &Self| {
            let end = reader.held_from + reader.held.len() as u64;
            (reader.held_from..end).contains(&reader.at)
        };
        if !is_held(self) {
            let left = self.source.len().saturating_sub(self.at);
            self.held.resize(left.min(PIECE) as usize, 0);
            self.held_from = self.at;
            self.source.read_at(self.at, &mut self.held)?;
        }
        let start = (self.at - self.held_from) as usize;
        let count = into.len().min(self.held.len() - start);
        into[..count].copy_from_slice(&self.held[start..start + count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Reader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let from = |base: u64, by: i64| base.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput);
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => from(self.source.len(), by)?,
            SeekFrom::Current(by) => from(self.at, by)?,
        };
        Ok(self.at)
    }
}
