/** What stands in the head of a page about it. */
export interface PageHead {
  title: string | null
  description: string | null
  siteName: string | null
  /** Where its picture is, as the page says it. */
  picture: string | null
}

const TAG_MAX = 4_096
const METAS_MAX = 200
const VALUE_MAX = 2_000
const CHARSET_LOOK = 2_048

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  shy: '',
}

/**
 * Reads what a page says of itself. Nothing is built of the page: its tags are looked for from the beginning on, each of bounded
 * length, so that no page costs more than its bytes.
 */
export function readHead(bytes: Buffer, contentType: string): PageHead {
  const page = decode(bytes, contentType)
  const text = page.slice(0, endOfHead(page))
  const metas = metasOf(text)
  const first = (...names: string[]) =>
    names.map((name) => metas.get(name)).find((value) => value !== undefined) ?? null
  const title = /<title(?:\s[^>]{0,500})?>([^<]{0,2000})/i.exec(text)?.[1]
  return {
    title: first('og:title', 'twitter:title') ?? (title === undefined ? null : unescaped(title)),
    description: first('og:description', 'twitter:description', 'description'),
    siteName: first('og:site_name'),
    picture: first('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image'),
  }
}

function decode(bytes: Buffer, contentType: string): string {
  const said =
    /charset=["']?([\w:.-]{1,40})/i.exec(contentType)?.[1] ??
    /<meta[^>]{0,200}charset=["']?([\w:.-]{1,40})/i.exec(bytes.toString('latin1', 0, CHARSET_LOOK))?.[1]
  return decoderOf(said ?? 'utf-8').decode(bytes)
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}

function endOfHead(page: string): number {
  const end = page.search(/<\/head|<body/i)
  return end === -1 ? page.length : end
}

/** What the tags `meta` say, by their names; the first of a name counts. */
function metasOf(text: string): Map<string, string> {
  const found = new Map<string, string>()
  const opening = /<meta[\s/]/gi
  for (let read = 0; read < METAS_MAX; read += 1) {
    const match = opening.exec(text)
    if (match === null) break
    const tag = tagFrom(text, opening.lastIndex)
    opening.lastIndex += tag.length
    const attributes = attributesOf(tag)
    const name = (attributes.get('property') ?? attributes.get('name'))?.trim().toLowerCase()
    const value = attributes.get('content')?.trim()
    if (name !== undefined && value !== undefined && value !== '' && !found.has(name)) found.set(name, value)
  }
  return found
}

/** The rest of a tag up to its end; a sign of the end within quotes is none. */
function tagFrom(text: string, from: number): string {
  let quote = ''
  const most = Math.min(text.length, from + TAG_MAX)
  for (let at = from; at < most; at += 1) {
    const sign = text[at]!
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '>') return text.slice(from, at)
  }
  return ''
}

function attributesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name, double, single, bare] of tag.matchAll(
    /([a-z:-]{1,30})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  )) {
    found.set(name!.toLowerCase(), unescaped((double ?? single ?? bare)!.slice(0, VALUE_MAX)))
  }
  return found
}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return NAMED[(name as string).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hexadecimal as string, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : ''
  })
}
