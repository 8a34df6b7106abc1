import type { Mention } from '#contract/messenger/mention.ts'

/** A text with the people whom it names, at UTF-16 places of it. */
export interface Written {
  readonly text: string
  readonly mentions: readonly Mention[]
}

export const NOTHING_WRITTEN: Written = { text: '', mentions: [] }

/** A name that is being typed behind an «@». */
export interface TypedName {
  /** Where the «@» stands. */
  readonly from: number
  /** What stands between it and the cursor. */
  readonly query: string
}

const NAME_BEFORE_CURSOR = /(?:^|[\s(«"„])@([\p{L}\p{N}.-]*(?: [\p{L}\p{N}.-]*){0,2})$/u
const QUERY_MAX = 60

/** The text after somebody has typed: names that the change has not touched stay, at their new places. */
export function withTyped({ text, mentions }: Written, next: string): Written {
  const most = Math.min(text.length, next.length)
  let start = 0
  while (start < most && text[start] === next[start]) start += 1
  let tail = 0
  while (tail < most - start && text[text.length - 1 - tail] === next[next.length - 1 - tail]) tail += 1
  const end = text.length - tail
  const moved = next.length - text.length
  const kept = mentions.flatMap((mention) => {
    if (mention.from + mention.length <= start) return mention
    return mention.from >= end ? { ...mention, from: mention.from + moved } : []
  })
  return { text: next, mentions: kept }
}

/** Without the white space around it, as it is sent. */
export function trimmed({ text, mentions }: Written): Written {
  const lead = text.length - text.trimStart().length
  return {
    text: text.trim(),
    mentions: lead === 0 ? mentions : mentions.map((each) => ({ ...each, from: each.from - lead })),
  }
}

/** The name that is typed where the cursor stands; null where none is, or it is one already. */
export function typedName({ text, mentions }: Written, caret: number): TypedName | null {
  const found = NAME_BEFORE_CURSOR.exec(text.slice(Math.max(0, caret - QUERY_MAX), caret))
  if (found === null) return null
  const query = found[1]!
  const from = caret - query.length - 1
  return mentions.some((each) => each.from <= from && each.from + each.length > from) ? null : { from, query }
}

/** Puts a name in the place of what was typed of it, and the cursor behind it. */
export function withName(
  written: Written,
  { from, query }: TypedName,
  { profileId, name }: { profileId: string | null; name: string },
): Written & { caret: number } {
  const to = from + 1 + query.length
  const label = `@${name}`
  const rest = written.text.slice(to)
  const gap = /^[\s.,:;!?)»"]/.test(rest) ? '' : ' '
  const moved = label.length + gap.length - (to - from)
  const before = written.mentions.filter((each) => each.from + each.length <= from)
  const behind = written.mentions.filter((each) => each.from >= to)
  return {
    text: `${written.text.slice(0, from)}${label}${gap}${rest}`,
    mentions: [
      ...before,
      { profileId, from, length: label.length },
      ...behind.map((each) => ({ ...each, from: each.from + moved })),
    ],
    caret: from + label.length + Math.max(gap.length, 1),
  }
}

/** Pieces of a text: those that name somebody, and what stands between them. */
export function piecesOf({ text, mentions }: Written): { text: string; mention: Mention | null }[] {
  const pieces: { text: string; mention: Mention | null }[] = []
  let at = 0
  for (const mention of mentions) {
    if (mention.from > at) pieces.push({ text: text.slice(at, mention.from), mention: null })
    at = mention.from + mention.length
    pieces.push({ text: text.slice(mention.from, at), mention })
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mention: null })
  return pieces
}
