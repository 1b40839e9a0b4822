//! A small network that needs no file: it has every kind of layer, so that it shows whether kernels compute right.

use super::network::{Kind, Layer, Network, Tap};
use super::weights::Weights;
use crate::numeric::random::Random;

impl Weights {
    /// A network for images of `side` pixels, its weights made up; always the same.
    ///
    /// # Panics
    /// Never for sides from 1 to 512: the table is sound.
    pub fn self_check(side: usize) -> Self {
        let network = Network::new(side, layers()).expect("a sound table");
        let mut random = Random::new(side as u64);
        let values = (0..network.values()).map(|_| (random.uniform() - 0.4) as f32).collect();
        let (name, sha256) = ("made up".to_owned(), String::new());
        Self { name, sha256, subtract: 127.0, divide: 128.0, network, values }
    }
}

/// Both sides of a depthwise kernel at both strides, sums with and without an addition, with and without a cut.
fn layers() -> Vec<Layer> {
    let layer = |kind, kernel, stride, input, output, tap| {
        let (relu6, adds) = (true, None);
        Layer { kind, kernel, stride, input, output, relu6, adds, tap }
    };
    vec![
        layer(Kind::Stem, 3, 2, 3, 16, None),
        layer(Kind::Depthwise, 3, 1, 16, 16, Some(Tap::Reduction1)),
        Layer { adds: Some(0), relu6: false, ..layer(Kind::Pointwise, 1, 1, 16, 16, Some(Tap::Reduction2)) },
        layer(Kind::Pointwise, 1, 1, 16, 24, None),
        layer(Kind::Depthwise, 5, 2, 24, 24, Some(Tap::Reduction3)),
        layer(Kind::Depthwise, 3, 2, 24, 24, Some(Tap::Reduction4)),
        layer(Kind::Depthwise, 5, 1, 24, 24, None),
        layer(Kind::Pointwise, 1, 1, 24, 40, Some(Tap::Head)),
    ]
}
