//! The file of weights: a small header, half-precision kernels, a checksum.
//!
//! Layout (little endian, no padding): 8 bytes `DISCNN01`; u32 length of a JSON header; the header, with source,
//! licence, preprocessing and the table of layers; per layer its kernel as IEEE half precision in the order height,
//! width, in, out (depthwise: height, width, channel), then its biases as f32; the SHA-256 of all before it. Batch
//! norm is folded in. The rounded weights *are* the network: expanding them to f32 is exact, so the rounding makes no
//! difference between engines. `tests/generators/cnn_weights.py` makes the file.

use serde::Deserialize;

use super::network::{Layer, Network};
use crate::error::{Error, Result};
use crate::numeric::hash::{hex, sha256};
use crate::words::RegionProblem;

const MAGIC: &[u8; 8] = b"DISCNN01";
const CHECKSUM_BYTES: usize = 32;

/// The network with its numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// What the network is called.
    pub name: String,
    /// SHA-256 of the whole file, in hex: goes into the provenance of every deep feature.
    pub sha256: String,
    /// Subtracted from grey values 0…255.
    pub subtract: f64,
    /// What the difference is divided by.
    pub divide: f64,
    /// Layers and the plan to run them.
    pub network: Network,
    /// All kernels and biases; [`super::network::Step`] says where each lies.
    pub values: Vec<f32>,
}

/// The part of the header that is computed with; the rest is for people.
#[derive(Deserialize)]
struct Header {
    name: String,
    preprocessing: Preprocessing,
    layers: Vec<Layer>,
}

#[derive(Deserialize)]
struct Preprocessing {
    side: usize,
    subtract: f64,
    divide: f64,
}

impl Weights {
    /// Reads the file.
    ///
    /// # Errors
    /// No such file, a checksum that does not fit (cut short, altered), or a table that is no network.
    pub fn load(bytes: &[u8]) -> Result<Self> {
        if !bytes.starts_with(MAGIC) {
            let found = format!("{} bytes that begin otherwise", bytes.len());
            return Err(RegionProblem::NotWeights { found }.into());
        }
        let (body, stored) = bytes.split_at(bytes.len().saturating_sub(CHECKSUM_BYTES));
        let (computed, stored) = (sha256(body), hex(stored));
        if computed != stored {
            let found = format!("{computed} (the file is cut short or altered)");
            return Err(broken(format!("checksum {stored}"), found));
        }
        let (header, data) = split_header(body)?;
        let network = Network::new(header.preprocessing.side, header.layers)?;
        let Preprocessing { subtract, divide, .. } = header.preprocessing;
        if !(subtract.is_finite() && divide.is_finite() && divide != 0.0) {
            return Err(broken("finite preprocessing", format!("{subtract}, {divide}")));
        }
        let values = expand(&network, data)?;
        Ok(Self { name: header.name, sha256: sha256(bytes), subtract, divide, network, values })
    }

    /// A layer's kernel.
    pub fn kernel(&self, number: usize) -> &[f32] {
        &self.values[self.network.steps[number].kernel.clone()]
    }

    /// A layer's biases.
    pub fn bias(&self, number: usize) -> &[f32] {
        &self.values[self.network.steps[number].bias.clone()]
    }
}

fn split_header(body: &[u8]) -> Result<(Header, &[u8])> {
    let too_short = || broken("a header", format!("{} bytes in all", body.len()));
    let rest = &body[MAGIC.len().min(body.len())..];
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(too_short)?;
    let (text, data) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(too_short)?;
    let unreadable = |cause: String| broken("a header in JSON", cause);
    // As text: reading JSON from bytes would bring all of the reader into the page a second time.
    let text = std::str::from_utf8(text).map_err(|cause| unreadable(cause.to_string()))?;
    Ok((serde_json::from_str(text).map_err(|cause| unreadable(cause.to_string()))?, data))
}

fn expand(network: &Network, data: &[u8]) -> Result<Vec<f32>> {
    let layers = || network.steps.iter().map(|step| (step.kernel.len(), step.bias.len()));
    let bytes: usize = layers().map(|(kernel, bias)| 2 * kernel + 4 * bias).sum();
    if data.len() != bytes {
        return Err(broken(format!("{bytes} bytes of weights"), data.len().to_string()));
    }
    let mut values = Vec::with_capacity(network.values());
    let mut rest = data;
    for (kernel, bias) in layers() {
        let (kernels, after) = rest.split_at(2 * kernel);
        let (biases, after) = after.split_at(4 * bias);
        rest = after;
        values.extend(kernels.as_chunks::<2>().0.iter().map(|&half| f32_from_half(u16::from_le_bytes(half))));
        values.extend(biases.as_chunks::<4>().0.iter().map(|&single| f32::from_le_bytes(single)));
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(broken("finite weights", "infinity or NaN".to_owned()));
    }
    Ok(values)
}

/// IEEE 754 half precision to single, exactly: 1 sign bit, 5 of exponent (bias 15), 10 of fraction.
fn f32_from_half(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(half >> 10) & 0x1f, u32::from(half) & 0x3ff);
    match exponent {
        // Subnormal: fraction · 2⁻²⁴, a product without rounding.
        0 => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

fn broken(expected: impl Into<String>, found: String) -> Error {
    RegionProblem::WeightsBroken { expected: expected.into(), found }.into()
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn half_precision_expands_exactly() {
        // (half, value): one, the largest, the smallest normal, both ends of the subnormals, negatives, zeros.
        let known = [
            (0x3c00, 1.0),
            (0x7bff, 65504.0),
            (0x0400, 1.0 / 16_384.0),
            (0x03ff, 1023.0 / 16_777_216.0),
            (0x0001, 1.0 / 16_777_216.0),
            (0xc000, -2.0),
            (0x8001, -1.0 / 16_777_216.0),
            (0x3555, 1365.0 / 4096.0),
        ];
        for (half, value) in known {
            assert_eq!(f32_from_half(half), value);
        }
        assert_eq!(f32_from_half(0x8000).to_bits(), (-0.0_f32).to_bits());
        assert!(f32_from_half(0x7c01).is_nan() && f32_from_half(0xfc00) == f32::NEG_INFINITY);
    }

    #[test]
    fn any_prefix_or_flipped_bit_is_refused() {
        let mut body = MAGIC.to_vec();
        let header = br#"{"name":"n","preprocessing":{"side":4,"subtract":127,"divide":128},"layers":[{"kind":"stem","kernel":3,"stride":2,"input":3,"output":8,"relu6":true,"adds":null,"tap":"head"}]}"#;
        body.extend((header.len() as u32).to_le_bytes());
        body.extend(header);
        body.extend(vec![0; 2 * 216 + 4 * 8]);
        let seal = |body: &[u8]| [body, Sha256::digest(body).as_slice()].concat();
        let file = seal(&body);
        assert_eq!(Weights::load(&file).unwrap().values.len(), 224);
        for end in 0..file.len() {
            assert!(Weights::load(&file[..end]).is_err());
            let mut altered = file.clone();
            altered[end] ^= 1;
            assert!(Weights::load(&altered).is_err());
        }
        // Rightly sealed, and still no network: too few weights, a header that ends after the file.
        assert!(Weights::load(&seal(&body[..body.len() - 1])).is_err());
        body[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(Weights::load(&seal(&body)).is_err());
    }
}
