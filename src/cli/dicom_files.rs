//! Files of a DICOM study on the disk: folders, zip archives, files, and archives in archives.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use discern::case::dicom;
use discern::case::dicom::{Study, Text};
use discern::case::source::{Source, first_bytes};
use discern::case::zip;
use discern::error::{Error, ErrorKind, Result};

use super::call::Ended;
use super::files;

/// Bytes by which an archive is recognised.
const RECOGNISED_BY: u64 = 4;
/// The same of a DICOM file.
const DICOM_BY: u64 = 132;

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

/// Calls `then` with the study that the files at and below some paths are, and with these files: entries of archives first, so that
/// the last one is the last path's, where that is a file.
pub fn with_study<T>(paths: &[PathBuf], then: impl FnOnce(&Study, &[&dyn Source]) -> Ended<T>) -> Ended<T> {
    let mut found = Vec::new();
    paths.iter().try_for_each(|path| files::below(path, &mut found))?;
    let on_disk = found.into_iter().map(opened).collect::<Result<Vec<_>>>()?;
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
    let entries = entries.iter().chain(&nested).map(|entry| entry as &dyn Source);
    let sources: Vec<&dyn Source> = entries.chain(plain.iter().map(|file| file as &dyn Source)).collect();
    then(&dicom::study(&sources, &decode), &sources)
}

/// Refuses a study of several people: what is made of it would be put together of them.
///
/// # Errors
/// It is one.
pub fn of_one_patient(study: &Study) -> Result<()> {
    if study.patients <= 1 {
        return Ok(());
    }
    let found = format!("{} patients", study.patients);
    Err(Error::new(ErrorKind::Unsupported, "study", "images of one patient", found)
        .hint("give each patient's folder by itself"))
}

/// Whether a file is DICOM.
pub fn is_dicom(path: &Path) -> bool {
    opened(path.to_owned())
        .is_ok_and(|file| first_bytes(&file, DICOM_BY).is_ok_and(|start| dicom::is_dicom(&start)))
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

/// Text in the character set that a DICOM file names.
pub fn decode(text: &Text) -> String {
    let encoding =
        encoding_rs::Encoding::for_label(text.encoding().as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
    encoding.decode_without_bom_handling(&text.bytes).0.into_owned()
}
