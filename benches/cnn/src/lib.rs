//! The network as a WebAssembly module for Node, so that only the engine is timed.
#![cfg(target_arch = "wasm32")]

use discern::cnn::{Cpu, Tap, Weights};
use wasm_bindgen::prelude::wasm_bindgen;

/// The engine with its weights, which stay for the life of the module.
#[wasm_bindgen]
pub struct Engine(Cpu<'static>);

#[wasm_bindgen]
impl Engine {
    /// Reads the weights file.
    #[wasm_bindgen(constructor)]
    pub fn new(weights: &[u8]) -> Result<Engine, String> {
        let weights = Weights::load(weights).map_err(|error| error.to_string())?;
        Ok(Engine(Cpu::new(Box::leak(Box::new(weights)))))
    }

    /// All taps of one image.
    pub fn run(&mut self, image: &[f32]) -> Result<Vec<f32>, String> {
        let taps =
            [Tap::Reduction1, Tap::Reduction2, Tap::Reduction3, Tap::Reduction4, Tap::Reduction5, Tap::Head];
        self.0.run(image, &taps).map_err(|error| error.to_string())
    }
}
