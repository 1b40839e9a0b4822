// The text of a list. Spreadsheets save it in several encodings; each is read strictly, so that a name is right or the list is
// refused, never half read.

/** An encoding by its name for TextDecoder; null where the bytes are those of none. */
function encodingOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  // Text without a mark: half of the bytes of Latin letters are 0 in UTF-16.
  const start = bytes.subarray(0, 200);
  const zeros = (odd: number) => start.filter((byte, at) => at % 2 === odd && byte === 0).length;
  if (zeros(1) > start.length / 4) return "utf-16le";
  if (zeros(0) > start.length / 4) return "utf-16be";
  return "utf-8";
}

function strictly(bytes: Uint8Array<ArrayBuffer>, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The text and its encoding: UTF-8, UTF-16, or GB18030, in which Chinese spreadsheets are saved; null where it is none. */
export async function decoded(file: File): Promise<{ text: string; encoding: string } | null> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const first = encodingOf(bytes);
  for (const encoding of first === "utf-8" ? [first, "gb18030"] : [first]) {
    const text = strictly(bytes, encoding);
    // A NUL is no text in any of them.
    if (text !== null && !text.includes("\0")) return { text, encoding };
  }
  return null;
}
