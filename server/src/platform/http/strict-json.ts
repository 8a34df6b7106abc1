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

/** Walks over text that is known to be JSON and looks at its keys. */
function checkKeys(text: string): void {
  const scopes: (Set<string> | null)[] = []
  let keyExpected = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]
    if (char === '"') {
      const end = endOfString(text, i)
      if (keyExpected) noteKey(scopes.at(-1) ?? null, text.slice(i, end + 1))
      keyExpected = false
      i = end
    } else if (char === '{' || char === '[') {
      scopes.push(char === '{' ? new Set() : null)
      keyExpected = char === '{'
      if (scopes.length > DEPTH_MAX) throw new AmbiguousJson('nesting is too deep')
    } else if (char === '}' || char === ']') {
      scopes.pop()
      keyExpected = false
    } else if (char === ',') {
      keyExpected = scopes.at(-1) != null
    }
  }
}

function endOfString(text: string, start: number): number {
  let i = start + 1
  while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1
  return i
}

function noteKey(scope: Set<string> | null, quoted: string): void {
  const key = JSON.parse(quoted) as string
  if (FORBIDDEN_KEYS.has(key)) throw new AmbiguousJson('a key reaches into the prototype')
  if (scope?.has(key)) throw new AmbiguousJson('a key stands twice')
  scope?.add(key)
}
