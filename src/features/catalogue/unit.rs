//! Units of features.

use std::fmt;

/// A unit: powers of the image's unit of intensity and of millimetres, or bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    intensity: i8,
    mm: i8,
    bit: bool,
}

impl Unit {
    /// None: a pure number.
    pub const ONE: Self = Self { intensity: 0, mm: 0, bit: false };
    /// Bits of information.
    pub const BIT: Self = Self { bit: true, ..Self::ONE };
    /// That of the image's intensities.
    pub const INTENSITY: Self = Self { intensity: 1, ..Self::ONE };
    /// Intensities squared.
    pub const INTENSITY_2: Self = Self { intensity: 2, ..Self::ONE };
    /// Intensities squared times a volume.
    pub const INTENSITY_2_MM_3: Self = Self { intensity: 2, mm: 3, bit: false };
    /// Length.
    pub const MM: Self = Self { mm: 1, ..Self::ONE };
    /// Area.
    pub const MM_2: Self = Self { mm: 2, ..Self::ONE };
    /// Volume.
    pub const MM_3: Self = Self { mm: 3, ..Self::ONE };
    /// Area over volume.
    pub const PER_MM: Self = Self { mm: -1, ..Self::ONE };

    /// The unit where intensities are measured in `intensity` (`HU`): `HU² mm³`; `1` for a pure number.
    pub fn text(self, intensity: &str) -> String {
        if self.bit {
            return "bit".to_owned();
        }
        let parts = [(intensity, self.intensity), ("mm", self.mm)];
        let parts: Vec<String> = parts.iter().filter_map(|&(base, power)| to_the(base, power)).collect();
        if parts.is_empty() { "1".to_owned() } else { parts.join(" ") }
    }

    /// Lengths, areas and volumes: a unit that does not hang on that of the intensities.
    pub fn millimetres(self) -> Option<&'static str> {
        match self {
            Self::MM => Some("mm"),
            Self::MM_2 => Some("mm²"),
            Self::MM_3 => Some("mm³"),
            Self::PER_MM => Some("1/mm"),
            _ => None,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text("intensity"))
    }
}

fn to_the(base: &str, power: i8) -> Option<String> {
    match power {
        0 => None,
        1 => Some(base.to_owned()),
        2 => Some(format!("{base}²")),
        3 => Some(format!("{base}³")),
        -1 => Some(format!("1/{base}")),
        other => Some(format!("{base}^{other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_follow_the_image() {
        assert_eq!(Unit::INTENSITY_2_MM_3.text("HU"), "HU² mm³");
        assert_eq!(Unit::ONE.to_string(), "1");
        for unit in [Unit::MM, Unit::MM_2, Unit::MM_3, Unit::PER_MM] {
            assert_eq!(unit.millimetres(), Some(unit.to_string().as_str()));
        }
        assert_eq!((Unit::INTENSITY.millimetres(), Unit::BIT.millimetres()), (None, None));
    }
}
