//! A scan on the disk: one file, a header with the files of its voxels, or a scan in a zip archive.
//!
//! `ARCHIVE.zip` is the one scan in it, `ARCHIVE.zip/NAME` the one of that name. Files that a header names are looked for
//! in its folder and below, and nowhere else.

use std::path::Path;

use discern::case::source::Source;
use discern::case::zip;
use discern::case::{Files, Read, Wanted, data_files, image_files, inspect_files, labels_of};
use discern::error::{Error, ErrorKind, Result};
use discern::numeric::hash::sha256;
use discern::volume::{Image, LabelMap};

use super::files;

/// Bytes of a scan's files.
pub struct Scan {
    file: Vec<u8>,
    data: Vec<Vec<u8>>,
    name: String,
}

/// Endings of files that may be scans, and of those among them that hold a header's voxels.
const SCANS: [&str; 6] = [".nii", ".nii.gz", ".nrrd", ".nhdr", ".hdr", ".hdr.gz"];
/// Header and voxels of a pair.
const PAIR: [[&str; 2]; 2] = [[".hdr", ".hdr.gz"], [".img", ".img.gz"]];

/// A place where files lie side by side.
trait Folder {
    /// The bytes of a file below it; none where there is no such file.
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>>;
}

/// On the disk.
struct OnDisk<'a>(&'a Path);

impl Folder for OnDisk<'_> {
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.0.join(name);
        if !path.is_file() {
            return Ok(None);
        }
        let within = |path: &Path| path.canonicalize().ok();
        let folder = within(if self.0.as_os_str().is_empty() { Path::new(".") } else { self.0 });
        match (within(&path), folder) {
            (Some(file), Some(folder)) if file.starts_with(&folder) => files::read(&path).map(Some),
            // A link that leads elsewhere.
            _ => {
                let expected = "a file in the header's folder, or below it";
                Err(Error::new(ErrorKind::Malformed, "data file", expected, "a link out of it")
                    .at(path.display().to_string()))
            }
        }
    }
}

/// The folder of an archive's entry.
struct InArchive<'a> {
    entries: &'a [zip::Entry<'a>],
    folder: &'a str,
}

impl Folder for InArchive<'_> {
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let name = format!("{}{name}", self.folder);
        self.entries.iter().find(|entry| entry.name() == name).map(zip::Entry::read).transpose()
    }
}

/// The archive of `ARCHIVE.zip/NAME`, where a path is that.
pub fn archive_of(path: &Path) -> Option<&Path> {
    path.ancestors().skip(1).find(|above| above.is_file()).filter(|_| !path.exists())
}

impl Scan {
    /// Reads a scan's files.
    pub fn read(path: &Path) -> Result<Self> {
        let shown = path.display().to_string();
        let at = |error: Error| error.at(shown.clone());
        if let Some(archive) = archive_of(path) {
            let inside = path.strip_prefix(archive).unwrap_or(path).to_string_lossy().replace('\\', "/");
            return Self::of_archive(&files::read(archive)?, Some(&inside), shown.clone()).map_err(at);
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = OnDisk(path.parent().unwrap_or(Path::new("")));
        // The file itself is read wherever it lies; a link to it is good.
        let bytes = files::read(path)?;
        if zip::is_zip(&bytes) {
            return Self::of_archive(&bytes, None, shown.clone()).map_err(at);
        }
        Self::of_folder(&folder, &name, bytes, shown.clone()).map_err(at)
    }

    /// A file with those that belong to it.
    fn of_folder(folder: &dyn Folder, name: &str, file: Vec<u8>, shown: String) -> Result<Self> {
        let lower = name.to_lowercase();
        let half = |half: usize| {
            let found = PAIR[half].iter().find(|ending| lower.ends_with(**ending));
            found.map(|ending| &name[..name.len() - ending.len()])
        };
        let beside = |stem: &str, half: usize| {
            let endings = PAIR[half].iter().flat_map(|ending| [(*ending).to_owned(), ending.to_uppercase()]);
            endings
                .map(|ending| folder.read(&format!("{stem}{ending}")))
                .find_map(Result::transpose)
                .transpose()
        };
        if let Some(stem) = half(0) {
            let data = beside(stem, 1)?.into_iter().collect();
            return Ok(Self { file, data, name: shown });
        }
        if let Some(header) = half(1).map(|stem| beside(stem, 0)).transpose()?.flatten() {
            return Ok(Self { file: header, data: vec![file], name: shown });
        }
        // A broken file is reported when the scan is read.
        let named = data_files(&file).unwrap_or_default();
        let found: Option<Vec<Vec<u8>>> = named
            .iter()
            .map(|name| folder.read(name).transpose())
            .collect::<Option<Result<_>>>()
            .transpose()?;
        Ok(Self { file, data: found.unwrap_or_default(), name: shown })
    }

    /// The scan in an archive: that of a name, or the only one.
    fn of_archive(bytes: &[u8], wanted: Option<&str>, shown: String) -> Result<Self> {
        let source: &dyn Source = &bytes;
        let entries = zip::entries(source)?;
        let is_scan = |name: &str| {
            let hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
            !hidden && SCANS.iter().any(|ending| name.to_lowercase().ends_with(ending))
        };
        let of_name =
            |entry: &&zip::Entry<'_>| wanted.map_or(is_scan(entry.name()), |name| entry.name() == name);
        let found: Vec<&zip::Entry<'_>> = entries.iter().filter(of_name).collect();
        let [entry] = found[..] else {
            let names: Vec<&str> =
                entries.iter().map(zip::Entry::name).filter(|name| is_scan(name)).take(8).collect();
            let error =
                |found| Error::new(ErrorKind::Missing, "zip archive", "one NIfTI or NRRD file", found);
            return Err(match (entries.len(), names.is_empty()) {
                (0, _) => error("an archive without files".to_owned()),
                (_, true) => error("none".to_owned()),
                _ => {
                    error(names.join(", ")).hint("name the one to read behind the archive: ARCHIVE.zip/NAME")
                }
            });
        };
        let name = entry.name();
        let (folder, file) = name.split_at(name.rfind('/').map_or(0, |slash| slash + 1));
        let bytes = entry.read()?;
        if zip::is_zip(&bytes) {
            return Err(Error::new(ErrorKind::Unsupported, "zip archive", "scans", "another zip archive")
                .hint("unpack it once"));
        }
        Self::of_folder(&InArchive { entries: &entries, folder }, file, bytes, shown)
    }

    fn with<T>(&self, then: impl FnOnce(Files<'_>) -> Result<T>) -> Result<T> {
        let data: Vec<&dyn Source> = self.data.iter().map(|data| data as &dyn Source).collect();
        then(Files { file: &self.file, data: &data }).map_err(|error| error.at(self.name.clone()))
    }

    /// The scan as an image.
    pub fn image(&self) -> Result<Read<Image>> {
        self.with(image_files)
    }

    /// The scan as a mask of an image; `channel` is `label_channel`, where it is set.
    pub fn labels(&self, channel: Option<u64>, image: &Self) -> Result<Read<LabelMap>> {
        // Problems of the image are reported where it is read.
        self.labels_for(channel, image.with(inspect_files).ok().map(|summary| summary.geometry.size))
    }

    /// The same for an image of this size.
    pub fn labels_for(&self, channel: Option<u64>, image_size: Option<[usize; 3]>) -> Result<Read<LabelMap>> {
        self.with(|files| labels_of(files, Wanted { channel, image_size }))
    }

    /// Changes with any byte of its files.
    pub fn digest(&self) -> String {
        std::iter::once(&self.file).chain(&self.data).map(|bytes| sha256(bytes)).collect()
    }
}

/// Image and mask in two files.
pub struct Scans {
    /// The image.
    pub image: Scan,
    /// Its mask.
    pub mask: Scan,
}

impl Scans {
    /// Reads both.
    pub fn read([image, mask]: [&Path; 2]) -> Result<Self> {
        Ok(Self { image: Scan::read(image)?, mask: Scan::read(mask)? })
    }

    /// The mask's labels; `channel` is `label_channel`, where it is set.
    pub fn labels(&self, channel: Option<u64>) -> Result<Read<LabelMap>> {
        self.mask.labels(channel, &self.image)
    }
}
