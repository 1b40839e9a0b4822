//! The tables of features, filters and settings, and all that is printed from them.

use std::path::Path;
use std::process::Command;

use discern::features::catalogue;
use discern::filter::FILTERS;
use discern::settings::{Settings, VOXEL_KEYS, handbook, keys};

fn is_printed_from_the_table(page: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    if std::env::var_os("DISCERN_VOUCH").is_some() {
        std::fs::write(&path, text).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/{page} is stale: DISCERN_VOUCH=write cargo test --test mechanics handbook"
    );
}

#[test]
fn the_pages_of_features_and_settings_are_printed_from_the_tables() {
    is_printed_from_the_table("features.md", &handbook::features_markdown());
    is_printed_from_the_table("settings.md", &handbook::settings_markdown());
}

/// A row is all that a new feature, filter or setting needs to be listed, explained and checked.
#[test]
fn every_row_is_in_the_list_the_page_the_help_and_the_check() {
    let (list, page) = (handbook::features_list(), handbook::features_markdown());
    for entry in catalogue() {
        let name = entry.to_string();
        assert!(list.lines().any(|line| line.split(' ').next() == Some(&name)), "{name}");
        assert!(page.contains(&format!("\n### {name}")), "{name}");
        assert!(handbook::about_feature(&name).expect("a feature").contains(entry.meaning), "{name}");
        let file = format!("featureClass: {{{}: [{}]}}", entry.class.name(), entry.name);
        let settings = Settings::check_yaml(&file).expect("every feature can be asked for");
        assert_eq!(settings.classes[0].1[0].to_string(), name);
    }
    let (list, page) = (handbook::settings_list(), handbook::settings_markdown());
    for key in keys().into_iter().chain(VOXEL_KEYS) {
        assert!(list.lines().any(|line| line.split(' ').next() == Some(key.name)), "{}", key.name);
        assert!(page.contains(&format!("\n| {} |", key.name)), "{}", key.name);
        assert!(handbook::about_setting(key.name).expect("a setting").contains(key.doc), "{}", key.name);
    }
    for entry in FILTERS {
        assert!(page.contains(&format!("\n| {} |", entry.image_type)), "{}", entry.image_type);
        assert!(handbook::about_setting(entry.image_type).expect("a filter").contains(entry.what));
        let settings = Settings::check_yaml(&format!("imageType: {{{}: {{}}}}", entry.image_type));
        assert_eq!(
            settings.expect("every filter can be asked for").images[0].filter.image_type(),
            entry.image_type
        );
    }
}

fn discern(arguments: &[&str]) -> (i32, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_discern")).args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (run.status.code().unwrap_or(-1), text(run.stdout), text(run.stderr))
}

#[test]
fn a_feature_is_found_by_its_name_its_column_and_its_code() {
    let contrast = discern(&["features", "glcm_Contrast"]);
    assert!(contrast.0 == 0 && contrast.1.contains("Σ_i Σ_j p(i, j) (i − j)²"), "{contrast:?}");
    for name in ["T1_original_glcm_Contrast", "wavelet-LLH_glcm_Contrast", "ACUI", "acui"] {
        assert_eq!(discern(&["features", name]), contrast, "{name}");
    }
    let (_, both, _) = discern(&["features", "Contrast"]);
    assert!(both.contains("glcm_Contrast (IBSI ACUI)") && both.contains("ngtdm_Contrast (IBSI 65HE)"));
    let (_, family, _) = discern(&["features", "glcm"]);
    assert!(family.contains("HXY2") && family.contains("glcm_Imc2"));
    assert_eq!(discern(&["features", "--markdown"]).1, handbook::features_markdown());
    let (status, _, said) = discern(&["features", "glcm_Contrst"]);
    assert!(status == 2 && said.contains("did you mean glcm_Contrast"), "{said}");
    let (status, _, said) = discern(&["features", "T1_glszm_Contrast"]);
    assert!(status == 2 && said.contains("feature"), "{said}");
}

#[test]
fn a_setting_is_found_by_its_name() {
    let (status, text, _) = discern(&["settings", "binwidth"]);
    assert!(status == 0 && text.contains("default  25"), "{text}");
    let (status, text, _) = discern(&["settings", "Wavelet"]);
    assert!(status == 0 && text.contains("start_level") && text.contains("coif1"), "{text}");
    let (status, _, said) = discern(&["settings", "bindwidth"]);
    assert!(status == 2 && said.contains("did you mean binWidth?"), "{said}");
}
