//! Bytes of a file, gunzipped on the way where they are compressed.

use std::io::{BufRead, Read};

use flate2::bufread::GzDecoder;

use super::pieces::{Part, Pieces, unreadable};
use crate::error::{Error, Result};
use crate::words::ImageProblem;

/// Most bytes that are skipped before the voxels or drained after them: 256 MiB.
///
/// Header extensions and padding are far smaller; a gzip file that unpacks to more is a bomb.
pub(super) const MAX_SKIP: u64 = 1 << 28;

/// No byte of a deflated stream becomes more than so many.
const MOST_DEFLATED: u64 = 1032;

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The uncompressed bytes of a file, in order.
pub(super) enum Stream<'a> {
    /// The file as it is, and how many bytes are still to come.
    Plain(Pieces<'a>, u64),
    /// The file was gzip: one member after the other.
    Gzip(Box<GzDecoder<Ahead<'a>>>),
}

/// Whether a file begins as gzip does.
pub(super) fn is_gzip(file: Part<'_>) -> Result<bool> {
    Ok(file.bytes(0, GZIP.len())? == GZIP)
}

/// Up to `length` uncompressed bytes from the start of a file.
pub(super) fn head(file: Part<'_>, length: usize) -> Result<Vec<u8>> {
    let mut head = vec![0; length];
    let found = Stream::of(file)?.fill(&mut head)?;
    head.truncate(found);
    Ok(head)
}

/// Bytes whose next two can be looked at, wherever the reader's pieces end.
pub(super) struct Ahead<'a> {
    reader: Pieces<'a>,
    /// A byte that was taken out of the reader's piece to see the one after it.
    taken: Option<u8>,
}

impl<'a> Ahead<'a> {
    /// What is left, for another reader.
    fn end(&mut self) -> Ahead<'a> {
        let nothing = Part { from: u64::MAX, ..self.reader.part() }.open();
        Ahead { reader: std::mem::replace(&mut self.reader, nothing), taken: self.taken.take() }
    }

    /// Whether another gzip member follows.
    fn is_gzip(&mut self) -> std::io::Result<bool> {
        if self.taken.is_none() {
            match *self.reader.fill_buf()? {
                [] => return Ok(false),
                [first] => {
                    self.taken = Some(first);
                    self.reader.consume(1);
                }
                [first, second, ..] => return Ok([first, second] == GZIP),
            }
        }
        Ok(self.taken == Some(GZIP[0]) && self.reader.fill_buf()?.first() == Some(&GZIP[1]))
    }
}

impl Read for Ahead<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.taken.filter(|_| !buffer.is_empty()) {
            Some(byte) => {
                buffer[0] = byte;
                self.taken = None;
                Ok(1)
            }
            None => self.reader.read(buffer),
        }
    }
}

impl BufRead for Ahead<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        match &self.taken {
            Some(byte) => Ok(std::slice::from_ref(byte)),
            None => self.reader.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        match self.taken.is_some() {
            true if count > 0 => self.taken = None,
            true => {}
            false => self.reader.consume(count),
        }
    }
}

impl<'a> Stream<'a> {
    /// A stream over a file; whether it is gzip is seen by its first bytes.
    pub(super) fn of(file: Part<'a>) -> Result<Self> {
        Ok(match is_gzip(file)? {
            true => Self::Gzip(Box::new(GzDecoder::new(Ahead { reader: file.open(), taken: None }))),
            false => Self::plain(file),
        })
    }

    /// A stream over a file that is not looked at.
    pub(super) fn plain(file: Part<'a>) -> Self {
        Self::Plain(file.open(), file.length())
    }

    /// Uncompressed length of a file, where it is known without reading it: a gzip file tells it in its last bytes, and is
    /// believed when that much can have become that little.
    pub(super) fn length(file: Part<'_>) -> Result<Option<u64>> {
        if !is_gzip(file)? {
            return Ok(Some(file.length()));
        }
        let last = file.bytes(file.length().saturating_sub(4), 4)?;
        let stated = last.first_chunk().map(|&last| u64::from(u32::from_le_bytes(last)));
        Ok(stated.filter(|&stated| stated <= MOST_DEFLATED * file.length()))
    }

    /// Bytes that are still to come, where that is known beforehand.
    pub(super) fn remaining(&self) -> Option<u64> {
        match self {
            Self::Plain(_, left) => Some(*left),
            Self::Gzip(_) => None,
        }
    }

    /// Fills the buffer; fewer bytes than it holds are returned only at the end of the file.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.some(&mut buffer[filled..])? {
                0 => break,
                n => filled += n,
            }
        }
        Ok(filled)
    }

    /// Skips bytes; returns how many there were to skip.
    pub(super) fn skip(&mut self, count: u64) -> Result<u64> {
        let mut buffer = [0; 4096];
        let mut skipped = 0;
        while skipped < count {
            let wanted = buffer.len().min(usize::try_from(count - skipped).unwrap_or(usize::MAX));
            match self.some(&mut buffer[..wanted])? {
                0 => break,
                n => skipped += n as u64,
            }
        }
        Ok(skipped)
    }

    /// Reads a gzip file to its end, where its checksum stands; damage anywhere in it is found here at the latest.
    pub(super) fn drain(&mut self) -> Result<()> {
        if matches!(self, Self::Gzip(_)) && self.skip(MAX_SKIP + 1)? > MAX_SKIP {
            return Err(ImageProblem::GzipTail { most: MAX_SKIP }.into());
        }
        Ok(())
    }

    /// At least one byte, or 0 at the end. After a gzip member another may follow; padding and other bytes that do not
    /// start one are ignored, as gzip itself does.
    fn some(&mut self, buffer: &mut [u8]) -> Result<usize> {
        match self {
            Self::Plain(reader, left) => {
                let n = reader.read(buffer).map_err(|cause| unreadable(&cause))?;
                *left = left.saturating_sub(n as u64);
                Ok(n)
            }
            Self::Gzip(decoder) => loop {
                let n = decoder.read(buffer).map_err(|cause| damaged(&cause))?;
                if n > 0 || !decoder.get_mut().is_gzip().map_err(|cause| unreadable(&cause))? {
                    return Ok(n);
                }
                // The decoder takes a new member up after the one that has ended.
                let ended = decoder.get_mut().end();
                **decoder = GzDecoder::new(ended);
            },
        }
    }
}

fn damaged(cause: &std::io::Error) -> Error {
    match cause.kind() {
        // Not of the decoder, but of the file below it.
        std::io::ErrorKind::Other => unreadable(cause),
        std::io::ErrorKind::UnexpectedEof => ImageProblem::GzipCutOff.into(),
        _ => ImageProblem::GzipDamaged { cause: cause.to_string() }.into(),
    }
}

#[cfg(test)]
mod tests {
    use crate::error::ErrorKind;
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn all(bytes: &[u8]) -> Result<Vec<u8>> {
        let mut stream = Stream::of(Part::whole(&bytes))?;
        let mut out = vec![0; 100];
        let n = stream.fill(&mut out)?;
        stream.drain()?;
        out.truncate(n);
        Ok(out)
    }

    /// A member's end, and with it the two bytes that tell of another, may fall on the end of a piece.
    #[test]
    fn members_are_the_same_wherever_the_pieces_of_a_file_end() {
        // Not compressed, so that lengths are known: the first piece has 4096 bytes.
        let stored = |bytes: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
            encoder.write_all(bytes).expect("memory");
            encoder.finish().expect("memory")
        };
        let overhead = stored(&[7; 4000]).len() - 4000;
        for first in 4096 - overhead - 4..4096 - overhead + 4 {
            let file = [stored(&vec![7; first]), stored(&[8; 9000])].concat();
            let mut out = vec![0; first + 9100];
            let mut stream = Stream::of(Part::whole(&file)).unwrap();
            assert_eq!(stream.fill(&mut out).unwrap(), first + 9000, "{first}");
            stream.drain().unwrap();
        }
    }

    #[test]
    fn members_follow_each_other_and_padding_is_ignored() {
        let two = [gzip(b"bytes "), gzip(b""), gzip(b"and more")].concat();
        assert_eq!(all(&two), Ok(b"bytes and more".to_vec()));
        assert_eq!(all(&[&two[..], &[0; 512]].concat()), Ok(b"bytes and more".to_vec()));
        assert_eq!(all(&[&two[..], b"rubbish"].concat()), Ok(b"bytes and more".to_vec()));
    }

    #[test]
    fn damage_and_an_early_end_are_errors() {
        let good = gzip(b"bytes and more");
        for cut in 2..good.len() {
            assert_eq!(all(&good[..cut]).expect_err("cut").kind, ErrorKind::Malformed, "cut at {cut}");
        }
        let mut bad = good.clone();
        let checksum = bad.len() - 8;
        bad[checksum] ^= 1;
        assert_eq!(all(&bad).expect_err("checksum").kind, ErrorKind::Malformed);
    }
}
