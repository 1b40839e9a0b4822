// Makes a NIfTI-1 file of small whole numbers.

export interface Small {
  size: readonly number[];
  spacing_mm: readonly number[];
  /** One digit for each voxel, x fastest. */
  voxels: string;
}

const HEADER = 352;

/** The file's bytes: 8-bit voxels, axes along the world's. */
export function nifti({ size, spacing_mm, voxels }: Small): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER + voxels.length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, true); // sizeof_hdr
  [3, ...size, 1, 1, 1, 1].forEach((n, at) => view.setInt16(40 + 2 * at, n, true)); // dim
  view.setInt16(70, 2, true); // datatype: 8 bits, unsigned
  view.setInt16(72, 8, true); // bitpix
  [1, ...spacing_mm].forEach((mm, at) => view.setFloat32(76 + 4 * at, mm, true)); // pixdim
  view.setFloat32(108, HEADER, true); // vox_offset
  view.setFloat32(112, 1, true); // scl_slope
  view.setUint8(123, 2); // xyzt_units: mm
  view.setInt16(254, 1, true); // sform_code
  spacing_mm.forEach((mm, axis) => view.setFloat32(280 + 20 * axis, mm, true)); // the diagonal of the sform
  bytes.set(new TextEncoder().encode("n+1"), 344); // magic
  bytes.set([...voxels].map(Number), HEADER);
  return bytes;
}
