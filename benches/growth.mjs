// Made scans for the growth of time: a ball in a cube of smooth noise, as uncompressed NIfTI-1 files.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A NIfTI-1 file of 16-bit whole numbers on a cube of 1 mm. */
function nifti(side, voxels) {
  const bytes = Buffer.alloc(352 + 2 * voxels.length);
  bytes.writeInt32LE(348, 0);
  [3, side, side, side, 1, 1, 1, 1].forEach((n, i) => bytes.writeInt16LE(n, 40 + 2 * i));
  bytes.writeInt16LE(4, 70);
  bytes.writeInt16LE(16, 72);
  [1, 1, 1, 1, 0, 0, 0, 0].forEach((n, i) => bytes.writeFloatLE(n, 76 + 4 * i));
  bytes.writeFloatLE(352, 108);
  bytes.writeFloatLE(1, 112);
  bytes.writeInt16LE(1, 254);
  [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0].forEach((n, i) => bytes.writeFloatLE(n, 280 + 4 * i));
  bytes.write("n+1\0", 344, "latin1");
  Buffer.from(voxels.buffer).copy(bytes, 352);
  return bytes;
}

/** Image and mask with about `count` voxels inside; values fill 0 to 4,095. Gives the files and the exact count. */
export function made(folder, count) {
  const radius = Math.cbrt((3 * count) / (4 * Math.PI));
  const side = 2 * Math.ceil(radius) + 3;
  const [values, inside] = [new Int16Array(side ** 3), new Int16Array(side ** 3)];
  let [state, index, found] = [1, 0, 0];
  const centre = (side - 1) / 2;
  for (let z = 0; z < side; z++) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++, index++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const wave = Math.sin(x / 5) * Math.cos(y / 7) * Math.sin(z / 6 + 1);
        values[index] = Math.round(2047.5 + 1500 * wave + 547 * (state / 2 ** 31 - 1));
        if ((x - centre) ** 2 + (y - centre) ** 2 + (z - centre) ** 2 <= radius ** 2) {
          inside[index] = 1;
          found++;
        }
      }
    }
  }
  const files = [join(folder, `ball-${count}.nii`), join(folder, `ball-${count}-mask.nii`)];
  writeFileSync(files[0], nifti(side, values));
  writeFileSync(files[1], nifti(side, inside));
  return { files, voxels: found };
}
