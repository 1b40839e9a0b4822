// Files as a browser has them, for a core without one: read synchronously, a slice at a time.
import { core } from "./core.mjs";

/** What the core asks of a file. */
class MemoryFile {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }
  get size() {
    return this.bytes.length;
  }
  /** @param {number} from @param {number} end */
  slice(from, end) {
    return new MemoryFile(this.bytes.subarray(from, end));
  }
}

/** The reader that browsers have in workers; counts what is read. */
class Reader {
  static bytes = 0;
  /** @param {MemoryFile} file */
  readAsArrayBuffer({ bytes }) {
    Reader.bytes += bytes.length;
    return new Uint8Array(bytes).buffer;
  }
}
Object.assign(globalThis, { FileReaderSync: Reader });

/** How many bytes were read of files so far. */
export const bytesRead = () => Reader.bytes;

/** A file with this content. @param {Uint8Array} bytes @returns {File} */
export const fileOf = (bytes) => /** @type {any} */ (new MemoryFile(bytes));

/** A scan of files with this content. @param {Uint8Array} bytes @param {Uint8Array} [data] the voxels of a pair */
export const scanOf = (bytes, data) => new core.Scan(fileOf(bytes), data ? [fileOf(data)] : []);
