//! What a file holds, before its role in the case is known.

use serde::Serialize;

use crate::case::name_role::Voxels;
use crate::error::{ErrorKind, Result, Warning};
use crate::read;
use crate::read::{Counted, Files, Placed, Segment};
use crate::words::ImageProblem;
use crate::words::Notice;

/// Most labels a volume of a mask is listed with; more are intensities of an integer image.
const MAX_LABELS: usize = 512;
/// Most labels of a mask that is recognised by its voxels alone.
const FEW_LABELS: usize = 64;

/// Facts about one image or mask file that help a person to put it in its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Inspection {
    /// Name of the file's format.
    pub format: &'static str,
    /// Voxels along each axis.
    pub size: [usize; 3],
    /// Distance of voxel centres along each axis, mm.
    pub spacing_mm: [f64; 3],
    /// Volumes that the header counts: of a mask, layers of segments or one-hot channels.
    pub volumes: u64,
    /// What can be chosen as the lesion: segments by their names, and labels that have none; `None` when the voxels are no
    /// labels.
    pub regions: Option<Vec<RegionFound>>,
    /// Whether they look like those of a mask.
    pub voxels: Voxels,
    /// By which of the file's descriptions its grid is placed.
    pub placed: Placed,
    /// What the user should know about the file.
    pub warnings: Vec<Warning>,
}

/// A part of a mask that can be the lesion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RegionFound {
    /// What the file calls it, where it says.
    pub name: Option<String>,
    /// The volume it is in, from 0: PyRadiomics' `label_channel`.
    pub channel: u64,
    /// Its label there.
    pub label: i32,
    /// Its voxels.
    pub voxels: usize,
}

/// Segments in the order of the file, then labels without a name.
fn regions(named: &[Segment], counted: &Counted) -> Vec<RegionFound> {
    let labels = counted.volumes.iter().zip(0_u64..).flat_map(|(labels, channel)| {
        labels.iter().map(move |&(label, voxels)| RegionFound { name: None, channel, label, voxels })
    });
    let (mut segments, mut others): (Vec<RegionFound>, Vec<RegionFound>) = (Vec::new(), labels.collect());
    for Segment { name, layer, label } in named {
        let own = others.iter().position(|found| (found.channel, found.label) == (*layer, *label));
        let voxels = own.map_or(0, |at| others.remove(at).voxels);
        segments.push(RegionFound { name: Some(name.clone()), channel: *layer, label: *label, voxels });
    }
    [segments, others].concat()
}

/// Facts about a file, or a header and the files of its voxels; `image_size` is that of the image which it is a mask for, where
/// that is known.
///
/// # Errors
/// As [`read::labels`], save that voxels may be something else than labels, and labels may be in several volumes.
pub fn inspect(files: Files<'_>, image_size: Option<[usize; 3]>) -> Result<Inspection> {
    let summary = read::inspect_files(files)?;
    let counted = match read::count_labels(files, image_size, MAX_LABELS) {
        Ok(counted) => counted,
        Err(error) if error.kind == ErrorKind::Mask => None,
        Err(error) => return Err(error),
    };
    let mut warnings = summary.warnings;
    let mut geometry = summary.geometry;
    let mut voxels = Voxels::Intensities;
    if let Some(Counted { geometry: own, volumes }) = &counted {
        if *own != geometry && volumes.len() == 1 {
            warnings.push(Notice::MaskAxisDropped.into());
        }
        geometry = *own;
        voxels = look(volumes, geometry.size);
    }
    let several = counted.as_ref().map_or(summary.volumes, |counted| counted.volumes.len() as u64) > 1;
    if several && summary.segments.is_empty() && voxels != Voxels::Labels {
        return Err(ImageProblem::OneVolume { volumes: summary.volumes }.into());
    }
    Ok(Inspection {
        format: summary.format,
        size: geometry.size,
        spacing_mm: geometry.spacing_mm,
        volumes: summary.volumes,
        regions: counted.map(|counted| regions(&summary.segments, &counted)),
        voxels,
        placed: summary.placed,
        warnings,
    })
}

/// Few labels over less than half of the volume, or few in each of several: a drawn mask rather than an image.
fn look(volumes: &[Vec<(i32, usize)>], size: [usize; 3]) -> Voxels {
    let inside: usize = volumes.iter().flatten().map(|(_, count)| count).sum();
    let is_few = volumes.iter().all(|labels| labels.len() <= FEW_LABELS) && inside > 0;
    let is_drawn = is_few && (volumes.len() > 1 || 2 * inside < size.iter().product());
    if is_drawn { Voxels::Labels } else { Voxels::Whole }
}
