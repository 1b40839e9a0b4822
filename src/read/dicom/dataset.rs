//! Data elements of a DICOM data set (PS3.5 §7), borrowed from the bytes they were parsed from.
//!
//! Nothing is allocated by a length that a file claims: values are slices of the file. Sequences are walked over to
//! find their end, and taken apart only when they are asked for, so that a file of a million empty items costs no more
//! than its bytes.

use crate::error::{Error, Result};
use crate::words::ScanProblem;

/// Deepest nesting of sequences.
const MAX_DEPTH: usize = 16;
/// Most elements and items of one file.
const MAX_ELEMENTS: usize = 2_000_000;
/// A length that is given by a delimiter instead.
const UNDEFINED: u32 = 0xFFFF_FFFF;
const ITEM: u32 = 0xFFFE_E000;
const END_OF_ITEM: u32 = 0xFFFE_E00D;
const END_OF_SEQUENCE: u32 = 0xFFFE_E0DD;
/// Pixel Data, the last element that is read.
pub(super) const PIXEL_DATA: u32 = 0x7FE0_0010;

/// How elements are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Encoding {
    /// The value representation stands beside each tag.
    pub(super) explicit: bool,
    /// Most significant byte first.
    pub(super) big_endian: bool,
}

impl Encoding {
    pub(super) const IMPLICIT: Self = Self { explicit: false, big_endian: false };
    pub(super) const EXPLICIT: Self = Self { explicit: true, big_endian: false };
    pub(super) const BIG_ENDIAN: Self = Self { explicit: true, big_endian: true };
}

/// What the bytes of an element are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A value; in implicit VR and of unknown VR perhaps a sequence of defined length.
    Value,
    /// Items of a sequence in this encoding.
    Sequence(Encoding),
    /// Items that hold compressed pixels, the offset table first.
    Fragments,
}

/// One data element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    /// Group and element: 0x0028_0010 is (0028,0010).
    pub(super) tag: u32,
    pub(super) form: Form,
    pub(super) bytes: &'a [u8],
    /// Where the value lies in the file, by the length that the file claims; it may reach beyond the bytes at hand.
    pub(super) place: [u64; 2],
    /// Unknown VR, whose sequences are implicit VR little endian.
    unknown: bool,
}

/// Elements in the order of the file.
#[derive(Debug, Clone)]
pub(super) struct DataSet<'a> {
    pub(super) encoding: Encoding,
    elements: Vec<Element<'a>>,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Bad(Box::new(error))
    }
}

/// Why parsing stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// The bytes end within an element: with more of the file it may go on.
    Cut,
    /// The bytes are not a data set.
    Bad(Box<Error>),
}

impl Stop {
    /// As an error about a file that has no more bytes.
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::Cut => ScanProblem::DicomCutOff.into(),
            Self::Bad(error) => *error,
        }
    }
}

fn bad(problem: ScanProblem) -> Stop {
    Stop::from(Error::from(problem))
}

/// A tag as standards write it.
fn shown(tag: u32) -> String {
    format!("{tag:08X}")
}

/// Walks over bytes.
pub(super) struct Walk<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    encoding: Encoding,
    /// Elements and items that may still come.
    left: usize,
}

/// Tag, form and length of an element, before its value.
struct Head {
    tag: u32,
    vr: [u8; 2],
    length: u32,
}

impl<'a> Walk<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize, encoding: Encoding) -> Self {
        Self { bytes, at, encoding, left: MAX_ELEMENTS }
    }

    fn take(&mut self, length: usize) -> std::result::Result<&'a [u8], Stop> {
        let end = self.at.checked_add(length).ok_or(Stop::Cut)?;
        let piece = self.bytes.get(self.at..end).ok_or(Stop::Cut)?;
        self.at = end;
        Ok(piece)
    }

    fn u16(&mut self) -> std::result::Result<u16, Stop> {
        let pair = self.take(2)?;
        let pair = [pair[0], pair[1]];
        Ok(if self.encoding.big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    }

    fn u32(&mut self) -> std::result::Result<u32, Stop> {
        let four = self.take(4)?;
        let four = [four[0], four[1], four[2], four[3]];
        Ok(if self.encoding.big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
    }

    fn tag(&mut self) -> std::result::Result<u32, Stop> {
        let group = self.u16()?;
        Ok(u32::from(group) << 16 | u32::from(self.u16()?))
    }

    fn count(&mut self) -> std::result::Result<(), Stop> {
        let more = || bad(ScanProblem::DicomElements { most: MAX_ELEMENTS as u64 });
        self.left = self.left.checked_sub(1).ok_or_else(more)?;
        Ok(())
    }

    fn head(&mut self) -> std::result::Result<Head, Stop> {
        let tag = self.tag()?;
        // Delimiters have no VR in any encoding.
        if !self.encoding.explicit || tag >> 16 == 0xFFFE {
            return Ok(Head { tag, vr: *b"  ", length: self.u32()? });
        }
        let vr = self.take(2)?;
        let vr = [vr[0], vr[1]];
        if has_long_length(vr) {
            self.take(2)?;
            return Ok(Head { tag, vr, length: self.u32()? });
        }
        if vr.iter().all(u8::is_ascii_uppercase) {
            return Ok(Head { tag, vr, length: u32::from(self.u16()?) });
        }
        // An implicit element among explicit ones, as some private groups have: these were bytes of its length.
        self.at -= 2;
        Ok(Head { tag, vr: *b"UN", length: self.u32()? })
    }

    /// Elements up to `end` or before the first tag from `stop` on; Pixel Data is the last.
    pub(super) fn data_set(&mut self, end: usize, stop: u32) -> std::result::Result<DataSet<'a>, Stop> {
        let mut found = DataSet { encoding: self.encoding, elements: Vec::new() };
        while self.at < end {
            // Zeros after the last element fill the file up.
            if end - self.at < 8 && self.bytes[self.at..end].iter().all(|&byte| byte == 0) {
                self.at = end;
                break;
            }
            let start = self.at;
            let head = self.head()?;
            if head.tag >= stop {
                self.at = start;
                break;
            }
            if head.tag == END_OF_ITEM || head.tag == END_OF_SEQUENCE {
                if head.tag == END_OF_SEQUENCE {
                    self.at = start;
                }
                break;
            }
            self.count()?;
            let element = self.element(&head, end, 0)?;
            found.elements.push(element);
            if head.tag == PIXEL_DATA {
                break;
            }
        }
        Ok(found)
    }

    /// The value of an element, `depth` sequences below the data set.
    fn element(&mut self, head: &Head, end: usize, depth: usize) -> std::result::Result<Element<'a>, Stop> {
        let unknown = head.vr == *b"UN";
        let start = self.at;
        let place = [start as u64, start as u64 + u64::from(head.length)];
        let element = |form, bytes| Element { tag: head.tag, form, bytes, place, unknown };
        if head.length == UNDEFINED {
            if head.tag == PIXEL_DATA && depth == 0 {
                self.skip_fragments()?;
                return Ok(element(Form::Fragments, &self.bytes[start..self.at]));
            }
            let own = self.encoding;
            if unknown {
                self.encoding = Encoding::IMPLICIT;
            }
            let inner = self.encoding;
            let skipped = self.skip_items(end, depth + 1);
            self.encoding = own;
            skipped?;
            return Ok(element(Form::Sequence(inner), &self.bytes[start..self.at]));
        }
        let length = head.length as usize;
        if end - self.at < length {
            // Pixels that are cut off are told by their number when they are decoded.
            if head.tag == PIXEL_DATA && depth == 0 && end == self.bytes.len() {
                self.at = end;
                return Ok(element(Form::Value, &self.bytes[start..end]));
            }
            return Err(if end == self.bytes.len() {
                Stop::Cut
            } else {
                bad(ScanProblem::DicomElementLength { tag: shown(head.tag), bytes: length })
            });
        }
        let form = if head.vr == *b"SQ" { Form::Sequence(self.encoding) } else { Form::Value };
        if form != Form::Value {
            // Walked over now, so that what is nested too deep is found.
            let inside = Walk { bytes: &self.bytes[..start + length], at: start, ..*self };
            self.left = inside.over_items(depth + 1)?;
        }
        Ok(element(form, self.take(length)?))
    }

    /// Walks over items that fill the bytes to their end; gives how many elements may still come.
    fn over_items(mut self, depth: usize) -> std::result::Result<usize, Stop> {
        let end = self.bytes.len();
        let whole = |stop| match stop {
            Stop::Cut => bad(ScanProblem::DicomSequenceCut),
            bad => bad,
        };
        while self.at < end {
            self.item(end, depth).map_err(whole)?;
        }
        Ok(self.left)
    }

    /// Walks over items up to the end of their sequence.
    fn skip_items(&mut self, end: usize, depth: usize) -> std::result::Result<(), Stop> {
        loop {
            if self.at >= end {
                return Err(if end == self.bytes.len() {
                    Stop::Cut
                } else {
                    bad(ScanProblem::DicomSequenceOpen)
                });
            }
            if self.item(end, depth)?.is_none() {
                return Ok(());
            }
        }
    }

    /// Walks over one item; `None` at the end of the sequence, else where its elements lie.
    fn item(&mut self, end: usize, depth: usize) -> std::result::Result<Option<(usize, usize)>, Stop> {
        if depth > MAX_DEPTH {
            return Err(bad(ScanProblem::DicomDepth { most: MAX_DEPTH }));
        }
        self.count()?;
        let Head { tag, length, .. } = self.head()?;
        let start = self.at;
        match tag {
            END_OF_SEQUENCE => Ok(None),
            ITEM if length == UNDEFINED => {
                let stop = self.skip_elements(end, depth)?;
                Ok(Some((start, stop)))
            }
            ITEM => {
                let stop = start + length as usize;
                if stop > end {
                    return Err(if end == self.bytes.len() {
                        Stop::Cut
                    } else {
                        bad(ScanProblem::DicomItemLength { bytes: length as usize })
                    });
                }
                self.at = stop;
                Ok(Some((start, stop)))
            }
            other => Err(bad(ScanProblem::DicomNoItem { tag: shown(other) })),
        }
    }

    /// Walks over the elements of an item without a length; gives where they end.
    fn skip_elements(&mut self, end: usize, depth: usize) -> std::result::Result<usize, Stop> {
        while self.at < end {
            let start = self.at;
            let head = self.head()?;
            if head.tag == END_OF_ITEM {
                return Ok(start);
            }
            self.count()?;
            self.element(&head, end, depth)?;
        }
        Err(if end == self.bytes.len() { Stop::Cut } else { bad(ScanProblem::DicomItemOpen) })
    }

    fn skip_fragments(&mut self) -> std::result::Result<(), Stop> {
        loop {
            let Ok(Head { tag, length, .. }) = self.head() else {
                self.at = self.bytes.len();
                return Ok(());
            };
            match tag {
                END_OF_SEQUENCE => return Ok(()),
                ITEM if length != UNDEFINED => self.at = self.bytes.len().min(self.at + length as usize),
                other => return Err(bad(ScanProblem::DicomNoFragment { tag: shown(other) })),
            }
        }
    }
}

/// Value representations whose length has four bytes.
fn has_long_length(vr: [u8; 2]) -> bool {
    const LONG: [&[u8; 2]; 13] =
        [b"OB", b"OW", b"OF", b"OD", b"OL", b"OV", b"SQ", b"UC", b"UR", b"UT", b"UN", b"SV", b"UV"];
    LONG.contains(&&vr)
}

impl<'a> DataSet<'a> {
    /// A data set without elements.
    pub(super) fn empty(encoding: Encoding) -> Self {
        Self { encoding, elements: Vec::new() }
    }

    /// The first element of a tag.
    pub(super) fn find(&self, tag: u32) -> Option<&Element<'a>> {
        self.elements.iter().find(|element| element.tag == tag)
    }

    /// Bytes of a value.
    pub(super) fn bytes(&self, tag: u32) -> Option<&'a [u8]> {
        self.find(tag).filter(|element| element.form == Form::Value).map(|element| element.bytes)
    }

    /// Bytes of a text without the spaces and zeros at its ends; `None` where it is empty.
    pub(super) fn text_bytes(&self, tag: u32) -> Option<&'a [u8]> {
        let is_padding = |byte: &u8| *byte == b' ' || *byte == 0;
        let bytes = self.bytes(tag)?;
        let start = bytes.iter().position(|byte| !is_padding(byte))?;
        let end = bytes.iter().rposition(|byte| !is_padding(byte))?;
        Some(&bytes[start..=end])
    }

    /// A text of the default repertoire (identifiers, codes, numbers), other bytes as the replacement character.
    pub(super) fn text(&self, tag: u32) -> Option<String> {
        self.text_bytes(tag).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// The parts of a text between backslashes, trimmed.
    pub(super) fn texts(&self, tag: u32) -> Vec<String> {
        let text = self.text(tag).unwrap_or_default();
        let parts = text.split('\\').map(|part| part.trim_matches([' ', '\0']).to_owned());
        if text.is_empty() { Vec::new() } else { parts.collect() }
    }

    /// Numbers written as text (DS, IS), or stored as FD or FL; `None` where there are none or one is not finite.
    pub(super) fn numbers(&self, tag: u32) -> Option<Vec<f64>> {
        let texts = self.texts(tag);
        let number = |text: &String| text.parse::<f64>().ok().filter(|number| number.is_finite());
        if texts.is_empty() { None } else { texts.iter().map(number).collect() }
    }

    /// The first of [`Self::numbers`].
    pub(super) fn number(&self, tag: u32) -> Option<f64> {
        self.numbers(tag)?.first().copied()
    }

    /// A number stored as an eight-byte float (FD).
    pub(super) fn float(&self, tag: u32) -> Option<f64> {
        let eight: [u8; 8] = self.bytes(tag)?.get(..8)?.try_into().ok()?;
        let value =
            if self.encoding.big_endian { f64::from_be_bytes(eight) } else { f64::from_le_bytes(eight) };
        value.is_finite().then_some(value)
    }

    /// A two-byte number (US, SS).
    pub(super) fn short(&self, tag: u32) -> Option<u16> {
        let pair: [u8; 2] = self.bytes(tag)?.get(..2)?.try_into().ok()?;
        Some(if self.encoding.big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    }

    /// A four-byte number (UL).
    pub(super) fn long(&self, tag: u32) -> Option<u32> {
        let four: [u8; 4] = self.bytes(tag)?.get(..4)?.try_into().ok()?;
        Some(if self.encoding.big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
    }

    /// Items of a sequence, also of one that implicit VR did not announce; none where there is no such element.
    ///
    /// # Errors
    /// They are not items.
    pub(super) fn items(&self, tag: u32) -> Result<Items<'a>> {
        let Some(element) = self.find(tag) else {
            return Ok(Items { walk: Walk::new(&[], 0, self.encoding) });
        };
        let encoding = match element.form {
            Form::Sequence(encoding) => encoding,
            Form::Value if element.unknown => Encoding::IMPLICIT,
            Form::Value => self.encoding,
            Form::Fragments => return Err(ScanProblem::DicomItemsPacked.into()),
        };
        Ok(Items { walk: Walk::new(element.bytes, 0, encoding) })
    }

    /// The first item of a sequence, where there is one.
    pub(super) fn first_item(&self, tag: u32) -> Option<DataSet<'a>> {
        self.items(tag).ok()?.next()?.ok()
    }
}

/// Items of a sequence, one after the other.
pub(super) struct Items<'a> {
    walk: Walk<'a>,
}

impl<'a> Iterator for Items<'a> {
    type Item = Result<DataSet<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let end = self.walk.bytes.len();
        if self.walk.at >= end {
            return None;
        }
        let found = self.walk.item(end, 1).and_then(|place| {
            let Some((start, stop)) = place else { return Ok(None) };
            let mut inner = Walk { bytes: &self.walk.bytes[..stop], at: start, ..self.walk };
            inner.data_set(stop, u32::MAX).map(Some)
        });
        match found {
            Ok(item) => item.map(Ok),
            Err(stop) => {
                self.walk.at = end;
                Some(Err(stop.into_error()))
            }
        }
    }
}

/// Fragments of compressed pixels, the offset table first; the last may be cut off.
pub(super) fn fragments(bytes: &[u8]) -> Vec<&[u8]> {
    let mut walk = Walk::new(bytes, 0, Encoding::EXPLICIT);
    let mut found = Vec::new();
    while let Ok(Head { tag: ITEM, length, .. }) = walk.head() {
        let end = bytes.len().min(walk.at + length as usize);
        found.push(&bytes[walk.at..end]);
        walk.at = end;
    }
    found
}
