//! Files of other trainers that cannot be taken are refused by what is wrong with them; damaged ones never panic.

use std::path::Path;

use discern::classify::foreign;
use discern::numeric::random::Random;

const FILES: [&str; 5] =
    ["xgboost.json", "lightgbm.txt", "forest_missing.json", "svm.json", "neighbours.json"];

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/foreign").join(name);
    std::fs::read_to_string(path).expect("the golden is there")
}

#[test]
fn what_is_not_supported_is_named() {
    let refused = |name: &str, from: &str, to: &str| {
        let whole = text(name);
        assert!(whole.contains(from), "{name} has {from}");
        foreign::read(&whole.replacen(from, to, 1)).expect_err("a refusal").to_string()
    };
    assert!(refused("xgboost.json", "binary:logistic", "multi:softprob").contains("multi:softprob"));
    assert!(refused("xgboost.json", "\"name\":\"gbtree\"", "\"name\":\"dart\"").contains("dart"));
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
