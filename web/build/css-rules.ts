/** A piece of a style sheet: a statement (`@import …`), a block of declarations, or a block that holds further rules. */
export interface CssRule {
  readonly prelude: string
  readonly declarations: readonly string[] | null
  readonly rules: readonly CssRule[] | null
}

/** At-rules whose blocks hold declarations, or steps that nobody looks into. */
const OPAQUE = /^@(font-face|keyframes|property|page)/

/** Takes a style sheet apart; a string, a bracket and a comment may hold any sign. */
export function parseCss(css: string): CssRule[] {
  return splitCss(css.replace(/\/\*[\s\S]*?\*\//g, ''), true).map((text) => {
    const open = text.indexOf('{')
    if (open === -1) return { prelude: text, declarations: null, rules: null }
    const prelude = text.slice(0, open).trim()
    const body = text.slice(open + 1, text.lastIndexOf('}'))
    if (OPAQUE.test(prelude)) return { prelude, declarations: [body], rules: null }
    if (prelude.startsWith('@')) return { prelude, declarations: null, rules: parseCss(body) }
    return { prelude, declarations: splitCss(body, false), rules: null }
  })
}

export function printCss(rules: readonly CssRule[]): string {
  return rules
    .map(({ prelude, declarations, rules: inner }) => {
      if (declarations !== null) return `${prelude}{${declarations.join(';')}}`
      return inner === null ? `${prelude};` : `${prelude}{${printCss(inner)}}`
    })
    .join('')
}

/** Splits a list at commas that stand in no bracket. */
export function splitSelectors(prelude: string): string[] {
  return splitAt(prelude, ',').map((selector) => selector.trim())
}

function splitCss(text: string, blocks: boolean): string[] {
  return splitAt(text, ';', blocks)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
}

/** Splits at a sign that stands in no bracket and no string; `blocks` ends a piece with its closing brace as well. */
function splitAt(text: string, sign: string, blocks = false): string[] {
  const pieces: string[] = []
  let depth = 0
  let quote = ''
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!
    if (quote !== '') {
      if (char === '\\') at += 1
      else if (char === quote) quote = ''
      continue
    }
    if (char === '"' || char === "'") quote = char
    else if (char === '\\') at += 1
    else if ('([{'.includes(char)) depth += 1
    else if (')]}'.includes(char)) depth -= 1
    if (depth > 0) continue
    if (char === sign || (blocks && char === '}')) {
      pieces.push(text.slice(from, char === sign ? at : at + 1))
      from = at + 1
    }
  }
  pieces.push(text.slice(from))
  return pieces
}
