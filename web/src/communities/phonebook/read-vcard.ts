/** Somebody in a phone book: how he is called there, and his numbers as they stand there. */
export interface BookEntry {
  name: string
  numbers: string[]
}

/**
 * The people of a vCard file of any version (2.1, 3.0, 4.0) who have a number. Lines that say something else are passed
 * over; a file without cards gives nobody.
 */
export function readVCards(text: string): BookEntry[] {
  const entries: BookEntry[] = []
  let card: { full: string; parts: string; numbers: string[] } | null = null
  for (const line of linesOf(text)) {
    const field = readField(line)
    if (field === null) continue
    const { name, value } = field
    if (name === 'BEGIN' && value.toUpperCase() === 'VCARD') card = { full: '', parts: '', numbers: [] }
    else if (card === null) continue
    else if (name === 'FN') card.full = value
    else if (name === 'N') card.parts = value.split(';').filter(Boolean).join(' ')
    else if (name === 'TEL') card.numbers.push(value.replace(/^tel:/i, ''))
    else if (name === 'END') {
      const called = (card.full || card.parts).trim()
      if (card.numbers.length > 0) entries.push({ name: called || card.numbers[0]!, numbers: card.numbers })
      card = null
    }
  }
  return entries
}

/** Lines with what is folded joined: by a blank at the beginning (3.0, 4.0), or `=` at the end of a quoted one (2.1). */
function linesOf(text: string): string[] {
  const lines: string[] = []
  let quoted = false
  for (const line of text.split(/\r\n|\r|\n/)) {
    const last = lines.length - 1
    if (quoted) lines[last] = lines[last]!.slice(0, -1) + line
    else if (/^[ \t]/.test(line) && last >= 0) lines[last] += line.slice(1)
    else lines.push(line)
    const whole = lines.at(-1)!
    quoted = /^[^:]*QUOTED-PRINTABLE/i.test(whole) && whole.endsWith('=')
  }
  return lines
}

function readField(line: string): { name: string; value: string } | null {
  const at = line.indexOf(':')
  if (at < 1) return null
  const [path, ...parameters] = line.slice(0, at).split(';')
  const raw = line.slice(at + 1)
  const isQuoted = parameters.some((parameter) => /QUOTED-PRINTABLE/i.test(parameter))
  const value = isQuoted ? unquote(raw) : raw
  // A group may stand before the name: item1.TEL.
  const name = path!.slice(path!.lastIndexOf('.') + 1).toUpperCase()
  return { name, value: value.replace(/\\n/gi, ' ').replace(/\\([\\,;:])/g, '$1') }
}

function unquote(text: string): string {
  const bytes = [...text.matchAll(/=([0-9A-F]{2})|([\s\S])/gi)].flatMap(([, hex, letter]) =>
    hex === undefined ? [...new TextEncoder().encode(letter)] : [Number.parseInt(hex, 16)],
  )
  return new TextDecoder().decode(new Uint8Array(bytes))
}
