//! Folders of cases from public reports on the command line: a batch decides nothing alone. Two files for a role are a question, a
//! table that is no list is none, an image before contrast agent is not the one after it.

use std::path::PathBuf;
use std::process::Command;

use crate::common::shared;

const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/demo.json");

#[test]
fn folders_of_public_reports_have_the_outcome_of_their_readme() {
    let test = "folders_of_public_reports_have_the_outcome_of_their_readme";
    let Some(reports) = shared(test, "cases/reports") else { return };
    for (place, (name, asked)) in [
        ("batch-two-files-one-role/raw", &[][..]),
        ("batch-stray-csv/clinical", &[]),
        ("batch-two-files-one-role/fmriprep", &["t1: expected one file", "preproc_T1w", "sub-01_T1w"]),
        (
            "batch-precontrast/numbered",
            &["t1: expected one file", "03_T1_tse_sag", "07_T1_vibe_pre_contrast"],
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("reported-{place}.csv"));
        let mut call = Command::new(env!("CARGO_BIN_EXE_discern"));
        call.args(["predict", MODEL, "--cohort"]).arg(reports.join(name)).arg("--out").arg(&out);
        let run = call.output().expect("it runs");
        let told = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(if asked.is_empty() { 0 } else { 2 }), "{name}: {told}");
        for words in asked {
            assert!(told.contains(words), "{name}: {words} is not in\n{told}");
        }
        let table = std::fs::read_to_string(&out).expect("a table");
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(rows.len(), 2, "{name}");
        assert!(rows[0].ends_with(",problem,t1,t2,t2fs,t1ce,mask"), "{name}: {}", rows[0]);
        // The role that is asked has no file yet; the others' are told.
        let is_settled = rows[1].contains("/sub-01_T1w.nii.gz,") && !rows[1].contains(".nii.gz, ");
        assert!(rows[1].contains(",61.0,") && is_settled == asked.is_empty(), "{name}: {}", rows[1]);
        assert!(asked.is_empty() || rows[1].contains("expected one file"), "{name}: {}", rows[1]);
    }
}
