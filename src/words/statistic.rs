//! Statistics that some data do not have.

use crate::words::row::{phrases, problems};

phrases! {
    /// A statistic by its name, or what the data must have for it.
    Statistic {
        Auc => "AUC";
        BootstrapInterval => "bootstrap interval";
        BrierScore => "Brier score";
        CalibrationCurve => "calibration curve";
        CalibrationGroups => "calibration groups";
        CalibrationLine => "calibration line";
        ChiSquared => "chi-squared test";
        ConfusionMatrix => "confusion matrix";
        Correlation => "correlation";
        DecisionCurve => "decision curve";
        DelongTest => "DeLong test";
        DelongVariance => "DeLong variance of the AUC";
        HosmerLemeshow => "Hosmer-Lemeshow test";
        Icc => "intraclass correlation";
        LogisticRegression => "logistic regression";
        Lowess => "lowess";
        MannWhitney => "Mann-Whitney test";
        OptimismCorrection => "optimism";
        PHolm => "p-values for Holm's correction";
        PBenjaminiHochberg => "p-values for Benjamini and Hochberg's correction";
        Proportion => "proportion";
        Quantile => "quantile";
        Reclassification => "reclassification";
        RocCurve => "ROC curve";
        SampleSize => "number of cases";
        Spearman => "Spearman correlation";
        Spiegelhalter => "Spiegelhalter test";
        StandardisedDifference => "standardised difference";
        Summary => "summary";
        // What the data must have.
        FiniteNumbers => "finite numbers";
        Pairs => "as many values on both sides";
        OfEachClass { least: usize } => "at least {least} of each class";
        Probabilities => "probabilities between 0 and 1";
        UncertainProbabilities => "probabilities above 0 and below 1";
        AtLeast { least: usize } => "at least {least} values";
        VarianceOfDifference => "a variance of the difference";
        DifferingPredictions => "predictions that differ";
        OneCase => "at least one case to count among";
        VaryingSides => "two sides that vary";
        Thresholds => "thresholds between 0 and 1";
        CasesForGroups => "as many cases as groups";
        BothOutcomes => "groups that expect both outcomes";
        LeaningProbabilities => "probabilities other than 0, 1/2 and 1";
        ValuesAndShare => "values and a share between 0 and 1";
        WidthAndShare => "a width above 0 and a share between 0 and 1";
        VaryingGroups => "groups that vary";
        FilledTable => "two or more groups and values, each with cases";
        TwoRaters => "at least two subjects rated by each of at least two raters";
        DifferingSubjects => "subjects that differ";
        OverlappingClasses => "classes that overlap";
        TwoGroups => "two groups";
        HalfOfResamples => "at least half of the resamples to be fitted";
    }
}

problems! {
    /// A statistic that these data do not have.
    StatisticProblem {
        Undefined { statistic: Statistic, needs: Statistic, found: String } => Table, "{statistic}", "{needs}", "{found}";
    }
}
