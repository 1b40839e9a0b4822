//! The text header of an NRRD file.

use std::collections::BTreeMap;

use super::data_file;
use super::field::bad;
use super::space::Space;
use crate::error::{Result, Warning};
use crate::read::summary::{PlacedBy, Segment};
use crate::read::voxels::Layout;
use crate::volume::{Geometry, Pixel};
use crate::words::ImageProblem;
use crate::words::Notice;
use crate::words::Phrase;
use crate::words::cut;

/// How the voxels are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Raw,
    Gzip,
    Ascii,
}

/// Where in its file the data begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByteSkip {
    /// After so many bytes.
    After(u64),
    /// They are the file's last bytes (−1).
    FromEnd,
}

/// A proven header.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    pub geometry: Geometry,
    pub pixel: Pixel,
    pub big_endian: bool,
    pub encoding: Encoding,
    /// The files that hold the voxels; none where they follow the header.
    pub data_files: Vec<String>,
    pub line_skip: u64,
    pub byte_skip: ByteSkip,
    /// Entries of the axes that are none of space.
    pub volumes: u64,
    /// Voxels of one volume that lie side by side, before those of the next.
    pub together: u64,
    /// Segments of 3D Slicer, in the order of the header.
    pub segments: Vec<Segment>,
    /// Bytes of one volume, decoded.
    pub voxel_bytes: u64,
    pub placed_by: PlacedBy,
    pub warnings: Vec<Warning>,
}

impl Header {
    /// How the voxels are stored; numbers that stand as text are decoded to the least significant byte first.
    pub fn layout(&self) -> Layout {
        Layout { pixel: self.pixel, big_endian: self.big_endian && self.encoding != Encoding::Ascii }
    }
}

/// First lines of the versions there are: what a later one would mean is not known.
const VERSIONS: [&str; 5] = ["NRRD0001", "NRRD0002", "NRRD0003", "NRRD0004", "NRRD0005"];

/// Most segments that are listed.
const MAX_SEGMENTS: usize = 1000;

/// Names of voxel types, as NRRD spells them.
const TYPES: [(Pixel, u64, &[&str]); 10] = [
    (Pixel::I8, 1, &["signed char", "int8", "int8_t"]),
    (Pixel::U8, 1, &["uchar", "unsigned char", "uint8", "uint8_t"]),
    (Pixel::I16, 2, &["short", "short int", "signed short", "signed short int", "int16", "int16_t"]),
    (Pixel::U16, 2, &["ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t"]),
    (Pixel::I32, 4, &["int", "signed int", "int32", "int32_t"]),
    (Pixel::U32, 4, &["uint", "unsigned int", "uint32", "uint32_t"]),
    (
        Pixel::I64,
        8,
        &[
            "longlong",
            "long long",
            "long long int",
            "signed long long",
            "signed long long int",
            "int64",
            "int64_t",
        ],
    ),
    (Pixel::U64, 8, &["ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t"]),
    (Pixel::F32, 4, &["float"]),
    (Pixel::F64, 8, &["double"]),
];

/// A header's lines, taken apart.
struct Text<'a> {
    /// Fields by name.
    fields: BTreeMap<String, String>,
    /// `key:=value`, of which segments alone are looked at: others may name the patient.
    pairs: BTreeMap<&'a str, &'a str>,
    /// Names of data files.
    listed: Vec<&'a str>,
}

impl<'a> Text<'a> {
    fn parse(text: &'a str) -> Result<Self> {
        let mut parsed = Self { fields: BTreeMap::new(), pairs: BTreeMap::new(), listed: Vec::new() };
        let mut lines = text.lines();
        let magic = lines.next().unwrap_or_default();
        if !VERSIONS.contains(&magic.trim_end()) {
            return Err(bad("magic", "NRRD0001 to NRRD0005", magic));
        }
        let mut lines = lines.filter(|line| !line.starts_with('#'));
        while let Some(line) = lines.next() {
            let Some(colon) = line.find(':') else {
                return Err(ImageProblem::NrrdLine.into());
            };
            if let Some(value) = line[colon..].strip_prefix(":=") {
                if line.starts_with("Segment") {
                    parsed.pairs.insert(&line[..colon], value);
                }
                continue;
            }
            let name = line[..colon].trim().to_ascii_lowercase().replace("centerings", "centers");
            let value = line[colon + 1..].trim().to_owned();
            if matches!(name.as_str(), "data file" | "datafile") && value.starts_with("LIST") {
                parsed.listed = lines.by_ref().map(str::trim).filter(|name| !name.is_empty()).collect();
            }
            if parsed.fields.insert(name.clone(), value).is_some() {
                return Err(bad(&name, "the field once", "it twice"));
            }
        }
        Ok(parsed)
    }

    /// 3D Slicer's segments: `Segment0_Name`, `Segment0_Layer`, `Segment0_LabelValue`.
    fn segments(&self) -> Vec<Segment> {
        let get =
            |number: usize, what: &str| self.pairs.get(format!("Segment{number}_{what}").as_str()).copied();
        let segment = |number: usize| {
            let label = get(number, "LabelValue")?.trim().parse().ok()?;
            let layer = get(number, "Layer").and_then(|layer| layer.trim().parse().ok()).unwrap_or(0);
            Some(Segment { name: cut(get(number, "Name").unwrap_or_default()), layer, label })
        };
        (0..MAX_SEGMENTS).map_while(segment).collect()
    }
}

/// Proves a header, without its empty line.
pub(super) fn parse(text: &[u8]) -> Result<Header> {
    let text = String::from_utf8_lossy(text);
    let text = Text::parse(&text)?;
    let fields = &text.fields;
    let get = |name: &str| fields.get(name).map(String::as_str);
    let (pixel, width) = pixel(get("type"))?;
    let encoding = encoding(get("encoding"))?;
    // Words of the format are read in any case, as teem reads them.
    let endian = get("endian").map(str::to_ascii_lowercase);
    let big_endian = match (endian.as_deref(), width, encoding) {
        (Some("little"), ..) => false,
        (Some("big"), ..) => true,
        (None, 1, _) | (None, _, Encoding::Ascii) => false,
        (other, ..) => return Err(bad("endian", "little or big", other.unwrap_or("none"))),
    };
    let dimension = whole("dimension", get("dimension"))?;
    let sizes = sizes(get("sizes"), dimension)?;
    let space = Space::parse(fields, &sizes)?;
    let in_space: Vec<usize> = (0..sizes.len()).filter(|&axis| space.directions[axis].is_some()).collect();
    if !(2..=3).contains(&in_space.len()) {
        return Err(ImageProblem::NrrdAxes { axes: in_space.len() }.into());
    }
    let mut size = [1; 3];
    in_space.iter().zip(&mut size).for_each(|(&axis, size)| *size = sizes[axis]);
    let voxels = size.iter().try_fold(width, |product, &n| product.checked_mul(n));
    let voxel_bytes = voxels.ok_or_else(|| bad("sizes", "sizes that can be multiplied", "an overflow"))?;
    let others: Vec<usize> = (0..sizes.len()).filter(|axis| !in_space.contains(axis)).collect();
    let volumes = others.iter().try_fold(voxel_bytes, |all, &axis| all.checked_mul(sizes[axis]));
    let volumes =
        volumes.ok_or_else(|| bad("sizes", "sizes that can be multiplied", "an overflow"))? / voxel_bytes;
    let mut warnings = space.warnings.clone();
    let geometry = space.geometry(size.map(|n| n as usize), &in_space)?;
    let mut placed_by = PlacedBy::SpaceDirections;
    if get("space").is_none() && get("space dimension").is_none() {
        placed_by = PlacedBy::Nothing;
        warnings.push(Notice::OrientationMissing.into());
    }
    let skip = |name: &'static str, other: &'static str| match get(name).or(get(other)) {
        None => Ok(0),
        value => whole(name, value),
    };
    Ok(Header {
        geometry,
        pixel,
        big_endian,
        encoding,
        data_files: data_file::names(get("data file").or(get("datafile")), &text.listed)?,
        line_skip: skip("line skip", "lineskip")?,
        byte_skip: match get("byte skip").or(get("byteskip")) {
            Some("-1") if encoding == Encoding::Raw => ByteSkip::FromEnd,
            _ => ByteSkip::After(skip("byte skip", "byteskip")?),
        },
        volumes,
        together: sizes.iter().take(others.first().copied().unwrap_or(sizes.len())).product(),
        segments: text.segments(),
        voxel_bytes,
        placed_by,
        warnings,
    })
}

fn pixel(value: Option<&str>) -> Result<(Pixel, u64)> {
    let name = value.unwrap_or("none").to_ascii_lowercase();
    match TYPES.iter().find(|(_, _, names)| names.contains(&name.as_str())) {
        Some((pixel, width, _)) => Ok((*pixel, *width)),
        None if name == "block" => {
            Err(ImageProblem::NoGreyValue { image: "NRRD image", found: Phrase::BlocksOfBytes }.into())
        }
        None => Err(bad("type", "a known voxel type", name)),
    }
}

fn encoding(value: Option<&str>) -> Result<Encoding> {
    match value.unwrap_or("none").to_ascii_lowercase().as_str() {
        "raw" => Ok(Encoding::Raw),
        "gzip" | "gz" => Ok(Encoding::Gzip),
        "ascii" | "text" | "txt" => Ok(Encoding::Ascii),
        other @ ("bzip2" | "bz2" | "hex") => Err(ImageProblem::NrrdEncoding { found: cut(other) }.into()),
        other => Err(bad("encoding", "raw, gzip or ascii", other)),
    }
}

fn whole(name: &str, value: Option<&str>) -> Result<u64> {
    let value = value.ok_or_else(|| bad(name, "a whole number", "nothing"))?;
    value.parse().map_err(|_| bad(name, "a whole number of at least 0", value))
}

fn sizes(value: Option<&str>, dimension: u64) -> Result<Vec<u64>> {
    let value = value.ok_or_else(|| bad("sizes", "one size an axis", "nothing"))?;
    let sizes: Option<Vec<u64>> = value.split_whitespace().map(|word| word.parse().ok()).collect();
    match sizes {
        Some(sizes) if sizes.len() as u64 == dimension && sizes.iter().all(|n| (1..=1 << 31).contains(n)) => {
            Ok(sizes)
        }
        _ => Err(bad("sizes", format!("{dimension} whole numbers from 1 on"), value)),
    }
}
