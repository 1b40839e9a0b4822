//! The file that declares the clinical inputs of a model (docs/model.md): YAML or JSON, a list of inputs.

use crate::error::Result;
use crate::model::by_name;
use crate::settings;
use crate::table::{ClinicalInput, check_clinical};
use crate::words::TableProblem;

/// The clinical inputs that a text declares.
///
/// # Errors
/// No YAML, a field that there is not, an input that is not sound.
///
/// # Examples
/// ```
/// use discern::model::clinical_inputs;
/// use discern::table::ClinicalKind;
///
/// let text = "- {name: age, kind: number, unit: years, bounds: [0, 120], above: 60}\n\
///             - {name: ALP, kind: number, unit: U/L, bounds: [0, 5000], above: 120, unknown: imputed}\n\
///             - {name: signal, kind: class, classes: [low, intermediate, high]}\n\
///             - {name: boundary, kind: yes-no}\n";
/// let inputs = clinical_inputs(text)?;
/// assert_eq!((inputs.len(), inputs[2].kind), (4, ClinicalKind::Class));
/// assert!(clinical_inputs("- {name: ALP, kind: number}").is_err());
/// # Ok::<(), discern::error::Error>(())
/// ```
pub fn clinical_inputs(text: &str) -> Result<Vec<ClinicalInput>> {
    let refused = |cause: serde_json::Error| TableProblem::ClinicalFile { cause: cause.to_string() };
    // Read as the list in a model file is, by the names of its fields.
    let json = settings::parse_yaml(text)?.to_string();
    let inputs: Vec<ClinicalInput> = by_name::from_text(&json).map_err(refused)?;
    check_clinical(&inputs)?;
    Ok(inputs)
}
