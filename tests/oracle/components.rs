//! Principal components of deep features, against scikit-learn.

use discern::select::{ComponentOptions, Components, Scaling};
use discern::table::{Case, Column, Split, Table};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    fitted: usize,
    others: usize,
    cases: Vec<GoldenCase>,
}

#[derive(Deserialize)]
struct GoldenCase {
    seed: u32,
    features: usize,
    /// One vector a component: the fitted rows, then the others.
    scores: Vec<Vec<f64>>,
}

/// The table of the generator: deep features of T2, training rows first.
fn table(golden: &Golden, case: &GoldenCase) -> Table {
    let mut state = case.seed;
    let mut values: Vec<f64> = Vec::new();
    for _ in 0..golden.fitted + golden.others {
        for feature in 0..case.features {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let mut drawn = f64::from(state) / 4_294_967_296.0;
            if feature % 3 == 2 {
                drawn = 0.8 * values[values.len() - 1] + 0.2 * drawn;
            }
            values.push(if feature == 4 { 0.25 } else { drawn });
        }
    }
    let cases = (0..golden.fitted + golden.others).map(|row| Case {
        case: row.to_string(),
        patient: row.to_string(),
        center: String::new(),
        split: if row < golden.fitted { Split::Train } else { Split::External },
        age: f64::NAN,
        metastasis: row % 2 == 0,
        described: Default::default(),
    });
    let columns = Column::parse_all((0..case.features).map(|number| format!("t2_cnn_{number:04}")));
    Table::new(cases.collect(), columns, values).unwrap()
}

#[test]
fn components_are_those_of_scikit_learn() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/components.json")).unwrap();
    for case in &golden.cases {
        let table = table(&golden, case);
        let view = table.training().unwrap();
        let components = Components::fit(&view, &ComponentOptions::default()).unwrap();
        assert_eq!((components.list.len(), components.columns), (case.scores.len(), case.features));
        let close = |found: &[f64], expected: &[f64]| {
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-9, "{}: {found}, {expected}", case.seed);
            }
        };
        for ((component, scores), expected) in
            components.list.iter().zip(&components.scores).zip(&case.scores)
        {
            close(scores, &expected[..golden.fitted]);
            let others = component.column(&table.rows(Split::External)).unwrap();
            close(&others, &expected[golden.fitted..]);
            assert_eq!(component.weights[4], 0.0, "a feature that does not vary has no weight");
        }
        let names: Vec<Column> = components.list.iter().map(|of| of.name.clone()).collect();
        assert_eq!(names[0].to_string(), "t2_cnn_pc01");
        let scaling = Scaling::fit_joined(&view, &names[..2], &components.list).unwrap();
        assert_eq!(scaling.components().len(), 2, "only what is used is kept");
        assert!(scaling.mean().iter().all(|mean| mean.abs() < 1e-12));
        let few = Components::fit(&view, &ComponentOptions { most: 2, ..Default::default() }).unwrap();
        assert_eq!(few.list, components.list[..2]);
    }
}
