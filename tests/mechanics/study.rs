//! One command from nothing to report.html; given again, it keeps what is there, and what was stopped goes on.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use discern::model::ModelFile;
use discern::program::PROGRAM;

fn command(out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    command.args(["study", "--cases", "48", "--repeat-masks", "1", "--out"]).arg(out);
    command
}

fn study(out: &Path) -> Output {
    command(out).output().expect("runs")
}

/// Starts the study and kills it as soon as a file of it is there.
fn killed_at(out: &Path, file: &str) {
    let mut child = command(out).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("runs");
    while !out.join(file).exists() && child.try_wait().expect("a state").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    assert!(!out.join("report/report.html").exists(), "it ended before it was killed");
}

#[test]
fn the_study_runs_from_nothing_goes_on_and_ends_in_the_same_bytes() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("study");
    if out.exists() {
        std::fs::remove_dir_all(&out).expect("an old run goes");
    }
    // Killed while it simulates, extracts and trains: the run after goes on.
    for file in ["cohort/sim-0009_t1.nii.gz", "features.csv.rows.jsonl", "features.csv.made-from"] {
        killed_at(&out, file);
    }
    let first = study(&out);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let read = |name: &str| std::fs::read_to_string(out.join(name)).expect(name);
    let model = read("model.json");
    let model_file = ModelFile::from_json(&model).expect("a whole model file");
    assert_eq!(model_file.notice, "trained on simulated cases, not for clinical use");
    let steps: Vec<&str> =
        model_file.model("Rad-M").expect("Rad-M").selection.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(steps[..3], ["usable", "reproducible", "variance"]);
    let (report, table) = (read("report/report.html"), read("table.md"));
    assert!(report.contains("trained on simulated cases, not for clinical use"));
    assert!(table.contains("simulated cases") && table.contains("| CRad-M |"));
    let features = read("features.csv");
    assert!(features.lines().next().is_some_and(|header| header.contains(",repeat,")));
    // Stopped in the midst of it: a scan, the table and the report are gone, the rest is kept.
    std::fs::remove_file(out.join("features.csv")).expect("there");
    std::fs::remove_dir_all(out.join("report")).expect("there");
    let second = study(&out);
    assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
    let told = String::from_utf8_lossy(&second.stdout).into_owned();
    assert!(
        told.contains("model.json: already there") && told.contains("cohort.csv: already there"),
        "{told}"
    );
    assert_eq!(read("features.csv"), features);
    assert_eq!((read("model.json"), read("report/report.html")), (model.clone(), report.clone()));
    // What other code made, or what was changed since, cannot stand.
    let note = read("model.json.made-from");
    std::fs::write(out.join("model.json.made-from"), note.replace(PROGRAM, "discern 0.0.1+0123456789abcdef"))
        .expect("written");
    std::fs::write(out.join("report/report.html"), "changed").expect("written");
    let third = study(&out);
    assert!(third.status.success(), "{}", String::from_utf8_lossy(&third.stderr));
    let told = String::from_utf8_lossy(&third.stdout).into_owned();
    let why = format!("made by discern 0.0.1+0123456789abcdef, this is {PROGRAM}: made again");
    assert!(told.contains("features.csv: already there") && told.contains(&why), "{told}");
    assert_eq!((read("model.json"), read("report/report.html")), (model, report));
    assert_eq!(read("model.json.made-from"), note);
}
