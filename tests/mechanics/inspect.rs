//! `discern inspect`: the same of a folder, a zip archive and an archive in one; nothing of the patient in it.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::common::dicom::slice;
use crate::common::shared;

fn inspected(path: &Path) -> (Option<i32>, Value, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_discern"))
        .arg("inspect")
        .arg(path)
        .args(["--format", "json", "--digest"])
        .output()
        .expect("discern runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), serde_json::from_str(&text).unwrap_or(Value::Null), text + &errors)
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).expect("an entry");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn a_folder_and_archives_of_it_hold_the_same() {
    let folder = std::env::temp_dir().join(format!("discern-inspect-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("study/series")).expect("a folder");
    let slices: Vec<(String, Vec<u8>)> = (0..6).map(|at| (format!("series/{at}"), slice(at))).collect();
    for (name, bytes) in &slices {
        std::fs::write(folder.join("study").join(name), bytes).expect("a file");
    }
    std::fs::write(folder.join("study/README.TXT"), "not a scan").expect("a file");
    std::fs::write(folder.join("once.zip"), zipped(&slices)).expect("a file");
    std::fs::write(folder.join("twice.zip"), zipped(&[("inner.zip".to_owned(), zipped(&slices))]))
        .expect("a file");
    let (status, of_folder, text) = inspected(&folder.join("study"));
    assert_eq!(status, Some(0), "{text}");
    assert_eq!(of_folder["left_out"]["other files"], 1);
    let volume = &of_folder["volumes"][0];
    assert_eq!((volume["role"].as_str(), volume["confidence"].as_str()), (Some("t2"), Some("sure")));
    assert_eq!(volume["size"], serde_json::json!([6, 4, 6]));
    assert_eq!(volume["sha256_f64"].as_str().map(str::len), Some(64));
    for name in ["once.zip", "twice.zip"] {
        assert_eq!(inspected(&folder.join(name)).1["volumes"], of_folder["volumes"], "{name}");
    }
    assert!(!text.contains("PLANTED"), "{text}");
    // A broken archive and a folder without scans are errors, in words.
    std::fs::write(folder.join("broken.zip"), &zipped(&slices)[..200]).expect("a file");
    for name in ["broken.zip", "nothing"] {
        let (status, _, text) = inspected(&folder.join(name));
        assert_eq!(status, Some(2), "{name}: {text}");
        assert!(text.contains("expected"), "{text}");
    }
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[test]
fn archives_that_are_too_much_are_read_as_far_as_they_are_scans() {
    for name in ["zip_bomb.zip", "zip_in_zip.zip"] {
        let Some(path) = shared("inspect archives", &format!("reference/dicom/bad/{name}")) else { return };
        let (status, found, text) = inspected(&path);
        assert_eq!(status, Some(0), "{name}: {text}");
        assert_eq!(found["volumes"][0]["size"][2], 3, "{name}: {text}");
    }
}
