//! What a result is: named values, one by one and in tables.
//!
//! * [`Feature`]: one value of one region; [`Column`]: what a column of a table is;
//! * [`ClinicalInput`]: what is known of a patient without an image;
//! * [`Table`]: features of a cohort, read and written by [`csv`];
//! * [`TrainingView`]: the rows anything may be fitted to; [`Rows`]: the rows it is applied to;
//! * [`Design`], [`TrainingDesign`]: the same after selection and scaling, what classifiers see.

mod age;
mod clinical;
mod cohort;
mod column;
pub mod csv;
mod design;
mod feature;
mod formula;
pub mod letters;
mod share;
mod split;
mod training;

pub use crate::sequence::Sequence;
pub use age::{AGE_YEARS, age_years};
pub use clinical::{
    ClinicalInput, ClinicalKind, Entered, MAX_CLASSES, MAX_CLINICAL, MAX_CLINICAL_NAME, Patient, Term, Told,
    Unknown,
};
pub use clinical::{age_alone, check_clinical, entered, is_age_alone, term_of};
pub use cohort::{Case, Described, Table};
pub use column::Column;
pub use design::{Design, TrainingDesign};
pub use feature::{Feature, FeatureId, Reason, format_number};
pub use share::share_of;
pub use split::Split;
pub use training::{Fold, Rows, TrainingView, stratified_folds};
