//! Counting zones: connected voxels of one level.
//!
//! One scan in voxel order: a voxel joins the zones of the voxels of its level just before it, or starts a zone; zones
//! that meet become one. Of the up to 13 voxels before, one that touches another that has the same level need not be looked
//! at: the two belong to the same zone already.

use std::ops::Range;

use super::grid::{Grid, Step};
use super::options::TextureOptions;
use super::size_matrix_features::SizeMatrix;
use super::sparse_counts::Tally;
use crate::numeric::order;
use crate::numeric::simd::wide;

/// A voxel just before the present one.
struct Before {
    /// How far back it is.
    back: usize,
    /// Which of all voxels before, one bit each, neither it nor any that touches it is.
    others: u16,
}

/// Zones as they grow; a zone that has become part of another points to one before it.
#[derive(Default)]
struct Zones {
    part_of: Vec<u32>,
    voxels: Vec<u32>,
    rank: Vec<u16>,
}

/// The size-zone matrix; voxels touching by face, edge or corner are connected.
pub(super) fn matrix<'a>(grid: &'a Grid, options: &TextureOptions) -> SizeMatrix<'a> {
    let before = voxels_before(&grid.directions(&options.neighbourhood_at_1()));
    let mut zones = Zones::default();
    let mut zone_at = vec![0_u32; grid.ranks.len()];
    let mut alike = Vec::new();
    for &(start, length) in &grid.spans {
        let ranks = &grid.ranks[start..start + length];
        wide(
            #[inline(always)]
            || look_back(grid, start..start + length, &before, &mut alike),
        );
        for (at, (&rank, &alike)) in (start..).zip(ranks.iter().zip(&alike)) {
            let mut left = alike;
            let mut zone = None;
            while left != 0 {
                let Before { back, others } = before[left.trailing_zeros() as usize];
                let there = zones.whole(zone_at[at - back]);
                zone = Some(zone.map_or(there, |zone| zones.join(zone, there)));
                left &= others;
            }
            let zone = zone.unwrap_or_else(|| zones.start(rank));
            zones.voxels[zone as usize] += 1;
            zone_at[at] = zone;
        }
    }
    let cells = zones.tally(grid).cells();
    SizeMatrix::new(cells.into_iter().map(|(rank, size, n)| (rank - 1, size, n)).collect(), &grid.levels)
}

/// For every voxel of a span: which of the voxels before have its level, one bit each.
#[inline(always)]
fn look_back(grid: &Grid, span: Range<usize>, before: &[Before], alike: &mut Vec<u16>) {
    let start = span.start;
    let ranks = &grid.ranks[span];
    alike.clear();
    alike.resize(ranks.len(), 0);
    for (bit, Before { back, .. }) in before.iter().enumerate() {
        let there = &grid.ranks[start - back..start - back + ranks.len()];
        for ((alike, here), there) in alike.iter_mut().zip(ranks).zip(there) {
            *alike |= u16::from(here == there) << bit;
        }
    }
}

/// The voxels before, those first that touch most of the others.
fn voxels_before(directions: &[Step]) -> Vec<Before> {
    let touch = |a: &Step, b: &Step| (0..3).all(|axis| a.by[axis].abs_diff(b.by[axis]) <= 1);
    let mut steps = directions.to_vec();
    let touched = |step: &Step| directions.iter().filter(|other| touch(step, other)).count();
    order::sort(&mut steps, &|a, b| touched(b).cmp(&touched(a)));
    let others = |step: &Step| {
        let apart = steps.iter().enumerate().filter(|(_, other)| !touch(step, other));
        apart.fold(0, |bits, (bit, _)| bits | 1 << bit)
    };
    steps.iter().map(|step| Before { back: step.offset.unsigned_abs(), others: others(step) }).collect()
}

impl Zones {
    /// A zone without voxels yet.
    fn start(&mut self, rank: u16) -> u32 {
        let zone = self.part_of.len() as u32;
        self.part_of.push(zone);
        self.voxels.push(0);
        self.rank.push(rank);
        zone
    }

    /// The zone that `zone` has become part of; the way there is halved for the next time.
    fn whole(&mut self, mut zone: u32) -> u32 {
        loop {
            let larger = self.part_of[zone as usize];
            if larger == zone {
                return zone;
            }
            self.part_of[zone as usize] = self.part_of[larger as usize];
            zone = larger;
        }
    }

    /// Makes two whole zones one.
    fn join(&mut self, a: u32, b: u32) -> u32 {
        if a == b {
            return a;
        }
        let (first, second) = (a.min(b), a.max(b));
        self.part_of[second as usize] = first;
        self.voxels[first as usize] += self.voxels[second as usize];
        first
    }

    fn tally(&self, grid: &Grid) -> Tally {
        let whole = || (0_u32..).zip(&self.part_of).filter(|(zone, part_of)| zone == *part_of);
        let mut tally = Tally::new(grid.levels.len() + 1, grid.voxels + 1, whole().count());
        for (zone, _) in whole() {
            tally.add(usize::from(self.rank[zone as usize]), self.voxels[zone as usize] as usize);
        }
        tally
    }
}
