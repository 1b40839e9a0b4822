//! The one table of features: class, name, code, unit, formula, function. Lists, docs and checks come from it.
//!
//! Names and their order are PyRadiomics'; codes are those of the IBSI reference manual. What a symbol means stands at
//! the head of the family's file. Adding a feature is one function and one row.

use super::Class;
use super::firstorder::{self, Sample};
use super::glcm::{self, Pairs};
use super::ngtdm::{self, Tones};
use super::shape::planar::{self, Flat};
use super::shape::{self, Solid};
use super::size_matrix_features::{self, SizeMatrix};

/// How a feature's value is made.
#[derive(Clone, Copy)]
pub(super) enum Compute {
    FirstOrder(fn(&Sample) -> f64),
    Glcm(fn(&Pairs) -> f64),
    Gldm(fn(&SizeMatrix) -> f64),
    Glrlm(fn(&SizeMatrix) -> f64),
    Glszm(fn(&SizeMatrix) -> f64),
    Ngtdm(fn(&Tones) -> f64),
    Shape(fn(&Solid) -> f64),
    Shape2D(fn(&Flat) -> f64),
    /// Withdrawn by PyRadiomics: asked for by name it gives no value, for this reason.
    Withdrawn(&'static str),
}

/// One feature.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its class.
    pub class: Class,
    /// Its name, PyRadiomics'.
    pub name: &'static str,
    /// Its code in the IBSI reference manual, where IBSI has it.
    pub ibsi: Option<&'static str>,
    /// Unit; `image` is the unit of the intensities.
    pub unit: &'static str,
    /// Its formula in the symbols of the family.
    pub formula: &'static str,
    /// Computed when the class is enabled as a whole (not deprecated).
    pub by_default: bool,
    /// Its value is a convention where the region has one grey level.
    pub conventional_when_flat: bool,
    pub(super) compute: Compute,
}

const fn entry(
    class: Class,
    name: &'static str,
    ibsi: &'static str,
    unit: &'static str,
    formula: &'static str,
    compute: Compute,
) -> Entry {
    let ibsi = if ibsi.is_empty() { None } else { Some(ibsi) };
    Entry { class, name, ibsi, unit, formula, by_default: true, conventional_when_flat: false, compute }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.class.name(), self.name)
    }
}

impl Entry {
    /// Deprecated by PyRadiomics: computed only when asked for by name.
    const fn by_name_only(mut self) -> Self {
        self.by_default = false;
        self
    }

    /// Marks a value that is a convention where the region has one grey level.
    const fn flat(mut self) -> Self {
        self.conventional_when_flat = true;
        self
    }
}

/// Every feature, by class and in PyRadiomics' order of names.
#[rustfmt::skip]
pub static CATALOGUE: &[Entry] = &[
    entry(Class::FirstOrder, "10Percentile", "QG58", "image", "P_10", Compute::FirstOrder(firstorder::percentile_10)),
    entry(Class::FirstOrder, "90Percentile", "8DWT", "image", "P_90", Compute::FirstOrder(firstorder::percentile_90)),
    entry(Class::FirstOrder, "Energy", "N8CA", "image²", "Σ (X + c)²", Compute::FirstOrder(firstorder::energy)),
    entry(Class::FirstOrder, "Entropy", "TLU2", "bit", "−Σ p_i log2(p_i + ε)", Compute::FirstOrder(firstorder::entropy)),
    entry(Class::FirstOrder, "InterquartileRange", "SALO", "image", "P_75 − P_25", Compute::FirstOrder(firstorder::interquartile_range)),
    entry(Class::FirstOrder, "Kurtosis", "IPH6", "1", "m_4 / m_2²", Compute::FirstOrder(firstorder::kurtosis)).flat(),
    entry(Class::FirstOrder, "Maximum", "84IY", "image", "max X", Compute::FirstOrder(firstorder::maximum)),
    entry(Class::FirstOrder, "MeanAbsoluteDeviation", "4FUA", "image", "Σ |X − X̄| / N", Compute::FirstOrder(firstorder::mean_absolute_deviation)),
    entry(Class::FirstOrder, "Mean", "Q4LE", "image", "Σ X / N", Compute::FirstOrder(firstorder::mean)),
    entry(Class::FirstOrder, "Median", "Y12H", "image", "P_50", Compute::FirstOrder(firstorder::median)),
    entry(Class::FirstOrder, "Minimum", "1GSF", "image", "min X", Compute::FirstOrder(firstorder::minimum)),
    entry(Class::FirstOrder, "Range", "2OJQ", "image", "max X − min X", Compute::FirstOrder(firstorder::range)),
    entry(Class::FirstOrder, "RobustMeanAbsoluteDeviation", "1128", "image", "Σ |X − X̄| / N over P_10 ≤ X ≤ P_90", Compute::FirstOrder(firstorder::robust_mean_absolute_deviation)),
    entry(Class::FirstOrder, "RootMeanSquared", "5ZWQ", "image", "√(Σ (X + c)² / N)", Compute::FirstOrder(firstorder::root_mean_squared)),
    entry(Class::FirstOrder, "Skewness", "KE2A", "1", "m_3 / m_2^1.5", Compute::FirstOrder(firstorder::skewness)).flat(),
    entry(Class::FirstOrder, "StandardDeviation", "", "image", "√m_2", Compute::FirstOrder(firstorder::standard_deviation)).by_name_only(),
    entry(Class::FirstOrder, "TotalEnergy", "", "image² mm³", "V Σ (X + c)²", Compute::FirstOrder(firstorder::total_energy)),
    entry(Class::FirstOrder, "Uniformity", "BJ5W", "1", "Σ p_i²", Compute::FirstOrder(firstorder::uniformity)),
    entry(Class::FirstOrder, "Variance", "ECT3", "image²", "m_2", Compute::FirstOrder(firstorder::variance)),
    entry(Class::Glcm, "Autocorrelation", "QWB0", "1", "Σ p(i, j) i j", Compute::Glcm(glcm::autocorrelation)),
    entry(Class::Glcm, "ClusterProminence", "AE86", "1", "Σ p(i, j) (i + j − µ_x − µ_y)⁴", Compute::Glcm(glcm::cluster_prominence)),
    entry(Class::Glcm, "ClusterShade", "7NFM", "1", "Σ p(i, j) (i + j − µ_x − µ_y)³", Compute::Glcm(glcm::cluster_shade)),
    entry(Class::Glcm, "ClusterTendency", "DG8W", "1", "Σ p(i, j) (i + j − µ_x − µ_y)²", Compute::Glcm(glcm::cluster_tendency)),
    entry(Class::Glcm, "Contrast", "ACUI", "1", "Σ p(i, j) (i − j)²", Compute::Glcm(glcm::contrast)),
    entry(Class::Glcm, "Correlation", "NI2N", "1", "Σ p(i, j) (i − µ_x) (j − µ_y) / (σ_x σ_y + ε)", Compute::Glcm(glcm::correlation)).flat(),
    entry(Class::Glcm, "DifferenceAverage", "TF7R", "1", "Σ k p_{x−y}(k)", Compute::Glcm(glcm::difference_average)),
    entry(Class::Glcm, "DifferenceEntropy", "NTRS", "bit", "−Σ p_{x−y}(k) log2(p_{x−y}(k) + ε)", Compute::Glcm(glcm::difference_entropy)),
    entry(Class::Glcm, "DifferenceVariance", "D3YU", "1", "Σ p_{x−y}(k) (k − DifferenceAverage)²", Compute::Glcm(glcm::difference_variance)),
    entry(Class::Glcm, "Dissimilarity", "8S9J", "", "", Compute::Withdrawn("equals glcm DifferenceAverage")).by_name_only(),
    entry(Class::Glcm, "Homogeneity1", "IB1Z", "", "", Compute::Withdrawn("equals glcm Id")).by_name_only(),
    entry(Class::Glcm, "Homogeneity2", "WF0Z", "", "", Compute::Withdrawn("equals glcm Idm")).by_name_only(),
    entry(Class::Glcm, "Id", "IB1Z", "1", "Σ p_{x−y}(k) / (1 + k)", Compute::Glcm(glcm::inverse_difference)),
    entry(Class::Glcm, "Idm", "WF0Z", "1", "Σ p_{x−y}(k) / (1 + k²)", Compute::Glcm(glcm::inverse_difference_moment)),
    entry(Class::Glcm, "Idmn", "1QCO", "1", "Σ p_{x−y}(k) / (1 + k² / N_g²)", Compute::Glcm(glcm::inverse_difference_moment_normalized)),
    entry(Class::Glcm, "Idn", "NDRX", "1", "Σ p_{x−y}(k) / (1 + k / N_g)", Compute::Glcm(glcm::inverse_difference_normalized)),
    entry(Class::Glcm, "Imc1", "R8DG", "1", "(HXY − HXY1) / max(HX, HY)", Compute::Glcm(glcm::information_measure_1)).flat(),
    entry(Class::Glcm, "Imc2", "JN9H", "1", "√(1 − e^(−2 (HXY2 − HXY)))", Compute::Glcm(glcm::information_measure_2)).flat(),
    entry(Class::Glcm, "InverseVariance", "E8JP", "1", "Σ p_{x−y}(k) / k², k > 0", Compute::Glcm(glcm::inverse_variance)),
    entry(Class::Glcm, "JointAverage", "60VM", "1", "Σ p(i, j) i", Compute::Glcm(glcm::joint_average)),
    entry(Class::Glcm, "JointEnergy", "8ZQL", "1", "Σ p(i, j)²", Compute::Glcm(glcm::joint_energy)),
    entry(Class::Glcm, "JointEntropy", "TU9B", "bit", "−Σ p(i, j) log2(p(i, j) + ε)", Compute::Glcm(glcm::joint_entropy)),
    entry(Class::Glcm, "MCC", "", "1", "√ second largest eigenvalue of Q(i, j) = Σ_k p(i, k) p(j, k) / (p_x(i) p_y(k))", Compute::Glcm(glcm::maximal_correlation_coefficient)).flat(),
    entry(Class::Glcm, "MaximumProbability", "GYBY", "1", "max p(i, j)", Compute::Glcm(glcm::maximum_probability)),
    entry(Class::Glcm, "SumAverage", "ZGXS", "1", "Σ k p_{x+y}(k)", Compute::Glcm(glcm::sum_average)),
    entry(Class::Glcm, "SumEntropy", "P6QZ", "bit", "−Σ p_{x+y}(k) log2(p_{x+y}(k) + ε)", Compute::Glcm(glcm::sum_entropy)),
    entry(Class::Glcm, "SumSquares", "UR99", "1", "Σ p(i, j) (i − µ_x)²", Compute::Glcm(glcm::sum_squares)),
    entry(Class::Glcm, "SumVariance", "OEEB", "", "", Compute::Withdrawn("equals glcm ClusterTendency")).by_name_only(),
    entry(Class::Gldm, "DependenceEntropy", "FCBV", "bit", "−Σ p log2(p + ε)", Compute::Gldm(size_matrix_features::entropy)),
    entry(Class::Gldm, "DependenceNonUniformity", "Z87G", "1", "Σ P_j² / N", Compute::Gldm(size_matrix_features::size_non_uniformity)),
    entry(Class::Gldm, "DependenceNonUniformityNormalized", "OKJI", "1", "Σ P_j² / N²", Compute::Gldm(size_matrix_features::size_non_uniformity_normalized)),
    entry(Class::Gldm, "DependencePercentage", "6XV8", "", "", Compute::Withdrawn("is always 1")).by_name_only(),
    entry(Class::Gldm, "DependenceVariance", "DNX2", "1", "Σ p (j − mean j)²", Compute::Gldm(size_matrix_features::size_variance)),
    entry(Class::Gldm, "GrayLevelNonUniformity", "FP8K", "1", "Σ P_i² / N", Compute::Gldm(size_matrix_features::level_non_uniformity)),
    entry(Class::Gldm, "GrayLevelNonUniformityNormalized", "5SPA", "", "", Compute::Withdrawn("equals firstorder Uniformity")).by_name_only(),
    entry(Class::Gldm, "GrayLevelVariance", "1PFV", "1", "Σ p (i − mean i)²", Compute::Gldm(size_matrix_features::level_variance)),
    entry(Class::Gldm, "HighGrayLevelEmphasis", "OAE7", "1", "Σ P_i i² / N", Compute::Gldm(size_matrix_features::high_level_emphasis)),
    entry(Class::Gldm, "LargeDependenceEmphasis", "IMOQ", "1", "Σ P_j j² / N", Compute::Gldm(size_matrix_features::large_emphasis)),
    entry(Class::Gldm, "LargeDependenceHighGrayLevelEmphasis", "9QMG", "1", "Σ P(i, j) i² j² / N", Compute::Gldm(size_matrix_features::large_high_emphasis)),
    entry(Class::Gldm, "LargeDependenceLowGrayLevelEmphasis", "NBZI", "1", "Σ P(i, j) j² / i² / N", Compute::Gldm(size_matrix_features::large_low_emphasis)),
    entry(Class::Gldm, "LowGrayLevelEmphasis", "TL9H", "1", "Σ P_i / i² / N", Compute::Gldm(size_matrix_features::low_level_emphasis)),
    entry(Class::Gldm, "SmallDependenceEmphasis", "SODN", "1", "Σ P_j / j² / N", Compute::Gldm(size_matrix_features::small_emphasis)),
    entry(Class::Gldm, "SmallDependenceHighGrayLevelEmphasis", "JA6D", "1", "Σ P(i, j) i² / j² / N", Compute::Gldm(size_matrix_features::small_high_emphasis)),
    entry(Class::Gldm, "SmallDependenceLowGrayLevelEmphasis", "EQ3F", "1", "Σ P(i, j) / (i² j²) / N", Compute::Gldm(size_matrix_features::small_low_emphasis)),
    entry(Class::Glrlm, "GrayLevelNonUniformity", "R5YN", "1", "Σ P_i² / N", Compute::Glrlm(size_matrix_features::level_non_uniformity)),
    entry(Class::Glrlm, "GrayLevelNonUniformityNormalized", "OVBL", "1", "Σ P_i² / N²", Compute::Glrlm(size_matrix_features::level_non_uniformity_normalized)),
    entry(Class::Glrlm, "GrayLevelVariance", "8CE5", "1", "Σ p (i − mean i)²", Compute::Glrlm(size_matrix_features::level_variance)),
    entry(Class::Glrlm, "HighGrayLevelRunEmphasis", "G3QZ", "1", "Σ P_i i² / N", Compute::Glrlm(size_matrix_features::high_level_emphasis)),
    entry(Class::Glrlm, "LongRunEmphasis", "W4KF", "1", "Σ P_j j² / N", Compute::Glrlm(size_matrix_features::large_emphasis)),
    entry(Class::Glrlm, "LongRunHighGrayLevelEmphasis", "3KUM", "1", "Σ P(i, j) i² j² / N", Compute::Glrlm(size_matrix_features::large_high_emphasis)),
    entry(Class::Glrlm, "LongRunLowGrayLevelEmphasis", "IVPO", "1", "Σ P(i, j) j² / i² / N", Compute::Glrlm(size_matrix_features::large_low_emphasis)),
    entry(Class::Glrlm, "LowGrayLevelRunEmphasis", "V3SW", "1", "Σ P_i / i² / N", Compute::Glrlm(size_matrix_features::low_level_emphasis)),
    entry(Class::Glrlm, "RunEntropy", "HJ9O", "bit", "−Σ p log2(p + ε)", Compute::Glrlm(size_matrix_features::entropy)),
    entry(Class::Glrlm, "RunLengthNonUniformity", "W92Y", "1", "Σ P_j² / N", Compute::Glrlm(size_matrix_features::size_non_uniformity)),
    entry(Class::Glrlm, "RunLengthNonUniformityNormalized", "IC23", "1", "Σ P_j² / N²", Compute::Glrlm(size_matrix_features::size_non_uniformity_normalized)),
    entry(Class::Glrlm, "RunPercentage", "9ZK5", "1", "N / N_p", Compute::Glrlm(size_matrix_features::percentage)),
    entry(Class::Glrlm, "RunVariance", "SXLW", "1", "Σ p (j − mean j)²", Compute::Glrlm(size_matrix_features::size_variance)),
    entry(Class::Glrlm, "ShortRunEmphasis", "22OV", "1", "Σ P_j / j² / N", Compute::Glrlm(size_matrix_features::small_emphasis)),
    entry(Class::Glrlm, "ShortRunHighGrayLevelEmphasis", "GD3A", "1", "Σ P(i, j) i² / j² / N", Compute::Glrlm(size_matrix_features::small_high_emphasis)),
    entry(Class::Glrlm, "ShortRunLowGrayLevelEmphasis", "HTZT", "1", "Σ P(i, j) / (i² j²) / N", Compute::Glrlm(size_matrix_features::small_low_emphasis)),
    entry(Class::Glszm, "GrayLevelNonUniformity", "JNSA", "1", "Σ P_i² / N", Compute::Glszm(size_matrix_features::level_non_uniformity)),
    entry(Class::Glszm, "GrayLevelNonUniformityNormalized", "Y1RO", "1", "Σ P_i² / N²", Compute::Glszm(size_matrix_features::level_non_uniformity_normalized)),
    entry(Class::Glszm, "GrayLevelVariance", "BYLV", "1", "Σ p (i − mean i)²", Compute::Glszm(size_matrix_features::level_variance)),
    entry(Class::Glszm, "HighGrayLevelZoneEmphasis", "5GN9", "1", "Σ P_i i² / N", Compute::Glszm(size_matrix_features::high_level_emphasis)),
    entry(Class::Glszm, "LargeAreaEmphasis", "48P8", "1", "Σ P_j j² / N", Compute::Glszm(size_matrix_features::large_emphasis)),
    entry(Class::Glszm, "LargeAreaHighGrayLevelEmphasis", "J17V", "1", "Σ P(i, j) i² j² / N", Compute::Glszm(size_matrix_features::large_high_emphasis)),
    entry(Class::Glszm, "LargeAreaLowGrayLevelEmphasis", "YH51", "1", "Σ P(i, j) j² / i² / N", Compute::Glszm(size_matrix_features::large_low_emphasis)),
    entry(Class::Glszm, "LowGrayLevelZoneEmphasis", "XMSY", "1", "Σ P_i / i² / N", Compute::Glszm(size_matrix_features::low_level_emphasis)),
    entry(Class::Glszm, "SizeZoneNonUniformity", "4JP3", "1", "Σ P_j² / N", Compute::Glszm(size_matrix_features::size_non_uniformity)),
    entry(Class::Glszm, "SizeZoneNonUniformityNormalized", "VB3A", "1", "Σ P_j² / N²", Compute::Glszm(size_matrix_features::size_non_uniformity_normalized)),
    entry(Class::Glszm, "SmallAreaEmphasis", "5QRC", "1", "Σ P_j / j² / N", Compute::Glszm(size_matrix_features::small_emphasis)),
    entry(Class::Glszm, "SmallAreaHighGrayLevelEmphasis", "HW1V", "1", "Σ P(i, j) i² / j² / N", Compute::Glszm(size_matrix_features::small_high_emphasis)),
    entry(Class::Glszm, "SmallAreaLowGrayLevelEmphasis", "5RAI", "1", "Σ P(i, j) / (i² j²) / N", Compute::Glszm(size_matrix_features::small_low_emphasis)),
    entry(Class::Glszm, "ZoneEntropy", "GU8N", "bit", "−Σ p log2(p + ε)", Compute::Glszm(size_matrix_features::entropy)),
    entry(Class::Glszm, "ZonePercentage", "P30P", "1", "N / N_p", Compute::Glszm(size_matrix_features::percentage)),
    entry(Class::Glszm, "ZoneVariance", "3NSA", "1", "Σ p (j − mean j)²", Compute::Glszm(size_matrix_features::size_variance)),
    entry(Class::Ngtdm, "Busyness", "NQ30", "1", "Σ p_i s_i / Σ_i Σ_j |i p_i − j p_j|", Compute::Ngtdm(ngtdm::busyness)).flat(),
    entry(Class::Ngtdm, "Coarseness", "QCDE", "1", "1 / Σ p_i s_i", Compute::Ngtdm(ngtdm::coarseness)).flat(),
    entry(Class::Ngtdm, "Complexity", "HDEZ", "1", "Σ_i Σ_j |i − j| (p_i s_i + p_j s_j) / (p_i + p_j) / N", Compute::Ngtdm(ngtdm::complexity)),
    entry(Class::Ngtdm, "Contrast", "65HE", "1", "Σ_i Σ_j p_i p_j (i − j)² / (N_g (N_g − 1)) · Σ s_i / N", Compute::Ngtdm(ngtdm::contrast)).flat(),
    entry(Class::Ngtdm, "Strength", "1X9X", "1", "Σ_i Σ_j (p_i + p_j) (i − j)² / Σ s_i", Compute::Ngtdm(ngtdm::strength)).flat(),
    entry(Class::Shape, "Compactness1", "SKGS", "1", "V / √(π A³)", Compute::Shape(shape::compactness_1)).by_name_only(),
    entry(Class::Shape, "Compactness2", "BQWJ", "1", "36 π V² / A³", Compute::Shape(shape::compactness_2)).by_name_only(),
    entry(Class::Shape, "Elongation", "Q3CK", "1", "√(λ_2 / λ_1)", Compute::Shape(shape::elongation)),
    entry(Class::Shape, "Flatness", "N17B", "1", "√(λ_3 / λ_1)", Compute::Shape(shape::flatness)),
    entry(Class::Shape, "LeastAxisLength", "7J51", "mm", "4 √λ_3", Compute::Shape(shape::least_axis_length)),
    entry(Class::Shape, "MajorAxisLength", "TDIC", "mm", "4 √λ_1", Compute::Shape(shape::major_axis_length)),
    entry(Class::Shape, "Maximum2DDiameterColumn", "", "mm", "largest distance of two vertices of equal y", Compute::Shape(shape::maximum_2d_diameter_column)),
    entry(Class::Shape, "Maximum2DDiameterRow", "", "mm", "largest distance of two vertices of equal x", Compute::Shape(shape::maximum_2d_diameter_row)),
    entry(Class::Shape, "Maximum2DDiameterSlice", "", "mm", "largest distance of two vertices of equal z", Compute::Shape(shape::maximum_2d_diameter_slice)),
    entry(Class::Shape, "Maximum3DDiameter", "L0JK", "mm", "largest distance of two vertices", Compute::Shape(shape::maximum_3d_diameter)),
    entry(Class::Shape, "MeshVolume", "RNU0", "mm³", "V", Compute::Shape(shape::mesh_volume)),
    entry(Class::Shape, "MinorAxisLength", "P9VJ", "mm", "4 √λ_2", Compute::Shape(shape::minor_axis_length)),
    entry(Class::Shape, "SphericalDisproportion", "KRCK", "1", "A / (36 π V²)^(1/3)", Compute::Shape(shape::spherical_disproportion)).by_name_only(),
    entry(Class::Shape, "Sphericity", "QCFX", "1", "(36 π V²)^(1/3) / A", Compute::Shape(shape::sphericity)),
    entry(Class::Shape, "SurfaceArea", "C0JK", "mm²", "A", Compute::Shape(shape::surface_area)),
    entry(Class::Shape, "SurfaceVolumeRatio", "2PR5", "1/mm", "A / V", Compute::Shape(shape::surface_volume_ratio)),
    entry(Class::Shape, "VoxelVolume", "YEKZ", "mm³", "N times the volume of a voxel", Compute::Shape(shape::voxel_volume)),
    entry(Class::Shape2D, "Elongation", "", "1", "√(λ_2 / λ_1)", Compute::Shape2D(planar::elongation)),
    entry(Class::Shape2D, "MajorAxisLength", "", "mm", "4 √λ_1", Compute::Shape2D(planar::major_axis_length)),
    entry(Class::Shape2D, "MaximumDiameter", "", "mm", "largest distance of two vertices", Compute::Shape2D(planar::maximum_diameter)),
    entry(Class::Shape2D, "MeshSurface", "", "mm²", "S", Compute::Shape2D(planar::mesh_surface)),
    entry(Class::Shape2D, "MinorAxisLength", "", "mm", "4 √λ_2", Compute::Shape2D(planar::minor_axis_length)),
    entry(Class::Shape2D, "Perimeter", "", "mm", "P", Compute::Shape2D(planar::perimeter)),
    entry(Class::Shape2D, "PerimeterSurfaceRatio", "", "1/mm", "P / S", Compute::Shape2D(planar::perimeter_surface_ratio)),
    entry(Class::Shape2D, "PixelSurface", "", "mm²", "N times the area of a pixel", Compute::Shape2D(planar::pixel_surface)),
    entry(Class::Shape2D, "SphericalDisproportion", "", "1", "P / (2 √(π S))", Compute::Shape2D(planar::spherical_disproportion)).by_name_only(),
    entry(Class::Shape2D, "Sphericity", "", "1", "2 √(π S) / P", Compute::Shape2D(planar::sphericity)),
];

/// The feature of a class by its name.
pub fn find(class: Class, name: &str) -> Option<&'static Entry> {
    CATALOGUE.iter().find(|entry| entry.class == class && entry.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_ascend_and_default_features_number_as_in_pyradiomics() {
        // PyRadiomics sorts its methods: get<name>FeatureValue.
        let key = |entry: &Entry| (entry.class, format!("{}FeatureValue", entry.name));
        let keys: Vec<_> = CATALOGUE.iter().map(key).collect();
        assert!(keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1]));
        let counts = Class::ALL
            .map(|class| CATALOGUE.iter().filter(|entry| entry.class == class && entry.by_default).count());
        assert_eq!(counts, [18, 24, 14, 16, 16, 5, 14, 9]);
    }
}
