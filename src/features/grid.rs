//! Grey levels laid out for counting: padded, so that no neighbour needs a bounds check.
//!
//! Every texture family counts on the same [`Grid`]. A grid holds for every voxel its level and the rank of that
//! level among the levels that occur (1, 2, …); outside the mask, and in the margin, both are 0. Ranks keep matrices
//! as small as the number of levels that occur, whatever gaps the levels have.

use crate::volume::Levels;

/// One step from a voxel to a neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// Voxels along x, y, z.
    pub by: [isize; 3],
    /// Distance in [`Grid::ranks`].
    pub offset: isize,
}

/// Which neighbours count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbourhood {
    /// Distances (largest step along any axis) in voxels, each at least 1.
    pub distances: Vec<usize>,
    /// Axis (0 = x, 1 = y, 2 = z) no step may move along; `None` for full 3-D.
    pub flat_axis: Option<usize>,
}

impl Neighbourhood {
    /// Number of steps to neighbours in a box of `size`, both ways.
    pub fn steps_within(&self, size: [usize; 3]) -> usize {
        // All steps up to a distance, the one of length 0 included.
        let up_to = |distance: usize| {
            let along = |axis: usize| match self.flat_axis {
                Some(flat) if flat == axis => 1,
                _ => 2 * distance.min(size[axis] - 1) + 1,
            };
            (0..3).map(along).fold(1, usize::saturating_mul)
        };
        let at = |distance: usize| up_to(distance) - up_to(distance - 1);
        self.distances.iter().map(|&distance| at(distance)).fold(0, usize::saturating_add)
    }
}

/// A region's levels with a margin of background.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    /// Size of the box without margin.
    pub size: [usize; 3],
    /// Margin on either side, voxels per axis.
    margin: [usize; 3],
    /// Rank of every voxel's level, 1..=levels.len(); 0 is background.
    pub ranks: Vec<u16>,
    /// Level of every voxel; 0 is background.
    pub levels_at: Vec<u16>,
    /// Runs of inside voxels along x: first position in `ranks` and length, in voxel order.
    pub spans: Vec<(usize, usize)>,
    /// Levels that occur, ascending: the level of rank r is `levels[r - 1]`.
    pub levels: Vec<f64>,
    /// Number of voxels inside.
    pub voxels: usize,
}

impl Grid {
    /// Lays out `levels` with room for steps of `reach` voxels.
    ///
    /// Levels are at most 65,535 (`preprocess::discretise` refuses more).
    pub fn new(levels: &Levels, reach: usize) -> Self {
        let size = levels.region.geometry.size;
        let margin = size.map(|n| reach.min(n - 1));
        let padded: [usize; 3] = std::array::from_fn(|axis| size[axis] + 2 * margin[axis]);
        let present = levels.present();
        let mut rank_of = vec![0_u16; levels.count as usize + 1];
        for (&level, rank) in present.iter().zip(1_u16..) {
            rank_of[level as usize] = rank;
        }
        let total = padded.iter().product();
        let (mut ranks, mut levels_at) = (vec![0; total], vec![0; total]);
        let mut spans = Vec::new();
        for (row, voxels) in levels.voxels.chunks_exact(size[0]).enumerate() {
            let (y, z) = (row % size[1], row / size[1]);
            let start = margin[0] + padded[0] * (y + margin[1] + padded[1] * (z + margin[2]));
            fill_row(voxels, start, &rank_of, (&mut ranks, &mut levels_at, &mut spans));
        }
        let voxels = spans.iter().map(|span: &(usize, usize)| span.1).sum();
        Self {
            size,
            margin,
            ranks,
            levels_at,
            spans,
            levels: present.into_iter().map(f64::from).collect(),
            voxels,
        }
    }

    /// Steps to all neighbours in the order PyRadiomics takes them: z, then y, then x, each from + to −.
    ///
    /// The first half are the one-sided directions (13 for distance 1 in 3-D), the second half their opposites.
    /// Steps longer than the box are left out.
    pub fn steps(&self, neighbourhood: &Neighbourhood) -> Vec<Step> {
        let longest = neighbourhood.distances.iter().copied().max().unwrap_or(0);
        let limit: [isize; 3] = std::array::from_fn(|axis| {
            let flat = neighbourhood.flat_axis == Some(axis);
            if flat { 0 } else { longest.min(self.margin[axis]) as isize }
        });
        let padded_x = (self.size[0] + 2 * self.margin[0]) as isize;
        let padded_y = (self.size[1] + 2 * self.margin[1]) as isize;
        let mut steps = Vec::new();
        for z in (-limit[2]..=limit[2]).rev() {
            for y in (-limit[1]..=limit[1]).rev() {
                for x in (-limit[0]..=limit[0]).rev() {
                    let distance = x.unsigned_abs().max(y.unsigned_abs()).max(z.unsigned_abs());
                    if neighbourhood.distances.contains(&distance) {
                        steps.push(Step { by: [x, y, z], offset: x + padded_x * (y + padded_y * z) });
                    }
                }
            }
        }
        // PyRadiomics counts a distance that is listed twice twice, and goes round its steps until it has that many.
        let listed = neighbourhood.steps_within(self.size);
        steps.into_iter().cycle().take(listed).collect()
    }

    /// One-sided steps: the first half of [`Self::steps`].
    pub fn directions(&self, neighbourhood: &Neighbourhood) -> Vec<Step> {
        let mut steps = self.steps(neighbourhood);
        steps.truncate(steps.len() / 2);
        steps
    }

    /// Position of `step` from `position`; never leaves the padded grid for inside voxels.
    pub fn step(position: usize, offset: isize) -> usize {
        position.wrapping_add_signed(offset)
    }

    /// x, y, z of a position, margin included.
    pub fn voxel(&self, position: usize) -> [usize; 3] {
        let padded_x = self.size[0] + 2 * self.margin[0];
        let padded_y = self.size[1] + 2 * self.margin[1];
        [position % padded_x, position / padded_x % padded_y, position / padded_x / padded_y]
    }
}

/// Writes one row of the box into the padded arrays and notes its spans.
fn fill_row(
    voxels: &[u32],
    start: usize,
    rank_of: &[u16],
    (ranks, levels_at, spans): (&mut [u16], &mut [u16], &mut Vec<(usize, usize)>),
) {
    let mut open = None;
    for (x, &level) in voxels.iter().enumerate() {
        ranks[start + x] = rank_of[level as usize];
        levels_at[start + x] = level as u16;
        match (level > 0, open) {
            (true, None) => open = Some(x),
            (false, Some(first)) => {
                spans.push((start + first, x - first));
                open = None;
            }
            _ => {}
        }
    }
    if let Some(first) = open {
        spans.push((start + first, voxels.len() - first));
    }
}
