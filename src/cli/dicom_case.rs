//! A case from a DICOM study: its volumes by their roles, and the mask that was drawn on it.

use std::path::{Path, PathBuf};

use discern::case::Read;
use discern::case::dicom;
use discern::case::dicom::{Confidence, Mask, Series, Study};
use discern::error::{Error, ErrorKind, Result, Warning};
use discern::table::Sequence;
use discern::volume::{Image, LabelMap};
use discern::words::Notice;

use super::call::{Ended, all};
use super::dicom_files::{is_dicom, of_one_patient, with_study};
use super::out::tell;
use super::scan::Scan;

/// Where a case's images and mask are.
pub struct Wanted<'a> {
    /// Folder, archive or file of the study.
    pub study: &'a Path,
    /// The mask; that of the study when left out.
    pub mask: Option<&'a Path>,
    /// Sequences that a model needs.
    pub sequences: &'a [Sequence],
    /// Series that were chosen by their number, in place of what is proposed.
    pub chosen: &'a [(Sequence, i64)],
    /// Number of the mask's segment, or label of the lesion.
    pub label: Option<i32>,
    /// Volume of the mask, where it has several.
    pub label_channel: Option<u64>,
}

/// One sequence with its mask.
pub struct Placed {
    /// Which sequence.
    pub sequence: Sequence,
    /// Its image.
    pub image: Read<Image>,
    /// Its mask.
    pub labels: Read<LabelMap>,
}

/// `SEQUENCE=NUMBER` of `--series`.
pub fn choice(text: &str) -> std::result::Result<(Sequence, i64), String> {
    let (sequence, number) = text.split_once('=').ok_or("expected SEQUENCE=NUMBER, such as t2fs=4")?;
    let known = Sequence::ALL.into_iter().find(|known| known.key() == sequence);
    let sequence = known.ok_or_else(|| format!("expected t1, t2, t2fs or t1ce, found {sequence}"))?;
    let number = number.parse().map_err(|_| format!("expected the number of a series, found {number}"))?;
    Ok((sequence, number))
}

impl Wanted<'_> {
    /// The label of the lesion: as given in a file of labels, 1 in what a segment becomes.
    pub fn label_of_mask(&self, given: i32) -> i32 {
        if self.mask.is_some_and(|path| !is_dicom(path)) { given } else { 1 }
    }

    /// Reads the case; says on standard error which series each sequence is, and why.
    pub fn read(&self) -> Ended<Vec<Placed>> {
        let own_mask = self.mask.filter(|path| is_dicom(path));
        let paths: Vec<PathBuf> =
            [Some(self.study), own_mask].into_iter().flatten().map(Path::to_owned).collect();
        with_study(&paths, |study, files| {
            let at = |error: Error| error.at(self.study.display().to_string());
            if study.volumes.is_empty() {
                return Err(at(dicom::nothing_found(study)).into());
            }
            of_one_patient(study).map_err(at)?;
            let series = self.sequences.iter().map(|&sequence| self.series(study, sequence).map_err(at));
            let series = all(series)?;
            let drawn = match (self.mask, own_mask) {
                (Some(path), None) => Drawn::File(Scan::read(path)?),
                (_, own) => {
                    let last = own.map(|_| files.len() - 1);
                    let (mask, segment) = self.segment(study, last).map_err(at)?;
                    Drawn::Segment { mask, labels: mask.labels(files, segment).map_err(at)? }
                }
            };
            let place = |(&sequence, series): (&Sequence, &Series)| {
                let image = Read { value: series.image(files)?, warnings: series.warnings.clone() };
                let labels = drawn.on(series, self.label_channel, image.value.geometry.size)?;
                Ok(Placed { sequence, image, labels })
            };
            let placed = self.sequences.iter().zip(series).map(place).map(|read| read.map_err(at));
            all(placed)
        })
    }

    /// The volume of a sequence: chosen, or proposed with more than the order of acquisition to go by.
    fn series<'a>(&self, study: &'a Study, sequence: Sequence) -> Result<&'a Series> {
        let missing = |found: &str| {
            Error::new(ErrorKind::Missing, sequence.key(), "one series of the study", found)
                .hint("`discern inspect` lists the series; name one by --series SEQUENCE=NUMBER")
        };
        let chosen = self.chosen.iter().rev().find(|(of, _)| *of == sequence).map(|(_, number)| *number);
        if let Some(number) = chosen {
            let of_number: Vec<&Series> =
                study.volumes.iter().filter(|series| series.number == Some(number)).collect();
            let [series] = of_number[..] else {
                return Err(missing(&format!("{} volumes of number {number}", of_number.len())));
            };
            tell(format_args!("{sequence}: series {number}, as chosen"));
            return Ok(series);
        }
        let proposed = study.volumes.iter().find_map(|series| {
            let role = series.role.as_ref().ok().filter(|role| role.sequence == sequence)?;
            Some((series, role))
        });
        let Some((series, role)) = proposed else { return Err(missing("none that is proposed for it")) };
        if role.confidence == Confidence::Ask {
            return Err(missing("one by the order of acquisition alone"));
        }
        let number = series.number.map_or("without a number".to_owned(), |number| number.to_string());
        tell(format_args!("{sequence}: series {number} ({}: {})", role.confidence.key(), role.why));
        Ok(series)
    }

    /// The mask and its segment: of the given file, else of those that were drawn where the images are.
    fn segment<'a>(&self, study: &'a Study, file: Option<usize>) -> Result<(&'a Mask, usize)> {
        let is_candidate = |mask: &&Mask| file.map_or(mask.is_in_frame, |file| mask.file == file);
        let mut choices = Vec::new();
        for mask in study.masks.iter().filter(is_candidate) {
            if let (Err(error), true) = (&mask.grid, file.is_some()) {
                return Err(error.clone());
            }
            choices.extend(
                (0..mask.segments.len()).filter(|_| mask.grid.is_ok()).map(|segment| (mask, segment)),
            );
        }
        let numbered = |(mask, segment): &(&Mask, usize)| {
            self.label.is_none_or(|label| i64::from(mask.segments[*segment].number) == i64::from(label))
        };
        choices.retain(numbered);
        let proposed: Vec<(&Mask, usize)> =
            choices.iter().filter(|(mask, segment)| mask.segments[*segment].is_proposed).copied().collect();
        match (&choices[..], &proposed[..]) {
            ([one], _) | (_, [one]) => Ok(*one),
            _ => {
                let found =
                    format!("{} segments, {} that are called a lesion", choices.len(), proposed.len());
                Err(Error::new(ErrorKind::Mask, "mask of the study", "one segment to take", found)
                    .hint("`discern inspect` lists them; name a file by --mask, its segment by --label"))
            }
        }
    }
}

/// The lesion as it was drawn.
enum Drawn<'a> {
    File(Scan),
    Segment { mask: &'a Mask, labels: LabelMap },
}

impl Drawn<'_> {
    /// The mask for a volume.
    fn on(&self, series: &Series, channel: Option<u64>, image_size: [usize; 3]) -> Result<Read<LabelMap>> {
        match self {
            Self::File(scan) => scan.labels_for(channel, Some(image_size)),
            Self::Segment { mask, labels } => {
                let mut warnings: Vec<Warning> = mask.warnings.clone();
                // Said once, of the images that it concerns.
                let other: Warning = Notice::MaskOtherFrame.into();
                warnings.retain(|warning| *warning != other);
                if !mask.is_in_frame_of(series) {
                    warnings.push(other);
                }
                Ok(Read { value: labels.clone(), warnings })
            }
        }
    }
}
