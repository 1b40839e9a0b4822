//! The table of settings: names, types, bounds, defaults and meaning of all that a parameter file may hold.
//!
//! What a filter reads stands with the filter. The order is that in which PyRadiomics reports its settings.

use crate::filter::{FILTERS, FORCE_2D, FORCE_2D_DIMENSION};
use crate::parameter::{Default, Each, Key, Kind, Scope};
use crate::preprocess::Interpolator;

/// Names of all interpolators, by SimpleITK's numbers.
static INTERPOLATORS: [&str; Interpolator::ALL.len()] = {
    let mut names = [""; Interpolator::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Interpolator::ALL[at].0;
        at += 1;
    }
    names
};

/// Settings of the section `setting`, without those that only filters read.
pub static KEYS: &[Key] = &[
    Key {
        name: "minimumROIDimensions",
        kind: Kind::Whole { min: 1, max: 3 },
        default: Default::Whole(2),
        scope: Scope::Scan,
        reported: true,
        doc: "The region must be longer than one voxel along so many axes; a smaller one is an error.",
    },
    Key {
        name: "minimumROISize",
        kind: Kind::Whole { min: 1, max: i64::MAX },
        default: Default::None,
        scope: Scope::Scan,
        reported: true,
        doc: "The region must have more voxels than this; a smaller one is an error.",
    },
    Key {
        name: "normalize",
        kind: Kind::Flag,
        default: Default::Flag(false),
        scope: Scope::Scan,
        reported: true,
        doc: "Replace every intensity x of the scan by (x − mean) / standard deviation × normalizeScale; \
          mean and standard deviation are those of all voxels.",
    },
    Key {
        name: "normalizeScale",
        kind: Kind::Positive { max: f64::INFINITY },
        default: Default::Whole(1),
        scope: Scope::Scan,
        reported: true,
        doc: "Factor of normalised intensities. Choose binWidth to suit: a width of 25 needs a scale of \
          about 100.",
    },
    Key {
        name: "removeOutliers",
        kind: Kind::Positive { max: f64::INFINITY },
        default: Default::None,
        scope: Scope::Scan,
        reported: true,
        doc: "Cut normalised intensities to this many standard deviations from the mean. Only with \
          normalize.",
    },
    Key {
        name: "resampledPixelSpacing",
        kind: Kind::Numbers { least: 3, most: 3, each: Each::FromZero },
        default: Default::None,
        scope: Scope::Scan,
        reported: true,
        doc: "Voxel sizes along x, y, z in mm to which image and mask are resampled; 0 keeps the size \
          along that axis.",
    },
    Key {
        name: "interpolator",
        kind: Kind::WordOrNumber(&INTERPOLATORS),
        default: Default::Word("sitkBSpline"),
        scope: Scope::Scan,
        reported: true,
        doc: "How intensities between voxels are computed when resampling, by SimpleITK's name or number; \
          the mask takes the nearest voxel. null switches resampling off.",
    },
    Key {
        name: "preCrop",
        kind: Kind::Flag,
        default: Default::Flag(false),
        scope: Scope::Scan,
        reported: true,
        doc: "Cut the image to the region and padDistance before filtering. Saves memory; filters that \
          reach farther than padDistance then see the cut.",
    },
    Key {
        name: "padDistance",
        kind: Kind::Whole { min: 0, max: 100_000 },
        default: Default::Whole(5),
        scope: Scope::Scan,
        reported: true,
        doc: "Margin around the region in voxels that resampling and preCrop keep.",
    },
    Key {
        name: "distances",
        kind: Kind::Wholes { min: 1, max: i32::MAX as i64 },
        default: Default::Wholes(&[1]),
        scope: Scope::ImageType,
        reported: true,
        doc: "Distances in voxels (largest step along any axis) at which GLCM, GLDM and NGTDM look at \
          neighbours.",
    },
    FORCE_2D,
    FORCE_2D_DIMENSION,
    Key {
        name: "resegmentRange",
        kind: Kind::Numbers { least: 1, most: 2, each: Each::Any },
        default: Default::None,
        scope: Scope::Scan,
        reported: true,
        doc: "Keep only voxels of the mask with intensities in this range: lower bound, or lower and \
          upper; see resegmentMode.",
    },
    Key {
        name: "resegmentMode",
        kind: Kind::Word(&["absolute", "relative", "sigma"]),
        default: Default::Word("absolute"),
        scope: Scope::Scan,
        reported: false,
        doc: "What resegmentRange is measured in: absolute, intensities; relative, shares of the largest \
          intensity in the mask; sigma, standard deviations about the mean of the mask.",
    },
    Key {
        name: "resegmentShape",
        kind: Kind::Flag,
        default: Default::Flag(false),
        scope: Scope::Scan,
        reported: false,
        doc: "Shape features, too, are computed of the resegmented mask; otherwise of the mask as drawn.",
    },
    Key {
        name: "label",
        kind: Kind::Whole { min: 1, max: i32::MAX as i64 },
        default: Default::Whole(1),
        scope: Scope::Scan,
        reported: true,
        doc: "Which number in the mask is the region.",
    },
    Key {
        name: "label_channel",
        kind: Kind::Whole { min: 0, max: 1023 },
        default: Default::Whole(0),
        scope: Scope::Scan,
        reported: false,
        doc: "Which volume of a mask of several is read, counted from 0: a layer of overlapping segments, a channel of a \
          one-hot mask.",
    },
    Key {
        name: "correctMask",
        kind: Kind::Flag,
        default: Default::Flag(true),
        scope: Scope::Scan,
        reported: false,
        doc: "Carry a mask on another grid to the image's grid by the nearest voxel; false refuses it. \
          PyRadiomics' default is false.",
    },
    Key {
        name: "geometryTolerance",
        kind: Kind::Positive { max: f64::INFINITY },
        default: Default::None,
        scope: Scope::Scan,
        reported: false,
        doc: "How far the grids of image and mask may differ and still count as one, in voxels along x. \
          Without it, voxel centres may lie 0.01 voxels apart.",
    },
    Key {
        name: "additionalInfo",
        kind: Kind::Flag,
        default: Default::Flag(true),
        scope: Scope::Scan,
        reported: true,
        doc: "Give the columns diagnostics_*: versions, hashes, settings, and what image and mask are \
          like.",
    },
    Key {
        name: "binWidth",
        kind: Kind::Positive { max: f64::INFINITY },
        default: Default::Number(25.0),
        scope: Scope::ImageType,
        reported: false,
        doc: "Width of a grey level in units of intensity; the edges are multiples of it.",
    },
    Key {
        name: "binCount",
        kind: Kind::Whole { min: 1, max: u32::MAX as i64 },
        default: Default::None,
        scope: Scope::ImageType,
        reported: false,
        doc: "Number of grey levels of equal width between the smallest and the largest intensity of the \
          region. Takes precedence over binWidth.",
    },
    Key {
        name: "symmetricalGLCM",
        kind: Kind::Flag,
        default: Default::Flag(true),
        scope: Scope::ImageType,
        reported: false,
        doc: "Count each pair of voxels in both directions, so that the GLCM is symmetric.",
    },
    Key {
        name: "weightingNorm",
        kind: Kind::Word(&["euclidean", "manhattan", "infinity", "no_weighting"]),
        default: Default::None,
        scope: Scope::ImageType,
        reported: false,
        doc: "Merge the directions of GLCM and GLRLM into one matrix, weighted by the length of the step \
          under this norm (no_weighting: equally). Without it, features are averaged over directions.",
    },
    Key {
        name: "gldm_a",
        kind: Kind::Whole { min: 0, max: u32::MAX as i64 },
        default: Default::Whole(0),
        scope: Scope::ImageType,
        reported: false,
        doc: "α of GLDM: a neighbour is dependent when its grey level differs by at most this.",
    },
    Key {
        name: "voxelArrayShift",
        kind: Kind::Whole { min: -(1 << 53), max: 1 << 53 },
        default: Default::Whole(0),
        scope: Scope::ImageType,
        reported: false,
        doc: "c, added to every intensity in Energy, TotalEnergy and RootMeanSquared, so that negative \
          intensities do not count like positive ones.",
    },
];

/// Settings of the section `voxelSetting`.
pub static VOXEL_KEYS: &[Key] = &[
    Key {
        name: "kernelRadius",
        kind: Kind::Whole { min: 1, max: i64::MAX },
        default: Default::Whole(1),
        scope: Scope::FeatureMaps,
        reported: false,
        doc: "Radius in voxels of the region around each voxel of a feature map.",
    },
    Key {
        name: "maskedKernel",
        kind: Kind::Flag,
        default: Default::Flag(true),
        scope: Scope::FeatureMaps,
        reported: false,
        doc: "Keep to the mask within that radius.",
    },
    Key {
        name: "initValue",
        kind: Kind::Number,
        default: Default::Whole(0),
        scope: Scope::FeatureMaps,
        reported: false,
        doc: "Value of a feature map outside the mask.",
    },
    Key {
        name: "voxelBatch",
        kind: Kind::Whole { min: 1, max: i64::MAX },
        default: Default::None,
        scope: Scope::FeatureMaps,
        reported: false,
        doc: "Voxels of a feature map that are computed at a time.",
    },
];

/// All settings of the sections `setting` and `imageType`: [`KEYS`], then those of each filter; every name once.
pub fn keys() -> Vec<&'static Key> {
    let mut all: Vec<&'static Key> = KEYS.iter().collect();
    for key in FILTERS.iter().flat_map(|entry| entry.parameters) {
        if all.iter().all(|known| known.name != key.name) {
            all.push(key);
        }
    }
    all
}
