//! NIfTI files built field by field, for tests that need odd or broken ones.

use std::io::Write;

/// Bytes of a NIfTI-1 file: header, four empty extension bytes, voxels.
#[derive(Clone)]
pub struct Nifti1 {
    big_endian: bool,
    head: Vec<u8>,
    data: Vec<u8>,
}

/// Places of fields in the header.
pub mod at {
    pub const SIZEOF_HDR: usize = 0;
    pub const DIM: usize = 40;
    pub const DATATYPE: usize = 70;
    pub const BITPIX: usize = 72;
    pub const PIXDIM: usize = 76;
    pub const VOX_OFFSET: usize = 108;
    pub const SCL_SLOPE: usize = 112;
    pub const SCL_INTER: usize = 116;
    pub const XYZT_UNITS: usize = 123;
    pub const DESCRIP: usize = 148;
    pub const QFORM_CODE: usize = 252;
    pub const SFORM_CODE: usize = 254;
    pub const QUATERN: usize = 256;
    pub const QOFFSET: usize = 268;
    pub const SROW: usize = 280;
    pub const MAGIC: usize = 344;
    pub const EXTENSION: usize = 348;
}

/// Code and bytes of a voxel type by its short name.
pub fn storage(dtype: &str) -> (i16, usize) {
    match dtype {
        "u8" => (2, 1),
        "i16" => (4, 2),
        "i32" => (8, 4),
        "f32" => (16, 4),
        "f64" => (64, 8),
        "i8" => (256, 1),
        "u16" => (512, 2),
        "u32" => (768, 4),
        "i64" => (1024, 8),
        "u64" => (1280, 8),
        other => panic!("no voxel type {other}"),
    }
}

impl Nifti1 {
    /// A good file: `size` voxels of `dtype`, all 0, 1 mm apart, sform along the world's axes.
    pub fn new(size: [i16; 3], dtype: &str, big_endian: bool) -> Self {
        let (code, bytes) = storage(dtype);
        let voxels: usize = size.iter().map(|&n| n as usize).product();
        let mut file = Self { big_endian, head: vec![0; 352], data: vec![0; voxels * bytes] };
        file.i32(at::SIZEOF_HDR, 348).i16(at::DATATYPE, code).i16(at::BITPIX, 8 * bytes as i16);
        file.i16(at::DIM, 3);
        for axis in 0..7 {
            file.i16(at::DIM + 2 + 2 * axis, size.get(axis).copied().unwrap_or(1));
        }
        for axis in 0..4 {
            file.f32(at::PIXDIM + 4 * axis, 1.0);
        }
        file.f32(at::VOX_OFFSET, 352.0).f32(at::SCL_SLOPE, 1.0).i16(at::SFORM_CODE, 1);
        for row in 0..3 {
            file.f32(at::SROW + 20 * row, 1.0);
        }
        file.bytes(at::XYZT_UNITS, &[2]).bytes(at::MAGIC, b"n+1\0").clone()
    }

    pub fn bytes(&mut self, offset: usize, bytes: &[u8]) -> &mut Self {
        self.head[offset..offset + bytes.len()].copy_from_slice(bytes);
        self
    }

    fn ordered<const N: usize>(&mut self, offset: usize, mut little_endian: [u8; N]) -> &mut Self {
        if self.big_endian {
            little_endian.reverse();
        }
        self.bytes(offset, &little_endian)
    }

    pub fn i16(&mut self, offset: usize, value: i16) -> &mut Self {
        self.ordered(offset, value.to_le_bytes())
    }

    pub fn i32(&mut self, offset: usize, value: i32) -> &mut Self {
        self.ordered(offset, value.to_le_bytes())
    }

    pub fn f32(&mut self, offset: usize, value: f32) -> &mut Self {
        self.ordered(offset, value.to_le_bytes())
    }

    /// Voxels, as their little-endian bytes one after the other; turned round in a big-endian file.
    pub fn voxels<const N: usize>(&mut self, values: impl IntoIterator<Item = [u8; N]>) -> &mut Self {
        self.data.clear();
        for mut value in values {
            if self.big_endian {
                value.reverse();
            }
            self.data.extend(value);
        }
        self
    }

    /// Puts bytes between header and voxels (`vox_offset` is left as it is).
    pub fn gap(&mut self, bytes: &[u8]) -> &mut Self {
        self.head.extend(bytes);
        self
    }

    /// The whole file.
    pub fn file(&self) -> Vec<u8> {
        [&self.head[..], &self.data[..]].concat()
    }

    /// Header and voxels as two files.
    pub fn pair(&self) -> (Vec<u8>, Vec<u8>) {
        (self.head.clone(), self.data.clone())
    }
}

/// Gzip with no name and no time.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Gzip of `head` and then `zeros` zero bytes, without holding them.
pub fn gzip_with_zeros(head: &[u8], zeros: usize) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(head).expect("memory");
    let block = vec![0; 1 << 16];
    let mut left = zeros;
    while left > 0 {
        let n = left.min(block.len());
        encoder.write_all(&block[..n]).expect("memory");
        left -= n;
    }
    encoder.finish().expect("memory")
}

/// A good NIfTI-2 file of 4 × 3 × 2 `i16` voxels 0, 1, 2, …; fields as in [`Nifti1::new`].
pub fn nifti2(big_endian: bool) -> Vec<u8> {
    let mut head = vec![0; 544];
    let mut put = |offset: usize, bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        if big_endian {
            bytes.reverse();
        }
        head[offset..offset + bytes.len()].copy_from_slice(&bytes);
    };
    put(0, &540i32.to_le_bytes());
    put(12, &4i16.to_le_bytes());
    put(14, &16i16.to_le_bytes());
    for (i, n) in [3i64, 4, 3, 2, 1, 1, 1, 1].into_iter().enumerate() {
        put(16 + 8 * i, &n.to_le_bytes());
        put(104 + 8 * i, &1f64.to_le_bytes());
    }
    put(168, &544i64.to_le_bytes());
    put(176, &1f64.to_le_bytes());
    put(348, &1i32.to_le_bytes());
    for row in 0..3 {
        put(400 + 40 * row, &1f64.to_le_bytes());
    }
    put(500, &2i32.to_le_bytes());
    head[4..12].copy_from_slice(b"n+2\0\r\n\x1a\n");
    for value in 0..24i16 {
        head.extend(if big_endian { value.to_be_bytes() } else { value.to_le_bytes() });
    }
    head
}
