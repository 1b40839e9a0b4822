//! What the catalogue knows of a column of a feature table.
//!
//! These are methods of [`Column`], which lies below the stages and knows names alone; they stand here because the
//! catalogue does.

use crate::features::catalogue::{Entry, catalogue};
use crate::table::Column;

impl Column {
    /// The feature's row in the catalogue; `None` for what is no radiomics feature, or one of another program.
    pub fn entry(&self) -> Option<&'static Entry> {
        let id = self.feature()?;
        catalogue().find(|entry| entry.class.name() == id.class && entry.name == id.name)
    }

    /// Unit of its values, where it has one that does not depend on the scanner: `years`, `mm³`, …
    pub fn unit(&self) -> Option<&'static str> {
        if *self == Self::AGE {
            return Some("years");
        }
        self.entry()?.unit.millimetres()
    }

    /// Its formula, in the symbols of its family.
    pub fn definition(&self) -> Option<&'static str> {
        self.entry().map(|entry| entry.formula).filter(|formula| !formula.is_empty())
    }

    /// Its code in the reference manual of the Image Biomarker Standardisation Initiative, where it has one.
    pub fn ibsi(&self) -> Option<&'static str> {
        self.entry().and_then(|entry| entry.ibsi)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_knows_its_unit_definition_and_code() {
        let known = |name: &str| {
            let column = Column::parse(name);
            (column.unit(), column.definition(), column.ibsi())
        };
        assert_eq!(known("age"), (Some("years"), None, None));
        assert_eq!(known("t1_original_shape_MeshVolume"), (Some("mm³"), Some("V"), Some("RNU0")));
        assert_eq!(known("t1_original_shape2D_MeshSurface"), (Some("mm²"), Some("S"), None));
        assert_eq!(known("t1_original_shape_Flatness"), (None, Some("√(λ_3 / λ_1)"), Some("N17B")));
        assert_eq!(known("t2_wavelet-LLH_firstorder_Mean"), (None, Some("Σ X / N"), Some("Q4LE")));
        assert_eq!(known("t2_original_glcm_Unheard"), (None, None, None));
        assert_eq!(known("sex"), (None, None, None));
    }
}
