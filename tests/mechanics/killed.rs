//! A run that is killed goes on where it was: finished rows as they are, no torn line, the same table. `npm run faults` does so
//! a thousand times; `study` is killed in study.rs.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use discern::numeric::random::Random;
use discern::volume::{Geometry, Image, LabelMap, Pixel, labels_nifti_gz, nifti_gz};

/// Rows of the batch, each with a label of its own: more work than is done before the kill.
const ROWS: i32 = 24;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("killed-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// A batch of one image and many labels.
fn batch() -> PathBuf {
    let folder = folder("batch");
    let mut random = Random::new(5);
    let geometry = Geometry::axis_aligned([40, 40, 24], [1.0, 1.0, 2.0]);
    let values = (0..geometry.voxels()).map(|_| random.below(500) as f64).collect();
    let labels = (0..geometry.voxels()).map(|_| random.below(ROWS as u64) as i32 + 1).collect();
    let image = Image::new(Pixel::I16, geometry, values);
    let image = nifti_gz(&image).expect("an image can be written");
    let labels = labels_nifti_gz(&LabelMap::new(geometry, labels)).expect("a mask can be written");
    std::fs::write(folder.join("i.nii.gz"), image).expect("a file can be written");
    std::fs::write(folder.join("m.nii.gz"), labels).expect("a file can be written");
    let rows: String = (1..=ROWS).map(|label| format!("i.nii.gz,m.nii.gz,{label},p{label}\n")).collect();
    std::fs::write(folder.join("cases.csv"), format!("Image,Mask,Label,Patient\n{rows}")).expect("written");
    let settings = "imageType: {Original: , Wavelet: , LoG: {sigma: [1, 3]}}\nsetting: {binWidth: 10}\n";
    std::fs::write(folder.join("p.yaml"), settings).expect("a file can be written");
    folder
}

fn start(folder: &Path, list: [&str; 2], out: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_discern"))
        .current_dir(folder)
        .arg("extract")
        .args(list)
        .args(["--params", "p.yaml", "--jobs", "2", "--out", out])
        .stderr(Stdio::piped())
        .spawn()
        .expect("discern runs")
}

/// Whole lines of the file of finished rows.
fn lines(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |last| last + 1);
    String::from_utf8_lossy(&bytes[..whole]).lines().map(str::to_owned).collect()
}

/// Kills (SIGKILL) a run three times, each as soon as a few more rows are there, in the middle of whatever it is writing; gives
/// the finished rows.
fn kill_thrice(folder: &Path, list: [&str; 2], count: usize) -> Vec<String> {
    let rows = folder.join("cut.csv.rows.jsonl");
    let mut finished = Vec::new();
    for _ in 0..3 {
        if finished.len() + 4 >= count {
            break;
        }
        let mut child = start(folder, list, "cut.csv");
        let began = Instant::now();
        while lines(&rows).len() < finished.len() + 2 {
            assert!(began.elapsed() < Duration::from_secs(120), "no row in two minutes");
            if child.try_wait().expect("a state").is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let now = lines(&rows);
        assert!(now.starts_with(&finished), "finished rows were changed or written again");
        for line in &now {
            serde_json::from_str::<serde_json::Value>(line).expect("a whole line is whole JSON");
        }
        finished = now;
    }
    finished
}

#[test]
fn a_killed_cohort_goes_on_without_measuring_finished_cases_again() {
    const CASES: usize = 12;
    let folder = folder("cohort");
    let mut list = "case,center,split,age,label,t1,t2,t2fs,t1ce,mask\n".to_owned();
    for number in 0..CASES {
        let mut random = Random::new(number as u64 + 9);
        let geometry = Geometry::axis_aligned([24, 24, 12], [1.0, 1.0, 2.0]);
        let values = (0..geometry.voxels()).map(|_| random.below(500) as f64).collect();
        let image = nifti_gz(&Image::new(Pixel::I16, geometry, values)).expect("an image can be written");
        std::fs::write(folder.join(format!("{number}.nii.gz")), image).expect("a file can be written");
        let labels = (0..geometry.voxels()).map(|_| random.below(2) as i32).collect();
        let mask = labels_nifti_gz(&LabelMap::new(geometry, labels)).expect("a mask can be written");
        std::fs::write(folder.join(format!("{number}m.nii.gz")), mask).expect("a file can be written");
        let images = [(); 4].map(|()| format!("{number}.nii.gz")).join(",");
        list += &format!("c{number},A,train,{},{},{images},{number}m.nii.gz\n", 40 + number, number % 2);
    }
    std::fs::write(folder.join("list.csv"), list).expect("a file can be written");
    std::fs::write(folder.join("p.yaml"), "setting: {binWidth: 10}\n").expect("a file can be written");
    let list = ["--cohort", "list.csv"];
    assert!(start(&folder, list, "whole.csv").wait().expect("it ends").success());
    let finished = kill_thrice(&folder, list, CASES);
    assert!(finished.len() >= 2 && !folder.join("cut.csv").exists(), "{} rows", finished.len());
    assert!(start(&folder, list, "cut.csv").wait().expect("it ends").success());
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a table");
    assert_eq!(read("cut.csv"), read("whole.csv"));
    assert_eq!(read("cut.csv.provenance.json"), read("whole.csv.provenance.json"));
}

#[test]
fn a_killed_batch_goes_on_without_computing_finished_rows_again() {
    let folder = batch();
    let list = ["--batch", "cases.csv"];
    assert!(start(&folder, list, "whole.csv").wait().expect("it ends").success());
    let rows = folder.join("cut.csv.rows.jsonl");
    let finished = kill_thrice(&folder, list, ROWS as usize);
    assert!(finished.len() >= 3 && !folder.join("cut.csv").exists(), "{} rows", finished.len());
    // Rows that other code kept under the same keys, with and without a build stamp, and a torn line, as a power cut would
    // leave it.
    let mut text = String::new();
    for (line, maker) in
        finished.iter().zip(["\"format\":2,", "\"made_by\":\"discern 0.1.0+0123456789abcdef\","])
    {
        let mut line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let key = line["key"].take();
        text += &format!("{{{maker}\"key\":{key},\"row\":{{\"original_glcm_Contrast\":1}}}}\n");
    }
    text += &finished[2..].iter().map(|line| format!("{line}\n")).collect::<String>();
    std::fs::write(&rows, text + "{\"key\":\"torn").expect("a file can be written");
    let ended = start(&folder, list, "cut.csv").wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "{told}");
    let again = |who: &str| {
        format!("1 rows are of {who}, this is {}: they are computed again", discern::program::PROGRAM)
    };
    assert!(told.contains(&again("an earlier version")), "{told}");
    assert!(told.contains(&again("discern 0.1.0+0123456789abcdef")), "{told}");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a table");
    assert_eq!(read("cut.csv"), read("whole.csv"));
    assert!(!rows.exists(), "finished rows are forgotten once the table is there");
}
