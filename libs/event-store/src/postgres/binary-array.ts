/** Element types by their numbers in PostgreSQL's catalogue. */
const TEXT = 25;
const INT4 = 23;
const INT8 = 20;
const UUID = 2950;

const HEADER = 20;

/**
 * PostgreSQL's binary format of a one-dimensional array without nulls, which pg sends as it is. As text every quote and
 * backslash of the JSON in it would have to be escaped here and unescaped there. Not for empty arrays.
 */
function start(type: number, length: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER + 4 * length + bytes);
  buffer.writeInt32BE(1, 0); // dimensions
  buffer.writeInt32BE(0, 4); // no nulls
  buffer.writeInt32BE(type, 8);
  buffer.writeInt32BE(length, 12);
  buffer.writeInt32BE(1, 16); // lower bound
  return buffer;
}

export function textArray(texts: readonly string[]): Buffer {
  let bytes = 0;
  for (const text of texts) bytes += Buffer.byteLength(text);
  const buffer = start(TEXT, texts.length, bytes);
  let offset = HEADER;
  for (const text of texts) {
    const written = buffer.write(text, offset + 4);
    buffer.writeInt32BE(written, offset);
    offset += 4 + written;
  }
  return buffer;
}

export function int4Array(numbers: readonly number[]): Buffer {
  const buffer = start(INT4, numbers.length, 4 * numbers.length);
  let offset = HEADER;
  for (const number of numbers) {
    buffer.writeInt32BE(4, offset);
    buffer.writeInt32BE(number, offset + 4);
    offset += 8;
  }
  return buffer;
}

/** @param numbers that JavaScript counts exactly. */
export function int8Array(numbers: readonly number[]): Buffer {
  const buffer = start(INT8, numbers.length, 8 * numbers.length);
  let offset = HEADER;
  for (const number of numbers) {
    buffer.writeInt32BE(8, offset);
    buffer.writeBigInt64BE(BigInt(number), offset + 4);
    offset += 12;
  }
  return buffer;
}

/** @param ids in their usual text form. */
export function uuidArray(ids: readonly string[]): Buffer {
  const buffer = start(UUID, ids.length, 16 * ids.length);
  let offset = HEADER;
  for (const id of ids) {
    buffer.writeInt32BE(16, offset);
    buffer.write(id.replaceAll('-', ''), offset + 4, 'hex');
    offset += 20;
  }
  return buffer;
}
