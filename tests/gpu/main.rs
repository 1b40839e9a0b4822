//! The GPU kernels without a browser: `cargo test --features gpu-native --test gpu`, on any Vulkan driver. An emulation
//! will do: `VK_DRIVER_FILES=/usr/lib/chromium/vk_swiftshader_icd.json` names the one that comes with Chromium.
#![allow(clippy::disallowed_methods)]

#[path = "../common/network.rs"]
mod network;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use discern::cnn::gpu::{Adapter, Gpu, KERNELS, Unavailable};
use discern::cnn::{Cpu, Engine, EngineName, EnginePreference, EngineReason, Weights};
use discern::monitor::Silent;
use discern::words::GpuProblem;
use network::{all_taps, largest_differences, made_up_image, weights};

/// Natively every step of a GPU future is done when it is polled.
fn now<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("the GPU's future does not come to its end");
}

/// A GPU with the network; `None`, loudly, where there is no adapter at all. Counted by `npm test` as skipped.
fn gpu(test: &str, weights: &Weights, kernels: &str) -> Option<Gpu> {
    Some(
        now(Gpu::with_kernels(&adapter(test)?, weights, kernels))
            .unwrap_or_else(|Unavailable(why)| panic!("{why}")),
    )
}

fn adapter(test: &str) -> Option<Adapter> {
    match now(Adapter::find()) {
        Ok(adapter) => {
            println!("{test} on {}", adapter.name());
            Some(adapter)
        }
        Err(Unavailable(reason)) => {
            println!("SKIPPED {test}: {reason}");
            None
        }
    }
}

/// Three different images: one from the goldens.
fn images() -> Vec<Vec<f32>> {
    let image = made_up_image();
    let darker = image.iter().map(|value| value * 0.5).collect();
    let mirrored = image.iter().rev().copied().collect();
    vec![image, darker, mirrored]
}

#[test]
fn gpu_features_equal_onnxruntimes_and_the_cpus() {
    let weights = weights();
    let Some(gpu) = gpu("gpu_features_equal_onnxruntimes_and_the_cpus", &weights, KERNELS) else { return };
    let rows = now(gpu.run(&images(), &all_taps())).unwrap();
    for (tap, from_oracle) in largest_differences(&weights, &rows[0], |golden| golden.onnxruntime) {
        println!("{tap:?}: on the GPU at most {from_oracle:.2e} from onnxruntime's");
        assert!(from_oracle <= 1e-4, "{tap:?} differs from onnxruntime's by {from_oracle}");
    }
    for (tap, from_truth) in largest_differences(&weights, &rows[0], |golden| golden.float64) {
        assert!(from_truth <= 1e-4, "{tap:?} differs from the exact one by {from_truth}");
    }
    let mut cpu = Cpu::new(&weights);
    for (image, row) in images().iter().zip(&rows) {
        let expected = cpu.run(image, &all_taps()).unwrap();
        let largest = row.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(row.len() == expected.len() && largest <= 1e-4, "differs from the CPU by {largest}");
    }
    // A second batch of another size, other taps: nothing of the first is left.
    let again = now(gpu.run(&images()[2..], &all_taps()[1..2])).unwrap();
    assert_eq!(again, [rows[2][16..40].to_vec()]);
}

#[test]
fn a_lost_device_leaves_the_rest_to_the_cpu() {
    let weights = weights();
    let Some(gpu) = gpu("a_lost_device_leaves_the_rest_to_the_cpu", &weights, KERNELS) else { return };
    gpu.close();
    let lost = now(gpu.run(&images()[..1], &all_taps())).unwrap_err();
    assert_eq!(lost.0, GpuProblem::DeviceClosed);

    let Some(gpu) = self::gpu("a_lost_device_leaves_the_rest_to_the_cpu", &weights, KERNELS) else { return };
    let mut engine = now(Engine::with_gpu(&weights, gpu));
    assert_eq!(engine.report().engine, EngineName::WebGpu, "{:?}", engine.report());
    engine.close_gpu();
    let rows = now(engine.run(images().into_iter(), &all_taps(), &Silent)).unwrap();
    let expected = Cpu::new(&weights).run(&images()[2], &all_taps()).unwrap();
    assert_eq!(rows[2], expected);
    assert_eq!(engine.report().engine, EngineName::Cpu);
    assert_eq!(engine.report().why, EngineReason::Lost);
    assert_eq!(engine.report().problem, Some(GpuProblem::DeviceClosed.coded()));
}

#[test]
fn a_wrong_kernel_is_noticed() {
    let weights = weights();
    // Padding as other runtimes have it: the odd pixel before instead of after.
    let wrong = KERNELS.replace("let u = at.x + tap - layer.pad;", "let u = at.x + tap - layer.kernel / 2u;");
    assert!(wrong != KERNELS, "the kernels read otherwise by now");
    let Some(gpu) = gpu("a_wrong_kernel_is_noticed", &weights, &wrong) else { return };
    let engine = now(Engine::with_gpu(&weights, gpu));
    assert_eq!(engine.report().engine, EngineName::Cpu);
    assert!(engine.report().difference.unwrap() > 1e-3);
    assert_eq!(engine.report().why, EngineReason::Differs);
}

#[test]
fn kernels_that_do_not_compile_are_a_reason_and_no_panic() {
    let weights = weights();
    let Some(adapter) = adapter("kernels_that_do_not_compile_are_a_reason_and_no_panic") else { return };
    let Unavailable(problem) = now(Gpu::with_kernels(&adapter, &weights, "fn pointwise( {")).unwrap_err();
    assert!(matches!(problem, GpuProblem::NetworkNotLoaded { .. }), "{problem}");
}

#[test]
fn an_emulated_gpu_is_left_unless_wished_for() {
    let weights = weights();
    let Some(adapter) = adapter("an_emulated_gpu_is_left_unless_wished_for") else { return };
    let expected = if adapter.is_software() { EngineName::Cpu } else { EngineName::WebGpu };
    let engine = now(Engine::open(&weights, EnginePreference::Automatic));
    assert_eq!(engine.report().engine, expected, "{:?}", engine.report());
    // The engine foreseen without the weights is the one that runs with them.
    for wish in [EnginePreference::Automatic, EnginePreference::Gpu] {
        let foreseen = now(Engine::foresee(wish));
        assert_eq!(foreseen.why, now(Engine::open(&weights, wish)).report().why, "{foreseen:?}");
    }
}

#[test]
fn a_small_network_without_a_file_tells_wrong_kernels() {
    for (right, wrong) in [
        ("let u = at.x + tap - layer.pad;", "let u = at.x + tap - layer.kernel / 2u;"),
        ("vec4<f32>(6.0)", "vec4<f32>(5.0)"),
        ("value += added[at];", "value += 0.5 * added[at];"),
        ("sum3 + x3.x * w0", "sum3 + x3.x * w1"),
        ("input[seen / 4u][seen % 4u]", "input[seen / 4u][seen % 3u]"),
        ("f32(layer.side_in * layer.side_in)", "f32(layer.side_in)"),
    ] {
        let kernels = KERNELS.replace(right, wrong);
        assert!(kernels != KERNELS, "the kernels have no {right} by now");
        let weights = Weights::self_check(29);
        let Some(gpu) = gpu("a_small_network_without_a_file_tells_wrong_kernels", &weights, &kernels) else {
            return;
        };
        let engine = now(Engine::with_gpu(&weights, gpu));
        assert_eq!(engine.report().why, EngineReason::Differs, "{right}: {:?}", engine.report());
    }
}
