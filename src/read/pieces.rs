//! A file as a stream of its bytes, read piece by piece.

use std::io;
use std::io::{BufRead, Read};

use super::source::Source;
use crate::error::{Error, Result};
use crate::words::ScanProblem;

/// Bytes of the first piece that is read, enough for most headers.
const FIRST: u64 = 1 << 12;
/// Bytes of the largest piece.
const LARGEST: u64 = 1 << 20;

/// The files a scan consists of.
#[derive(Clone, Copy)]
pub struct Files<'a> {
    /// The file, or the header of a pair.
    pub file: &'a dyn Source,
    /// The voxels of a header that has them in files of their own, in its order ([`data_files`](super::data_files)).
    pub data: &'a [&'a dyn Source],
}

/// A file from one of its bytes on.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub source: &'a dyn Source,
    pub from: u64,
}

impl<'a> Part<'a> {
    /// All of a file.
    pub fn whole(source: &'a dyn Source) -> Self {
        Self { source, from: 0 }
    }

    /// Bytes in it.
    pub fn length(self) -> u64 {
        self.source.len().saturating_sub(self.from)
    }

    /// Its bytes in order.
    pub fn open(self) -> Pieces<'a> {
        Pieces { source: self.source, at: self.from, piece: Vec::new(), used: 0, next: FIRST }
    }

    /// Up to `length` of its bytes, from one of them on.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn bytes(self, from: u64, length: usize) -> Result<Vec<u8>> {
        let left = usize::try_from(self.length().saturating_sub(from)).unwrap_or(usize::MAX);
        let mut bytes = vec![0; length.min(left)];
        let from = self.from.saturating_add(from);
        self.source.read_at(from, &mut bytes).map_err(|cause| unreadable(&cause))?;
        Ok(bytes)
    }
}

/// The file cannot be read: it was moved, or changed, or the disk is at fault.
pub(crate) fn unreadable(cause: &io::Error) -> Error {
    ScanProblem::FileUnreadable { cause: cause.to_string() }.into()
}

/// The bytes of a file in pieces, small ones at first: many readers only look at its start.
pub(super) struct Pieces<'a> {
    source: &'a dyn Source,
    /// Place of what comes after the piece.
    at: u64,
    piece: Vec<u8>,
    /// Bytes of the piece that were consumed.
    used: usize,
    /// Bytes to be read next.
    next: u64,
}

impl<'a> Pieces<'a> {
    /// What is still to be read of the file.
    pub fn part(&self) -> Part<'a> {
        Part { source: self.source, from: self.at }
    }
}

impl BufRead for Pieces<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used == self.piece.len() {
            let count = self.source.len().saturating_sub(self.at).min(self.next);
            self.used = 0;
            // Of no piece, if this one cannot be read.
            self.piece.clear();
            let mut piece = std::mem::take(&mut self.piece);
            piece.resize(count as usize, 0);
            self.source.read_at(self.at, &mut piece)?;
            (self.piece, self.at, self.next) = (piece, self.at + count, (self.next * 16).min(LARGEST));
        }
        Ok(&self.piece[self.used..])
    }

    fn consume(&mut self, count: usize) {
        self.used = (self.used + count).min(self.piece.len());
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let piece = self.fill_buf()?;
        let count = piece.len().min(buffer.len());
        buffer[..count].copy_from_slice(&piece[..count]);
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_the_same_whatever_piece_they_come_in_and_none_come_from_beyond_the_end() {
        let bytes: Vec<u8> = (0..FIRST * 17 + 5).map(|at| (at * 31 % 251) as u8).collect();
        for from in [0, 1, FIRST - 1, FIRST, FIRST * 17, FIRST * 17 + 4, FIRST * 17 + 5, u64::MAX] {
            let part = Part { source: &bytes, from };
            let mut all = Vec::new();
            part.open().read_to_end(&mut all).expect("memory can be read");
            let expected = bytes.get(usize::try_from(from).unwrap_or(usize::MAX)..).unwrap_or_default();
            assert!(all == expected, "from {from}");
            assert_eq!(part.length(), expected.len() as u64);
            assert!(part.bytes(0, bytes.len() + 1).expect("memory can be read") == expected);
        }
    }
}
