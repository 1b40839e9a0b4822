//! Label maps: an integer at every voxel, in as few bytes as the labels allow.

use std::collections::{BTreeMap, TryReserveError};
use std::sync::Arc;

use super::{Geometry, Region};

/// A drawn or computed segmentation: an integer label at every voxel, 0 is background.
///
/// A clone shares the labels.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelMap {
    /// Where the voxels lie.
    pub geometry: Geometry,
    labels: Arc<Labels>,
}

/// Labels, x fastest: one byte each while all are from 0 to 255, as nearly always.
#[derive(Debug, Clone)]
pub enum Labels {
    /// From 0 to 255.
    Bytes(Vec<u8>),
    /// Any.
    Wide(Vec<i32>),
}

impl Default for Labels {
    fn default() -> Self {
        Self::Bytes(Vec::new())
    }
}

impl PartialEq for Labels {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Labels {
    /// Adds labels.
    ///
    /// # Errors
    /// They need more bytes than there is room for, and there is no memory for those.
    pub fn extend(&mut self, more: &[i32]) -> Result<(), TryReserveError> {
        if more.iter().fold(false, |wide, &label| wide | !(0..=255).contains(&label)) {
            self.widen()?;
        }
        self.try_reserve_exact(more.len())?;
        match self {
            Self::Bytes(labels) => labels.extend(more.iter().map(|&label| label as u8)),
            Self::Wide(labels) => labels.extend_from_slice(more),
        }
        Ok(())
    }

    /// Makes room for so many more.
    ///
    /// # Errors
    /// There is no memory for them.
    pub fn try_reserve_exact(&mut self, more: usize) -> Result<(), TryReserveError> {
        match self {
            Self::Bytes(labels) => labels.try_reserve_exact(more),
            Self::Wide(labels) => labels.try_reserve_exact(more),
        }
    }

    /// Number of labels there is room for.
    pub fn capacity(&self) -> usize {
        match self {
            Self::Bytes(labels) => labels.capacity(),
            Self::Wide(labels) => labels.capacity(),
        }
    }

    /// Number of labels.
    #[allow(clippy::len_without_is_empty, reason = "a label map has voxels")]
    pub fn len(&self) -> usize {
        match self {
            Self::Bytes(labels) => labels.len(),
            Self::Wide(labels) => labels.len(),
        }
    }

    /// All labels.
    pub fn iter(&self) -> impl Iterator<Item = i32> {
        let (bytes, wide): (&[u8], &[i32]) = match self {
            Self::Bytes(labels) => (labels, &[]),
            Self::Wide(labels) => (&[], labels),
        };
        bytes.iter().map(|&label| i32::from(label)).chain(wide.iter().copied())
    }

    fn widen(&mut self) -> Result<(), TryReserveError> {
        if let Self::Bytes(labels) = self {
            let mut wide = Vec::new();
            wide.try_reserve_exact(labels.capacity())?;
            wide.extend(labels.iter().map(|&label| i32::from(label)));
            *self = Self::Wide(wide);
        }
        Ok(())
    }
}

impl LabelMap {
    /// A map of labels.
    ///
    /// # Panics
    /// When they do not fill the grid: a programming error, never an input error.
    pub fn new(geometry: Geometry, labels: Vec<i32>) -> Self {
        let found = match labels.iter().all(|label| (0..=255).contains(label)) {
            true => Labels::Bytes(labels.iter().map(|&label| label as u8).collect()),
            false => Labels::Wide(labels),
        };
        Self::of(geometry, found)
    }

    /// As [`LabelMap::new`].
    ///
    /// # Panics
    /// Likewise.
    pub fn of(geometry: Geometry, labels: Labels) -> Self {
        assert_eq!(geometry.voxels(), labels.len(), "labels do not fill the grid");
        Self { geometry, labels: Arc::new(labels) }
    }

    /// A map of one label only, where `inside`.
    ///
    /// # Panics
    /// Likewise.
    pub fn single(geometry: Geometry, label: i32, inside: &[bool]) -> Self {
        let labels = match u8::try_from(label) {
            Ok(label) => Labels::Bytes(inside.iter().map(|&inside| if inside { label } else { 0 }).collect()),
            Err(_) => Labels::Wide(inside.iter().map(|&inside| if inside { label } else { 0 }).collect()),
        };
        Self::of(geometry, labels)
    }

    /// The same labels on another grid of as many voxels.
    #[must_use]
    pub fn on(&self, geometry: Geometry) -> Self {
        assert_eq!(geometry.voxels(), self.labels.len(), "labels do not fill the grid");
        Self { geometry, ..self.clone() }
    }

    /// All labels, x fastest.
    pub fn iter(&self) -> impl Iterator<Item = i32> {
        self.labels.iter()
    }

    /// All labels in blocks, x fastest.
    pub fn blocks(&self) -> impl Iterator<Item = Vec<i32>> {
        const BLOCK: usize = 4096;
        let mut labels = self.iter();
        (0..self.labels.len()).step_by(BLOCK).map(move |_| labels.by_ref().take(BLOCK).collect())
    }

    /// The label at an index.
    pub fn at(&self, index: usize) -> i32 {
        match &*self.labels {
            Labels::Bytes(labels) => labels[index].into(),
            Labels::Wide(labels) => labels[index],
        }
    }

    /// The map of what `changed` makes of each index and its label.
    #[must_use]
    pub fn with(&self, mut changed: impl FnMut(usize, i32) -> i32) -> Self {
        let changed = self.iter().enumerate().map(|(index, label)| changed(index, label));
        Self::new(self.geometry, changed.collect())
    }

    /// The voxels of all labels but the background; `None` where there is none.
    pub fn drawn(&self) -> Option<Region> {
        let (grid, size) = (&self.geometry, self.geometry.size);
        match &*self.labels {
            Labels::Bytes(labels) => Region::tight(grid, ([0; 3], size), labels, |&label| label != 0),
            Labels::Wide(labels) => Region::tight(grid, ([0; 3], size), labels, |&label| label != 0),
        }
    }

    /// The voxels of a label; `None` where it has none.
    pub fn region(&self, label: i32) -> Option<Region> {
        let (grid, size) = (&self.geometry, self.geometry.size);
        match &*self.labels {
            Labels::Bytes(labels) => {
                let label = u8::try_from(label).ok()?;
                Region::tight(grid, ([0; 3], size), labels, |&found| found == label)
            }
            Labels::Wide(labels) => Region::tight(grid, ([0; 3], size), labels, |&found| found == label),
        }
    }
}

/// Number of voxels of each label in ascending order of label, background (0) left out.
pub fn label_counts(map: &LabelMap) -> Vec<(i32, usize)> {
    let mut counts = BTreeMap::new();
    map.iter().filter(|&label| label != 0).for_each(|label| *counts.entry(label).or_insert(0) += 1);
    counts.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_widen_when_a_byte_holds_them_no_more() {
        let grid = Geometry::axis_aligned([4, 1, 1], [1.0; 3]);
        let map = LabelMap::new(grid, vec![0, 7, 255, 7]);
        assert!(matches!(*map.labels, Labels::Bytes(_)));
        assert_eq!(label_counts(&map), [(7, 2), (255, 1)]);
        let wide = map.with(|index, label| if index == 0 { 256 } else { label });
        assert_eq!(wide.iter().collect::<Vec<_>>(), [256, 7, 255, 7]);
        let mut labels = Labels::default();
        labels.extend(&[0, 7]).and_then(|()| labels.extend(&[-1])).expect("memory");
        assert!(matches!(&labels, Labels::Wide(all) if *all == [0, 7, -1]));
        let wide = LabelMap::of(grid, Labels::Wide(vec![0, 7, 255, 7]));
        assert_eq!(
            wide,
            LabelMap::new(grid, vec![0, 7, 255, 7]),
            "a map is its labels, in however many bytes"
        );
        assert_eq!(map.region(7), wide.region(7));
        assert_eq!(map.region(7).expect("two voxels").inside, [true, false, true]);
        assert_eq!((map.region(9), LabelMap::single(grid, -2, &[false; 4]).region(-2)), (None, None));
    }
}
