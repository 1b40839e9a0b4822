//! What an image type is: a row of the table, and what every filter does.

use std::fmt::{self, Debug};

use super::apply::Sink;
use crate::error::Result;
use crate::parameter::{Default, Key, Kind, Scope, Values};
use crate::volume::{Image, Region};
use crate::words::SettingProblem;

/// `force2D`, which several filters and all textures read.
pub const FORCE_2D: Key = Key {
    name: "force2D",
    kind: Kind::Flag,
    default: Default::Flag(false),
    scope: Scope::ImageType,
    reported: true,
    doc: "Work plane by plane: textures look at neighbours within a plane only, wavelets leave the axis across the \
          planes unfiltered, and shape2D can be computed.",
};

/// `force2Ddimension`, which several filters and all textures read.
pub const FORCE_2D_DIMENSION: Key = Key {
    name: "force2Ddimension",
    kind: Kind::Whole { min: 0, max: 2 },
    default: Default::Whole(0),
    scope: Scope::ImageType,
    reported: true,
    doc: "Axis across the planes of force2D: 0 is z, 1 is y, 2 is x.",
};

/// Axis across the planes, x first: PyRadiomics counts z, y, x.
pub(super) fn axis_across(values: &Values) -> usize {
    2 - values.get::<usize>(FORCE_2D_DIMENSION.name)
}

/// A parameter in the name of an image: what it is, and its value as text.
pub type NamePart = (&'static str, String);

/// The parts of a name that says nothing but which filter it is.
pub(super) fn alone(name: &str, own: &str) -> Option<Vec<NamePart>> {
    (name == own).then(Vec::new)
}

/// One image type: a row of [`super::FILTERS`].
pub struct FilterEntry {
    /// PyRadiomics' `imageType` key.
    pub image_type: &'static str,
    /// What it makes, with its formula.
    pub what: &'static str,
    /// How its images are named; `<…>` is filled in.
    pub names: &'static str,
    /// Settings it reads.
    pub parameters: &'static [Key],
    /// The parameters that the name of one of its images holds; `None` for the name of another filter's image.
    pub(super) read_name: fn(&str) -> Option<Vec<NamePart>>,
    /// Makes the filter of checked values; fails where they do not go together.
    pub(super) make: fn(&Values) -> std::result::Result<Box<dyn ImageFilter>, SettingProblem>,
}

/// As its name: the text of settings is hashed, and the address of a function is another in every build and every run.
impl Debug for FilterEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.image_type)
    }
}

/// What every filter does; its options are its own.
pub(super) trait ImageFilter: Debug + Send + Sync {
    /// Names of the images it makes, in the order in which it makes them.
    fn images(&self) -> Vec<String>;

    /// Filters that make the same images between them and have no work in common; none where it is indivisible.
    fn parts(&self) -> Vec<Box<dyn ImageFilter>> {
        Vec::new()
    }

    /// Seconds that it takes for a voxel of the region on one thread, where that is far beyond what is read and written.
    fn voxel_s(&self) -> f64 {
        0.0
    }

    /// Makes the images in the box of `region`, each given to [`Sink::put`].
    fn apply(&self, image: &Image, region: &Region, sink: &mut Sink<'_>) -> Result<()>;
}
