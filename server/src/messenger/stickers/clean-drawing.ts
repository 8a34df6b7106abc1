/** The file is no drawing that can be kept; the message names what stands in the way, in the words of SVG. */
export class DrawingRefused extends Error {
  readonly what: string
  constructor(what: string) {
    super(`The drawing holds ${what}`)
    this.name = 'DrawingRefused'
    this.what = what
  }
}

const SHAPES = ['path', 'circle', 'ellipse', 'rect', 'line', 'polyline', 'polygon'] as const
const KEPT: ReadonlySet<string> = new Set([
  ...['svg', 'g', 'defs', 'clipPath', 'linearGradient', 'radialGradient', 'stop'],
  ...SHAPES,
])
/** What programs write about a drawing beside it; it goes with everything in it. */
const BESIDE: ReadonlySet<string> = new Set(['title', 'desc', 'metadata'])

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?(?:px|%)?$/i
const NUMBERS = /^[-+\d.,\s%e]{1,20000}$/i
const PATH = /^[MmLlHhVvCcSsQqTtAaZz\d\s.,+\-eE]{1,60000}$/
const PAINT =
  /^(?:#[\da-f]{3,8}|[a-z]{3,25}|rgba?\([\d\s.,%]{1,40}\)|hsla?\([\d\s.,%a-z]{1,40}\)|url\(#[\w-]{1,60}\))$/i
const TRANSFORM = /^(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s?\([-+\d\s.,e]{1,200}\)[\s,]*)+$/i
const NAME = /^[\w-]{1,60}$/
const WORD = /^[a-zA-Z\s-]{1,60}$/
const OWN_ADDRESS = /^url\(#[\w-]{1,60}\)$/

/** Attributes that are kept, each with what it may say. */
const ATTRIBUTES: ReadonlyMap<string, RegExp> = new Map([
  ...[
    ...['x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'fx', 'fy', 'width', 'height', 'offset'],
    ...['opacity', 'fill-opacity', 'stroke-opacity', 'stop-opacity'],
    ...['stroke-width', 'stroke-miterlimit', 'stroke-dashoffset'],
  ].map((name) => [name, NUMBER] as const),
  ...['viewBox', 'points', 'stroke-dasharray'].map((name) => [name, NUMBERS] as const),
  ...['fill', 'stroke', 'stop-color', 'color'].map((name) => [name, PAINT] as const),
  ...[
    ...['fill-rule', 'clip-rule', 'stroke-linecap', 'stroke-linejoin', 'paint-order', 'spreadMethod'],
    ...['gradientUnits', 'clipPathUnits', 'preserveAspectRatio'],
  ].map((name) => [name, WORD] as const),
  ...['transform', 'gradientTransform'].map((name) => [name, TRANSFORM] as const),
  ['d', PATH],
  ['id', NAME],
  ['clip-path', OWN_ADDRESS],
])
/** What says that a drawing does more than lie there; without it the drawing would be another one, so it is told. */
const ACTIVE = /^(?:on|href$|xlink:href$|style$|filter$|mask$)/i

const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g
const NOISE = /(?:[^<&]+|<!--(?:(?!-->)[\s\S])*-->|<\?xml\b[^<>]*\?>)/y
const DEEP_MAX = 40
const TAGS_MAX = 5_000

/**
 * An SVG drawing written anew of nothing but shapes, groups, gradients and their colours: whatever could load, run or show
 * something else is not in it.
 *
 * @throws DrawingRefused for what is no such drawing, or would be another one without what may not stay
 */
export function cleanDrawing(text: string): string {
  const out: string[] = []
  const open: { name: string; kept: boolean }[] = []
  let tags = 0
  for (let at = 0; at < text.length; ) {
    NOISE.lastIndex = at
    const noise = NOISE.exec(text)
    if (noise !== null) {
      if (open.length === 0 && /[^\s\uFEFF]/.test(noise[0]) && !noise[0].startsWith('<'))
        throw new DrawingRefused('text')
      at = NOISE.lastIndex
      continue
    }
    TAG.lastIndex = at
    const tag = TAG.exec(text)
    if (tag === null) throw new DrawingRefused(/^<[!?]?[\w-]{0,20}/.exec(text.slice(at, at + 24))?.[0] ?? 'text')
    at = TAG.lastIndex
    tags += 1
    const [, closing, name, attributes, empty] = tag as unknown as [string, string, string, string, string]
    if (tags > TAGS_MAX || open.length > DEEP_MAX) throw new DrawingRefused('too much')
    if (closing === '/') {
      const last = open.pop()
      if (last?.name !== name) throw new DrawingRefused(`</${name}>`)
      if (last.kept) out.push(`</${name}>`)
      if (open.length === 0 && text.slice(at).trim() !== '') throw new DrawingRefused('something behind it')
      continue
    }
    const isInside = open.every(({ kept }) => kept)
    const kept = isInside && isKept(name, open.length)
    if (kept) out.push(`<${name}${attributesOf(name, attributes)}${empty}>`)
    if (empty === '') open.push({ name, kept })
  }
  if (open.length > 0 || out.length < 3) throw new DrawingRefused('no shape')
  return out.join('')
}

function isKept(name: string, depth: number): boolean {
  if ((depth === 0) !== (name === 'svg')) throw new DrawingRefused(`<${name}>`)
  if (KEPT.has(name)) return true
  // Things of the program that drew it have a prefix; they say nothing of how it looks.
  if (BESIDE.has(name) || name.includes(':')) return false
  throw new DrawingRefused(`<${name}>`)
}

function attributesOf(element: string, text: string): string {
  const kept: string[] = element === 'svg' ? ['xmlns="http://www.w3.org/2000/svg"'] : []
  let hasBox = false
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    const value = (double ?? single ?? '').trim()
    if (ACTIVE.test(name!)) throw new DrawingRefused(name!)
    const rule = ATTRIBUTES.get(name!)
    if (rule === undefined) continue
    if (!rule.test(value)) throw new DrawingRefused(name!)
    if (name === 'viewBox') hasBox = true
    kept.push(`${name}="${value}"`)
  }
  // Without it a drawing cannot be made smaller.
  if (element === 'svg' && !hasBox) throw new DrawingRefused('no viewBox')
  return kept.map((each) => ` ${each}`).join('')
}
