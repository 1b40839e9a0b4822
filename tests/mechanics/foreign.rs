//! Files of other trainers that cannot be taken are refused by what is wrong with them; damaged ones never panic.

use std::path::Path;

use discern::classify::foreign;
use discern::model::FeatureSource;
use discern::numeric::random::Random;
use discern::study::{ImportOptions, import, trainer_answers};
use discern::table::{Case, Column, Split, Table, age_alone};

const FILES: [&str; 5] =
    ["xgboost.json", "lightgbm.txt", "forest_missing.json", "svm.json", "neighbours.json"];

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/foreign").join(name);
    std::fs::read_to_string(path).expect("the golden is there")
}

/// Why a golden with `to` in the place of `from` is refused.
fn refused(name: &str, from: &str, to: &str) -> String {
    let whole = text(name);
    assert!(whole.contains(from), "{name} has {from}");
    foreign::read(&whole.replacen(from, to, 1)).expect_err("a refusal").to_string()
}

#[test]
fn what_is_not_supported_is_named() {
    assert!(refused("xgboost.json", "binary:logistic", "multi:softprob").contains("multi:softprob"));
    assert!(refused("xgboost.json", "\"name\":\"gbtree\"", "\"name\":\"gblinear\"").contains("gblinear"));
    assert!(refused("xgboost.json", "\"split_type\":[0", "\"split_type\":[1").contains("categorical"));
    assert!(refused("lightgbm.txt", "binary sigmoid:1", "regression").contains("regression"));
    assert!(refused("lightgbm.txt", "num_cat=0", "num_cat=1").contains("categorical"));
    assert!(refused("lightgbm.txt", "num_class=1", "num_class=3").contains("3 classes"));
    assert!(refused("lightgbm.txt", "end of trees", "end").contains("cut off"));
    assert!(refused("svm.json", "\"sigmoid\"", "\"sigmoids\"").contains("sigmoids"));
    assert!(refused("svm.json", "\"version\": 1", "\"version\": 2").contains("discern-classifier 2"));
    let looped = refused("forest_missing.json", "\"left\": [1", "\"left\": [0");
    assert!(looped.contains("reached twice"), "{looped}");
    assert!(foreign::read("no model").expect_err("a refusal").to_string().contains("XGBoost"));
}

#[test]
fn what_a_file_says_of_itself_is_compared() {
    // What the trainer's own program answered.
    let other = refused("neighbours.json", "\"count\": 7", "\"count\": 5");
    assert!(other.contains("as the trainer gave it") && other.contains("docs/export_sklearn.py"), "{other}");
    for (name, from, to) in [
        ("svm.json", "\"gamma\": ", "\"gamma\": 1"),
        ("logistic.json", "\"intercept\": -", "\"intercept\": "),
        ("forest.json", "\"left\": [1", "\"left\": [-1"),
        ("extra.json", "\"left\": [1", "\"left\": [-1"),
        ("boosting.json", "\"base\": -", "\"base\": "),
    ] {
        assert!(refused(name, from, to).contains("answer to row"), "{name}");
    }
    assert!(
        refused("logistic.json", "\"probabilities\": [", "\"probabilities\": [2, ")
            .contains("a probability each")
    );
    assert!(refused("logistic.json", "\"rows\": [[", "\"rows\": [[0, ").contains("a probability each"));
    // Files of boosters hold none, which `import` warns of.
    for (name, answers) in [("neighbours.json", 32), ("xgboost.json", 0), ("lightgbm.txt", 0)] {
        assert_eq!(trainer_answers(&text(name)), Ok(answers), "{name}");
    }
    // A dart's weights, under either of its names, and how many trees there are.
    for name in ["dart.json", "dart_gbtree.json"] {
        let weights = "\"weight_drop\":[";
        assert!(refused(name, weights, "\"weight_drop\":[1,").contains("weight_drop"), "{name}");
        assert!(refused(name, weights, "\"weight_left\":[").contains("weight_left"), "{name}");
    }
    assert!(refused("xgboost.json", "\"num_trees\":\"8\"", "\"num_trees\":\"9\"").contains("9 trees"));
    assert!(refused("lightgbm.txt", "tree_sizes=", "tree_sizes=1 ").contains("9 trees"));
    assert!(refused("lightgbm.txt", "tree_sizes=", "num_trees=9\ntree_sizes=").contains("9 trees"));
}

#[test]
fn names_that_contradict_the_file_are_refused() {
    let named =
        ["t1_original_glcm_Contrast", "t1_original_glcm_JointEntropy", "t2_original_glcm_Contrast", "age"];
    let other = |at: usize, name: &'static str| {
        let mut names = named;
        names[at] = name;
        names
    };
    let own = text("logistic.json");
    let inputs: Vec<String> = foreign::read(&own).expect("a readable file").inputs;
    let renamed = |names: &[&str]| {
        let lists = [&inputs.iter().map(String::as_str).collect::<Vec<_>>()[..], names];
        let [from, to] = lists.map(|list| serde_json::to_string(list).expect("a list").replace(',', ", "));
        assert!(own.contains(&from), "{from}");
        own.replacen(&from, &to, 1)
    };
    let given = |file: &str, names: &[&str]| {
        let who = |row: usize| Case {
            case: row.to_string(),
            patient: row.to_string(),
            center: "a".to_owned(),
            split: Split::Train,
            age: 40.0 + row as f64,
            metastasis: row.is_multiple_of(2),
            described: Default::default(),
        };
        let columns = Column::parse_all(&named[..3]);
        let values = (0..24 * 3).map(|at| (at * 37 % 101) as f64).collect();
        let table = Table::new((0..24).map(who).collect(), columns, values).expect("a sound table");
        let options = ImportOptions {
            name: "site".to_owned(),
            clinical: age_alone(),
            inputs: names.iter().map(|name| (*name).to_owned()).collect(),
            threshold: 0.5,
        };
        let source = FeatureSource { settings: "{}".to_owned(), deep: None };
        import(file, &table, &source, &options).map(drop).map_err(|error| error.to_string())
    };
    let file = renamed(&named);
    assert_eq!(given(&file, &[]), Ok(()));
    assert_eq!(given(&file, &named), Ok(()));
    let twice = given(&file, &other(1, named[0])).expect_err("twice");
    assert!(twice.contains("glcm_Contrast twice"), "{twice}");
    let mut turned = named;
    turned.swap(0, 2);
    let contradiction = given(&file, &turned).expect_err("another order");
    assert!(
        contradiction.contains("input 1") && contradiction.contains("as its file says"),
        "{contradiction}"
    );
    // Numbers are no names, and a file may itself name an input twice.
    for numbered in [["f0", "f1", "f2", "f3"], ["Column_0", "Column_1", "Column_2", "Column_3"]] {
        assert_eq!(given(&renamed(&numbered), &named), Ok(()));
    }
    assert!(given(&renamed(&other(2, named[1])), &[]).expect_err("twice").contains("twice"));
}

#[test]
fn damaged_files_are_refused_or_read_but_never_panic() {
    let mut random = Random::new(5);
    for name in FILES {
        let whole = text(name).into_bytes();
        let mut refused = 0;
        for _ in 0..400 {
            let mut bytes = whole.clone();
            if random.uniform() < 0.3 {
                bytes.truncate(random.below(whole.len() as u64) as usize);
            }
            for _ in 0..=random.below(4) {
                if bytes.is_empty() {
                    break;
                }
                let at = random.below(bytes.len() as u64) as usize;
                bytes[at] = b"0123456789-.,:[]{}\"e \n"[random.below(22) as usize];
            }
            let text = String::from_utf8(bytes).expect("ASCII stays ASCII");
            match foreign::read(&text) {
                Err(_) => refused += 1,
                // What is taken can be applied, whatever the damage was.
                Ok(read) => {
                    assert!(!read.fitted.margin(&vec![0.5; read.width]).is_infinite() || read.width > 0)
                }
            }
        }
        assert!(refused > 100, "{name}: {refused}");
    }
}
