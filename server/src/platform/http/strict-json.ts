/** JSON that two parsers could read differently: refused before anybody acts on it. */
export class AmbiguousJson extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'AmbiguousJson'
  }
}

const DEPTH_MAX = 32
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Parses JSON and refuses duplicate keys, keys that reach into prototypes, and nesting beyond 32 levels.
 *
 * @throws SyntaxError when it is no JSON, AmbiguousJson when it is refused
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  checkKeys(text)
  return value
}

const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Walks over text that is known to be JSON and looks at its keys. */
function checkKeys(text: string): void {
  const scopes: (Set<string> | null)[] = []
  let keyExpected = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i)
    if (char === QUOTE) {
      const end = endOfString(text, i)
      if (keyExpected) noteKey(scopes.at(-1) ?? null, text.slice(i + 1, end))
      keyExpected = false
      i = end
    } else if (char === OPEN_OBJECT || char === OPEN_LIST) {
      scopes.push(char === OPEN_OBJECT ? new Set() : null)
      keyExpected = char === OPEN_OBJECT
      if (scopes.length > DEPTH_MAX) throw new AmbiguousJson('nesting is too deep')
    } else if (char === CLOSE_OBJECT || char === CLOSE_LIST) {
      scopes.pop()
      keyExpected = false
    } else if (char === COMMA) {
      keyExpected = scopes.at(-1) != null
    }
  }
}

/** Where the string that begins at `start` has its second quotation mark: the first that no backslash belongs to. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end
}

function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1
  return (at - first) % 2 === 1
}

/** @param written the key as it stands between its quotation marks */
function noteKey(scope: Set<string> | null, written: string): void {
  const key = written.includes('\\') ? (JSON.parse(`"${written}"`) as string) : written
  if (FORBIDDEN_KEYS.has(key)) throw new AmbiguousJson('a key reaches into the prototype')
  if (scope?.has(key)) throw new AmbiguousJson('a key stands twice')
  scope?.add(key)
}
