// Small NIfTI-1 files for tests, written field by field.

/**
 * A float or 8-bit image as an uncompressed .nii file.
 * @param {{ size: number[], spacing?: number[], affine?: number[][], label?: boolean, voxel: (index: number) => number }} image
 * `affine`: three rows from voxel to RAS millimetres, in place of axes along the world's.
 * @returns {Buffer}
 */
export function nifti({ size, spacing = [1, 1, 1], affine, label = false, voxel }) {
  const count = size.reduce((product, n) => product * n, 1);
  const width = label ? 1 : 4;
  const file = Buffer.alloc(352 + count * width);
  file.writeInt32LE(348, 0); // sizeof_hdr
  file.writeInt16LE(size.length, 40); // dim[0]
  for (let axis = 0; axis < 7; axis++) file.writeInt16LE(size[axis] ?? 1, 42 + 2 * axis);
  file.writeInt16LE(label ? 2 : 16, 70); // datatype: UINT8 or FLOAT32
  file.writeInt16LE(8 * width, 72); // bitpix
  file.writeFloatLE(1, 76); // pixdim[0]
  for (let axis = 0; axis < 7; axis++) file.writeFloatLE(spacing[axis] ?? 1, 80 + 4 * axis);
  file.writeFloatLE(352, 108); // vox_offset
  file.writeFloatLE(1, 112); // scl_slope
  file.writeUInt8(2, 123); // xyzt_units: mm
  file.writeInt16LE(1, 254); // sform_code
  const rows =
    affine ?? [0, 1, 2].map((row) => [0, 1, 2, 3].map((column) => (row === column ? (spacing[row] ?? 1) : 0)));
  rows.flat().forEach((value, at) => file.writeFloatLE(value, 280 + 4 * at));
  file.write("n+1\0", 344, "latin1");
  for (let index = 0; index < count; index++) {
    if (label) file.writeUInt8(voxel(index), 352 + index);
    else file.writeFloatLE(voxel(index), 352 + 4 * index);
  }
  return file;
}

/** A smooth image with some texture, different for each seed. @param {number} seed @param {number[]} [size] */
export const image = (seed, size = [24, 24, 12]) =>
  nifti({ size, voxel: (index) => 100 + 40 * Math.sin(index * 0.05 + seed) + ((index * (7 + seed)) % 23) });

/** A block of labels in the middle of the grid. @param {number[]} [size] @param {(x: number, y: number, z: number) => number} [at] */
export const mask = (size = [24, 24, 12], at = () => 1) =>
  nifti({
    size,
    label: true,
    voxel: (index) => {
      const [nx = 1, ny = 1, nz = 1] = size;
      const [x, y, z] = [index % nx, Math.floor(index / nx) % ny, Math.floor(index / nx / ny)];
      const inside = [
        [x, nx],
        [y, ny],
        [z, nz],
      ].every(([at, n]) => (at ?? 0) > (n ?? 0) / 4 && (at ?? 0) < (3 * (n ?? 0)) / 4);
      return inside ? at(x, y, z) : 0;
    },
  });

/** A file as Playwright takes it. @param {string} name @param {Buffer | string} content */
export const file = (name, content) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
