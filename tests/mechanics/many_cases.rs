//! Many cases: folders become cases by their whole path, ages are read by one table, and lists find their files.

use discern::case::{Dropped, FolderCase, Participants, Role, cases_of_folder};
use discern::error::Result;
use discern::table::csv::read_cases;
use discern::table::{Sequence, age_years, share_of};

fn paths(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn cases(names: &[&str]) -> Vec<FolderCase> {
    cases_of_folder(&paths(names), &[])
}

fn names(found: &[FolderCase]) -> Vec<&str> {
    found.iter().map(|case| case.name.as_str()).collect()
}

/// The file names that claim a role.
fn claims<'a>(case: &FolderCase, role: Role, all: &'a [&str]) -> Vec<&'a str> {
    let files = case.claimed.iter().filter(|claim| claim.role == role).flat_map(|claim| &claim.files);
    files.map(|&at| all[at].rsplit('/').next().unwrap_or("")).collect()
}

#[test]
fn two_patients_never_become_one_case() {
    let same_last =
        ["c/patientA/MR/t1.nii", "c/patientA/MR/t2.nii", "c/patientB/MR/t1.nii", "c/patientB/MR/mask.nii"];
    assert_eq!(names(&cases(&same_last)), ["patientA", "patientB"]);
    let hospitals = ["d/hospitalA/sub-01/anat/sub-01_T1w.nii", "d/hospitalB/sub-01/anat/sub-01_T2w.nii"];
    assert_eq!(names(&cases(&hospitals)), ["hospitalA/sub-01", "hospitalB/sub-01"]);
    let sessions = ["d/sub-01/ses-1/anat/a_T1w.nii", "d/sub-01/ses-2/anat/a_T2w.nii"];
    assert_eq!(names(&cases(&sessions)), ["sub-01_ses-1", "sub-01_ses-2"]);
    let visits = ["d/p/before/T1.nii", "d/p/after/T2.nii"];
    assert_eq!(cases(&visits).len(), 2, "folders that are named after nothing that is known stay apart");
    let numbered = ["d/p1_T1/a.nii", "d/p2_T2/a.nii"];
    assert_eq!(cases(&numbered).len(), 2, "a number may be a patient's");
}

#[test]
fn parts_of_a_case_come_together() {
    let parts = ["c/p/images/T1.nii", "c/p/masks/lesion.nii", "c/p/T2/scan.nii", "c/q/T1.nii"];
    let found = cases(&parts);
    assert_eq!(names(&found), ["p", "q"]);
    assert_eq!(claims(&found[0], Role::Mask, &parts), ["lesion.nii"]);
    assert_eq!(claims(&found[0], Role::Sequence(Sequence::T2), &parts), ["scan.nii"]);
    let bids = [
        "raw/sub-01/anat/sub-01_T1w.nii.gz",
        "raw/sub-01/anat/sub-01_ce-gd_T1w.nii.gz",
        "raw/derivatives/manual/sub-01/anat/sub-01_desc-lesion_mask.nii.gz",
        "raw/derivatives/fmriprep/sub-01/anat/sub-01_desc-preproc_T1w.nii.gz",
        "raw/participants.tsv",
    ];
    let found = cases(&bids);
    assert_eq!(names(&found), ["sub-01"]);
    assert_eq!(claims(&found[0], Role::Sequence(Sequence::T1ce), &bids), ["sub-01_ce-gd_T1w.nii.gz"]);
    assert_eq!(
        claims(&found[0], Role::Sequence(Sequence::T1), &bids).len(),
        2,
        "which of two is for a person to say"
    );
}

#[test]
fn every_folder_is_told_and_natural_order_holds() {
    let all = [
        "c/sub-10/a_T1w.nii",
        "c/sub-2/a_T1w.nii",
        "c/sub-1/IM0001.dcm",
        "c/sub-1/IM0002.dcm",
        "c/notes/report.pdf",
        "c/list.txt",
    ];
    let found = cases(&all);
    assert_eq!(names(&found), ["notes", "sub-1", "sub-2", "sub-10"]);
    let left: Vec<Option<&str>> =
        found.iter().map(|case| case.left_out.as_ref().and_then(|why| why.code.as_deref())).collect();
    assert_eq!(left, [Some("folder-without-images"), Some("folder-of-dicom"), None, None]);
    let unused = cases(&["c/p/T1.nii", "c/p/T2_FLAIR.nii", "c/p/a.json"]);
    assert_eq!((unused[0].unused.len(), unused[0].others), (1, 1));
}

#[test]
fn ages_come_from_the_nearest_table_by_the_whole_name() {
    let table = |path: &str, text: &str| Participants { path: path.to_owned(), text: text.to_owned() };
    let all = paths(&["d/A/sub-a_1/t1.nii", "d/B/sub-a_1/t1.nii", "d/A/sub-2/t1.nii"]);
    let tables = [
        table("d/participants.tsv", "\u{feff}participant_id\tsex\tage\nsub-a_1\tF\t40\nsub-2\tM\t89+\n"),
        table("d/B/participants.tsv", "participant_id\tage\r\na_1\t６２ 岁\r\n"),
    ];
    let found = cases_of_folder(&all, &tables);
    let ages: Vec<Option<f64>> = found.iter().map(|case| case.age_years).collect();
    assert_eq!(names(&found), ["A/sub-2", "A/sub-a_1", "B/sub-a_1"]);
    assert_eq!(ages, [None, Some(40.0), Some(62.0)]);
    assert_eq!(found[0].age_problem.as_ref().and_then(|why| why.code.as_deref()), Some("age-unread"));
}

#[test]
fn ages_and_shares_are_read_by_the_tables_that_the_page_reads_by() {
    /// What a text is read as, or the end of the code of the reason why not.
    fn outcome<T: serde::Serialize>(read: Result<T>, prefix: &str) -> serde_json::Value {
        read.map_or_else(
            |why| {
                let values = why.values.expect("values");
                let code = values["why"]["code"].as_str().expect("a reason").to_owned();
                serde_json::json!(code.strip_prefix(prefix).expect("the code of this subject"))
            },
            |found| serde_json::json!(found),
        )
    }
    let [ages, shares] =
        [include_str!("../support/ages.json"), include_str!("../support/shares.json")].map(|text| {
            serde_json::from_str::<Vec<(String, serde_json::Value)>>(text).expect("texts and numbers")
        });
    assert!(ages.len() > 60 && shares.len() > 50);
    let ages = ages.into_iter().map(|(text, wanted)| (outcome(age_years(&text), "age-"), wanted, text));
    let shares = shares.into_iter().map(|(text, wanted)| (outcome(share_of(&text), "share-"), wanted, text));
    for (found, expected, text) in ages.chain(shares) {
        let same = found == expected || found.as_f64().is_some() && found.as_f64() == expected.as_f64();
        assert!(same, "{text}: {found} instead of {expected}");
    }
}

#[test]
fn a_list_finds_its_files_however_it_names_them() {
    let all = paths(&["c/lists/list.csv", "c/A\u{308}rzte/t1.nii", "c/b/t1.nii"]);
    let dropped = Dropped::new(&all, "c/lists/list.csv");
    for (name, place) in [
        ("../b/t1.nii", Some(2)),
        ("..\\b\\t1.nii", Some(2)),
        ("../Ärzte/t1.nii", Some(1)),
        ("/mnt/x/c/b/t1.nii", Some(2)),
        ("D:\\x\\c\\b\\t1.nii", Some(2)),
        ("b/t1.nii", None),
        ("../../../b/t1.nii", None),
        ("", None),
    ] {
        assert_eq!(dropped.find(name), place, "{name}");
    }
}

#[test]
fn a_bad_age_in_a_list_is_a_problem_of_its_row() {
    let list = "case,age,patient,split,label,t1,t2,t2fs,t1ce,mask\na,89+,p,train,1,1,2,3,4,5\nb,62 岁,,,,1,2,3,4,5\n";
    let rows = read_cases(list).expect("a list");
    assert!(rows.case(0).age_years.is_nan() && rows.case(0).age_problem.is_some());
    assert_eq!(rows.case(0).who, ["p", "", "train", "1"].map(str::to_owned));
    assert_eq!((rows.case(1).age_years, rows.case(1).age_problem.is_none()), (62.0, true));
}
