//! Errors of tables and of the training rows in them.

use crate::sequence::Sequence;
use crate::words::phrase::Phrase;
use crate::words::row::{Errors, Names, Shown, problems};

problems! {
    /// What is wrong with a table, or with its rows for a model.
    TableProblem {
        TableCells { line: u64, expected: u64, found: u64 } => Table, "CSV text", "rows as long as the header ({expected})",
            "{found} cells in line {line}";
        NoHeader => Table, "table", "the names of its columns in the first line", "none";
        HeaderWithout { column: Names, columns: Shown } => Table, "header of the table", "a column {column}",
            "columns {columns}";
        TableProblems { count: usize, problems: Errors } => Table, "table", "good cells", "{count} problems: {problems}";
        TooManyColumns { most: usize, found: usize } => TooLarge, "table", "at most {most} columns", "{found}";
        TooManyRows { most: usize, found: usize } => TooLarge, "table", "at most {most} rows", "{found}";
        TooManyMissing { most: usize, found: usize } => TooLarge, "table", "at most {most} values for its size",
            "{found}, most of them missing", hint "leave out the columns without values";
        LongText { most: usize, row: usize, found: usize } => TooLarge, "row {row} of the table",
            "texts of at most {most} bytes", "{found}";
        BadCell { row: usize, column: Shown, expected: Phrase, found: Shown } => Table, "row {row}, column {column}",
            "{expected}", "\"{found}\"";
        ColumnNumbering { column: Shown } => Table, "column {column}",
            "deep features numbered as t1_cnn_0000, t1_cnn_0001, …", "another number";
        ColumnTwice { column: Shown } => Table, "column {column}", "one column of this name", "two";
        ClinicalFile { cause: String } => Settings, "list of clinical inputs", "a name and a kind for each", "{cause}",
            hint "docs/model.md has an example";
        ClinicalUnsound { input: Shown, expected: Phrase, found: Shown } => Settings, "clinical input {input}",
            "{expected}", "{found}";
        CaseTwice { case: Shown } => Table, "case {case}", "one row", "two";
        CaseInRows { case: Shown, first: usize, second: usize } => Table, "case {case}", "one row",
            "rows {first} and {second}", hint "a case that is counted twice makes every figure look better than it is";
        TableSize { rows: usize, columns: usize, values: usize } => Table, "table", "{rows} rows of {columns} values",
            "{values} values";
        RepeatColumns => Table, "repeated masks", "the columns of the table", "other columns";
        RepeatCase { case: Shown } => Table, "repeated masks", "a row of case {case} without a repeat", "none";
        AgeOfCase { case: Shown, age: String } => Table, "age of case {case}", "0 to 120 years", "{age}";
        PatientInCohorts { patient: Shown, first: Shown, first_split: &'static str, second: Shown,
            second_split: &'static str } => Table, "patient {patient}", "cases in one cohort only",
            "{first} in {first_split} and {second} in {second_split}",
            hint "the same person in two cohorts leaks the answer from one to the other";
        SameFeatures { first: Shown, second: Shown } => Table, "features of a case", "numbers of its own",
            "the same in {first} and {second}", hint "the same scan under two names? keep one of them";
        TrainingRows { metastases: usize, primaries: usize } => Table, "training rows",
            "at least ten metastases and ten primaries", "{metastases} metastases and {primaries} primaries",
            hint "column split must say train for the rows to learn from";
        NoColumn { column: Shown } => Table, "feature table", "a column {column}", "none of this name",
            hint "were the features extracted with the model's own settings? Names begin with their sequence: t1_, t2_, t2fs_, t1ce_";
        InputAbsent { input: Shown, rows: usize } => Table, "{input}", "a number in every training row", "{rows} without";
        InputConstant { input: Shown } => Table, "{input}", "values that differ", "one value in all rows";
        WholeCases { least: usize, found: usize } => Table, "feature table",
            "{least} training cases with every input", "{found}";
        CaseWithoutInput { input: Shown, case: Shown } => Missing, "{input} of case {case}", "a number", "none";
        DeepColumn { last: usize, column: Shown } => Table, "feature table", "deep features numbered from 0 to {last}",
            "no column {column}";
        DeepSquares { sequence: Sequence } => Table, "deep features of {sequence}", "numbers whose squares can be added",
            "others";
        RepeatedCases { least: usize, found: usize, cases: usize } => Table, "repeated masks",
            "at least {least} training cases in every repeat", "{found} of {cases}";
        NoCases => Table, "feature table", "at least one case", "none";
        NoFeatures => Table, "feature table", "columns like t1_original_firstorder_Mean", "none",
            hint "PyRadiomics names no sequence: put t1_, t2_, t2fs_ or t1ce_ before each of its names, all four sequences in one row a case";
        Provenance { cause: String } => Malformed, "provenance", "what discern extract wrote", "{cause}";
        ProvenanceOfOther => Table, "feature table", "the one its .provenance.json was written for", "other bytes";
        NoProvenance { column: Shown } => Missing, "network and settings of {column}",
            "what discern extract --deep wrote", "nothing",
            hint "keep the table's .provenance.json beside it, or take the deep features out";
    }
}
