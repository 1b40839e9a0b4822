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

/// Text in the character set that a DICOM file names (PS3.3 C.12.1.1.2).
pub fn decode(text: &Text) -> String {
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
