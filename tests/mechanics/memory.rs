//! What reading takes: at most four times the bytes that are read and a base, for every kind of file. The same command writes the
//! table of docs/limits.md:
//!
//!     cargo test --test mechanics reading_takes -- --show-output

use discern::case;
use discern::case::{DeepWeights, Files};
use discern::classify::foreign;
use discern::model::ModelFile;
use discern::read::source::Source;
use discern::read::{
    Wanted, count_labels, data_files, dicom, image, image_files, inspect_files, labels, labels_of, zip,
};
use discern::settings::Settings;
use discern::table::csv;

use crate::allocation::peak;
use crate::common;
use crate::common::dicom::{decode, slice_of};
use crate::common::nifti::{Nifti1, at, gzip};

/// As docs/limits.md states it.
const TIMES: usize = 4;
const BASE: usize = 64 << 20;

/// Voxels along each axis of the scans here.
const SIDE: i16 = 128;
const VOXELS: usize = SIDE as usize * SIDE as usize * SIDE as usize;

/// A kind of file: its name, the bytes that are read (unpacked, where they are packed), and their reading.
struct Kind<'a> {
    name: &'static str,
    bytes: usize,
    read: Box<dyn Fn() + 'a>,
}

fn kind<'a>(name: &'static str, bytes: usize, read: impl Fn() + 'a) -> Kind<'a> {
    Kind { name, bytes, read: Box::new(read) }
}

/// Intensities that gzip makes smaller, but not to nothing.
fn intensity(at: usize) -> u16 {
    (at.wrapping_mul(2_654_435_761) >> 16) as u16 % 1000
}

fn label(at: usize) -> u8 {
    u8::from(at / 4096 % 16 == 3)
}

fn nrrd(more: &str, voxels: &[u8]) -> Vec<u8> {
    let axes = format!(
        "NRRD0005\ndimension: 3\nspace: LPS\nsizes: {SIDE} {SIDE} {SIDE}\nspace directions: (1,0,0) (0,1,0) (0,0,1)\n\
         space origin: (0,0,0)\nendian: little\n{more}\n\n"
    );
    [axes.as_bytes(), voxels].concat()
}

fn layers() -> Vec<u8> {
    let text = format!(
        "NRRD0005\ntype: uchar\ndimension: 4\nspace: LPS\nsizes: 4 {SIDE} {SIDE} {SIDE}\n\
         space directions: none (1,0,0) (0,1,0) (0,0,1)\nspace origin: (0,0,0)\nencoding: raw\n\n"
    );
    [text.as_bytes(), &(0..4 * VOXELS).map(|at| label(at / 4)).collect::<Vec<u8>>()].concat()
}

/// A series of slices of 512 × 512 pixels.
fn series() -> Vec<Vec<u8>> {
    let pixels: Vec<u8> = (0..512 * 512).flat_map(|at| intensity(at).to_le_bytes()).collect();
    let instead = [
        (0x0028_0010, "US", 512_u16.to_le_bytes().to_vec()),
        (0x0028_0011, "US", 512_u16.to_le_bytes().to_vec()),
        (0x7FE0_0010, "OW", pixels),
    ];
    (0..16).map(|at| slice_of(at, &instead)).collect()
}

fn archive(content: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("scan.nii", ::zip::write::SimpleFileOptions::default()).expect("memory");
    writer.write_all(content).expect("memory");
    writer.finish().expect("memory").into_inner()
}

fn features(rows: usize, columns: usize) -> String {
    let names: String = (0..columns).map(|at| format!(",t1_original_glcm_F{at}")).collect();
    let row = |row: usize| -> String {
        let values: String = (0..columns).map(|at| format!(",{}.5", intensity(row * columns + at))).collect();
        format!("c{row},A,train,61,{}{values}\n", row % 2)
    };
    format!("case,center,split,age,label{names}\n{}", (0..rows).map(row).collect::<String>())
}

fn listed(rows: usize) -> String {
    let row = |at: usize| {
        format!(
            "c{at},61,c{at}/t1.nii.gz,c{at}/t2.nii.gz,c{at}/t2fs.nii.gz,c{at}/t1ce.nii.gz,c{at}/mask.nii.gz\n"
        )
    };
    "case,age,t1,t2,t2fs,t1ce,mask\n".to_owned() + &(0..rows).map(row).collect::<String>()
}

fn neighbours(rows: usize) -> String {
    let row = |at: usize| format!("[{}.25,{}.5,1.5,61]", intensity(at), intensity(at + 7));
    let list = |each: &dyn Fn(usize) -> String| (0..rows).map(each).collect::<Vec<_>>().join(",");
    format!(
        "{{\"schema\":\"discern-classifier\",\"version\":1,\"made_by\":\"x\",\"inputs\":[\"a\",\"b\",\"c\",\"age\"],\
         \"model\":{{\"type\":\"neighbours\",\"count\":5,\"rows\":[{}],\"labels\":[{}]}}}}",
        list(&row),
        list(&|at| (at % 2).to_string())
    )
}

/// Tables that become most for their bytes: numbers of one digit, no numbers, the shortest rows, texts beside them under long names.
fn worst_tables() -> Vec<(&'static str, String)> {
    let table = |more: &str, row: &dyn Fn(usize) -> String, rows: usize| {
        format!("case,center,split,age,label{more}\n{}", (0..rows).map(row).collect::<String>())
    };
    let names =
        |prefix: &str, count: usize| (0..count).map(|at| format!(",{prefix}{at}")).collect::<String>();
    let digits = |at: usize| (0..2000).map(|column| format!(",{}", (at + column) % 7)).collect::<String>();
    let long = "x".repeat(csv::MAX_TEXT - 2);
    vec![
        (
            "feature table of digits",
            table(&names("t1_f", 2000), &|at| format!("{at},,train,,1{}\n", digits(at)), 3000),
        ),
        (
            "feature table of missing values",
            table(&names("t1_f", 1000), &|at| format!("{at},,train,,1,{at}{}\n", ",".repeat(999)), 4000),
        ),
        ("feature table of the shortest rows", table("", &|at| format!("{at},,train,,1\n"), csv::MAX_ROWS)),
        (
            "feature table of one column in a hundred repeats",
            table(",repeat,t1_f", &|at| format!("{},,train,,1,{},{at}\n", at / 100, at % 100), csv::MAX_ROWS),
        ),
        (
            "feature table of texts under long names",
            table(&names(&long[..4000], 20), &|at| format!("{at},,train,,1{}\n", ",a".repeat(20)), 50_000),
        ),
        (
            "feature table of wrong numbers",
            table(&names("t1_f", 100), &|at| format!("{at},,train,,1{}\n", ",x".repeat(100)), 50_000),
        ),
        ("feature table of one long text", format!("case,{}", "x".repeat(20 << 20))),
        ("feature table of many columns", format!("case{}", names("t1_a_b_", csv::MAX_COLUMNS - 1))),
        ("feature table of too many columns", format!("case{}", ",a".repeat(10 << 20))),
    ]
}

/// The same of lists, which are read for a cohort, for answers and for a batch.
fn worst_lists() -> Vec<(&'static str, String)> {
    let head = "case,center,split,age,label,t1,t2,t2fs,t1ce,mask";
    let row = |at: usize| format!("{at},,train,,1,a,a,a,a,a\n");
    let long = "m".repeat(csv::MAX_TEXT);
    vec![
        ("list of the shortest rows", format!("{head}\n{}", (0..csv::MAX_ROWS).map(row).collect::<String>())),
        (
            "list of ages that are none",
            format!(
                "case,age,t1,t2,t2fs,t1ce,mask\n{}",
                (0..csv::MAX_ROWS).map(|at| format!("{at},x,a,a,a,a,a\n")).collect::<String>()
            ),
        ),
        (
            "list of long names",
            format!(
                "{head}\n{}",
                (0..2000).map(|at| format!("{at},,train,,1,a,a,a,a,{long}\n")).collect::<String>()
            ),
        ),
        (
            "list of empty cells",
            format!("case{}\n{}", ",a".repeat(999), format!("{}\n", ",".repeat(999)).repeat(10_000)),
        ),
    ]
}

#[test]
fn no_table_takes_more_than_four_times_its_bytes_and_a_base() {
    let mut largest: f64 = 0.0;
    let mut check = |name: &str, text: &str, read: &dyn Fn(&str)| {
        let ((), held) = peak(|| read(text));
        println!("{name}: {:.1} MiB for {:.1}", mib(held), mib(text.len()));
        assert!(held <= TIMES * text.len() + BASE, "{name}: {held} bytes held for {}", text.len());
        largest = largest.max((held as f64 - TIMES as f64 * text.len() as f64) / BASE as f64);
    };
    for (name, text) in worst_tables() {
        check(name, &text, &|text| drop(std::hint::black_box(csv::read_features(text))));
    }
    for (name, text) in worst_lists() {
        check(name, &text, &|text| drop(std::hint::black_box(csv::read_cases(text))));
        check(name, &text, &|text| drop(std::hint::black_box(csv::read_cohort(text))));
        check(name, &text, &|text| drop(std::hint::black_box(csv::cells(text))));
    }
    println!("of the base at most {:.0} %", 100.0 * largest);
}

/// Models of other programs that become most for their bytes, at their bounds and beyond.
fn worst_models() -> Vec<(&'static str, String)> {
    let own = |model: &str| {
        format!(
            "{{\"schema\":\"discern-classifier\",\"version\":1,\"inputs\":[\"a\"],\"model\":{{{model}}}}}"
        )
    };
    let list = |value: &str, count: usize| format!("[{}{value}]", format!("{value},").repeat(count - 1));
    let near = |rows: String, count: usize| {
        own(&format!("\"type\":\"neighbours\",\"count\":1,\"rows\":{rows},\"labels\":{}", list("1", count)))
    };
    let leaf = "{\"left\":[-1],\"right\":[-1],\"input\":[0],\"threshold\":[0],\"value\":[0],\"cover\":[1]}";
    let forest = |trees: String| own(&format!("\"type\":\"forest\",\"extra\":false,\"trees\":{trees}"));
    // Each inner node has a leaf on its right; all inner nodes first.
    let chain = |nodes: usize| {
        let inner = nodes / 2;
        let child = |at: usize| if at + 1 < inner { at + 1 } else { nodes - 1 };
        let of = |inner_value: &dyn Fn(usize) -> usize| -> String {
            let values: String = (0..inner).map(|at| format!("{},", inner_value(at))).collect();
            values + &"-1,".repeat(nodes - inner)
        };
        let ones = list("1", nodes);
        format!(
            "{{\"left\":[{}],\"right\":[{}],\"input\":{ones},\"threshold\":{ones},\"value\":{ones},\"cover\":{ones}}}",
            of(&child).trim_end_matches(','),
            of(&|at| inner + at).trim_end_matches(',')
        )
    };
    let xgboost = |trees: String| {
        format!("{{\"learner\":{{\"gradient_booster\":{{\"model\":{{\"trees\":{trees}}}}}}}}}")
    };
    let gbtree = "{\"left_children\":[-1],\"right_children\":[-1],\"split_indices\":[0],\"split_conditions\":[0],\
                  \"default_left\":[0],\"sum_hessian\":[1],\"tree_param\":{}}";
    let lightgbm = |lines: String| format!("tree\n{lines}\nend of trees\n");
    vec![
        ("neighbours of one number", near(list("[1]", csv::MAX_ROWS), csv::MAX_ROWS)),
        ("too many neighbours", near(list("[1]", 20 * csv::MAX_ROWS), 1)),
        ("neighbours of many numbers", near(list(&list("1", 60_000), 200), 200)),
        ("a neighbour of too many numbers", near(format!("[{}]", list("1", 10 << 20)), 1)),
        (
            "too many coefficients",
            own(&format!("\"type\":\"linear\",\"coefficients\":{}", list("1", 10 << 20))),
        ),
        (
            "a list where no list is known",
            own(&format!("\"type\":\"linear\",\"odd\":{}", list("[[]]", 5 << 20))),
        ),
        ("trees of one leaf", forest(list(leaf, foreign::MAX_TREES))),
        ("too many trees", forest(list(leaf, 10 * foreign::MAX_TREES))),
        ("large trees", forest(list(&chain(foreign::MAX_NODES - 1), 10))),
        ("a tree too large", forest(list(&chain(20 * foreign::MAX_NODES), 1))),
        ("trees of XGBoost", xgboost(list(gbtree, foreign::MAX_TREES))),
        (
            "lists of XGBoost that are not read",
            xgboost("[]".to_owned())
                .replace("\"model\"", &format!("\"odd\":{},\"model\"", list("[1]", 5 << 20))),
        ),
        ("lines of LightGBM that are not read", lightgbm("a=\n".repeat(5 << 20))),
        (
            "many inputs of LightGBM",
            lightgbm(format!(
                "num_class=1\nnum_tree_per_iteration=1\nobjective=binary\nmax_feature_idx=1\nfeature_names={}",
                "a ".repeat(10 << 20)
            )),
        ),
    ]
}

#[test]
fn no_imported_model_takes_more_than_four_times_its_bytes_and_a_base() {
    for (name, text) in worst_models() {
        let (read, held) = peak(|| foreign::read(&text).map(drop));
        let told = read.map_or_else(|error| error.to_string(), |()| "read".to_owned());
        println!("{name}: {:.1} MiB for {:.1}: {told}", mib(held), mib(text.len()));
        assert!(held <= TIMES * text.len() + BASE, "{name}: {held} bytes held for {}", text.len());
        assert!(told.len() < 400, "{name}: {told}");
        assert!(!name.contains("too ") || told.contains("at most"), "{name}: {told}");
    }
}

fn mib(bytes: usize) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

#[test]
fn reading_takes_four_times_the_bytes_and_a_base_at_most() {
    let of = |dtype: &str, voxel: &dyn Fn(usize) -> Vec<u8>| {
        let mut file = Nifti1::new([SIDE; 3], dtype, false);
        let bytes: Vec<u8> = (0..VOXELS).flat_map(voxel).collect();
        file.i16(at::SFORM_CODE, 1);
        [&file.file()[..352], &bytes].concat()
    };
    let shorts = of("i16", &|at| intensity(at).to_le_bytes().to_vec());
    let floats = of("f32", &|at| f32::from(intensity(at)).to_le_bytes().to_vec());
    let (mask, wide) = (
        of("u8", &|at| vec![label(at)]),
        of("i32", &|at| (1000 * i32::from(label(at))).to_le_bytes().to_vec()),
    );
    let [packed, packed_mask] = [&shorts, &mask].map(|bytes| gzip(bytes));
    let raw = nrrd("type: short\nencoding: raw", &shorts[352..]);
    let in_gzip = nrrd("type: short\nencoding: gzip", &gzip(&shorts[352..]));
    let words: String = (0..VOXELS).map(|at| format!("{} ", intensity(at))).collect();
    let ascii = nrrd("type: short\nencoding: ascii", words.as_bytes());
    let (segments, slices, zipped) = (layers(), series(), archive(&shorts));
    let (table, list, foreign_model) = (features(2000, 300), listed(40_000), neighbours(100_000));
    let model = String::from_utf8(common::bytes(concat!(env!("CARGO_MANIFEST_DIR"), "/models/demo.json")))
        .expect("text");
    let weights = common::bytes(concat!(env!("CARGO_MANIFEST_DIR"), "/models/efficientnet-lite0.bin"));
    let params = format!("setting:\n  binWidth: 25\n# {}\n", "x".repeat(65_000));
    let (header, voxels) = (nrrd("type: short\nencoding: raw\ndata file: voxels.raw", b""), &shorts[352..]);

    let read = |bytes: &[u8]| drop(std::hint::black_box(image(bytes, None).expect("an image")));
    let as_mask = |bytes: &[u8]| drop(std::hint::black_box(labels(bytes, None).expect("a mask")));
    let of_dicom = || {
        let sources: Vec<&dyn Source> = slices.iter().map(|file| file as &dyn Source).collect();
        let study = dicom::study(&sources, &decode);
        assert_eq!(study.volumes[0].image(&sources).expect("a volume").values().count(), 16 * 512 * 512);
    };
    let of_zip = || {
        let source: &dyn Source = &zipped;
        let entries = zip::entries(source).expect("an archive");
        read(&entries[0].read().expect("an entry"));
    };
    let of_layers = || {
        let files = Files { file: &segments, data: &[] };
        labels_of(files, Wanted { channel: Some(3), image_size: None }).expect("a layer");
    };
    let of_counts = || {
        let files = Files { file: &segments, data: &[] };
        assert_eq!(count_labels(files, None, 512).expect("labels").expect("few").volumes.len(), 4);
    };
    let of_detached = || {
        assert_eq!(data_files(&header).expect("a header"), ["voxels.raw"]);
        let files = Files { file: &header, data: &[&voxels] };
        inspect_files(files).expect("a header");
        image_files(files).expect("an image");
    };
    let of_inspection = || {
        case::inspect(Files { file: &shorts, data: &[] }, None).expect("an image");
    };
    let kinds = [
        kind("NIfTI, 16 bits", shorts.len(), || read(&shorts)),
        kind("NIfTI, single precision", floats.len(), || read(&floats)),
        kind("NIfTI, gzip (its bytes unpacked)", shorts.len(), || read(&packed)),
        kind("NIfTI, mask of bytes", mask.len(), || as_mask(&mask)),
        kind("NIfTI, mask of 32 bits and large labels", wide.len(), || as_mask(&wide)),
        kind("NIfTI, mask in gzip (its bytes unpacked)", mask.len(), || as_mask(&packed_mask)),
        kind("what a file holds, before it has a role", shorts.len(), of_inspection),
        kind("NRRD, raw", raw.len(), || read(&raw)),
        kind("NRRD, gzip (its bytes unpacked)", shorts.len(), || read(&in_gzip)),
        kind("NRRD, ascii", ascii.len(), || read(&ascii)),
        kind("NRRD, header and data file", voxels.len(), of_detached),
        kind("segmentation, one of four layers", segments.len(), of_layers),
        kind("segmentation, all layers counted", segments.len(), of_counts),
        kind("DICOM series", slices.iter().map(Vec::len).sum(), of_dicom),
        kind("zip, an image in it (its bytes unpacked)", shorts.len(), of_zip),
        kind("feature table", table.len(), || drop(csv::read_features(&table).expect("a table"))),
        kind("list of cases", list.len(), || drop(csv::read_cases(&list).expect("a list"))),
        kind("parameter file", params.len(), || drop(Settings::from_yaml(&params).expect("settings"))),
        kind("model file", model.len(), || drop(ModelFile::from_json(model.clone()).expect("a model"))),
        kind("model of another program", foreign_model.len(), || {
            drop(foreign::read(&foreign_model).expect("a model"))
        }),
        kind("weights of the network", weights.len(), || drop(DeepWeights::load(&weights).expect("weights"))),
    ];
    println!("| reading | bytes, MiB | most held, MiB | times |\n|---|---:|---:|---:|");
    for Kind { name, bytes, read } in kinds {
        let ((), held) = peak(read);
        println!("| {name} | {:.1} | {:.1} | {:.2} |", mib(bytes), mib(held), held as f64 / bytes as f64);
        assert!(held <= TIMES * bytes + BASE, "{name}: {held} bytes held for {bytes}");
        // A model file is small beside the base, which would hide what it takes.
        assert!(name != "model file" || held <= TIMES * bytes, "{name}: {held} bytes held for {bytes}");
    }
}
