//! Voxels in the type that a file stores them in.

use std::collections::TryReserveError;
use std::ops::Range;

use super::Pixel;
use crate::numeric::simd::wide;

/// Voxels, x fastest, in one of the types that files have.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Stored {
    I8(Vec<i8>),
    U8(Vec<u8>),
    I16(Vec<i16>),
    U16(Vec<u16>),
    I32(Vec<i32>),
    U32(Vec<u32>),
    I64(Vec<i64>),
    U64(Vec<u64>),
    F32(Vec<f32>),
    F64(Vec<f64>),
}

/// Rows of equal width, the same distance apart: one row, the rows of a plane, or the same few voxels of many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows {
    /// Index of the first voxel of the first row.
    pub first: usize,
    /// From the first voxel of a row to that of the next.
    pub stride: usize,
    /// Voxels of a row.
    pub width: usize,
}

/// A type of voxels.
trait Number: Copy {
    fn decoded(raw: &[u8], big_endian: bool, voxels: &mut Vec<Self>);
    fn encoded(voxels: &[Self]) -> Vec<u8>;
    fn f64(self) -> f64;
    fn cast(value: f64) -> Self;
}

macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl Number for $type {
            fn decoded(raw: &[u8], big_endian: bool, voxels: &mut Vec<Self>) {
                let whole = raw.as_chunks().0.iter();
                match big_endian {
                    true => voxels.extend(whole.map(|&bytes| Self::from_be_bytes(bytes))),
                    false => voxels.extend(whole.map(|&bytes| Self::from_le_bytes(bytes))),
                }
            }

            fn encoded(voxels: &[Self]) -> Vec<u8> {
                voxels.iter().map(|voxel| voxel.to_le_bytes()).collect::<Vec<_>>().into_flattened()
            }

            #[inline(always)]
            fn f64(self) -> f64 {
                self as f64
            }

            #[inline(always)]
            fn cast(value: f64) -> Self {
                value as Self
            }
        }
    )*};
}

numbers!(i8 u8 i16 u16 i32 u32 i64 u64 f32 f64);

/// The same for the voxels of whichever type.
macro_rules! of_any_type {
    ($stored:expr, $voxels:ident => $then:expr) => {
        match $stored {
            Stored::I8($voxels) => $then,
            Stored::U8($voxels) => $then,
            Stored::I16($voxels) => $then,
            Stored::U16($voxels) => $then,
            Stored::I32($voxels) => $then,
            Stored::U32($voxels) => $then,
            Stored::I64($voxels) => $then,
            Stored::U64($voxels) => $then,
            Stored::F32($voxels) => $then,
            Stored::F64($voxels) => $then,
        }
    };
}

impl Stored {
    /// No voxels yet.
    pub fn empty(pixel: Pixel) -> Self {
        match pixel {
            Pixel::I8 => Self::I8(Vec::new()),
            Pixel::U8 => Self::U8(Vec::new()),
            Pixel::I16 => Self::I16(Vec::new()),
            Pixel::U16 => Self::U16(Vec::new()),
            Pixel::I32 => Self::I32(Vec::new()),
            Pixel::U32 => Self::U32(Vec::new()),
            Pixel::I64 => Self::I64(Vec::new()),
            Pixel::U64 => Self::U64(Vec::new()),
            Pixel::F32 => Self::F32(Vec::new()),
            Pixel::F64 => Self::F64(Vec::new()),
        }
    }

    /// Voxels of a type from their values; one that the type has not is cut to its range and then towards 0, as ITK casts.
    pub fn of(pixel: Pixel, values: impl IntoIterator<Item = f64>) -> Self {
        let mut stored = Self::empty(pixel);
        stored.extend(values);
        stored
    }

    /// Adds voxels by their values, as [`Stored::of`] takes them.
    pub fn extend(&mut self, values: impl IntoIterator<Item = f64>) {
        of_any_type!(self, voxels => extend(voxels, values));
    }

    /// Their type.
    pub fn pixel(&self) -> Pixel {
        match self {
            Self::I8(_) => Pixel::I8,
            Self::U8(_) => Pixel::U8,
            Self::I16(_) => Pixel::I16,
            Self::U16(_) => Pixel::U16,
            Self::I32(_) => Pixel::I32,
            Self::U32(_) => Pixel::U32,
            Self::I64(_) => Pixel::I64,
            Self::U64(_) => Pixel::U64,
            Self::F32(_) => Pixel::F32,
            Self::F64(_) => Pixel::F64,
        }
    }

    /// Number of voxels.
    #[allow(clippy::len_without_is_empty, reason = "a volume has voxels")]
    pub fn len(&self) -> usize {
        of_any_type!(self, voxels => voxels.len())
    }

    /// Number of voxels there is room for.
    pub fn capacity(&self) -> usize {
        of_any_type!(self, voxels => voxels.capacity())
    }

    /// Takes all voxels out; their room stays.
    pub fn clear(&mut self) {
        of_any_type!(self, voxels => voxels.clear());
    }

    /// Makes room for so many more.
    ///
    /// # Errors
    /// There is no memory for them.
    pub fn try_reserve_exact(&mut self, more: usize) -> Result<(), TryReserveError> {
        of_any_type!(self, voxels => voxels.try_reserve_exact(more))
    }

    /// Adds whole voxels as they stand in a file.
    pub fn push_raw(&mut self, raw: &[u8], big_endian: bool) {
        of_any_type!(self, voxels => Number::decoded(raw, big_endian, voxels));
    }

    /// Some voxels as bytes, the least significant first.
    pub fn raw(&self, range: Range<usize>) -> Vec<u8> {
        of_any_type!(self, voxels => Number::encoded(&voxels[range]))
    }

    /// Reads as many rows as `values` holds.
    pub fn read(&self, rows: Rows, values: &mut [f64]) {
        of_any_type!(self, voxels => wide(#[inline(always)] || read(voxels, rows, values)));
    }

    /// The voxels of a box of `size` from `low` on, of a grid of `whole` voxels.
    pub fn cropped(&self, whole: [usize; 3], low: [usize; 3], size: [usize; 3]) -> Self {
        let mut cut = Self::empty(self.pixel());
        macro_rules! copied {
            ($($type:ident)*) => {
                match (self, &mut cut) {
                    $((Self::$type(from), Self::$type(to)) => *to = super::crop(from, whole, low, size),)*
                    _ => unreachable!("voxels of one type"),
                }
            };
        }
        copied!(I8 U8 I16 U16 I32 U32 I64 U64 F32 F64);
        cut
    }
}

fn extend<T: Number>(voxels: &mut Vec<T>, values: impl IntoIterator<Item = f64>) {
    voxels.extend(values.into_iter().map(T::cast));
}

#[inline(always)]
fn read<T: Number>(voxels: &[T], Rows { first, stride, width }: Rows, values: &mut [f64]) {
    for (row, values) in values.chunks_exact_mut(width.max(1)).enumerate() {
        let from = first + row * stride;
        for (value, voxel) in values.iter_mut().zip(&voxels[from..from + width]) {
            *value = voxel.f64();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_byte_order_gives_the_same_number() {
        let mut little = Stored::empty(Pixel::I16);
        little.push_raw(&[0xfe, 0xff, 0x01, 0x00], false);
        let mut big = Stored::empty(Pixel::I16);
        big.push_raw(&[0xff, 0xfe, 0x00, 0x01], true);
        assert_eq!((&little, little.raw(0..2)), (&Stored::I16(vec![-2, 1]), vec![0xfe, 0xff, 0x01, 0x00]));
        assert_eq!(big, little);
        let mut one = Stored::empty(Pixel::F64);
        one.push_raw(&1.5_f64.to_be_bytes(), true);
        assert_eq!(one, Stored::F64(vec![1.5]));
    }

    #[test]
    fn values_that_a_type_has_not_are_cut_as_itk_casts() {
        assert_eq!(Stored::of(Pixel::U8, [-1.0, 255.9, 300.0]), Stored::U8(vec![0, 255, 255]));
        assert_eq!(Stored::of(Pixel::I16, [-1.9, 0.5]), Stored::I16(vec![-1, 0]));
        assert_eq!(Stored::of(Pixel::F32, [0.1]), Stored::F32(vec![0.1]));
    }

    #[test]
    fn rows_and_boxes_are_read_where_they_lie() {
        let stored = Stored::of(Pixel::I32, (0..24).map(f64::from));
        let mut values = [0.0; 4];
        stored.read(Rows { first: 1, stride: 6, width: 2 }, &mut values);
        assert_eq!(values, [1.0, 2.0, 7.0, 8.0]);
        let cut = stored.cropped([2, 3, 4], [1, 1, 2], [1, 2, 2]);
        assert_eq!(cut, Stored::I32(vec![15, 17, 21, 23]));
    }
}
