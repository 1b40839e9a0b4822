//! Tables are read back as written, and bad ones are named by row and column.

use super::*;
use crate::table::ClinicalInput;
use crate::table::Column;

const TABLE: &str = "case,center,split,age,label,t1_x,t1_y\n\
    a,A,train,61,1,0.1,2\nb,\"A, B\",internal,,0,,3\n";

#[test]
fn a_feature_table_reads_back_as_written() {
    let table = read_features(TABLE).unwrap();
    assert!(table.cases()[1].age.is_nan() && table.row(1)[0].is_nan());
    assert_eq!(
        write_features(&table),
        TABLE.replace(",61,", ",61.0,").replace(",2\n", ",2.0\n").replace(",3\n", ",3.0\n")
    );
}

#[test]
fn what_describes_the_cases_is_kept_apart_from_features() {
    let text = "case,center,split,age,label,sex,level,t1_x\n\
        a,A,train,61.0,1,F,L3,0.1\nb,A,train,50.0,0,,\"C2, C3\",0.2\n";
    let table = read_features(text).unwrap();
    assert_eq!(table.columns(), Column::parse_all(["t1_x"]));
    let second = &table.cases()[1].described;
    assert_eq!(second.names(), ["sex", "level"]);
    assert_eq!(["sex", "level", "age"].map(|name| second.get(name)), [Some(""), Some("C2, C3"), None]);
    assert_eq!(write_features(&table), text);
    let list = "case,center,split,age,label,sex,t1,t2,t2fs,t1ce,mask\nx,A,train,40,0,M,1,2,3,4,5\n";
    assert_eq!(read_cohort(list).unwrap()[0].who.described.get("sex"), Some("M"));
}

#[test]
fn repeats_are_read_apart_and_written_back() {
    let text = "case,center,split,age,label,repeat,t1_x\n\
        a,A,train,61.0,1,0,0.1\nb,A,train,50.0,0,0,0.2\na,A,train,61.0,1,1,0.3\nb,A,train,50.0,0,2,0.4\n";
    let table = read_features(text).unwrap();
    assert_eq!((table.cases().len(), table.repeats().len()), (2, 2));
    assert_eq!(table.repeats()[0].row(0), [0.3]);
    assert_eq!(write_features(&table), text);
    let found = |from: &str, to: &str| read_features(&text.replace(from, to)).unwrap_err().to_string();
    assert!(found("1,1,0.3", "1,x,0.3").contains("row 3, column repeat"));
    assert!(found("1,1,0.3", "1,101,0.3").contains("row 3, column repeat"));
    assert!(found("a,A,train,61.0,1,1", "c,A,train,61.0,1,1").contains("a row of case c"));
    assert!(found("1,0,0.1", "1,1,0.1").contains("case a: expected one row"));
}

#[test]
fn bad_tables_are_named_by_row_and_column() {
    let found = |from: &str, to: &str| read_features(&TABLE.replace(from, to)).unwrap_err().to_string();
    assert!(found("0.1", "o.1").contains("row 1, column t1_x: expected a number, found \"o.1\""));
    assert!(found("0.1", "inf").contains("row 1, column t1_x"));
    assert!(found(",label", ",diagnosis").contains("expected a column label"));
    // A table of another program lacks several: all are named, and what such a table needs.
    let bare = read_features("case,original_firstorder_Mean\na,1\n").unwrap_err();
    assert!(bare.to_string().contains("expected a column center, split, age, label, found columns case"));
    assert!(bare.to_string().contains("with their sequence in front, as t1_original_firstorder_Mean"));
    assert!(found("internal", "test").contains("row 2, column split"));
    assert!(found(",61,1", ",61,2").contains("row 1, column label"));
    assert!(
        found(",61,", ",161,").contains("row 1, column age: expected an age above 0 and up to 120 years")
    );
    assert!(found(",0.1,2", ",0.1").contains("CSV text"));
    assert!(found("t1_y", "t1_x").contains("column t1_x"));
    assert!(found("t1_y", "t1_cnn_7").contains("column t1_cnn_7"));
    assert!(found("b,\"A", "a,\"A").contains("case a: expected one row, found rows 1 and 2"));
}

#[test]
fn a_table_without_names_of_columns_says_so_and_no_empty_list_is_told() {
    for text in ["", "\n\n", "\u{feff}", "   \n", ",,\n", ";;\r\n", "\"\"\n"] {
        let features = read_features(text).map(|_| ());
        let all = [features, read_cohort(text).map(|_| ()), cells(text).map(|_| ())];
        for found in all {
            let error = found.expect_err(text);
            assert_eq!(error.code.as_deref(), Some("no-header"), "{text:?}: {error}");
        }
    }
    // A table of features alone has no describing column to name beside the one that is missing.
    let table = read_features("case,center,split,age,label,t1_x\na,A,train,61,1,0.1\n").unwrap();
    let sex = ClinicalInput { name: "sex".into(), ..ClinicalInput::age() };
    let error = table.with_clinical(&[sex]).unwrap_err().to_string();
    assert!(error.ends_with("found columns t1_x"), "{error}");
}

#[test]
fn a_patient_who_is_not_named_is_the_case_alone() {
    let text = "case,center,split,age,label,patient,t1_x\na,A,train,61.0,1,,0.1\nb,A,internal,50.0,0,,0.2\nc,A,train,40.0,0,p,0.3\n";
    let table = read_features(text).unwrap();
    let patients: Vec<&str> = table.cases().iter().map(|case| case.patient.as_str()).collect();
    assert_eq!(patients, ["a", "b", "p"]);
}

#[test]
fn a_feature_table_is_read_as_any_country_writes_it_but_for_commas_in_its_numbers() {
    let table = TABLE.replace("\"A, B\"", "A");
    for separator in [",", ";", "\t"] {
        let other = table.replace(',', separator);
        assert_eq!(
            write_features(&read_features(&other).unwrap()),
            write_features(&read_features(&table).unwrap())
        );
        let comma = if separator == "," { "\"0,1\"" } else { "0,1" };
        let told = read_features(&other.replace("0.1", comma)).unwrap_err().to_string();
        assert!(
            told.contains("row 1, column t1_x: expected a number with a decimal point, not a comma"),
            "{told}"
        );
    }
    // A text may hold what is no separator here.
    assert!(read_features(&TABLE.replace("A, B", "A; B")).is_ok());
}

#[test]
fn a_list_is_read_as_any_country_writes_it() {
    let commas =
        "case,center,split,age,label,t1,t2,t2fs,t1ce,mask\nx,A,train,62.5,0,1.nii,2.nii,3.nii,4.nii,m.nii\n";
    for separator in [";", "\t"] {
        let other = commas.replace(',', separator).replace("62.5", "62,5");
        assert_eq!(read_cohort(&other).unwrap(), read_cohort(commas).unwrap());
        assert_eq!(read_cases(&other).unwrap().case(0), read_cases(commas).unwrap().case(0));
        let [columns, usual] = [&other, commas].map(|text| cells(text).unwrap().columns().to_vec());
        assert_eq!(columns, usual);
    }
    for before in ["\n", "\r\n\r\n", "\u{feff}\r\n"] {
        let other = format!("{before}{}", commas.replace(',', ";"));
        assert_eq!(read_cohort(&other).unwrap(), read_cohort(commas).unwrap());
    }
    // A name with a semicolon is no separator where commas are, nor is a quoted comma where semicolons are.
    let names = commas.replace("1.nii", "a;b.nii");
    assert_eq!(read_cohort(&names).unwrap()[0].images[0], "a;b.nii");
    let quoted = commas.replace(',', ";").replace("1.nii", "\"a,b.nii\"");
    assert_eq!(read_cohort(&quoted).unwrap()[0].images[0], "a,b.nii");
}

#[test]
fn ages_of_a_table_are_read_by_the_table_of_ages() {
    let age = |text: &str| {
        read_features(&TABLE.replace(",61,", &format!(",{text},"))).map(|table| table.cases()[0].age)
    };
    assert_eq!((age("62 y").unwrap(), age("18 months").unwrap()), (62.0, 1.5));
    assert_eq!(age("\"62,5\"").unwrap(), 62.5);
    for none in ["89+", "0", "1e2", "sixty"] {
        let told = age(none).unwrap_err().to_string();
        assert!(told.contains("row 1, column age") && told.contains("above 0 and up to 120 years"), "{told}");
    }
}

#[test]
fn formulas_are_written_as_text_and_read_back() {
    for name in ["=1+1", "@SUM(A1)", "+49 30", "-a", "'=x", "\u{ff1d}1"] {
        let text =
            format!("case,center,split,age,label,sex,t1_x\n{name},\"{name}\",train,61.0,1,{name},-0.5\n");
        // As somebody wrote it, and as it is written here.
        let table = read_features(&text).unwrap();
        let written = write_features(&table);
        assert!(written.lines().nth(1).is_some_and(|row| row.starts_with('\'') && row.ends_with(",-0.5")));
        let again = read_features(&written).unwrap();
        assert_eq!(write_features(&again), written);
        assert_eq!((again.cases(), again.row(0)), (table.cases(), table.row(0)));
    }
}

#[test]
fn a_cohort_list_takes_one_mask_or_four() {
    let one =
        "case,center,split,age,label,t1,t2,t2fs,t1ce,mask\nx,A,train,40,0,1.nii,2.nii,3.nii,4.nii,m.nii\n";
    let entry = &read_cohort(one).unwrap()[0];
    assert_eq!(entry.masks, ["m.nii"; 4].map(str::to_owned));
    let own = one.replace("mask\n", "mask,mask_t2\n").replace("m.nii\n", "m.nii,m2.nii\n");
    assert_eq!(read_cohort(&own).unwrap()[0].masks[1], "m2.nii");
    let none = one.replace(",mask\n", "\n").replace(",m.nii", "");
    assert!(read_cohort(&none).unwrap_err().to_string().contains("a column mask"));
    assert_eq!(read_cohort(&write_cohort(&read_cohort(one).unwrap())).unwrap(), read_cohort(one).unwrap());
}
