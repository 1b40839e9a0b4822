//! The simulated cohort: a source of cases, like `read`.
