//! Steps of a long task: what comes next.

use crate::sequence::Sequence;
use crate::words::phrase::Phrase;
use crate::words::row::phrases;

phrases! {
    /// What a task does next.
    Task {
        Reading => "reading the files";
        CarryingMask => "carrying the mask";
        Normalising => "normalising";
        Resampling => "resampling";
        Shape => "shape";
        Image { name: String } => "{name}";
        DeepFeatures => "deep features";
        DeepFeaturesGpu => "deep features on the GPU";
        DeepFeaturesCpu => "deep features on the CPU";
        Perturbation { change: Phrase } => "{change}";
        SelectingFeatures => "selecting features";
        Training { model: String, classifier: &'static str } => "{model}, {classifier}";
        OneSequence { sequence: Sequence } => "{sequence} alone";
        LearningCurve => "learning curve";
        Optimism => "optimism";
    }
}
