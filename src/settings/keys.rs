//! The one table of PyRadiomics' settings: key, type, bounds. What filters read is in the filters' own table.

use serde_json::Value;

use crate::preprocess::Interpolator;

/// What a setting's value may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Flag,
    /// Whole number within bounds.
    Whole(i64, i64),
    /// Number above 0.
    Positive,
    /// List of so many (least, most) numbers; at least 0 where told.
    Numbers {
        least: usize,
        most: usize,
        from_0: bool,
    },
    /// List of at least one whole number within bounds.
    Wholes(i64, i64),
    Word(&'static [&'static str]),
    Interpolator,
}

/// Where a setting has its effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// On the image and mask as a whole: not for one image type alone.
    Whole,
    /// On filters or features: may differ by image type.
    ImageType,
    /// Nowhere, for the reason given.
    Nowhere(&'static str),
}

/// One setting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub name: &'static str,
    pub kind: Kind,
    pub scope: Scope,
}

const fn key(name: &'static str, kind: Kind, scope: Scope) -> Key {
    Key { name, kind, scope }
}

const MAPS: Scope = Scope::Nowhere("feature maps are not made, only values of regions");

/// Settings of the section `setting`, but for those of filters.
#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key("additionalInfo", Kind::Flag, Scope::Whole),
    key("binCount", Kind::Whole(1, u32::MAX as i64), Scope::ImageType),
    key("binWidth", Kind::Positive, Scope::ImageType),
    key("correctMask", Kind::Flag, Scope::Whole),
    key("distances", Kind::Wholes(1, i32::MAX as i64), Scope::ImageType),
    key("force2D", Kind::Flag, Scope::ImageType),
    key("force2Ddimension", Kind::Whole(0, 2), Scope::ImageType),
    key("geometryTolerance", Kind::Positive, Scope::Whole),
    key("gldm_a", Kind::Whole(0, u32::MAX as i64), Scope::ImageType),
    key("interpolator", Kind::Interpolator, Scope::Whole),
    key("label", Kind::Whole(1, i32::MAX as i64), Scope::Whole),
    key("label_channel", Kind::Whole(0, 0), Scope::Whole),
    key("minimumROIDimensions", Kind::Whole(1, 3), Scope::Whole),
    key("minimumROISize", Kind::Whole(1, i64::MAX), Scope::Whole),
    key("normalize", Kind::Flag, Scope::Whole),
    key("normalizeScale", Kind::Positive, Scope::Whole),
    key("padDistance", Kind::Whole(0, 100_000), Scope::Whole),
    key("preCrop", Kind::Flag, Scope::Whole),
    key("removeOutliers", Kind::Positive, Scope::Whole),
    key("resampledPixelSpacing", Kind::Numbers { least: 3, most: 3, from_0: true }, Scope::Whole),
    key("resegmentMode", Kind::Word(&["absolute", "relative", "sigma"]), Scope::Whole),
    key("resegmentRange", Kind::Numbers { least: 1, most: 2, from_0: false }, Scope::Whole),
    key("resegmentShape", Kind::Flag, Scope::Whole),
    key("symmetricalGLCM", Kind::Flag, Scope::ImageType),
    key("voxelArrayShift", Kind::Whole(-(1 << 53), 1 << 53), Scope::ImageType),
    key("weightingNorm", Kind::Word(&["euclidean", "manhattan", "infinity", "no_weighting"]), Scope::ImageType),
];

/// Settings of the section `voxelSetting`.
#[rustfmt::skip]
pub(super) const VOXEL_KEYS: &[Key] = &[
    key("initValue", Kind::Numbers { least: 0, most: 0, from_0: false }, MAPS),
    key("kernelRadius", Kind::Whole(1, i64::MAX), MAPS),
    key("maskedKernel", Kind::Flag, MAPS),
    key("voxelBatch", Kind::Whole(1, i64::MAX), MAPS),
];

impl Kind {
    /// Whether a value will do.
    pub fn accepts(self, value: &Value) -> bool {
        let whole = |value: &Value, low, high| value.as_i64().is_some_and(|n| (low..=high).contains(&n));
        match self {
            Self::Flag => value.is_boolean(),
            Self::Whole(low, high) => whole(value, low, high),
            Self::Positive => value.as_f64().is_some_and(|number| number > 0.0),
            // The single number `initValue` is the only one without a list.
            Self::Numbers { most: 0, .. } => value.is_number(),
            Self::Numbers { least, most, from_0 } => value.as_array().is_some_and(|list| {
                let number = |item: &Value| item.as_f64().is_some_and(|n| !from_0 || n >= 0.0);
                (least..=most).contains(&list.len()) && list.iter().all(number)
            }),
            Self::Wholes(low, high) => value
                .as_array()
                .is_some_and(|list| !list.is_empty() && list.iter().all(|item| whole(item, low, high))),
            Self::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Self::Interpolator => interpolator(value).is_some(),
        }
    }

    /// What will do, in words.
    pub fn expected(self) -> String {
        let bounds = |low: i64, high: i64| match (low, high) {
            (low, high) if low == high => format!("{low}"),
            (low, high) if high >= i64::from(i32::MAX) => format!("a whole number from {low} on"),
            (low, high) => format!("a whole number from {low} to {high}"),
        };
        match self {
            Self::Flag => "true or false".to_owned(),
            Self::Whole(low, high) => bounds(low, high),
            Self::Positive => "a number above 0".to_owned(),
            Self::Numbers { most: 0, .. } => "a number".to_owned(),
            Self::Numbers { least, most, from_0 } => {
                let count = if least == most { format!("{least}") } else { format!("{least} or {most}") };
                format!("a list of {count} numbers{}", if from_0 { " from 0 on" } else { "" })
            }
            Self::Wholes(low, high) => format!("a list of numbers, each {}", bounds(low, high)),
            Self::Word(words) => format!("one of {}", words.join(", ")),
            Self::Interpolator => {
                let names: Vec<&str> = Interpolator::ALL.iter().map(|entry| entry.0).collect();
                format!("one of {}, or its number from 1 to 10", names.join(", "))
            }
        }
    }
}

/// An interpolator by SimpleITK's name or number.
pub(super) fn interpolator(value: &Value) -> Option<Interpolator> {
    let by_name = value.as_str().and_then(|name| Interpolator::ALL.iter().find(|entry| entry.0 == name));
    let by_number = || {
        let number = usize::try_from(value.as_i64()?).ok()?;
        Interpolator::ALL.get(number.checked_sub(1)?)
    };
    by_name.or_else(by_number).map(|entry| entry.1)
}
