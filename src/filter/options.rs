//! A filter with checked options, made from PyRadiomics' names and parameters.

use serde_json::{Map, Value};

use super::catalogue::{FILTERS, FilterEntry};
use super::parameters::Reading;
use super::wavelet_bank::{Pair, pair};
use crate::error::{Error, ErrorKind};

/// Most samples that make a number of their bits.
const LARGEST_CODE_BITS: u32 = 30;

/// One image type with its options.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// The image itself.
    Original,
    /// Undecimated wavelet transform.
    Wavelet(WaveletOptions),
    /// Laplacian of a Gaussian, times sigma², for each sigma.
    LaplacianOfGaussian(Vec<Sigma>),
    /// x² / max|x|.
    Square,
    /// sign(x) √(|x| max|x|).
    SquareRoot,
    /// sign(x) ln(|x| + 1), scaled to max|x|.
    Logarithm,
    /// exp(x ln(max|x|) / max|x|).
    Exponential,
    /// Magnitude of the gradient.
    Gradient {
        /// By mm instead of by voxel.
        use_spacing: bool,
    },
    /// Local binary pattern in every plane.
    Lbp2d(Lbp2dOptions),
    /// Local binary pattern on a sphere.
    Lbp3d(Lbp3dOptions),
}

/// Options of the local binary pattern in planes.
#[derive(Debug, Clone, PartialEq)]
pub struct Lbp2dOptions {
    /// Radius of the circle, voxels.
    pub(super) radius: f64,
    /// Samples on the circle.
    pub(super) samples: u32,
    /// How bits become a number.
    pub(super) method: Method,
    /// Axis (0 is x) across the planes.
    pub(super) across: usize,
    /// Whether features, too, are computed by plane.
    pub(super) flat: bool,
}

/// How the bits of a pattern become a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// Bits of a number.
    Default,
    /// The least number among all rotations.
    RotationInvariant,
    /// Number of ones when the bits change at most twice, else one more than there are bits.
    Uniform,
    /// Variance of the samples.
    Variance,
}

/// Options of the local binary pattern on a sphere.
#[derive(Debug, Clone, PartialEq)]
pub struct Lbp3dOptions {
    /// Degrees of spherical harmonics, from 0 on.
    pub(super) levels: u32,
    /// Radius of the sphere, voxels.
    pub(super) radius: f64,
    /// Times that the icosahedron's faces are divided.
    pub(super) subdivisions: u32,
    /// Whether features are computed by plane, for which this filter is not meant.
    pub(super) flat: bool,
}

/// Width of a Gaussian with the text that names its image.
#[derive(Debug, Clone, PartialEq)]
pub struct Sigma {
    /// Width, mm, above zero.
    pub mm: f64,
    /// Image name: `log-sigma-2-0-mm-3D` for 2.0, `log-sigma-2-mm-3D` for a whole number 2.
    pub image: String,
}

/// Options of the wavelet transform.
#[derive(Debug, Clone, PartialEq)]
pub struct WaveletOptions {
    /// Low- and high-pass filter.
    pub(super) pair: Pair,
    /// Levels that give images.
    pub(super) levels: u32,
    /// Levels passed over before.
    pub(super) start_level: u32,
    /// Axis (0 is x) that is left unfiltered.
    flat_axis: Option<usize>,
    /// Of a single level only the images of which the first letter is this.
    pub(super) half: Option<char>,
}

impl Filter {
    /// The filter of PyRadiomics' `imageType` key with the parameters among `settings`; other keys are not looked at.
    ///
    /// PyRadiomics merges an image type's own settings over the global ones; so should the caller.
    ///
    /// # Errors
    /// Every problem found: an unknown image type; parameters of a wrong type or out of bounds.
    pub fn from_settings(image_type: &str, settings: &Map<String, Value>) -> Result<Self, Vec<Error>> {
        let Some(entry) = FILTERS.iter().find(|entry| entry.image_type == image_type) else {
            return Err(vec![unknown(image_type)]);
        };
        let mut reading = Reading::new(entry, settings);
        let filter = Self::read(entry, &mut reading);
        reading.finish(filter)
    }

    fn read(entry: &FilterEntry, reading: &mut Reading<'_>) -> Self {
        match entry.image_type {
            "Wavelet" => Self::Wavelet(WaveletOptions::read(reading)),
            "LoG" => Self::LaplacianOfGaussian(
                reading.numbers("sigma").into_iter().map(|(mm, whole)| Sigma::new(mm, whole)).collect(),
            ),
            "Square" => Self::Square,
            "SquareRoot" => Self::SquareRoot,
            "Logarithm" => Self::Logarithm,
            "Exponential" => Self::Exponential,
            "Gradient" => Self::Gradient { use_spacing: reading.flag("gradientUseSpacing") },
            "LBP2D" => Self::Lbp2d(Lbp2dOptions::read(reading)),
            "LBP3D" => Self::Lbp3d(Lbp3dOptions::read(reading)),
            _ => Self::Original,
        }
    }

    /// Names of the images it makes, in the order in which it makes them.
    pub fn images(&self) -> Vec<String> {
        let one = |name: &str| vec![name.to_owned()];
        match self {
            Self::Original => one("original"),
            Self::Wavelet(options) => options.images(),
            Self::LaplacianOfGaussian(sigmas) => sigmas.iter().map(|sigma| sigma.image.clone()).collect(),
            Self::Square => one("square"),
            Self::SquareRoot => one("squareroot"),
            Self::Logarithm => one("logarithm"),
            Self::Exponential => one("exponential"),
            Self::Gradient { .. } => one("gradient"),
            Self::Lbp2d(_) => one("lbp-2D"),
            Self::Lbp3d(options) => options.images(),
        }
    }

    /// Filters that make the same images between them and have no work in common, to be applied side by side.
    pub fn parts(&self) -> Vec<Self> {
        match self {
            Self::LaplacianOfGaussian(sigmas) if sigmas.len() > 1 => {
                sigmas.iter().map(|sigma| Self::LaplacianOfGaussian(vec![sigma.clone()])).collect()
            }
            Self::Wavelet(whole) if whole.levels == 1 && whole.start_level == 0 => ['L', 'H']
                .map(|first| Self::Wavelet(WaveletOptions { half: Some(first), ..whole.clone() }))
                .into(),
            _ => vec![self.clone()],
        }
    }
}

fn unknown(image_type: &str) -> Error {
    let known: Vec<&str> = FILTERS.iter().map(|entry| entry.image_type).collect();
    Error::new(ErrorKind::Settings, "setting imageType", format!("one of {}", known.join(", ")), image_type)
}

impl Sigma {
    /// A width as it stands in the settings: a whole number there is named without `.0`, as Python writes it.
    pub fn new(mm: f64, whole: bool) -> Self {
        let text = if whole { format!("{mm:.0}") } else { python_text(mm) };
        Self { mm, image: format!("log-sigma-{}-mm-3D", text.replace('.', "-")) }
    }
}

/// A positive number as Python's `str` writes a float: shortest digits, an exponent below 1e-4 and from 1e16 on.
fn python_text(value: f64) -> String {
    let plain = format!("{value:?}");
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>() {
        Ok(power) if power < -4 => format!("{digits}e-{:02}", -power),
        Ok(power) if power >= 16 => format!("{digits}e+{power:02}"),
        _ => plain,
    }
}

impl WaveletOptions {
    fn read(reading: &mut Reading<'_>) -> Self {
        let flat = reading.flag("force2D");
        let flat_axis = 2 - reading.integer("force2Ddimension") as usize;
        let name = reading.text("wavelet");
        Self {
            pair: pair(&name).unwrap_or_else(|| unreachable!("Reading gives known wavelets only")),
            levels: reading.integer("level") as u32,
            start_level: reading.integer("start_level") as u32,
            flat_axis: flat.then_some(flat_axis),
            half: None,
        }
    }

    /// Axes to filter in order; their letters stand in this order.
    pub(super) fn axes(&self) -> Vec<usize> {
        (0..3).filter(|&axis| Some(axis) != self.flat_axis).collect()
    }

    /// Name of an image: levels from the second on are numbered.
    pub(super) fn image_name(level: u32, letters: &str) -> String {
        if level > 1 { format!("wavelet{level}-{letters}") } else { format!("wavelet-{letters}") }
    }

    fn images(&self) -> Vec<String> {
        let axes = self.axes().len();
        let letter = |band: usize, axis: usize| if band >> (axes - 1 - axis) & 1 == 1 { 'H' } else { 'L' };
        let letters = |band| (0..axes).map(|axis| letter(band, axis)).collect::<String>();
        let high = (1..=self.levels).flat_map(|level| (1..1 << axes).map(move |band| (level, band)));
        let wanted = |band: usize| self.half.is_none_or(|first| letter(band, 0) == first);
        let bands = high.chain([(self.levels, 0)]).filter(|&(_, band)| wanted(band));
        bands.map(|(level, band)| Self::image_name(level, &letters(band))).collect()
    }
}

impl Lbp2dOptions {
    fn read(reading: &mut Reading<'_>) -> Self {
        let method = match reading.text("lbp2DMethod").as_str() {
            "default" => Method::Default,
            "ror" => Method::RotationInvariant,
            "var" => Method::Variance,
            _ => Method::Uniform,
        };
        let samples = reading.integer("lbp2DSamples") as u32;
        if matches!(method, Method::Default | Method::RotationInvariant) && samples > LARGEST_CODE_BITS {
            let expected = format!("{LARGEST_CODE_BITS} at most, for the method makes a bit of each sample");
            reading.problem("lbp2DSamples", expected, samples.to_string());
        }
        let across = 2 - reading.integer("force2Ddimension") as usize;
        Self { radius: reading.number("lbp2DRadius"), samples, method, across, flat: reading.flag("force2D") }
    }
}

impl Lbp3dOptions {
    fn read(reading: &mut Reading<'_>) -> Self {
        Self {
            levels: reading.integer("lbp3DLevels") as u32,
            radius: reading.number("lbp3DIcosphereRadius"),
            subdivisions: reading.integer("lbp3DIcosphereSubdivision") as u32,
            flat: reading.flag("force2D"),
        }
    }

    fn images(&self) -> Vec<String> {
        (1..=self.levels).map(|level| format!("lbp-3D-m{level}")).chain(["lbp-3D-k".to_owned()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn filter(image_type: &str, settings: Value) -> Result<Filter, Vec<Error>> {
        Filter::from_settings(image_type, settings.as_object().expect("an object"))
    }

    #[test]
    fn images_are_named_as_python_names_them() {
        let sigmas = json!({"sigma": [1, 2.0, 0.5, 1e-5, 3e16, 12.25]});
        let names = filter("LoG", sigmas).expect("good settings").images();
        let texts = ["1", "2-0", "0-5", "1e-05", "3e+16", "12-25"];
        assert_eq!(names, texts.map(|text| format!("log-sigma-{text}-mm-3D")));
        let names = filter("Wavelet", json!({"level": 2, "force2D": true})).expect("good settings").images();
        let expected = [
            "wavelet-LH",
            "wavelet-HL",
            "wavelet-HH",
            "wavelet2-LH",
            "wavelet2-HL",
            "wavelet2-HH",
            "wavelet2-LL",
        ];
        assert_eq!(names, expected);
        let names = filter("Wavelet", json!({})).expect("good settings").images();
        assert_eq!((names.len(), names[0].as_str(), names[7].as_str()), (8, "wavelet-LLH", "wavelet-LLL"));
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let bad = json!({"wavelet": "coif99", "level": 0, "start_level": 1.5, "force2D": 1, "binWidth": 25});
        let problems = filter("Wavelet", bad).expect_err("bad settings");
        let things: Vec<&str> = problems.iter().map(|problem| problem.thing.as_str()).collect();
        assert_eq!(things, ["setting force2D", "setting wavelet", "setting level", "setting start_level"]);
        assert!(filter("Sharpen", json!({})).expect_err("unknown")[0].expected.contains("Wavelet"));
        assert!(filter("LoG", json!({"sigma": [1.0, 0]})).is_err());
        assert!(filter("LoG", json!({"sigma": 3})).is_err());
    }
}
