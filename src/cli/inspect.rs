//! `discern inspect`: what a folder, a zip archive or DICOM files hold.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

use discern::case::dicom;
use discern::case::dicom::{Mask, MaskKind, Series, Study, Text};
use discern::case::source::{Source, first_bytes};
use discern::case::zip;
use discern::error::{Error, ErrorKind, Result};
use discern::numeric::hash::sha256;
use discern::volume::{Geometry, Image};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::call::Ended;
use super::files;
use super::out;

/// Bytes by which an archive is recognised.
const RECOGNISED_BY: u64 = 4;

/// Arguments of `discern inspect`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folders, zip archives or files.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How volumes are printed.
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    /// Read every volume whole, and print the SHA-256 of its values (little-endian f64, x fastest).
    #[arg(long)]
    digest: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// A line a volume.
    Text,
    /// JSON.
    Json,
}

/// A file that is opened whenever it is read: there may be thousands.
struct OnDisk {
    path: PathBuf,
    length: u64,
}

impl Source for OnDisk {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> std::io::Result<()> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(into)
    }
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    let mut paths = Vec::new();
    arguments.paths.iter().try_for_each(|path| files::below(path, &mut paths))?;
    let on_disk = paths.into_iter().map(opened).collect::<Result<Vec<_>>>()?;
    let (archives, plain): (Vec<OnDisk>, Vec<OnDisk>) = on_disk.into_iter().partition(|file| is_zip(file));
    let mut entries = Vec::new();
    for archive in &archives {
        entries.extend(zip::entries(archive).map_err(|error| error.at(archive.path.display().to_string()))?);
    }
    let (inner, entries): (Vec<zip::Entry>, Vec<zip::Entry>) =
        entries.into_iter().partition(|entry| is_zip(entry));
    let mut nested = Vec::new();
    for archive in &inner {
        nested.extend(zip::entries(archive)?);
    }
    let plain = plain.iter().map(|file| file as &dyn Source);
    let entries = entries.iter().chain(&nested).map(|entry| entry as &dyn Source);
    let sources: Vec<&dyn Source> = plain.chain(entries).collect();
    let study = dicom::study(&sources, &decode);
    if study.volumes.is_empty() && study.masks.is_empty() && study.refused.is_empty() {
        return Err(dicom::nothing_found(&study).into());
    }
    let read = |series: &Series| arguments.digest.then(|| series.image(&sources));
    let volumes: Vec<Value> = study.volumes.iter().map(|series| volume(series, read(series))).collect();
    let masks: Vec<Value> =
        study.masks.iter().map(|mask| described(mask, &sources, arguments.digest)).collect();
    let text = match arguments.format {
        Format::Json => format!("{:#}\n", whole(&study, volumes, masks)),
        Format::Text => lines(&study, &volumes, &masks),
    };
    Ok(out::print(&text)?)
}

fn opened(path: PathBuf) -> Result<OnDisk> {
    let length = std::fs::metadata(&path).map(|meta| meta.len());
    match length {
        Ok(length) => Ok(OnDisk { path, length }),
        Err(cause) => Err(Error::new(ErrorKind::File, "file", "a readable file", cause.to_string())
            .at(path.display().to_string())),
    }
}

fn is_zip(source: &dyn Source) -> bool {
    first_bytes(source, RECOGNISED_BY).is_ok_and(|start| zip::is_zip(&start))
}

/// Text in the character set that a DICOM file names (PS3.3 C.12.1.1.2).
fn decode(text: &Text) -> String {
    let sets: Vec<&str> = text.character_set.split('\\').map(str::trim).collect();
    let has = |name: &str| sets.iter().any(|set| set.contains(name));
    let encoding = if has("192") {
        encoding_rs::UTF_8
    } else if has("GB18030") || has("GBK") || has("58") {
        encoding_rs::GB18030
    } else if has("149") {
        encoding_rs::EUC_KR
    } else if has("87") || has("159") {
        encoding_rs::ISO_2022_JP
    } else if has("_IR 13") {
        encoding_rs::SHIFT_JIS
    } else {
        latin(&sets)
    };
    encoding.decode_without_bom_handling(&text.bytes).0.into_owned()
}

/// The ISO 8859 part of a character set; Latin 1 where none is named.
fn latin(sets: &[&str]) -> &'static encoding_rs::Encoding {
    const PARTS: [(&str, &encoding_rs::Encoding); 9] = [
        ("101", encoding_rs::ISO_8859_2),
        ("109", encoding_rs::ISO_8859_3),
        ("110", encoding_rs::ISO_8859_4),
        ("144", encoding_rs::ISO_8859_5),
        ("127", encoding_rs::ISO_8859_6),
        ("126", encoding_rs::ISO_8859_7),
        ("138", encoding_rs::ISO_8859_8),
        ("148", encoding_rs::WINDOWS_1254),
        ("166", encoding_rs::WINDOWS_874),
    ];
    let named = PARTS.iter().find(|(number, _)| sets.iter().any(|set| set.ends_with(number)));
    named.map_or(encoding_rs::WINDOWS_1252, |(_, encoding)| encoding)
}

/// One volume as JSON: number and description, grid, proposed sequence, warnings.
fn volume(series: &Series, read: Option<Result<Image>>) -> Value {
    let mut described = Map::new();
    let mut put = |name: &str, value: Value| drop(described.insert(name.to_owned(), value));
    put("series_number", json!(series.number));
    put("description", json!(decode(&series.description)));
    put("slices", json!(series.slices()));
    if let Ok(grid) = &series.grid {
        put_grid(grid, &mut put);
    }
    match &series.role {
        Ok(role) => {
            put("role", json!(role.sequence));
            put("confidence", json!(role.confidence.key()));
            put("why", json!(role.why.to_string()));
        }
        Err(why) => {
            put("role", json!("none"));
            put("why", json!(why.to_string()));
        }
    }
    let unread = read.as_ref().and_then(|read| read.as_ref().err());
    if let Some(error) = series.grid.as_ref().err().or(unread) {
        put("refused", json!(error.to_string()));
    }
    if let Some(Ok(image)) = &read {
        let mut sum = Sha256::new();
        image.values().for_each(|value| sum.update(value.to_le_bytes()));
        let hex: String = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        put("sha256_f64", json!(hex));
    }
    let warnings: Vec<&str> = series.warnings.iter().map(|warning| warning.message.as_str()).collect();
    put("warnings", json!(warnings));
    Value::Object(described)
}

fn put_grid(grid: &Geometry, put: &mut dyn FnMut(&str, Value)) {
    put("size", json!(grid.size));
    put("spacing", json!(grid.spacing_mm));
    put("origin", json!(grid.origin_mm));
    put("direction", json!(grid.direction));
}

/// One mask as JSON: its grid, its segments with the number of their voxels, warnings.
fn described(mask: &Mask, sources: &[&dyn Source], digest: bool) -> Value {
    let mut found = Map::new();
    let mut put = |name: &str, value: Value| drop(found.insert(name.to_owned(), value));
    put("kind", json!(if mask.kind == MaskKind::Segmentation { "SEG" } else { "RTSTRUCT" }));
    if let Ok(grid) = &mask.grid {
        put_grid(grid, &mut put);
    }
    let mut refused = mask.grid.as_ref().err().map(ToString::to_string);
    let mut segments = Vec::new();
    for (at, segment) in mask.segments.iter().enumerate() {
        let (number, label) = (segment.number, decode(&segment.label));
        let mut one = json!({ "number": number, "label": label, "proposed": segment.is_proposed });
        match mask.grid.is_ok().then(|| mask.labels(sources, at)) {
            Some(Ok(labels)) => {
                let marks: Vec<u8> = labels.iter().map(|label| label as u8).collect();
                let voxels = marks.iter().filter(|mark| **mark != 0).count();
                one["voxels"] = json!(voxels);
                if voxels == 0 {
                    one["refused"] = json!("no voxel is in this segment");
                }
                if digest {
                    one["sha256_u8"] = json!(sha256(&marks));
                }
            }
            Some(Err(error)) => refused = refused.or(Some(error.to_string())),
            None => {}
        }
        segments.push(one);
    }
    put("segments", json!(segments));
    if let Some(refused) = refused {
        put("refused", json!(refused));
    }
    let warnings: Vec<&str> = mask.warnings.iter().map(|warning| warning.message.as_str()).collect();
    put("warnings", json!(warnings));
    Value::Object(found)
}

fn whole(study: &Study, volumes: Vec<Value>, masks: Vec<Value>) -> Value {
    let refused: Vec<Value> = study
        .refused
        .iter()
        .map(|of| json!({ "refused": of.error.to_string(), "files": of.files }))
        .collect();
    json!({
        "patients": study.patients,
        "studies": study.studies,
        "volumes": volumes,
        "masks": masks,
        "refused": refused,
        "left_out": study.left_out,
    })
}

fn lines(study: &Study, volumes: &[Value], masks: &[Value]) -> String {
    let mut text = String::new();
    let mut line = |parts: String| text.push_str(&(parts + "\n"));
    for (series, volume) in study.volumes.iter().zip(volumes) {
        let number = series.number.map_or("–".to_owned(), |number| number.to_string());
        let size = series.grid.as_ref().map(|grid| grid.size.map(|voxels| voxels.to_string()).join(" × "));
        let of = |name: &str| volume[name].as_str().unwrap_or_default().to_owned();
        let role = series
            .role
            .as_ref()
            .map_or("–".to_owned(), |role| format!("{} ({})", role.sequence, role.confidence.key()));
        let size = size.unwrap_or_else(|_| format!("{} slices", series.slices()));
        line(format!("{number}\t{}\t{size}\t{role}\t{}", of("description"), of("why")));
        if let Some(refused) = volume["refused"].as_str() {
            line(format!("\trefused: {refused}"));
        }
        series.warnings.iter().for_each(|warning| line(format!("\tnote: {}", warning.message)));
    }
    for mask in masks {
        for segment in mask["segments"].as_array().into_iter().flatten() {
            let kind = mask["kind"].as_str().unwrap_or_default();
            let label = segment["label"].as_str().unwrap_or_default();
            let proposed = if segment["proposed"] == true { "\tlesion" } else { "" };
            let voxels =
                segment["voxels"].as_u64().map_or("–".to_owned(), |voxels| format!("{voxels} voxels"));
            line(format!("{kind} {}\t{label}\t{voxels}{proposed}", segment["number"]));
        }
        if let Some(refused) = mask["refused"].as_str() {
            line(format!("\trefused: {refused}"));
        }
        let warnings = mask["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str);
        warnings.for_each(|warning| line(format!("\tnote: {warning}")));
    }
    for of in &study.refused {
        line(format!("{} files refused: {}", of.files, of.error));
    }
    if study.patients > 1 {
        line(format!("{} patients: roles are proposed for one of them", study.patients));
    }
    let left_out: Vec<String> =
        study.left_out.iter().map(|(name, count)| format!("{count} {name}")).collect();
    if !left_out.is_empty() {
        line(format!("left out: {}", left_out.join(", ")));
    }
    text
}
