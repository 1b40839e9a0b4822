//! What a row of the table of features holds, and what its family shares.

use std::fmt;

use super::unit::Unit;
use crate::features::class::Class;
use crate::features::firstorder::Sample;
use crate::features::glcm::Pairs;
use crate::features::ngtdm::Tones;
use crate::features::shape::Solid;
use crate::features::shape::planar::Flat;
use crate::features::size_matrix_features::SizeMatrix;
use crate::words::Phrase;

/// How a feature's value is made.
#[derive(Clone, Copy)]
pub(in crate::features) enum Compute {
    FirstOrder(fn(&Sample) -> f64),
    Glcm(fn(&Pairs) -> f64),
    Gldm(fn(&SizeMatrix) -> f64),
    Glrlm(fn(&SizeMatrix) -> f64),
    Glszm(fn(&SizeMatrix) -> f64),
    Ngtdm(fn(&Tones) -> f64),
    Shape(fn(&Solid) -> f64),
    Shape2D(fn(&Flat) -> f64),
    /// Withdrawn by PyRadiomics: asked for by name it gives no value, for this reason.
    Withdrawn(Withdrawn),
}

/// Why PyRadiomics computes a feature no more.
#[derive(Clone, Copy)]
pub(in crate::features) enum Withdrawn {
    /// It equals another one, of this class and name.
    Equals(&'static str),
    /// It is always 1.
    AlwaysOne,
}

/// One feature.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its class.
    pub class: Class,
    /// PyRadiomics' name, without that of the class.
    pub name: &'static str,
    /// Code in the IBSI reference manual, where IBSI has the feature.
    pub ibsi: Option<&'static str>,
    /// Unit of the value.
    pub unit: Unit,
    /// Formula in the symbols of the family; empty for a withdrawn feature.
    pub formula: &'static str,
    /// Smallest and largest value, and conventions where the formula gives none; empty for a withdrawn feature.
    pub range: &'static str,
    /// What a large or small value says, in plain words.
    pub meaning: &'static str,
    /// Where IBSI's definition or name differs; empty where it is the same.
    pub differs: &'static str,
    /// Computed when the class is enabled as a whole; otherwise only when asked for by name.
    pub by_default: bool,
    /// The value is a convention where the region has one grey level.
    pub conventional_when_flat: bool,
    pub(in crate::features) compute: Compute,
}

/// What the features of a class share.
pub struct Family {
    /// The class.
    pub class: Class,
    /// Name as people say it.
    pub title: &'static str,
    /// What its features look at.
    pub what: &'static str,
    /// Symbols of the formulas, each with its definition.
    pub symbols: &'static [(&'static str, &'static str)],
    /// Where the definitions come from, and how values of several directions become one.
    pub source: &'static str,
    /// A calculation small enough to be followed by hand.
    pub example: &'static str,
    /// Where IBSI's definitions differ in all features of the class; empty where they do not.
    pub differs: &'static str,
    /// Its features, in PyRadiomics' order of names.
    pub rows: &'static [Entry],
}

impl Entry {
    /// What most rows have in common.
    pub(super) const BLANK: Self = Self {
        class: Class::FirstOrder,
        name: "",
        ibsi: None,
        unit: Unit::ONE,
        formula: "",
        range: "",
        meaning: "",
        differs: "",
        by_default: true,
        conventional_when_flat: false,
        compute: Compute::Withdrawn(Withdrawn::AlwaysOne),
    };

    /// Why a withdrawn feature has no value; `None` for all others.
    pub fn withdrawn(&self) -> Option<Phrase> {
        match self.compute {
            Compute::Withdrawn(Withdrawn::Equals(feature)) => Some(Phrase::Equals { feature }),
            Compute::Withdrawn(Withdrawn::AlwaysOne) => Some(Phrase::AlwaysOne),
            _ => None,
        }
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Entry {
    /// `glcm_Contrast`: the end of a column's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.class.name(), self.name)
    }
}
