//! Magnitude of the gradient, as ITK's GradientMagnitudeImageFilter.

use super::apply::Sink;
use super::image_filter::{FilterEntry, ImageFilter, alone};
use super::separable_pass::Extent;
use crate::error::Result;
use crate::parameter::{Default, Key, Kind, Scope};
use crate::volume::{Image, Pixel, Region};

pub(super) const ENTRY: FilterEntry = FilterEntry {
    image_type: "Gradient",
    what: "magnitude of the gradient by central differences",
    names: "gradient",
    parameters: &[Key {
        name: "gradientUseSpacing",
        kind: Kind::Flag,
        default: Default::Flag(true),
        scope: Scope::ImageType,
        reported: false,
        doc: "Differences by mm; false: by voxel.",
    }],
    read_name: |name| alone(name, "gradient"),
    make: |values| Ok(Box::new(Gradient { use_spacing: values.get("gradientUseSpacing") })),
};

#[derive(Debug)]
struct Gradient {
    use_spacing: bool,
}

impl ImageFilter for Gradient {
    fn images(&self) -> Vec<String> {
        vec!["gradient".to_owned()]
    }

    fn apply(&self, image: &Image, region: &Region, sink: &mut Sink<'_>) -> Result<()> {
        sink.put("gradient", Pixel::F32, || magnitude(image, region, self.use_spacing))
    }
}

/// √Σ ((x₊ − x₋) / 2 / spacing)² in f32, in the box of `region`; by voxel when not `use_spacing`.
///
/// Beyond the edge the edge's own value goes on (zero flux). Sums run in ITK's order, in f64, rounded once to f32.
fn magnitude(image: &Image, region: &Region, use_spacing: bool) -> Vec<f64> {
    let extents: [Extent; 3] = std::array::from_fn(|axis| {
        Extent::new(region.low[axis], region.geometry.size[axis], image.geometry.size[axis], 1)
    });
    let size = extents.each_ref().map(|extent| extent.len);
    let read = image.crop(extents.each_ref().map(|extent| extent.start), size);
    let strides = [1, size[0], size[0] * size[1]];
    // ITK scales the operator's weights ±1/2 and multiplies each neighbour by them, in this order.
    let weights: [f64; 3] = std::array::from_fn(|axis| {
        0.5 * if use_spacing { 1.0 / image.geometry.spacing_mm[axis] } else { 1.0 }
    });
    let mut values = Vec::with_capacity(region.geometry.voxels());
    for z in extents[2].keep.clone() {
        for y in extents[1].keep.clone() {
            for x in extents[0].keep.clone() {
                let voxel = [x, y, z];
                let centre = x * strides[0] + y * strides[1] + z * strides[2];
                let mut sum = 0.0;
                for axis in 0..3 {
                    let before = if voxel[axis] > 0 { centre - strides[axis] } else { centre };
                    let after = if voxel[axis] + 1 < size[axis] { centre + strides[axis] } else { centre };
                    let slope = read[before] * -weights[axis] + read[after] * weights[axis];
                    sum += slope * slope;
                }
                values.push(f64::from(sum.sqrt() as f32));
            }
        }
    }
    values
}
