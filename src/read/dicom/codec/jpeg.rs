//! Baseline JPEG of 8 bits (ITU-T T.81, process 1), by the crate `zune-jpeg`.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{Frame, stream};
use crate::error::Result;

const CODEC: &str = "JPEG";

pub(super) fn decode(bytes: &[u8], frame: Frame) -> Result<Vec<i32>> {
    let fail = |cause: String| stream(CODEC, "a whole image", cause);
    let options = DecoderOptions::new_safe().set_strict_mode(true).jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|cause| fail(format!("{cause:?}")))?;
    let info = decoder.info().ok_or_else(|| fail("no header".to_owned()))?;
    frame.check(CODEC, info.width.into(), info.height.into(), info.components.into())?;
    let values = decoder.decode().map_err(|cause| fail(format!("{cause:?}")))?;
    if values.len() != frame.pixels() {
        return Err(stream(CODEC, format!("{} values", frame.pixels()), values.len().to_string()));
    }
    Ok(values.into_iter().map(i32::from).collect())
}
