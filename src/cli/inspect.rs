//! `discern inspect`: what a folder, a zip archive or DICOM files hold.

use std::path::PathBuf;

use discern::case::dicom;
use discern::case::dicom::{Mask, MaskKind, Series, Study};
use discern::case::source::Source;
use discern::error::Result;
use discern::numeric::hash::sha256;
use discern::volume::{Geometry, Image};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::call::Ended;
use super::dicom_files::{decode, with_study};
use super::out;

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

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    with_study(&arguments.paths, |study, sources| print(arguments, study, sources))
}

fn print(arguments: &Arguments, study: &Study, sources: &[&dyn Source]) -> Ended {
    if study.volumes.is_empty() && study.masks.is_empty() && study.refused.is_empty() {
        return Err(dicom::nothing_found(study).into());
    }
    let read = |series: &Series| arguments.digest.then(|| series.image(sources));
    let volumes: Vec<Value> = study.volumes.iter().map(|series| volume(series, read(series))).collect();
    let masks: Vec<Value> =
        study.masks.iter().map(|mask| described(mask, sources, arguments.digest)).collect();
    let text = match arguments.format {
        Format::Json => format!("{:#}\n", whole(study, volumes, masks)),
        Format::Text => lines(study, &volumes, &masks),
    };
    Ok(out::print(&text)?)
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
