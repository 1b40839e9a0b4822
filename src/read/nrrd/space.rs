//! How the axes of an NRRD file lie in the world: its anatomical space, directions and origin.

use std::collections::BTreeMap;

use super::field::bad;
use crate::error::{Result, Warning};
use crate::read::summary::LENGTHS;
use crate::volume::Geometry;
use crate::words::ImageProblem;
use crate::words::Notice;
use crate::words::cut;

/// Anatomical spaces with the signs that turn them to LPS.
const SPACES: [(&str, &str, [f64; 3]); 3] = [
    ("left-posterior-superior", "lps", [1.0, 1.0, 1.0]),
    ("right-anterior-superior", "ras", [-1.0, -1.0, 1.0]),
    ("left-anterior-superior", "las", [1.0, -1.0, 1.0]),
];

/// How the axes lie in the world.
pub(super) struct Space {
    /// For each axis its step in the world; none for an axis that is not one of space.
    pub directions: Vec<Option<[f64; 3]>>,
    origin: [f64; 3],
    to_lps: [f64; 3],
    pub warnings: Vec<Warning>,
}

impl Space {
    pub fn parse(fields: &BTreeMap<String, String>, sizes: &[u64]) -> Result<Self> {
        let dimension = sizes.len();
        let get = |name: &str| fields.get(name).map(String::as_str);
        let to_lps = match get("space") {
            None => [1.0; 3],
            Some(name) => {
                let lower = name.to_ascii_lowercase();
                let known = SPACES.iter().find(|(long, short, _)| lower == *long || lower == *short);
                known.map(|row| row.2).ok_or_else(|| ImageProblem::NrrdSpace { found: cut(name) })?
            }
        };
        let mut warnings = Vec::new();
        if let Some(units) =
            get("space units").filter(|units| !units.split('"').all(|u| matches!(u.trim(), "" | "mm")))
        {
            warnings.push(Notice::UnitsAssumed { units: cut(units) }.into());
        }
        let plane = get("space dimension") == Some("2");
        let directions = match (get("space directions"), get("spacings")) {
            (Some(value), _) => vectors(value, dimension, plane)?,
            (None, spacings) => along_axes(spacings, get("kinds"), dimension)?,
        };
        let origin = match get("space origin") {
            None if get("space").is_none() && get("space dimension").is_none() => {
                origin_of_axes(fields, sizes, &directions)?
            }
            None => [0.0; 3],
            Some(value) => vector(value, plane).ok_or_else(|| bad("space origin", "(x,y,z)", value))?,
        };
        if let Some(far) = origin.iter().find(|value| value.abs() > *LENGTHS.end()) {
            return Err(bad("space origin", "coordinates from -1e9 to 1e9", format!("{far:e}")));
        }
        Ok(Self { directions, origin, to_lps, warnings })
    }

    /// The grid of two or three axes, which must stand at right angles; the third of two is as long as the world's.
    pub fn geometry(&self, size: [usize; 3], axes: &[usize]) -> Result<Geometry> {
        for step in axes.iter().filter_map(|&axis| self.directions[axis]) {
            // By the largest entry first: the squares of huge ones are infinite.
            let largest = step.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
            if !LENGTHS.contains(&largest) || !LENGTHS.contains(&length(step)) {
                let found = if largest == 0.0 { "one without length".into() } else { written(step) };
                return Err(bad("space directions", "steps of 1e-9 to 1e9 mm", found));
            }
        }
        let steps = match *axes {
            [x, y] => {
                let [a, b] = [x, y].map(|axis| self.directions[axis].unwrap_or_default());
                let normal =
                    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
                let across = length(normal);
                if across == 0.0 {
                    return Err(ImageProblem::NrrdSheared { cosine: 1.0 }.into());
                }
                [a, b, normal.map(|value| value / across)]
            }
            _ => std::array::from_fn(|axis| self.directions[axes[axis]].unwrap_or_default()),
        };
        let spacing_mm = steps.map(length);
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

fn length(step: [f64; 3]) -> f64 {
    (step[0] * step[0] + step[1] * step[1] + step[2] * step[2]).sqrt()
}

/// A vector as a header has it; numbers that are not near 1 by their power of ten.
fn written([x, y, z]: [f64; 3]) -> String {
    format!("({x:?},{y:?},{z:?})")
}

/// `(x,y,z)`, or `(x,y)` where the space is a plane, as finite numbers.
fn vector(text: &str, plane: bool) -> Option<[f64; 3]> {
    let inner = text.trim().strip_prefix('(')?.strip_suffix(')')?;
    let values: Vec<f64> = inner.split(',').map(|word| word.trim().parse().ok()).collect::<Option<_>>()?;
    let vector = match values[..] {
        [x, y, z] if !plane => [x, y, z],
        [x, y] if plane => [x, y, 0.0],
        _ => return None,
    };
    vector.iter().all(|value| value.is_finite()).then_some(vector)
}

/// One vector or `none` an axis.
fn vectors(text: &str, dimension: usize, plane: bool) -> Result<Vec<Option<[f64; 3]>>> {
    let error = || bad("space directions", format!("{dimension} vectors (x,y,z) or none"), text);
    let mut vectors = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("none") {
            vectors.push(None);
            rest = after.trim_start();
        } else {
            let end = rest.find(')').ok_or_else(error)? + 1;
            vectors.push(Some(vector(&rest[..end], plane).ok_or_else(error)?));
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
        let of_space = kinds.get(axis).is_none_or(|kind| {
            ["domain", "space", "???", "none"].iter().any(|known| kind.eq_ignore_ascii_case(known))
        });
        if !of_space || next == 3 {
            directions.push(None);
            continue;
        }
        let step = match words.get(axis).map(|word| word.parse::<f64>()) {
            None => 1.0,
            Some(Ok(mm)) if LENGTHS.contains(&mm) => mm,
            Some(Ok(mm)) if mm.is_nan() => 1.0,
            Some(_) => return Err(bad("spacings", "numbers from 1e-9 to 1e9", words[axis])),
        };
        let mut direction = [0.0; 3];
        direction[next] = step;
        next += 1;
        directions.push(Some(direction));
    }
    Ok(directions)
}

/// Where the first voxel lies by `axis mins`, as ITK takes it: the least value of each axis is that of its first voxel's edge,
/// or of its centre where the axis is centred on nodes.
fn origin_of_axes(
    fields: &BTreeMap<String, String>,
    sizes: &[u64],
    directions: &[Option<[f64; 3]>],
) -> Result<[f64; 3]> {
    let numbers = |name: &str, other: &str| -> Result<Option<Vec<f64>>> {
        let Some(value) = fields.get(name).or(fields.get(other)) else { return Ok(None) };
        let words: Option<Vec<f64>> = value.split_whitespace().map(|word| word.parse().ok()).collect();
        match words.filter(|words| words.len() == sizes.len()) {
            Some(words) => Ok(Some(words)),
            None => Err(bad(name, format!("{} numbers", sizes.len()), value.as_str())),
        }
    };
    let (mins, maxs) = (numbers("axis mins", "axismins")?, numbers("axis maxs", "axismaxs")?);
    let spacings = numbers("spacings", "spacings")?;
    let centers: Vec<&str> =
        fields.get("centers").map(|text| text.split_whitespace().collect()).unwrap_or_default();
    let mut origin = [0.0; 3];
    let Some(mins) = mins else { return Ok(origin) };
    let in_space = (0..sizes.len()).filter(|&axis| directions[axis].is_some());
    for (place, axis) in origin.iter_mut().zip(in_space) {
        let cells = centers.get(axis).is_none_or(|center| *center != "node");
        let steps = if cells { sizes[axis] } else { sizes[axis].max(2) - 1 } as f64;
        let spacing = match (&spacings, &maxs) {
            (Some(spacings), _) if spacings[axis].is_finite() => spacings[axis],
            (_, Some(maxs)) => (maxs[axis] - mins[axis]) / steps,
            _ => return Ok([0.0; 3]),
        };
        let first = mins[axis] + if cells { spacing / 2.0 } else { 0.0 };
        if !(-LENGTHS.end()..=*LENGTHS.end()).contains(&first) {
            return Err(bad("axis mins", "coordinates from -1e9 to 1e9", format!("{first:e}")));
        }
        *place = first;
    }
    Ok(origin)
}
