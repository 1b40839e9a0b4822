//! The table of classifiers. A new one is a file that holds its settings ([`Learner`]) and what they are fitted to
//! ([`Predictor`]), and its row in the lists below.

use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize};

use super::boosting::{Boosted, ExactBoosting};
use super::forest::{ExtraTrees, Forest, RandomForest};
use super::histogram::HistogramBoosting;
use super::learner::{Learner, Predictor};
use super::linear::ElasticNet;
use super::neighbours::{NearestNeighbours, Neighbours};
use super::svm::{SupportVectors, Svm};
use super::tagged::{Tagged, tagged};
use crate::error::Result;
use crate::numeric::elastic_net::Linear;
use crate::numeric::structure::Structure;
use crate::table::{Design, TrainingDesign};
use crate::words::ModelProblem;
use crate::words::Phrase;

/// A row of classifiers: kind = its key, its name in a report, its settings with their key in model files.
macro_rules! classifiers {
    ($($(#[$doc:meta])* $kind:ident = $key:literal, $words:literal, $settings:ident($type:ty) = $tag:literal;)*) => {
        /// A kind of classifier.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ClassifierKind"))]
        pub enum Kind {
            $($(#[$doc])* #[serde(rename = $key)] $kind,)*
        }

        /// Hyper-parameters of one fit.
        #[derive(Debug, Clone, Copy, PartialEq, Serialize)]
        #[serde(tag = "classifier")]
        pub enum Parameters {
            $($(#[$doc])* #[serde(rename = $tag)] $settings($type),)*
            /// Fitted by another program; its settings are not known.
            #[serde(rename = "imported")]
            Imported,
        }

        impl<'de> Tagged<'de> for Parameters {
            const TAG: &'static str = "classifier";
            const KINDS: &'static [&'static str] = &[$($tag,)* "imported"];

            fn of<D: Deserializer<'de>>(kind: &str, fields: D) -> std::result::Result<Self, D::Error> {
                match kind {
                    $($tag => <$type>::deserialize(fields).map(Self::$settings),)*
                    "imported" => IgnoredAny::deserialize(fields).map(|_| Self::Imported),
                    _ => Err(D::Error::unknown_variant(kind, Self::KINDS)),
                }
            }
        }

        impl<'de> Deserialize<'de> for Parameters {
            fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
                tagged(from)
            }
        }

        impl Kind {
            /// All of them, in the order of every table.
            pub const ALL: [Self; [$($key),*].len()] = [$(Self::$kind),*];

            /// Name in files and on the command line.
            pub fn key(self) -> &'static str {
                match self { $(Self::$kind => $key,)* }
            }

            /// Name in a report.
            pub fn words(self) -> &'static str {
                match self { $(Self::$kind => $words,)* }
            }

            /// The settings tried by cross-validation, simplest first: of equals the first is taken.
            pub fn grid(self) -> Vec<Parameters> {
                match self {
                    $(Self::$kind => <$type>::grid().into_iter().map(Parameters::$settings).collect(),)*
                }
            }
        }

        impl Parameters {
            /// Every setting with its name, as readers know it.
            pub fn named(&self) -> Vec<(&'static str, f64)> {
                match self {
                    $(Self::$settings(settings) => settings.named(),)*
                    Self::Imported => Vec::new(),
                }
            }

            fn fit(&self, data: &TrainingDesign, seed: u64) -> Result<Fitted> {
                match self {
                    $(Self::$settings(settings) => settings.fit(data, seed).map(Fitted::from),)*
                    Self::Imported => {
                        Err(ModelProblem::ImportedSettings.into())
                    }
                }
            }
        }
    };
}

/// A row of what classifiers are fitted to: its type with its key in model files.
macro_rules! fitted {
    ($($(#[$doc:meta])* $form:ident($type:ty) = $tag:literal;)*) => {
        /// A fitted classifier.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(tag = "type")]
        pub enum Fitted {
            $($(#[$doc])* #[serde(rename = $tag)] $form($type),)*
        }

        impl<'de> Tagged<'de> for Fitted {
            const TAG: &'static str = "type";
            const KINDS: &'static [&'static str] = &[$($tag),*];

            fn of<D: Deserializer<'de>>(kind: &str, fields: D) -> std::result::Result<Self, D::Error> {
                match kind {
                    $($tag => <$type>::deserialize(fields).map(Self::$form),)*
                    _ => Err(D::Error::unknown_variant(kind, Self::KINDS)),
                }
            }
        }

        impl<'de> Deserialize<'de> for Fitted {
            fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
                tagged(from)
            }
        }

        $(impl From<$type> for Fitted {
            fn from(fitted: $type) -> Self {
                Self::$form(fitted)
            }
        })*

        impl Fitted {
            fn predictor(&self) -> &dyn Predictor {
                match self { $(Self::$form(fitted) => fitted,)* }
            }
        }
    };
}

classifiers! {
    /// Logistic regression with an elastic-net penalty.
    LogisticRegression = "logistic-regression", "logistic regression",
        LogisticRegression(ElasticNet) = "logistic-regression";
    /// Support vector machine with a Gaussian kernel.
    Svm = "svm", "SVM", Svm(Svm) = "svm";
    /// k nearest neighbours.
    NearestNeighbours = "nearest-neighbours", "nearest neighbours", Neighbours(NearestNeighbours) = "neighbours";
    /// Random forest.
    RandomForest = "random-forest", "random forest", RandomForest(RandomForest) = "random-forest";
    /// Extremely randomised trees.
    ExtraTrees = "extra-trees", "extra trees", ExtraTrees(ExtraTrees) = "extra-trees";
    /// Exact-greedy boosting, as XGBoost.
    GradientBoosting = "gradient-boosting", "gradient boosting", ExactBoosting(ExactBoosting) = "exact-boosting";
    /// Leaf-wise boosting on histograms, as LightGBM.
    HistogramBoosting = "histogram-boosting", "histogram boosting",
        HistogramBoosting(HistogramBoosting) = "histogram-boosting";
}

fitted! {
    /// Logistic regression: β₀ + Σ β z.
    Linear(Linear) = "linear";
    /// Support vector machine.
    Svm(SupportVectors) = "svm";
    /// k nearest neighbours.
    Neighbours(Neighbours) = "neighbours";
    /// Random forest or extra trees.
    Forest(Forest) = "forest";
    /// A sum of trees.
    Boosted(Boosted) = "boosted";
}

/// Fits one classifier. Without inputs, whatever the kind, the answer is the prevalence.
///
/// # Errors
/// A class is missing, or the data have no finite fit.
pub fn fit(parameters: &Parameters, data: &TrainingDesign, seed: u64) -> Result<Fitted> {
    if data.design().inputs() == 0 {
        return Ok(Linear::prevalence(data.labels(), 0).into());
    }
    parameters.fit(data, seed)
}

impl Fitted {
    /// Log-odds of metastasis before calibration, for one standardised row.
    pub fn margin(&self, row: &[f64]) -> f64 {
        self.predictor().margin(row)
    }

    /// The classifier's own probability, before calibration: what its library of reference gives.
    pub fn raw_probability(&self, row: &[f64]) -> f64 {
        self.predictor().raw_probability(row)
    }

    /// Log-odds of the classifier's own probability, where that is 0 or 1 of one within a billionth of it.
    pub fn raw_logit(&self, row: &[f64]) -> f64 {
        self.predictor().raw_logit(row)
    }

    /// Whether rows may lack inputs.
    pub fn takes_missing(&self) -> bool {
        self.predictor().takes_missing()
    }

    /// What its margin or share is made of, which decides how an answer is explained.
    pub fn structure(&self) -> Structure<'_> {
        self.predictor().structure()
    }

    /// Margins of all rows of a design.
    pub fn margins(&self, design: &Design) -> Vec<f64> {
        (0..design.rows()).map(|row| self.margin(design.row(row))).collect()
    }

    /// Whether what was read from a file is a classifier of `inputs` inputs.
    ///
    /// # Errors
    /// It is not; what it should be.
    pub fn check(&self, inputs: usize) -> std::result::Result<(), Phrase> {
        self.predictor().sound(inputs)
    }
}
