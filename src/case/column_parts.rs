//! What a column of a feature table measures, in parts, so that its name can be written in another language.

use serde::Serialize;

use crate::filter;
use crate::filter::NamePart;
use crate::table::{Column, Sequence};

/// A column, taken apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ColumnParts {
    /// Its name in tables: `t1_original_glcm_JointEntropy`.
    pub column: Column,
    /// The sequence it is about; `None` for what belongs to the patient.
    pub sequence: Option<Sequence>,
    /// The name without the sequence, the same for all sequences: `original_glcm_JointEntropy`.
    pub measure: String,
    /// What is measured.
    pub what: Measure,
}

/// What a column measures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Measure {
    /// Known of the patient without an image.
    Clinical {
        /// Its name: `age`.
        name: String,
        /// Its unit, where its name alone says it.
        unit: Option<&'static str>,
    },
    /// A radiomics feature.
    Radiomics {
        /// The image it is computed on: the scan itself or a filter's.
        image: FilteredImage,
        /// PyRadiomics' name of its class: `glcm`.
        class: String,
        /// PyRadiomics' name of it: `JointEntropy`.
        feature: String,
        /// Its unit, where it has one that does not depend on the scanner.
        unit: Option<&'static str>,
        /// Its formula, in the symbols of its class; `None` for a feature that the catalogue does not know.
        definition: Option<&'static str>,
        /// Its code in the reference manual of the IBSI, where it has one.
        ibsi: Option<&'static str>,
    },
    /// An output of the network.
    Deep {
        /// Which output, from 0 on.
        index: u32,
    },
    /// A principal component of deep features.
    Component {
        /// Which component, from 1 on.
        number: u32,
    },
    /// Unknown: its name is shown as it is.
    Other,
}

/// An image that features are computed on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FilteredImage {
    /// Its name in tables: `wavelet-LLH`.
    pub name: String,
    /// PyRadiomics' `imageType` of it; `None` for a name of another program.
    pub filter: Option<&'static str>,
    /// The parameters that its name holds, each with its value.
    pub parameters: Vec<NamePart>,
}

impl From<&Column> for ColumnParts {
    fn from(column: &Column) -> Self {
        let (whole, sequence) = (column.to_string(), column.sequence());
        let rest = sequence.and_then(|sequence| whole.strip_prefix(sequence.key())?.strip_prefix('_'));
        let measure = rest.unwrap_or(&whole).to_owned();
        Self { column: column.clone(), sequence, measure, what: Measure::of(column) }
    }
}

impl Measure {
    fn of(column: &Column) -> Self {
        match column {
            Column::Patient(name) => Self::Clinical { name: name.clone().into_owned(), unit: column.unit() },
            Column::Feature(_, id) => {
                let (filter, parameters) = filter::image_named(&id.image_type).unzip();
                Self::Radiomics {
                    image: FilteredImage {
                        name: id.image_type.clone(),
                        filter,
                        parameters: parameters.unwrap_or_default(),
                    },
                    class: id.class.clone().into_owned(),
                    feature: id.name.clone().into_owned(),
                    unit: column.unit(),
                    definition: column.definition(),
                    ibsi: column.ibsi(),
                }
            }
            Column::Deep { index, .. } => Self::Deep { index: *index },
            Column::Component { number, .. } => Self::Component { number: *number },
            Column::Named(..) | Column::Diagnostic(..) | Column::Image(_) | Column::Misnumbered(..) => {
                Self::Other
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_column_is_handed_over_in_parts() {
        let parts =
            |name: &str| serde_json::to_value(ColumnParts::from(&Column::parse(name))).expect("parts");
        assert_eq!(
            parts("t1ce_log-sigma-2-5-mm-3D_shape_MeshVolume"),
            json!({
                "column": "t1ce_log-sigma-2-5-mm-3D_shape_MeshVolume", "sequence": "t1ce",
                "measure": "log-sigma-2-5-mm-3D_shape_MeshVolume",
                "what": {
                    "kind": "radiomics", "class": "shape", "feature": "MeshVolume", "unit": "mm³", "definition": "V",
                    "ibsi": "RNU0",
                    "image": {
                        "name": "log-sigma-2-5-mm-3D", "filter": "LoG", "parameters": [["sigma_mm", "2.5"]],
                    },
                },
            })
        );
        let what = |name: &str| parts(name)["what"].clone();
        assert_eq!(what("age"), json!({"kind": "clinical", "name": "age", "unit": "years"}));
        assert_eq!(what("t2_cnn_0012"), json!({"kind": "deep", "index": 12}));
        assert_eq!(what("t2_cnn_pc03"), json!({"kind": "component", "number": 3}));
        assert_eq!(what("t2_made-elsewhere_texture_Own")["image"]["filter"], json!(null));
        assert_eq!(what("ALP>120"), json!({"kind": "clinical", "name": "ALP>120", "unit": null}));
        for other in ["t1_x", "t1", "t1_diagnostics_Spacing_x"] {
            assert_eq!(what(other), json!({"kind": "other"}), "{other}");
        }
        assert_eq!(
            (parts("t1")["measure"].clone(), parts("sex")["measure"].clone()),
            (json!("t1"), json!("sex"))
        );
    }
}
