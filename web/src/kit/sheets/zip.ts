const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
  return rest >>> 0
})

/** The checksum that archives keep of a file, CRC-32. */
function checksum(bytes: Uint8Array): number {
  let rest = 0xffffffff
  for (const byte of bytes) rest = (rest >>> 8) ^ TABLE[(rest ^ byte) & 0xff]!
  return (rest ^ 0xffffffff) >>> 0
}

/** Numbers of two or four bytes, the lowest byte first. */
function numbers(...parts: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, [bytes]) => sum + bytes, 0))
  const view = new DataView(all.buffer)
  let at = 0
  for (const [bytes, value] of parts) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  return all
}

/** The first day that an archive can name: nobody learns from it when it was made. */
const NO_DAY = 0x21
/** Names are UTF-8. */
const UTF8 = 0x0800

/** An archive of these texts, not compressed: what is made on a device is small and goes nowhere. */
export function zipOf(files: Readonly<Record<string, string>>): Blob {
  const encoder = new TextEncoder()
  const chunks: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  let listed = 0
  for (const [name, text] of Object.entries(files)) {
    const [path, body] = [encoder.encode(name), encoder.encode(text)]
    const facts = numbers(
      [2, 20],
      [2, UTF8],
      [2, 0],
      [2, 0],
      [2, NO_DAY],
      [4, checksum(body)],
      [4, body.length],
      [4, body.length],
      [2, path.length],
      [2, 0],
    )
    chunks.push(numbers([4, 0x04034b50]), facts, path, body)
    directory.push(numbers([4, 0x02014b50], [2, 20]), facts, numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), path)
    offset += 4 + facts.length + path.length + body.length
    listed += 6 + facts.length + 14 + path.length
  }
  const count = directory.length / 4
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed], [4, offset], [2, 0])
  return new Blob([...chunks, ...directory, end] as BlobPart[], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
}
