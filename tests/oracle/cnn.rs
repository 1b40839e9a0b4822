//! Deep features against onnxruntime on the same rounded weights, and against the same network in float64.

#[path = "../common/network.rs"]
mod network;

use discern::cnn::Cpu;
use network::{all_taps, goldens, largest_differences, made_up_image, weights};

#[test]
fn cpu_features_equal_onnxruntimes_and_those_in_double_precision() {
    let weights = weights();
    let features = Cpu::new(&weights).run(&made_up_image(), &all_taps()).unwrap();
    assert_eq!(goldens().len(), 276);
    let from_peer = largest_differences(&weights, &features, |golden| golden.onnxruntime);
    let from_truth = largest_differences(&weights, &features, |golden| golden.float64);
    for ((tap, peer), (_, truth)) in from_peer.into_iter().zip(from_truth) {
        println!("{tap:?}: from onnxruntime at most {peer:.2e}, from float64 {truth:.2e}");
        assert!(peer <= 2e-5, "{tap:?} differs from onnxruntime's by {peer}");
        assert!(truth <= 2e-5, "{tap:?} differs from the exact one by {truth}");
    }
}
