//! The one table of image types. Checks, options, documentation and help read the same rows.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::apply::{Emit, Sink, check_box};
use super::image_filter::{FilterEntry, ImageFilter, NamePart};
use super::{gradient, laplacian, lbp2d, lbp3d, original, pointwise, wavelet};
use crate::error::{Error, Result, Warning};
use crate::monitor::Monitor;
use crate::parameter::Values;
use crate::volume::{Image, Region};
use crate::words::SettingProblem;

/// Every image type, in PyRadiomics' order of documentation. A new one is a file with its row, and its name here.
pub static FILTERS: &[FilterEntry] = &[
    original::ENTRY,
    wavelet::ENTRY,
    laplacian::ENTRY,
    pointwise::SQUARE,
    pointwise::SQUARE_ROOT,
    pointwise::LOGARITHM,
    pointwise::EXPONENTIAL,
    gradient::ENTRY,
    lbp2d::ENTRY,
    lbp3d::ENTRY,
];

/// The image type that makes images of this name, and the parameters that the name holds; `None` for a name that none makes.
///
/// # Examples
/// ```
/// let (image_type, parameters) = discern::filter::image_named("log-sigma-2-5-mm-3D").expect("a name of LoG");
/// assert_eq!((image_type, parameters), ("LoG", vec![("sigma_mm", "2.5".to_owned())]));
/// ```
pub fn image_named(name: &str) -> Option<(&'static str, Vec<NamePart>)> {
    FILTERS.iter().find_map(|entry| (entry.read_name)(name).map(|parts| (entry.image_type, parts)))
}

/// An image type with its options.
#[derive(Debug, Clone)]
pub struct Filter {
    entry: &'static FilterEntry,
    work: Arc<dyn ImageFilter>,
}

impl Filter {
    /// The filter of PyRadiomics' `imageType` key with the parameters among `settings`; other keys are not looked at.
    ///
    /// PyRadiomics merges an image type's own settings over the general ones; so should the caller.
    ///
    /// # Errors
    /// Every problem found: an unknown image type; parameters of a wrong type, out of bounds, or that do not go
    /// together.
    ///
    /// # Examples
    /// ```
    /// use discern::filter::Filter;
    /// use serde_json::json;
    ///
    /// let settings = json!({ "sigma": [1.0, 2.5] });
    /// let filter = Filter::from_settings("LoG", settings.as_object().expect("an object"))
    ///     .map_err(|problems| problems[0].clone())?;
    /// assert_eq!(filter.images(), ["log-sigma-1-0-mm-3D", "log-sigma-2-5-mm-3D"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_settings(
        image_type: &str,
        settings: &Map<String, Value>,
    ) -> std::result::Result<Self, Vec<Error>> {
        let made = || -> std::result::Result<Self, Vec<SettingProblem>> {
            let entry = FilterEntry::find(image_type).map_err(|problem| vec![problem])?;
            entry.filter(&Values::read(entry.parameters, settings)?).map_err(|problem| vec![problem])
        };
        made().map_err(|problems| problems.into_iter().map(Error::from).collect())
    }

    /// PyRadiomics' name of the image type.
    pub fn image_type(&self) -> &'static str {
        self.entry.image_type
    }

    /// Whether it leaves the scan as it is.
    pub fn is_original(&self) -> bool {
        self.entry.image_type == original::ENTRY.image_type
    }

    /// Names of the images it makes, in the order in which it makes them.
    pub fn images(&self) -> Vec<String> {
        self.work.images()
    }

    /// Seconds that it takes for a voxel of the region on one thread, beyond those of any image.
    pub fn voxel_s(&self) -> f64 {
        self.work.voxel_s()
    }

    /// Filters that make the same images between them and have no work in common, to be applied side by side.
    pub fn parts(&self) -> Vec<Self> {
        let parts = self.work.parts();
        match parts.is_empty() {
            true => vec![self.clone()],
            false => parts.into_iter().map(|work| Self { work: Arc::from(work), ..self.clone() }).collect(),
        }
    }

    /// Computes this filter's images of `image` in the box of `region` and hands them to `emit` one by one, in the
    /// order of [`Filter::images`].
    ///
    /// `image` is the whole image: its far parts count where the filter reaches there. An image that PyRadiomics
    /// leaves out (a LoG wider than the grid) is not emitted. It has a warning, as has an image without a
    /// finite number somewhere in the mask.
    ///
    /// # Errors
    /// The region does not lie on the image's grid; cancelled; whatever `emit` returns.
    pub fn apply(
        &self,
        image: &Image,
        region: &Region,
        monitor: &dyn Monitor,
        emit: Emit<'_>,
    ) -> Result<Vec<Warning>> {
        check_box(image, region)?;
        let mut sink = Sink::new(region, monitor, emit, self.images().len());
        self.work.apply(image, region, &mut sink)?;
        Ok(sink.warnings)
    }
}

impl FilterEntry {
    /// The row of an image type.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn find(image_type: &str) -> std::result::Result<&'static Self, SettingProblem> {
        FILTERS.iter().find(|entry| entry.image_type == image_type).ok_or_else(|| {
            let known = FILTERS.iter().map(|entry| entry.image_type).collect();
            SettingProblem::ImageTypeUnknown { found: image_type.to_owned(), known }
        })
    }

    /// The filter of this image type with checked values, those of [`FilterEntry::parameters`] among them.
    ///
    /// # Errors
    /// Values that are good each by itself do not go together.
    pub fn filter(&'static self, values: &Values) -> std::result::Result<Filter, SettingProblem> {
        Ok(Filter { entry: self, work: Arc::from((self.make)(values)?) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn filter(image_type: &str, settings: Value) -> std::result::Result<Filter, Vec<Error>> {
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
    fn names_of_images_are_read_back() {
        let settings = json!({"sigma": [1, 2.0, 0.5, 1e-5, 3e16, 12.25], "level": 2});
        for entry in FILTERS {
            for name in filter(entry.image_type, settings.clone()).expect("good settings").images() {
                assert_eq!(
                    image_named(&name).map(|(image_type, _)| image_type),
                    Some(entry.image_type),
                    "{name}"
                );
            }
        }
        let parts =
            |name| image_named(name).map(|(_, parts)| parts.into_iter().map(|(_, text)| text).collect());
        let known = [
            ("wavelet-LLH", vec!["1", "LLH"]),
            ("wavelet2-HH", vec!["2", "HH"]),
            ("log-sigma-1e-05-mm-3D", vec!["1e-05"]),
            ("log-sigma-12-25-mm-3D", vec!["12.25"]),
            ("lbp-3D-m2", vec!["2"]),
            ("lbp-3D-k", vec!["kurtosis"]),
            ("square", vec![]),
        ];
        for (name, expected) in known {
            assert_eq!(
                parts(name),
                Some(expected.into_iter().map(str::to_owned).collect::<Vec<_>>()),
                "{name}"
            );
        }
        for none in [
            "",
            "wavelet",
            "wavelet-LLX",
            "wavelet-",
            "log-sigma--mm-3D",
            "log-sigma-0-mm-3D",
            "lbp-3D-m",
            "squared",
        ] {
            assert_eq!(image_named(none), None, "{none}");
        }
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let bad = json!({"wavelet": "coif99", "level": 0, "start_level": 1.5, "force2D": 1, "binWidth": 25});
        let problems = filter("Wavelet", bad).expect_err("bad settings");
        let things: Vec<&str> = problems.iter().map(|problem| problem.thing.as_str()).collect();
        assert_eq!(things, ["setting wavelet", "setting level", "setting start_level", "setting force2D"]);
        assert!(filter("Sharpen", json!({})).expect_err("unknown")[0].expected.contains("Wavelet"));
        assert!(filter("LoG", json!({"sigma": [1.0, 0]})).is_err());
        assert!(filter("LoG", json!({"sigma": 3})).is_err());
        let many = json!({"lbp2DMethod": "ror", "lbp2DSamples": 31});
        assert_eq!(filter("LBP2D", many).expect_err("too many bits")[0].thing, "setting lbp2DSamples");
    }

    #[test]
    fn a_filter_without_settings_is_made_of_its_defaults() {
        for entry in FILTERS {
            let filter = filter(entry.image_type, json!({})).expect("defaults are good settings");
            let parts = filter.parts();
            assert_eq!(
                parts.iter().flat_map(Filter::images).collect::<std::collections::BTreeSet<_>>(),
                filter.images().into_iter().collect(),
                "{}",
                entry.image_type
            );
            assert!(!entry.what.is_empty() && !entry.names.is_empty());
        }
    }
}
