//! Why the graphics card cannot be used for deep features.

use crate::words::row::phrases;

phrases! {
    /// What is in the way of the graphics card; causes are the driver's or the browser's own words.
    GpuProblem {
        NoAdapter => "no WebGPU adapter";
        CpuBuild => "this build computes on the CPU only";
        NoDevice { cause: String } => "the WebGPU adapter gives no device ({cause})";
        DeviceLost { cause: String } => "the GPU device was lost ({cause})";
        DeviceClosed => "the GPU device was closed";
        DeviceFailed { cause: String } => "the GPU failed ({cause})";
        NetworkNotLoaded { cause: String } => "the GPU cannot load the network ({cause})";
        BuffersTooSmall { most: u64 } => "the adapter's buffers hold at most {most} bytes, too few for the network";
        NoResult => "the GPU gave no result back";
        ResultUnreadable => "the GPU's result cannot be read";
        FeatureNoNumber => "the adapter gave a feature that is no number";
    }
}
