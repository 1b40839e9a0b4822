// Voxels under a round brush, and inside a polygon.
import { type Grid, indexOf, type Vec3 } from "./grid.ts";
import { type Section, voxelOf } from "./section.ts";

export interface Brush {
  radius_mm: number;
  /** A ball reaches into neighbouring slices; else a disc within the slice. */
  ball: boolean;
}

/** Indices of voxels whose centre lies under the brush at a continuous pixel position; at least the nearest voxel. */
export function stamp(grid: Grid, section: Section, at: Vec3, { radius_mm, ball }: Brush): number[] {
  const size: Vec3 = [grid.size[section.across], grid.size[section.down], grid.size[section.through]];
  const spacing: Vec3 = [
    grid.spacing_mm[section.across],
    grid.spacing_mm[section.down],
    grid.spacing_mm[section.through],
  ];
  const found: number[] = [];
  const reach = (axis: 0 | 1 | 2) => {
    const radius = axis === 2 && !ball ? 0 : radius_mm / spacing[axis];
    return [
      Math.max(0, Math.ceil(at[axis] - radius)),
      Math.min(size[axis] - 1, Math.floor(at[axis] + radius)),
    ] as const;
  };
  const [[x0, x1], [y0, y1], [z0, z1]] = [reach(0), reach(1), reach(2)];
  for (let z = z0; z <= z1; z++) {
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) {
        const [dx, dy, dz] = [(x - at[0]) * spacing[0], (y - at[1]) * spacing[1], (z - at[2]) * spacing[2]];
        if (dx * dx + dy * dy + dz * dz <= radius_mm * radius_mm)
          found.push(indexOf(grid, voxelOf(section, grid, [x, y, z])));
      }
    }
  }
  const middle: Vec3 = [Math.round(at[0]), Math.round(at[1]), at[2]];
  const inside = middle.every((n, axis) => n >= 0 && n < (size[axis as 0 | 1 | 2] ?? 0));
  if (found.length === 0 && inside) found.push(indexOf(grid, voxelOf(section, grid, middle)));
  return found;
}

/** Positions from one pixel position to another, close enough for a stroke without gaps. */
export function along(from: Vec3, to: Vec3): Vec3[] {
  const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1])));
  return Array.from({ length: steps }, (_, step) => {
    const share = (step + 1) / steps;
    return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]), to[2]] as Vec3;
  });
}

/** Indices of voxels of a slice whose centre lies inside a polygon of pixel positions (even–odd rule). */
export function polygon(
  grid: Grid,
  section: Section,
  slice: number,
  corners: readonly (readonly [number, number])[],
): number[] {
  const [width, height] = [grid.size[section.across], grid.size[section.down]];
  const found: number[] = [];
  if (corners.length < 3) return found;
  const top = Math.max(0, Math.ceil(Math.min(...corners.map(([, y]) => y))));
  const bottom = Math.min(height - 1, Math.floor(Math.max(...corners.map(([, y]) => y))));
  for (let y = top; y <= bottom; y++) {
    const crossings = corners.flatMap(([x0, y0], at) => {
      const [x1, y1] = corners[(at + 1) % corners.length] ?? [x0, y0];
      return y0 <= y !== y1 <= y ? [x0 + ((y - y0) * (x1 - x0)) / (y1 - y0)] : [];
    });
    crossings.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      // Half open, so that a voxel on an edge is in one of two neighbours.
      const last = Math.min(width - 1, Math.ceil(crossings[pair + 1] ?? 0) - 1);
      for (let x = Math.max(0, Math.ceil(crossings[pair] ?? 0)); x <= last; x++) {
        found.push(indexOf(grid, voxelOf(section, grid, [x, y, slice])));
      }
    }
  }
  return found;
}
