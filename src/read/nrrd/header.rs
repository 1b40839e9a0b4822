//! The text header of an NRRD file.

use std::collections::BTreeMap;

use crate::error::{Error, Result, Warning};
use crate::read::PlacedBy;
use crate::read::voxels::Layout;
use crate::volume::{Geometry, Pixel};
use crate::words::ImageProblem;
use crate::words::Notice;
use crate::words::Phrase;

/// How the voxels are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Raw,
    Gzip,
    Ascii,
}

/// A proven header.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    pub geometry: Geometry,
    pub pixel: Pixel,
    pub big_endian: bool,
    pub encoding: Encoding,
    /// The voxels are in one file of their own.
    pub detached: bool,
    pub line_skip: u64,
    pub byte_skip: u64,
    /// Entries of the axis that is none of space.
    pub volumes: u64,
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

/// Anatomical spaces with the signs that turn them to LPS.
const SPACES: [(&str, &str, [f64; 3]); 3] = [
    ("left-posterior-superior", "lps", [1.0, 1.0, 1.0]),
    ("right-anterior-superior", "ras", [-1.0, -1.0, 1.0]),
    ("left-anterior-superior", "las", [1.0, -1.0, 1.0]),
];

fn bad(field: &str, expected: impl Into<String>, found: impl Into<String>) -> Error {
    ImageProblem::NrrdField { field: field.to_owned(), expected: expected.into(), found: found.into() }.into()
}

/// Fields by name; comments and `key:=value` pairs are left out (they may name the patient).
fn fields(text: &[u8]) -> Result<BTreeMap<String, String>> {
    let text = String::from_utf8_lossy(text);
    let mut fields = BTreeMap::new();
    for line in text.lines().skip(1).filter(|line| !line.starts_with('#')) {
        let Some(colon) = line.find(':') else {
            return Err(ImageProblem::NrrdLine.into());
        };
        if line[colon..].starts_with(":=") {
            continue;
        }
        let name = line[..colon].trim().to_ascii_lowercase().replace("centerings", "centers");
        let value = line[colon + 1..].trim().to_owned();
        if fields.insert(name.clone(), value).is_some() {
            return Err(bad(&name, "the field once", "it twice"));
        }
    }
    Ok(fields)
}

/// Proves a header, without its empty line.
pub(super) fn parse(text: &[u8]) -> Result<Header> {
    let fields = fields(text)?;
    let get = |name: &str| fields.get(name).map(String::as_str);
    let (pixel, width) = pixel(get("type"))?;
    let encoding = encoding(get("encoding"))?;
    let big_endian = match (get("endian"), width, encoding) {
        (Some("little"), ..) => false,
        (Some("big"), ..) => true,
        (None, 1, _) | (None, _, Encoding::Ascii) => false,
        (other, ..) => return Err(bad("endian", "little or big", other.unwrap_or("none"))),
    };
    let dimension = whole("dimension", get("dimension"))?;
    let sizes = sizes(get("sizes"), dimension)?;
    let space = Space::parse(&fields, sizes.len())?;
    let in_space: Vec<usize> = (0..sizes.len()).filter(|&axis| space.directions[axis].is_some()).collect();
    let [x, y, z] = in_space[..] else {
        return Err(ImageProblem::NrrdAxes { axes: in_space.len() }.into());
    };
    let size = [x, y, z].map(|axis| sizes[axis]);
    let voxels = size.iter().try_fold(width, |product, &n| product.checked_mul(n));
    let voxel_bytes = voxels.ok_or_else(|| bad("sizes", "sizes that can be multiplied", "an overflow"))?;
    let mut warnings = space.warnings.clone();
    let geometry = space.geometry(size.map(|n| n as usize), [x, y, z])?;
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
        detached: detached(get("data file").or(get("datafile")))?,
        line_skip: skip("line skip", "lineskip")?,
        byte_skip: skip("byte skip", "byteskip")?,
        volumes: (0..sizes.len()).filter(|axis| !in_space.contains(axis)).map(|axis| sizes[axis]).product(),
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
        other @ ("bzip2" | "bz2" | "hex") => {
            Err(ImageProblem::NrrdEncoding { found: other.to_owned() }.into())
        }
        other => Err(bad("encoding", "raw, gzip or ascii", other)),
    }
}

fn detached(value: Option<&str>) -> Result<bool> {
    match value {
        None | Some("LOCAL") => Ok(false),
        Some(value) if value.starts_with("LIST") || value.contains('%') => {
            Err(ImageProblem::NrrdManyFiles.into())
        }
        Some(_) => Ok(true),
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

/// How the axes lie in the world.
struct Space {
    /// For each axis its step in the world; none for an axis that is not one of space.
    directions: Vec<Option<[f64; 3]>>,
    origin: [f64; 3],
    to_lps: [f64; 3],
    warnings: Vec<Warning>,
}

impl Space {
    fn parse(fields: &BTreeMap<String, String>, dimension: usize) -> Result<Self> {
        let get = |name: &str| fields.get(name).map(String::as_str);
        let to_lps = match get("space") {
            None => [1.0; 3],
            Some(name) => {
                let lower = name.to_ascii_lowercase();
                let known = SPACES.iter().find(|(long, short, _)| lower == *long || lower == *short);
                known.map(|row| row.2).ok_or_else(|| ImageProblem::NrrdSpace { found: name.to_owned() })?
            }
        };
        let mut warnings = Vec::new();
        if let Some(units) =
            get("space units").filter(|units| !units.split('"').all(|u| matches!(u.trim(), "" | "mm")))
        {
            warnings.push(Notice::UnitsAssumed { units: units.to_owned() }.into());
        }
        let directions = match (get("space directions"), get("spacings")) {
            (Some(value), _) => vectors(value, dimension)?,
            (None, spacings) => along_axes(spacings, get("kinds"), dimension)?,
        };
        let origin = match get("space origin") {
            None => [0.0; 3],
            Some(value) => vector(value).ok_or_else(|| bad("space origin", "(x,y,z)", value))?,
        };
        Ok(Self { directions, origin, to_lps, warnings })
    }

    /// The grid of three axes; they must stand at right angles.
    fn geometry(&self, size: [usize; 3], axes: [usize; 3]) -> Result<Geometry> {
        let steps = axes.map(|axis| self.directions[axis].unwrap_or_default());
        let spacing_mm = steps.map(|step| (step[0] * step[0] + step[1] * step[1] + step[2] * step[2]).sqrt());
        if !spacing_mm.iter().all(|mm| mm.is_finite() && *mm > 0.0) {
            return Err(bad("space directions", "three steps of some length", "one without"));
        }
        // Times the reciprocal, as the NRRD library scales vectors: the last bit counts on oblique grids.
        let unit: [[f64; 3]; 3] =
            std::array::from_fn(|axis| steps[axis].map(|value| value * (1.0 / spacing_mm[axis])));
        let cosine = |i: usize, j: usize| (0..3).map(|k| unit[i][k] * unit[j][k]).sum::<f64>().abs();
        let worst = cosine(0, 1).max(cosine(0, 2)).max(cosine(1, 2));
        if worst > 1e-4 {
            return Err(ImageProblem::NrrdSheared { cosine: worst }.into());
        }
        Ok(Geometry {
            size,
            spacing_mm,
            // Adding 0 makes −0 to 0.
            origin_mm: std::array::from_fn(|row| self.to_lps[row] * self.origin[row] + 0.0),
            direction: std::array::from_fn(|row| {
                std::array::from_fn(|axis| self.to_lps[row] * unit[axis][row] + 0.0)
            }),
        })
    }
}

/// `(x,y,z)` as three finite numbers.
fn vector(text: &str) -> Option<[f64; 3]> {
    let inner = text.trim().strip_prefix('(')?.strip_suffix(')')?;
    let values: Vec<f64> = inner.split(',').map(|word| word.trim().parse().ok()).collect::<Option<_>>()?;
    let vector: [f64; 3] = values.try_into().ok()?;
    vector.iter().all(|value| value.is_finite()).then_some(vector)
}

/// One vector or `none` an axis.
fn vectors(text: &str, dimension: usize) -> Result<Vec<Option<[f64; 3]>>> {
    let error = || bad("space directions", format!("{dimension} vectors (x,y,z) or none"), text);
    let mut vectors = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("none") {
            vectors.push(None);
            rest = after.trim_start();
        } else {
            let end = rest.find(')').ok_or_else(error)? + 1;
            vectors.push(Some(vector(&rest[..end]).ok_or_else(error)?));
            rest = rest[end..].trim_start();
        }
    }
    if vectors.len() == dimension { Ok(vectors) } else { Err(error()) }
}

/// Axes along the world's, from spacings alone; an axis of another kind, or the fourth, is not one of space.
fn along_axes(
    spacings: Option<&str>,
    kinds: Option<&str>,
    dimension: usize,
) -> Result<Vec<Option<[f64; 3]>>> {
    let words: Vec<&str> = spacings.map(|text| text.split_whitespace().collect()).unwrap_or_default();
    if spacings.is_some() && words.len() != dimension {
        return Err(bad("spacings", format!("{dimension} numbers"), words.len().to_string()));
    }
    let kinds: Vec<&str> = kinds.map(|text| text.split_whitespace().collect()).unwrap_or_default();
    let mut next = 0;
    let mut directions = Vec::new();
    for axis in 0..dimension {
        let of_space =
            kinds.get(axis).is_none_or(|kind| matches!(*kind, "domain" | "space" | "???" | "none"));
        if !of_space || next == 3 {
            directions.push(None);
            continue;
        }
        let step = match words.get(axis).map(|word| word.parse::<f64>()) {
            None => 1.0,
            Some(Ok(mm)) if mm.is_finite() && mm > 0.0 => mm,
            Some(Ok(mm)) if mm.is_nan() => 1.0,
            Some(_) => return Err(bad("spacings", "numbers above 0", words[axis])),
        };
        let mut direction = [0.0; 3];
        direction[next] = step;
        next += 1;
        directions.push(Some(direction));
    }
    Ok(directions)
}
