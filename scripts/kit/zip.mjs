// A zip archive (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16): deflated files, no dates, so that the same
// files give the same bytes.
import { crc32, deflateRawSync } from "node:zlib";

const DEFLATED = 8;
/** Names are UTF-8. */
const UTF8 = 0x0800;
/** 1980-01-01, the first day there is. */
const DATE = (1 << 5) | 1;

/** The fields that a file's own header and its row in the directory share. @param {Buffer} name @param {Buffer} content @param {Buffer} packed */
function fields(name, content, packed) {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0); // version needed: 2.0
  head.writeUInt16LE(UTF8, 2);
  head.writeUInt16LE(DEFLATED, 4);
  head.writeUInt16LE(0, 6); // midnight
  head.writeUInt16LE(DATE, 8);
  head.writeUInt32LE(crc32(content), 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(content.length, 18);
  head.writeUInt16LE(name.length, 22);
  return head;
}

/** A directory row around the shared fields. @param {Buffer} shared @param {number} offset where the file starts */
function row(shared, offset) {
  const [start, end] = [Buffer.from("504b01021400", "hex"), Buffer.alloc(14)];
  end.writeUInt32LE(offset, 10);
  return Buffer.concat([start, shared, end]);
}

/** Files by name as one archive. @param {Record<string, Buffer>} files @returns {Buffer} */
export function zip(files) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [name, packed] = [Buffer.from(path, "utf8"), deflateRawSync(content, { level: 9 })];
    const shared = fields(name, content, packed);
    const file = Buffer.concat([Buffer.from("504b0304", "hex"), shared, name, packed]);
    directory.push(row(shared, offset), name);
    parts.push(file);
    offset += file.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}
