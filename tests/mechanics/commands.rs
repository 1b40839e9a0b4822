//! The command line as a user and a shell meet it: standard output that is full or closed, everything that is wrong with a
//! call at once, outputs that are inputs, two runs in one place, options by their short names.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use discern::numeric::random::Random;
use discern::volume::{Geometry, Image, LabelMap, Pixel, labels_nifti_gz, nifti_gz};

/// A folder of its own for one test, with a small image and its mask.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("commands-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let mut random = Random::new(3);
    let geometry = Geometry::axis_aligned([9, 8, 7], [1.0, 1.0, 2.0]);
    let values = (0..geometry.voxels()).map(|_| random.below(200) as f64).collect();
    let labels = (0..geometry.voxels()).map(|_| random.below(3) as i32).collect();
    let image = nifti_gz(&Image::new(Pixel::I16, geometry, values)).expect("an image can be written");
    let mask = labels_nifti_gz(&LabelMap::new(geometry, labels)).expect("a mask can be written");
    std::fs::write(folder.join("i.nii.gz"), image).expect("a file can be written");
    std::fs::write(folder.join("m.nii.gz"), mask).expect("a file can be written");
    let list = "Image,Mask,Label\ni.nii.gz,m.nii.gz,1\ni.nii.gz,m.nii.gz,2\n";
    std::fs::write(folder.join("list.csv"), list).expect("a file can be written");
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    command.current_dir(folder).args(arguments).stderr(Stdio::piped());
    command
}

fn discern(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("discern runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/demo.json");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/sample");

/// `predict` of the bundled case, with more arguments.
fn predict(folder: &Path, more: &[&str]) -> Command {
    let mut call = command(folder, &["predict", MODEL, "--age", "38"]);
    for name in ["t1", "t2", "t2fs", "t1ce", "mask"] {
        call.arg(format!("--{name}")).arg(format!("{SAMPLE}/sim-0601_{name}.nii.gz"));
    }
    call.args(more);
    call
}

/// Calls of every command that prints: what is wrong with one of them is wrong with all that use another way to print.
fn printing(folder: &Path) -> Vec<Command> {
    let images = ["t1", "t2", "t2fs", "t1ce"].map(|name| format!("{SAMPLE}/sim-0601_{name}.nii.gz"));
    let [t1, t2, t2fs, t1ce] = images.each_ref().map(String::as_str);
    let made = predict(folder, &["--capsule", "case.json"]).output().expect("discern runs");
    assert!(made.status.success(), "{}", told(&made));
    let calls: [&[&str]; 9] = [
        &["--help"],
        &["--version"],
        &["predict", "--help"],
        &["features"],
        &["settings"],
        &["extract", "i.nii.gz", "m.nii.gz"],
        &["extract", "i.nii.gz", "m.nii.gz", "--validate"],
        &["simulate", "--cases", "1", "--out", "simulated"],
        &["verify", "case.json", t1, t2, t2fs, t1ce],
    ];
    calls.iter().map(|call| command(folder, call)).chain([predict(folder, &[])]).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_one_error() {
    let folder = folder("full");
    for mut call in printing(&folder) {
        let full = File::options().write(true).open("/dev/full").expect("Linux has it");
        let output = call.stdout(full).output().expect("discern runs");
        let told = told(&output);
        assert_eq!(output.status.code(), Some(2), "{call:?}: {told}");
        let errors = told.lines().filter(|line| line.contains("standard output: expected room to write"));
        assert_eq!(errors.count(), 1, "{call:?}: {told}");
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_gone_is_no_error() {
    let folder = folder("gone");
    for mut call in printing(&folder) {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = call.stdout(writer).output().expect("discern runs");
        let told = told(&output);
        assert!(output.status.success(), "{call:?}: {told}");
        assert!(!told.contains("standard output") && !told.contains("panicked"), "{call:?}: {told}");
    }
}

/// Macros that end in a panic where they cannot write stand nowhere in the program.
#[test]
fn one_place_writes_to_standard_output() {
    let cli = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&cli)
        .expect("src/cli can be listed")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.push(cli.with_file_name("main.rs"));
    assert!(files.len() > 20);
    for file in files {
        let text = std::fs::read_to_string(&file).expect("source is text");
        for macro_name in ["print!(", "println!(", "dbg!("] {
            assert!(!text.contains(macro_name), "{} writes by {macro_name}…)", file.display());
        }
    }
}

#[test]
fn all_that_is_wrong_with_a_call_is_told_at_once() {
    let folder = folder("at-once");
    let all: &[(&[&str], &[&str])] = &[
        (&["predict"], &["MODEL, --t1, --t2, --t2fs, --t1ce, --mask and --age"]),
        (&["predict", MODEL, "--t1", "i.nii.gz"], &["--t2, --t2fs, --t1ce, --mask and --age"]),
        (&["predict", MODEL, "--mask-t1", "m.nii.gz"], &["--mask-t2, --mask-t2fs, --mask-t1ce and --age"]),
        (
            &["predict", "none.json", "--t2", "none.nii", "--age", "-3", "--prevalence", "1"],
            &[
                "none.json: ",
                "none.nii: ",
                "--age: age: expected years",
                "--prevalence: ",
                "write 1 % or 0.01",
            ],
        ),
        (&["extract"], &["IMAGE and MASK"]),
        (&["extract", "i.nii.gz"], &["MASK"]),
        (&["extract", "list.csv"], &["MASK", "--batch"]),
        (&["extract", ".", "m.nii.gz"], &["found a folder", "discern inspect ."]),
        (&["extract", "."], &["found a folder", "discern inspect .", "MASK"]),
        (&["extract", "--batch", "list.csv"], &["--out"]),
        (&["extract", "none.nii", "gone.nii", "-p", "p.yaml"], &["none.nii: ", "gone.nii: ", "p.yaml: "]),
        (
            &["extract", "none.nii", "m.nii.gz", "-s", "binWidth:-1", "-s", "binWidt:3"],
            &["none.nii: ", "setting binWidth: ", "setting binWidt: "],
        ),
        (&["extract", "i.nii.gz", "m.nii.gz", "-s", "binWidth", "-s", "x"], &["found binWidth", "found x"]),
        (
            &["train", "none.csv", "--params", "none.yaml", "--out", "."],
            &["none.csv: ", "none.yaml: ", "found a folder"],
        ),
        (&["evaluate", "none.json", "none.csv", "--out", "o"], &["none.json: ", "none.csv: "]),
        (&["import", "none.json", "--features", "none.csv", "--out", "o"], &["none.json: ", "none.csv: "]),
        (&["verify", "none.json", "none.nii", "gone.nii"], &["none.json: ", "none.nii: ", "gone.nii: "]),
    ];
    for (call, expected) in all {
        let output = discern(&folder, call);
        let told = told(&output);
        assert_eq!(output.status.code(), Some(2), "{call:?}: {told}");
        assert!(output.stdout.is_empty(), "{call:?}");
        for expected in *expected {
            assert!(told.contains(expected), "{call:?}: {expected} is not in\n{told}");
        }
    }
}

#[test]
fn an_output_is_none_of_the_inputs_by_whatever_name() {
    let folder = folder("inputs");
    std::fs::create_dir(folder.join("sub")).expect("a folder can be made");
    let before: Vec<(PathBuf, Vec<u8>)> = ["i.nii.gz", "m.nii.gz", "list.csv"]
        .map(|name| (folder.join(name), std::fs::read(folder.join(name)).expect("there")))
        .into();
    let whole = folder.join("list.csv").display().to_string();
    let mut names = vec!["list.csv", "sub/../list.csv", &whole, "i.nii.gz", "m.nii.gz"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("list.csv", folder.join("link.csv")).expect("a link can be made");
        names.push("link.csv");
    }
    for out in names {
        for call in [
            &["extract", "--batch", "list.csv", "-o", out][..],
            &["extract", "i.nii.gz", "m.nii.gz", "-o", out],
        ] {
            if call[1] != "--batch" && !out.contains(".nii") {
                continue;
            }
            let output = discern(&folder, call);
            assert_eq!(output.status.code(), Some(2), "{out}: {}", told(&output));
            assert!(told(&output).contains("another file than the inputs"), "{}", told(&output));
        }
    }
    for (path, bytes) in before {
        assert_eq!(std::fs::read(&path).expect("still there"), bytes, "{}", path.display());
    }
}

/// What a killed run leaves stops nobody, what a living one holds stops everybody, and it is told who that is.
#[test]
fn two_runs_do_not_write_to_one_place() {
    let folder = folder("lock");
    let batch = ["extract", "--batch", "list.csv", "-o", "out.csv"];
    let simulate = ["simulate", "--cases", "1", "-o", "cases"];
    std::fs::create_dir(folder.join("cases")).expect("a folder can be made");
    for (call, lock) in [(&batch[..], "out.csv.lock"), (&simulate[..], "cases/.discern.lock")] {
        let path = folder.join(lock);
        std::fs::write(&path, "4194304\n").expect("a lock of nobody");
        let held = File::options().read(true).write(true).open(&path).expect("it opens");
        held.lock().expect("it can be locked");
        let output = discern(&folder, call);
        let told_twice = told(&output);
        assert_eq!(output.status.code(), Some(2), "{told_twice}");
        assert!(
            told_twice.contains("no other run") && told_twice.contains("process 4194304"),
            "{told_twice}"
        );
        drop(held);
        let output = discern(&folder, call);
        assert!(output.status.success(), "{}", told(&output));
        assert!(!path.exists(), "the lock goes with the run");
    }
}

#[test]
fn options_have_the_names_of_the_field() {
    let folder = folder("options");
    let plain = discern(&folder, &["extract", "i.nii.gz", "m.nii.gz"]);
    let written = discern(
        &folder,
        &["extract", "i.nii.gz", "m.nii.gz", "-o", "o.json", "-f", "json", "-j", "1", "-l", "1"],
    );
    assert!(written.status.success() && written.stdout.is_empty(), "{}", told(&written));
    assert_eq!(std::fs::read(folder.join("o.json")).expect("written"), plain.stdout);
    // By a file, by the option alone, and by the option over the file: one and the same.
    std::fs::write(folder.join("p.yaml"), "setting: {binWidth: 10, resampledPixelSpacing: [2, 2, 2]}")
        .expect("written");
    std::fs::write(folder.join("q.yaml"), "setting: {binWidth: 99, force2D: false}").expect("written");
    let values = |more: &[&str]| {
        let run = discern(&folder, &[&["extract", "i.nii.gz", "m.nii.gz"], more].concat());
        assert!(run.status.success(), "{}", told(&run));
        let values: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
        let features = values.as_object().expect("an object").clone().into_iter();
        features.filter(|(name, _)| name.starts_with("original_")).collect::<Vec<_>>()
    };
    let over = ["-s", "binWidth:10", "--setting", "resampledPixelSpacing:2,2,2"];
    let by_file = values(&["-p", "p.yaml"]);
    assert_eq!(values(&over), by_file);
    assert_eq!(values(&[&["--param", "q.yaml"], &over[..]].concat()), by_file);
    assert_ne!(values(&["-p", "q.yaml"]), by_file);
}

#[test]
fn validate_looks_at_everything_and_measures_nothing() {
    let folder = folder("validate");
    let good = discern(&folder, &["extract", "--batch", "list.csv", "--validate"]);
    assert_eq!(
        String::from_utf8_lossy(&good.stdout),
        "valid: 2 images with their masks\n",
        "{}",
        told(&good)
    );
    let list = "Image,Mask,Label\ni.nii.gz,m.nii.gz,1\ngone.nii,m.nii.gz,1\ni.nii.gz,m.nii.gz,9\ni.nii.gz,m.nii.gz,x\n";
    std::fs::write(folder.join("bad.csv"), list).expect("a file can be written");
    let bad = discern(&folder, &["extract", "--batch", "bad.csv", "--validate"]);
    assert_eq!((bad.status.code(), bad.stdout.len()), (Some(2), 0), "{}", told(&bad));
    for expected in
        ["row 2, gone.nii: ", "row 3, m.nii.gz: mask: expected voxels of label 9", "row 4: column Label"]
    {
        assert!(told(&bad).contains(expected), "{expected} is not in\n{}", told(&bad));
    }
    let cohort = discern(&folder, &["extract", "--cohort", &format!("{SAMPLE}/cohort.csv"), "--validate"]);
    assert_eq!(
        String::from_utf8_lossy(&cohort.stdout),
        "valid: 4 images with their masks\n",
        "{}",
        told(&cohort)
    );
    assert!(!folder.join("bad.csv.rows.jsonl").exists());
}

#[test]
fn an_answer_is_a_line_a_model_or_everything() {
    let folder = folder("answer");
    let text = |more: &[&str]| {
        let run = predict(&folder, more).output().expect("discern runs");
        assert!(run.status.success(), "{}", told(&run));
        String::from_utf8(run.stdout).expect("text")
    };
    let whole: serde_json::Value = serde_json::from_str(&text(&[])).expect("JSON where nobody looks on");
    let lines = text(&["-f", "text"]);
    let models: Vec<&str> = lines.lines().map(|line| line.split(':').next().unwrap_or("")).collect();
    assert_eq!(models, ["Rad-M", "CRad-M", "trained on simulated cases, not for clinical use"]);
    let answer = whole["models"]
        .as_array()
        .and_then(|all| all.iter().find(|of| of["model"] == "CRad-M"))
        .expect("one");
    let percent = 100.0 * answer["probability"].as_f64().expect("a number");
    let class = answer["class"].as_str().expect("a class");
    let expected = format!("CRad-M: {percent:.1} % probability of a metastasis, classed as {class}");
    assert!(lines.contains(&expected), "{lines}");
    let elsewhere = text(&["-f", "text", "--prevalence", "0.97"]);
    for written in ["97 %", "97", "９７％", "0,97"] {
        assert_eq!(text(&["-f", "text", "--prevalence", written]), elsewhere, "{written}");
    }
    assert!(
        elsewhere.contains("no class (for 97.0 % metastases") && !elsewhere.contains("classed as"),
        "{elsewhere}"
    );
}

/// A row that fails is a failure of the run, whichever command it is of.
#[test]
fn failed_rows_count_in_the_exit_status() {
    let folder = folder("rows");
    let head = "case,age,t1,t2,t2fs,t1ce,mask\n";
    let files = ["t1", "t2", "t2fs", "t1ce", "mask"].map(|name| format!("{SAMPLE}/sim-0601_{name}.nii.gz"));
    let row = |case: &str, age: &str| format!("{case},{age},{}\n", files.join(","));
    let bad = format!("{head}{}{}", row("a", "38"), row("b", "").replace("_t2fs", "_gone"));
    std::fs::write(folder.join("cases.csv"), bad).expect("a file can be written");
    let run = discern(&folder, &["predict", MODEL, "--cohort", "cases.csv", "-o", "answers.csv"]);
    assert_eq!(run.status.code(), Some(2), "{}", told(&run));
    assert!(told(&run).contains("found 1 of 2 without one"), "{}", told(&run));
    let table = std::fs::read_to_string(folder.join("answers.csv")).expect("the others are in the table");
    assert_eq!(table.lines().count(), 3);
}

/// An answer to nothing looks like one.
#[test]
fn a_list_without_rows_is_refused_by_every_command_and_writes_nothing() {
    let folder = folder("none");
    std::fs::create_dir_all(folder.join("empty")).expect("a folder can be made");
    for (name, head) in [
        ("cases.csv", "case,age,t1,t2,t2fs,t1ce,mask\n"),
        ("batch.csv", "Image,Mask\n"),
        ("cohort.csv", "case,center,split,age,label,t1,t2,t2fs,t1ce,mask\n"),
    ] {
        std::fs::write(folder.join(name), head).expect("a file can be written");
    }
    for (call, list) in [
        (&["predict", MODEL, "--cohort"][..], "cases.csv"),
        (&["predict", MODEL, "--cohort"], "empty"),
        (&["extract", "--batch"], "batch.csv"),
        (&["extract", "--cohort"], "cohort.csv"),
        (&["extract", "--validate", "--batch"], "batch.csv"),
        (&["extract", "--validate", "--cohort"], "cohort.csv"),
    ] {
        let out: &[&str] = if call.contains(&"--validate") { &[] } else { &["-o", "out.csv"] };
        let run = discern(&folder, &[call, &[list], out].concat());
        assert_eq!(run.status.code(), Some(2), "{call:?}: {}", told(&run));
        assert!(told(&run).contains(&format!("{list}: list: expected at least one case")), "{}", told(&run));
        assert!(!folder.join("out.csv").exists(), "{call:?}");
    }
}

/// Every command is completed by shells and has a page for man; the licences of what is built in are printed.
#[test]
fn shells_man_and_licences_know_all_there_is() {
    let folder = folder("shell");
    let text = |call: &[&str]| {
        let run = discern(&folder, call);
        assert!(run.status.success(), "{call:?}: {}", told(&run));
        String::from_utf8(run.stdout).expect("text")
    };
    let help = text(&["--help"]);
    let commands =
        help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list");
    let commands: Vec<&str> = commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.contains(&"predict") && commands.len() > 12, "{commands:?}");
    text(&["man", "--out", "pages"]);
    for command in &commands {
        for shell in ["bash", "zsh", "fish"] {
            assert!(text(&["completions", shell]).contains(command), "{shell} does not know {command}");
        }
        let page =
            std::fs::read_to_string(folder.join(format!("pages/discern-{command}.1"))).expect("a page");
        assert!(page.starts_with(".ie") && page.contains(".SH NAME"), "{page}");
    }
    let extract = std::fs::read_to_string(folder.join("pages/discern-extract.1")).expect("a page");
    assert!(extract.contains("setting") && extract.contains("validate"), "{extract}");
    let licences = text(&["--licenses"]);
    for part in
        ["Apache License", "PyWavelets", "pyradiomics", "clap 4", "preact", "Permission is hereby granted"]
    {
        assert!(licences.to_lowercase().contains(&part.to_lowercase()), "{part} is not among the licences");
    }
}

/// A name that a spreadsheet would compute is text in every table, and the name again where the table is read.
#[test]
fn no_table_holds_a_formula() {
    let folder = folder("formulas");
    let list = "Image,Mask,Note,=1+1\ni.nii.gz,m.nii.gz,@SUM(A1),-2\ni.nii.gz,m.nii.gz,\"+a, b\",'=x\n";
    std::fs::write(folder.join("names.csv"), list).expect("a file can be written");
    let run = discern(&folder, &["extract", "--batch", "names.csv", "-o", "out.csv"]);
    assert!(run.status.success(), "{}", told(&run));
    let table = std::fs::read_to_string(folder.join("out.csv")).expect("a table");
    assert!(table.starts_with("Image,Mask,Note,'=1+1,"), "{table}");
    assert!(
        table.contains("\ni.nii.gz,m.nii.gz,'@SUM(A1),-2,") && table.contains(",\"'+a, b\",'=x,"),
        "{table}"
    );
    // What was written is read as what it was: the table as a list again gives the same first columns.
    let run = discern(&folder, &["extract", "--batch", "out.csv", "-o", "again.csv"]);
    assert!(run.status.success(), "{}", told(&run));
    let again = std::fs::read_to_string(folder.join("again.csv")).expect("a table");
    let first = |table: &str| table.lines().nth(1).map(|row| row.chars().take(40).collect::<String>());
    assert_eq!(first(&again), first(&table));
}
