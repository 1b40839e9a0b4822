//! A column's name is written as it was read, whatever it is.

use std::collections::BTreeSet;

use discern::features::catalogue;
use discern::settings::Settings;
use discern::table::csv::{read_features, write_features};
use discern::table::{Column, Sequence};
use proptest::prelude::*;

/// Names of the images of every image type, several of those that have a number.
fn image_types() -> BTreeSet<String> {
    let all = "imageType: {Original: {}, LoG: {sigma: [0.5, 1, 2.25]}, Square: {}, SquareRoot: {}, Logarithm: {}, \
        Exponential: {}, Gradient: {}, LBP2D: {}, LBP3D: {}, Wavelet: {level: 2}}";
    let settings = Settings::from_yaml(all).expect("good settings");
    settings.images.iter().flat_map(|image_type| image_type.filter.images()).collect()
}

#[test]
fn every_feature_of_the_catalogue_has_a_column_that_knows_its_parts() {
    let images = image_types();
    assert!(images.len() > 20 && images.contains("wavelet2-HHH"), "{images:?}");
    let mut seen = BTreeSet::new();
    for (sequence, image) in
        Sequence::ALL.into_iter().flat_map(|of| images.iter().map(move |image| (of, image)))
    {
        for entry in catalogue() {
            let name = format!("{sequence}_{image}_{}_{}", entry.class.name(), entry.name);
            let column = Column::parse(&name);
            let id = column.feature().expect("a feature");
            assert_eq!(
                (&id.image_type, &*id.class, &*id.name),
                (image, entry.class.name(), entry.name),
                "{name}"
            );
            assert_eq!(column.sequence(), Some(sequence));
            let found = column.entry().expect("in the catalogue");
            assert_eq!((found.class, found.name), (entry.class, entry.name));
            assert_eq!(column.to_string(), name);
            assert!(column.is_radiomic() && seen.insert(column), "{name} twice");
        }
        for number in [0, 1, 99, 1279, 10_000] {
            let deep = Column::Deep { sequence, index: number };
            let component = Column::Component { sequence, number };
            for column in [deep, component] {
                assert_eq!(Column::parse(&column.to_string()), column);
            }
        }
    }
}

/// Anything, and what is nearly the name of a column.
fn names() -> impl Strategy<Value = String> {
    let first = prop_oneof!["t1|t2|t2fs|t1ce|T1|T2FS|t3|age|", any::<String>()];
    let rest = prop_oneof![
        "(_|cnn|pc|diagnostics|original|glcm|shape|MeshVolume|[0-9]{0,12}|\\+|-| ){0,8}",
        any::<String>()
    ];
    (first, "_{0,2}", rest).prop_map(|(first, between, rest)| first + &between + &rest)
}

proptest! {
    #[test]
    fn a_name_is_written_as_it_was_read(name in names()) {
        let column = Column::parse(&name);
        prop_assert_eq!(column.to_string(), name.clone());
        prop_assert_eq!(Column::parse(&column.to_string()), column.clone());
        let json = serde_json::to_string(&column).unwrap();
        prop_assert_eq!(&json, &serde_json::to_string(&name).unwrap());
        prop_assert_eq!(serde_json::from_str::<Column>(&json).unwrap(), column);
    }

    #[test]
    fn two_names_are_two_columns(one in names(), other in names()) {
        prop_assert_eq!(one == other, Column::parse(&one) == Column::parse(&other));
    }
}

#[test]
fn long_names_are_read_and_said_briefly() {
    // The longest that a table may have; docs/limits.md.
    let long = format!("t1_original_glcm_{}", "x_".repeat(2039));
    assert_eq!(Column::parse(&long).to_string(), long);
    let table = |header: &str| format!("case,center,split,age,label,{header}\na,A,train,50.0,1,0.5,1.5\n");
    let good = table(&format!("{long},t1_y"));
    let read = read_features(&good).expect("a table");
    assert_eq!(write_features(&read), good);
    let twice = read_features(&table(&format!("{long},{long}"))).expect_err("a column twice").to_string();
    assert!(twice.starts_with("column t1_original_glcm_x_") && twice.len() < 2000, "{}", twice.len());
    let cell = read_features(&good.replace("0.5", "half")).expect_err("no number").to_string();
    assert!(cell.contains("row 1, column t1_original_glcm_x_") && cell.len() < 2000, "{}", cell.len());
}
