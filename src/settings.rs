//! One struct of stage options; reads PyRadiomics parameter files; reports every problem at once.

/// Checked settings of an extraction.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {}
