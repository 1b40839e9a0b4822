//! What a column of a feature table is: its name, taken apart once where a file is read.
//!
//! Every name is a column, and [`Display`](fmt::Display) writes the very name that [`Column::parse`] read, so that JSON and
//! CSV hold plain names. What the catalogue of features knows of a column (unit, formula, IBSI code) stands
//! in `features/of_column.rs`.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::table::{FeatureId, Sequence};

/// A column of a feature table, and an input of a model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub enum Column {
    /// A radiomics feature: `t1_original_glcm_JointEntropy`.
    Feature(Sequence, FeatureId),
    /// A feature whose name has not the three parts of PyRadiomics, as another program may write: `t1_volume`.
    Named(Sequence, String),
    /// An output of the network: `t1_cnn_0000`.
    Deep {
        /// Of which image.
        sequence: Sequence,
        /// Which output, from 0 on.
        index: u32,
    },
    /// A principal component of the deep features of a sequence: `t1_cnn_pc01`.
    Component {
        /// Of whose deep features.
        sequence: Sequence,
        /// Which component, from 1 on.
        number: u32,
    },
    /// How a row came to be: `t1_diagnostics_Spacing_x`. Nothing is fitted to it.
    Diagnostic(Sequence, String),
    /// The image of a sequence, in a list of cases: `t1`.
    Image(Sequence),
    /// A name that is kept for deep features but is none of them: `t1_cnn_7`.
    Misnumbered(Sequence, String),
    /// Any other name: what is known of the patient without an image. Which of these are inputs of a model, its list of
    /// clinical inputs says: `age`, `ALP>120`.
    Patient(Cow<'static, str>),
}

/// What the names of deep features begin with after the sequence.
const DEEP: &str = "cnn_";
/// What the names of components begin with after that.
const COMPONENT: &str = "pc";
/// What the names of diagnostics begin with after the sequence.
const DIAGNOSTIC: &str = "diagnostics_";

impl Column {
    /// The patient's age.
    pub const AGE: Self = Self::Patient(Cow::Borrowed("age"));

    /// The column of a name; every name has one.
    pub fn parse(name: &str) -> Self {
        if let Some(sequence) = Sequence::from_key(name) {
            return Self::Image(sequence);
        }
        let parts = name.split_once('_').and_then(|(first, rest)| Some((Sequence::from_key(first)?, rest)));
        let Some((sequence, rest)) = parts else { return Self::Patient(Cow::Owned(name.to_owned())) };
        if let Some(diagnostic) = rest.strip_prefix(DIAGNOSTIC) {
            return Self::Diagnostic(sequence, diagnostic.to_owned());
        }
        if let Some(deep) = rest.strip_prefix(DEEP) {
            let component = deep.strip_prefix(COMPONENT).and_then(|number| numbered(number, 2));
            return match (numbered(deep, 4), component) {
                (Some(index), _) => Self::Deep { sequence, index },
                (None, Some(number)) => Self::Component { sequence, number },
                (None, None) => Self::Misnumbered(sequence, deep.to_owned()),
            };
        }
        match FeatureId::parse(rest) {
            Some(id) => Self::Feature(sequence, id),
            None => Self::Named(sequence, rest.to_owned()),
        }
    }

    /// The columns of several names.
    pub fn parse_all(names: impl IntoIterator<Item: AsRef<str>>) -> Vec<Self> {
        names.into_iter().map(|name| Self::parse(name.as_ref())).collect()
    }

    /// The sequence it is about; `None` for what belongs to the patient.
    pub fn sequence(&self) -> Option<Sequence> {
        match self {
            Self::Feature(sequence, _)
            | Self::Named(sequence, _)
            | Self::Deep { sequence, .. }
            | Self::Component { sequence, .. }
            | Self::Diagnostic(sequence, _)
            | Self::Image(sequence)
            | Self::Misnumbered(sequence, _) => Some(*sequence),
            Self::Patient(_) => None,
        }
    }

    /// Which radiomics feature it is, where its name says so.
    pub fn feature(&self) -> Option<&FeatureId> {
        match self {
            Self::Feature(_, id) => Some(id),
            _ => None,
        }
    }

    /// A radiomics feature, under whatever name.
    pub fn is_radiomic(&self) -> bool {
        matches!(self, Self::Feature(..) | Self::Named(..))
    }

    /// A deep feature.
    pub fn is_deep(&self) -> bool {
        matches!(self, Self::Deep { .. })
    }

    /// Known of the patient without an image.
    pub fn is_patient(&self) -> bool {
        matches!(self, Self::Patient(_))
    }

    /// How a row came to be, which is no feature.
    pub fn is_diagnostic(&self) -> bool {
        matches!(self, Self::Diagnostic(..))
    }

    /// The lesion's volume, mm³.
    pub fn is_volume(&self) -> bool {
        self.is_shape("MeshVolume")
    }

    /// The lesion's largest diameter, mm.
    pub fn is_diameter(&self) -> bool {
        self.is_shape("Maximum3DDiameter")
    }

    fn is_shape(&self, name: &str) -> bool {
        self.feature().is_some_and(|id| id.class == "shape" && id.name == name)
    }
}

/// The number of digits alone, filled with zeros to `width` digits as it is written.
fn numbered(digits: &str, width: usize) -> Option<u32> {
    let filled = digits.len() == width || (digits.len() > width && !digits.starts_with('0'));
    let number = filled && digits.bytes().all(|digit| digit.is_ascii_digit());
    number.then(|| digits.parse().ok()).flatten()
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Feature(sequence, id) => write!(f, "{sequence}_{id}"),
            Self::Named(sequence, name) => write!(f, "{sequence}_{name}"),
            Self::Deep { sequence, index } => write!(f, "{sequence}_{DEEP}{index:04}"),
            Self::Component { sequence, number } => write!(f, "{sequence}_{DEEP}{COMPONENT}{number:02}"),
            Self::Diagnostic(sequence, name) => write!(f, "{sequence}_{DIAGNOSTIC}{name}"),
            Self::Image(sequence) => write!(f, "{sequence}"),
            Self::Misnumbered(sequence, rest) => write!(f, "{sequence}_{DEEP}{rest}"),
            Self::Patient(name) => f.write_str(name),
        }
    }
}

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer).map(|name| Self::parse(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T1: Sequence = Sequence::T1;

    fn feature(image_type: &str, class: &'static str, name: &'static str) -> Column {
        let id = FeatureId { image_type: image_type.to_owned(), class: class.into(), name: name.into() };
        Column::Feature(T1, id)
    }

    #[test]
    fn names_are_what_they_say() {
        let known = [
            ("age", Column::AGE),
            ("t1", Column::Image(T1)),
            ("t1_original_shape_MeshVolume", feature("original", "shape", "MeshVolume")),
            ("t1_log-sigma-2-0-mm-3D_glcm_Idmn", feature("log-sigma-2-0-mm-3D", "glcm", "Idmn")),
            ("t1_original_glcm_Noise_2", feature("original", "glcm", "Noise_2")),
            ("t1_x", Column::Named(T1, "x".to_owned())),
            ("t1_original__Energy", Column::Named(T1, "original__Energy".to_owned())),
            ("t1_cnn_0000", Column::Deep { sequence: T1, index: 0 }),
            ("t1_cnn_12345", Column::Deep { sequence: T1, index: 12345 }),
            ("t1_cnn_pc01", Column::Component { sequence: T1, number: 1 }),
            ("t1_cnn_7", Column::Misnumbered(T1, "7".to_owned())),
            ("t1_cnn_00007", Column::Misnumbered(T1, "00007".to_owned())),
            ("t1_cnn_+007", Column::Misnumbered(T1, "+007".to_owned())),
            ("t1_cnn_9999999999", Column::Misnumbered(T1, "9999999999".to_owned())),
            ("t1_diagnostics_Spacing_x", Column::Diagnostic(T1, "Spacing_x".to_owned())),
            ("sex", Column::Patient("sex".into())),
            ("T1_original_glcm_Id", Column::Patient("T1_original_glcm_Id".into())),
            ("", Column::Patient("".into())),
        ];
        for (name, column) in known {
            assert_eq!(Column::parse(name), column, "{name}");
            assert_eq!(column.to_string(), name);
            assert_eq!(serde_json::to_string(&column).unwrap(), format!("\"{name}\""));
        }
        assert!(Column::parse("t1_original_shape_MeshVolume").is_volume());
        assert!(!Column::parse("t1_original_shape2D_MeshVolume").is_volume());
        let radiomic = known_as(Column::is_radiomic);
        assert_eq!(radiomic, ["t1_original_glcm_Id", "t1_x"]);
    }

    fn known_as(is: fn(&Column) -> bool) -> Vec<&'static str> {
        let names = ["age", "t1", "t1_original_glcm_Id", "t1_x", "t1_cnn_0001", "t1_cnn_pc01", "t1_cnn_1"];
        let rest = ["t1_diagnostics_Spacing_x", "sex", "T1_x"];
        names.into_iter().chain(rest).filter(|name| is(&Column::parse(name))).collect()
    }
}
