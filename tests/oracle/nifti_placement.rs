//! Which of a NIfTI file's two placements counts: SimpleITK (ITK 5.4) vouches, over 2,880 headers of a grid.
//!
//! `tests/generators/nifti_placement.py` says what they are; the same headers are made here by the same rule, and their hash
//! is compared before anything else.

use discern::error::ErrorKind;
use discern::read;
use discern::read::PlacedBy;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::common::nifti::{Nifti1, at};

type Matrix = [[f64; 3]; 3];

const COUNT: usize = 48 * 60;
const PERMUTATIONS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
const TURNS: [[f64; 4]; 3] = [[1.0, 0.0, 0.0, 0.0], [1000.0, 3.0, -5.0, 2.0], [5.0, 1.0, 2.0, 3.0]];
const SPACINGS: [[f64; 3]; 4] = [[1.0, 1.0, 1.0], [0.5, 0.5, 2.0], [0.9, 0.9, 4.0], [0.9375, 0.9375, 5.5]];
const OFFSETS: [[f64; 3]; 5] = [
    [0.0, 0.0, 0.0],
    [-91.5, 126.25, -72.7],
    [3000.1, -2500.5, 1234.2],
    [250_000.0, -300_000.0, 150_000.0],
    [1.0e7, 2.0e7, -3.0e7],
];
const SHEARS: [f64; 3] = [1e-5, 1e-3, 0.05];

/// xorshift64*
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> usize {
        let mut x = self.0;
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        self.0 = x;
        ((x.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % most) as usize
    }
}

/// What stands in a header.
struct Fields {
    pixdim: [f64; 4],
    codes: [i16; 2],
    quaternion: [f64; 3],
    offset: [f64; 3],
    srow: [f64; 12],
}

fn single(x: f64) -> f64 {
    f64::from(x as f32)
}

fn unit([a, b, c, d]: [f64; 4]) -> [f64; 4] {
    let length = (a * a + b * b + c * c + d * d).sqrt();
    [a / length, b / length, c / length, d / length]
}

fn matrix([a, b, c, d]: [f64; 4]) -> Matrix {
    [
        [a * a + b * b - c * c - d * d, 2.0 * (b * c - a * d), 2.0 * (b * d + a * c)],
        [2.0 * (b * c + a * d), a * a + c * c - b * b - d * d, 2.0 * (c * d - a * b)],
        [2.0 * (b * d - a * c), 2.0 * (c * d + a * b), a * a + d * d - c * c - b * b],
    ]
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    a.map(|row| std::array::from_fn(|j| row[0] * b[0][j] + row[1] * b[1][j] + row[2] * b[2][j]))
}

fn determinant(m: &Matrix) -> f64 {
    m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
}

fn quaternion(m: &Matrix) -> [f64; 3] {
    let a = m[0][0] + m[1][1] + m[2][2] + 1.0;
    if a > 0.5 {
        let a = 0.5 * a.sqrt();
        return [
            0.25 * (m[2][1] - m[1][2]) / a,
            0.25 * (m[0][2] - m[2][0]) / a,
            0.25 * (m[1][0] - m[0][1]) / a,
        ];
    }
    let x = 1.0 + m[0][0] - (m[1][1] + m[2][2]);
    let y = 1.0 + m[1][1] - (m[0][0] + m[2][2]);
    let z = 1.0 + m[2][2] - (m[0][0] + m[1][1]);
    let quarter = |value: f64, by: f64| 0.25 * value / by;
    let [a, b, c, d] = if x > 1.0 {
        let b = 0.5 * x.sqrt();
        [quarter(m[2][1] - m[1][2], b), b, quarter(m[0][1] + m[1][0], b), quarter(m[0][2] + m[2][0], b)]
    } else if y > 1.0 {
        let c = 0.5 * y.sqrt();
        [quarter(m[0][2] - m[2][0], c), quarter(m[0][1] + m[1][0], c), c, quarter(m[1][2] + m[2][1], c)]
    } else {
        let d = 0.5 * z.sqrt();
        [quarter(m[1][0] - m[0][1], d), quarter(m[0][2] + m[2][0], d), quarter(m[1][2] + m[2][1], d), d]
    };
    if a < 0.0 { [-b, -c, -d] } else { [b, c, d] }
}

fn from_quaternion([b, c, d]: [f64; 3], pixdim: &[f64; 4]) -> Matrix {
    let a = 1.0 - (b * b + c * c + d * d);
    let [a, b, c, d] = match a < 1e-7 {
        true => {
            let scale = 1.0 / (b * b + c * c + d * d).sqrt();
            [0.0, b * scale, c * scale, d * scale]
        }
        false => [a.sqrt(), b, c, d],
    };
    let lengths = [pixdim[1], pixdim[2], if pixdim[0] < 0.0 { -pixdim[3] } else { pixdim[3] }];
    matrix([a, b, c, d]).map(|row| std::array::from_fn(|j| single(row[j] * lengths[j])))
}

fn header(number: usize, random: &mut Random) -> Fields {
    let (flips, order, variant) = (number % 8, PERMUTATIONS[number / 8 % 6], number / 48);
    let sign = |bits: usize, j: usize| if bits >> j & 1 == 1 { -1.0 } else { 1.0 };
    let signed: Matrix =
        std::array::from_fn(|i| std::array::from_fn(|j| if order[j] == i { sign(flips, j) } else { 0.0 }));
    let axes = product(&matrix(unit(TURNS[variant % 3])), &signed);
    let spacing = SPACINGS[variant / 3 % 4].map(single);
    let offset = OFFSETS[variant / 12];
    let codes = [0; 2].map(|_: i16| random.below(7) as i16 - 1);
    let mut qfac = [-1.0, 0.0, 1.0][random.below(3)];
    let (kind, flip, small) = (random.below(7), random.below(8), random.below(3));
    let (sheared, precise, broken) = (random.below(6) == 0, random.below(2) == 0, random.below(40));
    let flipped: Matrix =
        std::array::from_fn(|i| std::array::from_fn(|j| if i == j { sign(flip, j) } else { 0.0 }));
    let mut other = match kind {
        1 | 2 => product(&axes, &flipped),
        3 => matrix(unit([3.0, -2.0, 1.0 + flip as f64, 0.5])),
        4 | 5 => product(&matrix(unit([1.0, [2e-6, 2e-5, 2e-4][small], 0.0, 0.0])), &axes),
        _ => axes,
    };
    if determinant(&other) < 0.0 {
        other = other.map(|[x, y, z]| [x, y, -z]);
        qfac = if kind == 2 { qfac } else { -1.0 };
    } else if kind != 2 {
        qfac = f64::abs(qfac);
    }
    let pixdim = [qfac, spacing[0], spacing[1], spacing[2]];
    let mut bcd = quaternion(&other).map(single);
    let mut place = offset.map(single);
    let shift = if kind == 6 { [5e-5, 5e-4, 5.0][small] } else { 0.0 };
    let mut rows = axes.map(|row| std::array::from_fn(|j| row[j] * spacing[j]));
    if !precise {
        rows = from_quaternion(bcd, &pixdim);
        if kind == 1 {
            rows = rows.map(|[x, y, z]| [x, -y, z]);
        }
    }
    if sheared {
        rows = rows.map(|[x, y, z]| [x, y + SHEARS[small] * x, z]);
    }
    let entry = |at: usize| if at % 4 == 3 { place[at / 4] + shift } else { rows[at / 4][at % 4] };
    let mut srow: [f64; 12] = std::array::from_fn(|at| single(entry(at)));
    match broken {
        1 => srow[flip] = f64::NAN,
        2 => bcd[0] = f64::NAN,
        3 => place[1] = f64::INFINITY,
        _ => {}
    }
    Fields { pixdim, codes, quaternion: bcd, offset: place, srow }
}

impl Fields {
    fn packed(&self) -> Vec<u8> {
        let floats =
            |values: &[f64]| values.iter().flat_map(|&x| (x as f32).to_le_bytes()).collect::<Vec<_>>();
        let codes: Vec<u8> = self.codes.iter().flat_map(|code| code.to_le_bytes()).collect();
        [floats(&self.pixdim), codes, floats(&self.quaternion), floats(&self.offset), floats(&self.srow)]
            .concat()
    }

    fn file(&self, big_endian: bool) -> Vec<u8> {
        let mut file = Nifti1::new([3, 2, 2], "u8", big_endian);
        file.i16(at::QFORM_CODE, self.codes[0]).i16(at::SFORM_CODE, self.codes[1]);
        let parts: [(usize, &[f64]); 4] = [
            (at::PIXDIM, &self.pixdim),
            (at::QUATERN, &self.quaternion),
            (at::QOFFSET, &self.offset),
            (at::SROW, &self.srow),
        ];
        for (from, values) in parts {
            for (number, value) in values.iter().enumerate() {
                file.f32(from + 4 * number, *value as f32);
            }
        }
        file.file()
    }
}

#[test]
fn the_placement_is_simpleitk_s_over_a_grid_of_headers() {
    let golden: Value =
        serde_json::from_str(include_str!("../golden/nifti_placement.json")).expect("golden is JSON");
    let rows = golden["taken"].as_array().expect("a list");
    let taken: Vec<char> = rows.iter().flat_map(|row| row.as_str().expect("letters").chars()).collect();
    assert_eq!(taken.len(), COUNT);
    let mut random = Random(5);
    let headers: Vec<Fields> = (0..COUNT).map(|number| header(number, &mut random)).collect();
    let digest = headers.iter().fold(Sha256::new(), |hash, fields| hash.chain_update(fields.packed()));
    let digest: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(golden["headers_sha256"], digest, "the headers are those of the generator");
    let mut wrong = Vec::new();
    for (number, (fields, expected)) in headers.iter().zip(&taken).enumerate() {
        let found = match read::inspect(&fields.file(number % 2 == 1), None) {
            Ok(summary) => match summary.placed.by {
                PlacedBy::Sform => 's',
                PlacedBy::Qform => 'q',
                _ => 'n',
            },
            Err(error) => {
                assert!(matches!(error.kind, ErrorKind::Unsupported | ErrorKind::Malformed), "{error}");
                'r'
            }
        };
        let right = match expected {
            'b' => matches!(found, 's' | 'q'),
            'x' => matches!(found, 'q' | 'r'),
            expected => found == *expected,
        };
        if !right {
            wrong.push(format!("{number}: {found} instead of {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {COUNT}: {:?}", wrong.len(), &wrong[..wrong.len().min(40)]);
}

#[test]
fn a_warning_says_which_placement_is_used_and_that_the_other_is_sheared() {
    let of = |change: &dyn Fn(&mut Fields)| {
        let mut fields = Fields {
            pixdim: [1.0; 4],
            codes: [1, 2],
            quaternion: [0.0; 3],
            offset: [0.0; 3],
            srow: [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0],
        };
        change(&mut fields);
        let summary = read::inspect(&fields.file(false), None).expect("a header");
        let codes: Vec<&str> = summary.warnings.iter().map(|warning| warning.code.as_str()).collect();
        (
            summary.placed.by,
            codes.join(" "),
            summary.warnings.first().map_or(String::new(), |w| w.message.clone()),
        )
    };
    assert_eq!(of(&|_| ()), (PlacedBy::Sform, String::new(), String::new()));
    let (by, codes, message) = of(&|fields| fields.srow[1] = 0.2);
    assert_eq!((by, codes.as_str()), (PlacedBy::Qform, "orientation-sheared"));
    assert!(message.contains("sheared") && message.contains("resample both"), "{message}");
    let (by, codes, message) = of(&|fields| fields.srow[0] = -1.0);
    assert_eq!((by, codes.as_str()), (PlacedBy::Sform, "orientation-ambiguous"));
    assert!(message.contains("180.00°; the sform is used"), "{message}");
    let (by, codes, _) = of(&|fields| fields.srow[3] = f64::NAN);
    assert_eq!((by, codes.as_str()), (PlacedBy::Qform, "sform-unusable"));
    let (_, codes, _) = of(&|fields| fields.quaternion[0] = f64::NAN);
    assert_eq!(codes, "qform-not-finite");
    let (by, codes, _) = of(&|fields| fields.codes = [-3, -1]);
    assert_eq!((by, codes.as_str()), (PlacedBy::Nothing, "orientation-missing"));
}
