//! Bytes of a file, gunzipped on the way where they are compressed.

use std::io::Read;

use flate2::bufread::GzDecoder;

use crate::error::{Error, ErrorKind, Result};

/// Most bytes that are skipped before the voxels or drained after them: 256 MiB.
///
/// Header extensions and padding are far smaller; a gzip file that unpacks to more is a bomb.
pub(super) const MAX_SKIP: u64 = 1 << 28;

/// No byte of a deflated stream becomes more than so many.
const MOST_DEFLATED: u64 = 1032;

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The uncompressed bytes of a file, in order.
pub(super) enum Stream<'a> {
    /// The file as it is.
    Plain(&'a [u8]),
    /// The file was gzip: one member after the other.
    Gzip(Box<GzDecoder<&'a [u8]>>),
}

/// Whether a file begins as gzip does.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&GZIP)
}

/// Up to `length` uncompressed bytes from the start of a file.
pub(super) fn head(bytes: &[u8], length: usize) -> Result<Vec<u8>> {
    let mut head = vec![0; length];
    let found = Stream::of(bytes).fill(&mut head)?;
    head.truncate(found);
    Ok(head)
}

impl<'a> Stream<'a> {
    /// A stream over a file; whether it is gzip is seen by its first bytes.
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        match is_gzip(bytes) {
            true => Self::Gzip(Box::new(GzDecoder::new(bytes))),
            false => Self::Plain(bytes),
        }
    }

    /// Uncompressed length of a file, where it is known without reading it: a gzip file tells it in its last bytes, and is
    /// believed when that much can have become that little.
    pub(super) fn length(bytes: &[u8]) -> Option<u64> {
        if !is_gzip(bytes) {
            return Some(bytes.len() as u64);
        }
        let told = u64::from(u32::from_le_bytes(*bytes.last_chunk()?));
        (told <= MOST_DEFLATED * bytes.len() as u64).then_some(told)
    }

    /// Bytes that are still to come, where that is known beforehand.
    pub(super) fn remaining(&self) -> Option<u64> {
        match self {
            Self::Plain(rest) => Some(rest.len() as u64),
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
        if let Self::Plain(rest) = self {
            let skipped = usize::try_from(count).unwrap_or(usize::MAX).min(rest.len());
            *rest = &rest[skipped..];
            return Ok(skipped as u64);
        }
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
            let expected = format!("at most {MAX_SKIP} bytes after the voxels");
            return Err(Error::new(ErrorKind::TooLarge, "gzip file", expected, "more"));
        }
        Ok(())
    }

    /// At least one byte, or 0 at the end. After a gzip member another may follow; padding and other bytes that do not
    /// start one are ignored, as gzip itself does.
    fn some(&mut self, buffer: &mut [u8]) -> Result<usize> {
        match self {
            Self::Plain(rest) => {
                let n = buffer.len().min(rest.len());
                buffer[..n].copy_from_slice(&rest[..n]);
                *rest = &rest[n..];
                Ok(n)
            }
            Self::Gzip(decoder) => loop {
                let n = decoder.read(buffer).map_err(|cause| damaged(&cause))?;
                let rest: &'a [u8] = decoder.get_ref();
                if n > 0 || !is_gzip(rest) {
                    return Ok(n);
                }
                **decoder = GzDecoder::new(rest);
            },
        }
    }
}

fn damaged(cause: &std::io::Error) -> Error {
    let found = match cause.kind() {
        std::io::ErrorKind::UnexpectedEof => "a file that ends too early".to_owned(),
        _ => format!("damaged data ({cause})"),
    };
    Error::new(ErrorKind::Malformed, "gzip file", "an intact gzip stream", found)
        .hint("the file may not have been copied or downloaded completely")
}

#[cfg(test)]
mod tests {
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
        let mut stream = Stream::of(bytes);
        let mut out = vec![0; 100];
        let n = stream.fill(&mut out)?;
        stream.drain()?;
        out.truncate(n);
        Ok(out)
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
