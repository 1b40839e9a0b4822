//! Parts of sentences that several codes share: what was expected or found, why something was left out, how two grids
//! differ.

use crate::sequence::Sequence;
use crate::words::row::{Count, Names, Triple, phrases};

phrases! {
    /// A part of a sentence.
    Phrase {
        // How a mask was changed.
        MaskShifted { mm: f64, side: &'static str } => "one voxel ({mm:.2} mm) towards the {side}";
        MaskGrown => "larger by one voxel on every side";
        MaskShrunk => "smaller by one voxel on every side";
        // How two grids differ.
        SizeDiffers { mask: Triple<usize>, image: Triple<usize> } => "size {mask} against {image} voxels";
        SpacingDiffers { mask: Triple<f64>, image: Triple<f64> } => "spacing {mask} against {image} mm";
        OriginApart { mm: f64 } => "origin {mm:.3} mm apart";
        AxesTurned { degrees: f64 } => "axes turned by up to {degrees:.3}°";
        RoundingAddsUp => "by rounding that adds up over the grid";
        // Why sequences may be swapped.
        BrighterIn { more: Sequence, contrast: f64, less: Sequence, other: f64 } =>
            "the lesion is brighter against its surroundings in {more} ({contrast:.1} standard deviations) \
             than in {less} ({other:.1})";
        ResemblesMore { of: Sequence, more: Sequence, correlation: f64, less: Sequence, other: f64 } =>
            "{of} resembles {more} (correlation {correlation:.2}) more than {less} ({other:.2})";
        // Why a text is no age.
        AgeBound => "only a bound of the age is known";
        AgeNoNumber => "no plain number of years or months";
        AgeInDays => "days and weeks are not taken, give months or years";
        AgeZero => "0 stands for a missing age in many tables; below one year give months";
        AgeBeyond => "more than 120 years";
        // Why a text is no share.
        ShareNoNumber => "no plain number";
        ShareOfOne => "it could be 1 % or all: write 1 % or 0.01";
        ShareBeyond => "not above 0 and below 100 %";
        // Why something was left out or has no effect.
        NeedsForce2d => "it needs force2D";
        NoShape2dThere { size: Triple<usize>, dimension: usize } =>
            "PyRadiomics 3.0.1 has none for a region of {size:#} voxels and force2Ddimension {dimension}";
        Equals { feature: &'static str } => "equals {feature}";
        AlwaysOne => "is always 1";
        TooFewVoxelsForSigma { sigma_mm: f64, least: usize, spacing_mm: f64, axis: &'static str, voxels: usize } =>
            "sigma {sigma_mm} mm needs at least {least} voxels of {spacing_mm} mm along {axis}, the image has {voxels}";
        NoSigma => "the setting sigma lists no width";
        BinCountIsSet => ": binCount is set";
        WithoutNormalize => " without normalize";
        NoFeatureMaps => ": feature maps are not made, only values of regions";
        OneImageTypeAlone => " for one image type alone";
        // What a setting may be.
        YesOrNo => "yes or no";
        ClinicalNumber { least: f64, most: f64 } => "a number from {least} to {most}, with a decimal point";
        ClinicalAmount { least: f64, most: f64, unit: String } => "a number from {least} to {most} {unit}, with a decimal point";
        ClinicalName { most: usize } =>
            "names of at most {most} bytes, without = and >, that no other column of a table has";
        ClinicalBounds => "bounds of two numbers, the lower first, and above within them";
        FieldsOfNumbers => "unit, bounds and above of numbers alone";
        ClinicalClasses { most: usize } => "classes of a class alone: 2 to {most} names, each once";
        ClinicalCount { most: usize } => "1 to {most} inputs, each once";
        TrueOrFalse => "true or false";
        Whole { number: i64 } => "{number}";
        WholeFrom { min: i64 } => "a whole number from {min} on";
        WholeFromTo { min: i64, max: i64 } => "a whole number from {min} to {max}";
        AnyNumber => "a number";
        NumberAboveZero => "a number above 0";
        NumberAboveZeroTo { max: f64 } => "a number above 0, {max} at most";
        Numbers { count: Count } => "a list of {count}numbers";
        NumbersFromZero { count: Count } => "a list of {count}numbers from 0 on";
        NumbersAboveZero { count: Count } => "a list of {count}numbers above 0";
        WholesFrom { min: i64 } => "a list of numbers, each a whole number from {min} on";
        WholesFromTo { min: i64, max: i64 } => "a list of numbers, each a whole number from {min} to {max}";
        OneOf { names: Names } => "one of {names}";
        OneOfOrNumber { names: Names, most: usize } => "one of {names}, or its number from 1 to {most}";
        WaveletName => "haar, db1 to db38, sym2 to sym20, coif1 to coif17, dmey, biorN.M or rbioN.M";
        BitsOfSamples { most: u32 } => "{most} at most, for the method makes a bit of each sample";
        // What a cell of a table must be.
        PointNumber => "a number with a decimal point, not a comma";
        FileName => "a file name";
        CaseName => "a name";
        RepeatNumber => "0 for a case, 1, 2, … for the same case again";
        CohortName => "train, internal or external";
        Diagnosis => "1 (metastasis) or 0 (primary)";
        // Parts of a model, and what they must be.
        PartDeep => "deep features";
        UbjsonModel => "XGBoost's UBJSON (.ubj)";
        PickledModel => "a Python pickle or joblib file, which would run whatever is in it";
        OnnxModel => "an ONNX or another binary file";
        PartName => "name";
        PartCohorts => "cohorts";
        PartDistribution => "distribution of the training rows";
        PartLasso => "lasso path";
        PartPredictions => "predictions";
        CohortsSound => "ages from 0 to 150 years, spacings above 0, the lowest first";
        OnceEach => "each name and classifier once";
        RangesInOrder => "finite ranges, the lowest first, and a covariance";
        LassoSound => "penalties above 0, deviances, a coefficient a feature, and chosen points that are there";
        PredictionsSound => "labels 0 or 1 with a probability from 0 to 1 each";
        SharesInLeaves => "sound trees whose leaves hold shares from 0 to 1";
        FeatureNumber { least: f64, most: f64 } => "a number that is 0, or between {least} and {most} in size";
        AgeYears => "an age above 0 and up to 120 years, such as 62 or 18 months";
        PartScaling => "scaling";
        PartPrevalence => "prevalence";
        PartOwnScaling => "own scaling";
        PartClassifier => "fitted classifier";
        PartCalibration => "calibration";
        NetworkAndSettings => "a network and its settings";
        FiniteMeans => "finite means and deviations";
        ShareBetween => "a share between 0 and 1";
        FiniteDivisors => "finite numbers, divisors above 0";
        FiniteAndThreshold => "finite numbers, a threshold in 0..1";
        SoundTrees => "sound trees";
        FiniteCoefficients => "one finite coefficient an input";
        NeighbourRows => "a diagnosis for every row and at most as many neighbours";
        FiniteWeights => "gamma 0 or above, and a finite weight for every support vector";
        ThreeCohorts => "the three cohorts in order";
        ModelPlaces => "positions of models that are there";
        OnePredictionACase => "one prediction a case";
        InRange { name: &'static str, range: &'static str } => "{name} in {range}";
        // What a line or a field of another program's model must be.
        InputNumber => "a number of inputs";
        TreesOfXgboost => "XGBoost's trees";
        AtMostTrees { most: usize } => "at most {most} trees";
        ProbabilityBetween => "a probability between 0 and 1";
        CountOfNumbers { count: usize } => "{count} numbers";
        AtLeastOne => "at least 1";
        MissingKind => "a kind of missing values";
        // What a file is instead of an image.
        DicomFile => "a DICOM file";
        MetaImageHeader => "a MetaImage header (.mha or .mhd)";
        FileOf { format: &'static str } => "a {format} file";
        Hdf5File => "an HDF5 or MINC file";
        Picture { format: &'static str } => "a {format} picture";
        PdfDocument => "a PDF document";
        Archive { format: &'static str } => "a {format} archive";
        GzipInsideGzip => "gzip inside gzip";
        EmptyFile => "an empty file";
        EmptyArchive => "an archive without files";
        TextFile => "a text file";
        UnknownBytes => "bytes of an unknown kind";
        // What voxels are instead of one grey value each.
        OneBitVoxels => "one-bit voxels";
        ComplexVoxels => "complex voxels";
        ColourVoxels { kind: &'static str } => "colour voxels ({kind})";
        LongFloatVoxels => "128-bit float voxels";
        BlocksOfBytes => "blocks of bytes";
        // How near two grids should be.
        Tolerance { tolerance: f64 } => "a geometryTolerance of {tolerance}";
        Voxels { voxels: f64 } => "{voxels} voxels";
        // What an image holds that cannot be measured.
        NotANumber => "NaN";
        VoxelsNotFinite { voxels: usize, of: usize } =>
            "{voxels} of {of} voxels that are not finite (NaN or infinite)";
        Infinite => "an infinite value";
        VoxelsWithoutValue => "voxels without a value";
        OneValueEverywhere => "one value everywhere";
        ValuesNotFinite => "values that are not finite";
        OneIntensityEverywhere => "one intensity everywhere";
        OneIntensityWithinPercentiles => "one intensity within the percentiles";
        BinWidthOver { width: f64, minimum: f64, maximum: f64 } => "binWidth {width} over {minimum} to {maximum}";
        BinCount => "binCount";
        // What a paper may leave out.
        FormulaIntercept => "the intercept";
        FormulaLink => "the link";
        FormulaMeans => "means of the features";
        FormulaDeviations => "standard deviations of the features";
        FormulaSettings => "the settings of the extraction";
        FormulaCases => "how many cases of each group it was fitted to";
        // How an image differs from that of a capsule.
        OtherSize { found: String, expected: String } => "{found} voxels instead of {expected}";
        OtherSpacing { found: String, expected: String } => "spacing {found} mm instead of {expected}";
        OtherOrigin { found: String, expected: String } => "origin {found} mm instead of {expected}";
        OtherIntensities => "other intensities";
        OtherDirectionOrType => "another direction or voxel type";
    }
}

/// Several, with commas between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrases(pub Vec<Phrase>);

impl std::fmt::Display for Phrases {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.iter().map(ToString::to_string).collect::<Names>())
    }
}

impl From<Phrases> for serde_json::Value {
    fn from(phrases: Phrases) -> Self {
        phrases.0.into_iter().map(Self::from).collect::<Vec<_>>().into()
    }
}
