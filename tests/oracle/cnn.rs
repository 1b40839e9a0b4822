//! Deep features against onnxruntime on the same rounded weights.

#[path = "../common/network.rs"]
mod network;

use discern::cnn::Cpu;
use network::{all_taps, goldens, largest_difference, made_up_image, weights};

#[test]
fn cpu_features_equal_onnxruntimes() {
    let weights = weights();
    let features = Cpu::new(&weights).run(&made_up_image(), &all_taps()).unwrap();
    assert_eq!(goldens().len(), 276);
    let largest = largest_difference(&weights, &features);
    println!("largest difference from onnxruntime: {largest:.2e}");
    assert!(largest <= 2e-5, "differs by {largest}");
}
