//! Who vouches for each feature: tests/vouched.csv and docs/parity.md, and that neither has a hole or an orphan.
//!
//! Both are written by `DISCERN_VOUCH=write cargo test --test oracle pyradiomics` (with ../shared) from what the tests
//! measure; without it the tests hold the measured values against the file's tolerances.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

use discern::features::catalogue;

use crate::common;

/// A feature, the family of image types it is computed on, the settings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    class: String,
    feature: String,
    family: String,
    settings: String,
}

/// How many values were compared, and the worst relative difference.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    pub values: usize,
    pub worst: f64,
}

/// Everything measured.
pub type Measured = BTreeMap<Key, Seen>;

/// Settings with reference values of real cases (only with ../shared), and those that are always there.
const CASE_SETTINGS: [&str; 2] = ["default", "mri"];
const SMALL: &str = "small";

/// Families of image types: images of one filter that differ in a parameter belong together.
const FAMILIES: [&str; 11] = [
    "original",
    "wavelet",
    "log-sigma",
    "square",
    "squareroot",
    "logarithm",
    "exponential",
    "gradient",
    "lbp-2D",
    "lbp-3D-m",
    "lbp-3D-k",
];

/// The family of an image type.
fn family(image_type: &str) -> &'static str {
    let longest =
        FAMILIES.iter().filter(|family| image_type.starts_with(**family)).max_by_key(|family| family.len());
    longest.unwrap_or_else(|| panic!("image type {image_type} has no family"))
}

impl Key {
    /// Of a PyRadiomics name in a case called `<case>_<settings>`; small volumes have settings of their own.
    pub fn of(case: &str, name: &str) -> Self {
        let settings = CASE_SETTINGS.into_iter().find(|settings| case.ends_with(&format!("_{settings}")));
        let mut parts = name.splitn(3, '_').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        let image_type = part();
        Self {
            class: part(),
            feature: part(),
            family: family(&image_type).to_owned(),
            settings: settings.unwrap_or(SMALL).to_owned(),
        }
    }

    /// Tolerance of the row.
    fn tolerance(&self) -> f64 {
        crate::pyradiomics::tolerance(&format!("{}1_{}_{}", self.family, self.class, self.feature))
    }
}

/// Writes a measured worst value the way both files show it: two digits, rounded up.
fn shown(worst: f64) -> String {
    if worst == 0.0 { "0".to_owned() } else { format!("{:.1e}", worst * 1.05) }
}

/// Replaces the rows of the measured settings and writes the parity page.
pub fn write(measured: &Measured) {
    // Tests run side by side, and each writes its part.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let settings: BTreeSet<&str> = measured.keys().map(|key| key.settings.as_str()).collect();
    let mut rows = rows();
    rows.retain(|key, _| !settings.contains(key.settings.as_str()));
    for (key, seen) in measured {
        rows.insert(key.clone(), (seen.values, shown(seen.worst)));
    }
    let mut csv = "class,feature,image_types,settings,vouched_by,tolerance,worst_seen,values\n".to_owned();
    for (key, (values, worst)) in &rows {
        let Key { class, feature, family, settings } = key;
        let tolerance = key.tolerance();
        let vouched_by =
            if settings == SMALL { "PyRadiomics 3.0.1 (golden)" } else { "PyRadiomics 3.0.1 (cases)" };
        writeln!(csv, "{class},{feature},{family},{settings},{vouched_by},{tolerance:e},{worst},{values}")
            .expect("text");
    }
    std::fs::write("tests/vouched.csv", csv).expect("tests/vouched.csv can be written");
    std::fs::write("docs/parity.md", page(&rows)).expect("docs/parity.md can be written");
}

/// The parity page: per class and family, values, worst, where tolerances are wider.
fn page(rows: &BTreeMap<Key, (usize, String)>) -> String {
    let mut groups: BTreeMap<(&str, &str), (usize, f64, &str)> = BTreeMap::new();
    for (key, (values, worst)) in rows {
        let group = groups.entry((&key.class, &key.family)).or_insert((0, 0.0, ""));
        group.0 += values;
        let worst: f64 = worst.parse().expect("a number");
        if worst >= group.1 {
            (group.1, group.2) = (worst, &key.feature);
        }
    }
    let mut text = "# Parity with PyRadiomics 3.0.1\n\n\
        Written by `DISCERN_VOUCH=write cargo test --test oracle pyradiomics` from tests/vouched.csv, which has a row for\n\
        every feature, family of image types and setting. Differences are relative to the larger value, or to\n\
        1e-3 where both are smaller. Settings: `default` (bin width 25), `mri` (normalised, resampled to 1 mm, bin width 5): brain1,\n\
        breast1, lung1, the IBSI phantoms; `small`: made-up volumes with every setting.\n\n\
        | class | image types | values | worst relative difference | of |\n|---|---|---:|---:|---|\n"
        .to_owned();
    for ((class, family), (values, worst, feature)) in groups {
        writeln!(text, "| {class} | {family} | {values} | {} | {feature} |", shown(worst / 1.05))
            .expect("text");
    }
    text.push_str(
        "\n## Where values cannot agree\n\n\
         Random images, masks and settings (tests/generators/pyradiomics_odd.py keeps a selection) leave these, and only these:\n\n\
         * **lbp-3D-m images, firstorder RobustMeanAbsoluteDeviation**, tolerance 1e-2. These images take few values, equal but\n  \
         for the last bit of sums of complex products, which numpy rounds otherwise where the processor multiplies and adds in one\n  \
         step. Where the 10th or 90th percentile falls on such a value, that bit decides which voxels lie within it. The value lies\n  \
         between those with all of them and with none. PyRadiomics itself changes by 1.5e-3 between versions there.\n\
         * **glcm MCC**, where along some direction the second eigenvalue is 0 (levels independent, or one pair): LAPACK finds\n  \
         +1e-17 or -1e-17 by rounding; the root of the one is 1e-8, of the other no number, and that direction is left out of the\n  \
         mean. Discern takes it as 0, so that its value is PyRadiomics' times k/n, n directions of which k have a positive one.\n  \
         Also where a weighting norm makes pairs weigh less than numpy's spacing(1) = 2.2e-16, which PyRadiomics adds to products.\n\
         * **shape Elongation, Flatness and axis lengths of regions on a line or in a plane**: the root of an eigenvalue that is 0\n  \
         but for rounding, up to 1e-8 of the major axis.\n\
         * **Skewness and Kurtosis of an image that is flat but for rounding** (the exponential or spline of a constant): moments of\n  \
         the last bit of exp or of the spline.\n\
         * **LabelGaussian resampling** where two values weigh the same but for the last bit of the error function.\n\n\
         Where PyRadiomics ends with an error though a value can be given, Discern gives it: a mask that fills the whole image\n\
         (\"No labels found\"), `lbp3DLevels: 1`, images that a filter leaves without numbers (empty values, reason `image-undefined`).\n",
    );
    text
}

/// The rows of tests/vouched.csv.
fn rows() -> BTreeMap<Key, (usize, String)> {
    let text = std::fs::read_to_string("tests/vouched.csv").unwrap_or_default();
    let lines = text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    lines
        .map(|cells| {
            let [class, feature, family, settings, _, _, worst, values] =
                <[String; 8]>::try_from(cells).expect("eight cells in every row");
            let values = values.parse().expect("a number of values");
            (Key { class, feature, family, settings }, (values, worst))
        })
        .collect()
}

/// What was measured now must have its row, and must not be worse than the row's tolerance.
pub fn hold(measured: &Measured) {
    if std::env::var_os("DISCERN_VOUCH").is_some() {
        return write(measured);
    }
    let rows = rows();
    for (key, seen) in measured {
        assert!(seen.worst <= key.tolerance(), "{key:?}: {} is beyond its tolerance", seen.worst);
        let row = rows.get(key).unwrap_or_else(|| panic!("{key:?} is in no row of tests/vouched.csv"));
        let stale =
            "tests/vouched.csv is stale: run DISCERN_VOUCH=write cargo test --test oracle pyradiomics";
        assert_eq!(*row, (seen.values, shown(seen.worst)), "{key:?}: {stale}");
    }
}

#[test]
fn the_parity_page_is_made_of_the_rows() {
    if std::env::var_os("DISCERN_VOUCH").is_none() {
        let text = String::from_utf8(common::bytes("docs/parity.md")).expect("text");
        assert!(
            text == page(&rows()),
            "docs/parity.md is stale: DISCERN_VOUCH=write cargo test --test oracle pyradiomics"
        );
    }
}

#[test]
fn every_feature_has_its_rows_and_every_row_its_feature() {
    assert!(common::bytes("tests/vouched.csv").len() > 1000);
    let found: BTreeSet<Key> = rows().into_keys().collect();
    let mut wanted = BTreeSet::new();
    for entry in catalogue().filter(|entry| entry.by_default) {
        let row = |family: &str, settings: &str| Key {
            class: entry.class.name().to_owned(),
            feature: entry.name.to_owned(),
            family: family.to_owned(),
            settings: settings.to_owned(),
        };
        for family in FAMILIES.iter().take(if entry.class.is_shape() { 1 } else { FAMILIES.len() }) {
            wanted.insert(row(family, SMALL));
            // The cases have neither 2-D shapes nor 2-D patterns.
            if *family != "lbp-2D" && entry.class.name() != "shape2D" {
                wanted.extend(CASE_SETTINGS.map(|settings| row(family, settings)));
            }
        }
    }
    let missing: Vec<&Key> = wanted.difference(&found).collect();
    assert!(missing.is_empty(), "features nobody vouches for: {missing:?}");
    let known = |key: &&Key| catalogue().any(|e| e.class.name() == key.class && e.name == key.feature);
    let orphans: Vec<&Key> = found.difference(&wanted).filter(|key| !known(key)).collect();
    assert!(orphans.is_empty(), "rows of no feature: {orphans:?}");
}
