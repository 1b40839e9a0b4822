//! The image itself, so that features of the scan and of what filters make of it go the same way.

use super::apply::Sink;
use super::image_filter::{FilterEntry, ImageFilter, alone};
use crate::error::Result;
use crate::volume::{Image, Region};

pub(super) const ENTRY: FilterEntry = FilterEntry {
    image_type: "Original",
    what: "the image itself",
    names: "original",
    parameters: &[],
    read_name: |name| alone(name, "original"),
    make: |_| Ok(Box::new(Original)),
};

#[derive(Debug)]
struct Original;

impl ImageFilter for Original {
    fn images(&self) -> Vec<String> {
        vec!["original".to_owned()]
    }

    fn apply(&self, image: &Image, region: &Region, sink: &mut Sink<'_>) -> Result<()> {
        let values = region.roi(image).values;
        sink.put("original", image.pixel(), || values)
    }
}
