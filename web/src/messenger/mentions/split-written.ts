import { MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'
import { trimmed, type Written } from './written.ts'

/** Where a text is cut rather than in a word, the best first: behind a paragraph, a line, a sentence, a word. */
const SEAMS = [/\n\s*\n/g, /\n/g, /[.!?…][»")\]]*(?=\s)/g, /\s/g]
/** A seam that leaves a part shorter than this share of the longest is passed over for the next kind. */
const SHORTEST = 0.5

/**
 * A text that is too long for one message, in parts of at most `max` characters (code points), in its order and without the white
 * space between them. No character that is seen as one is cut in two, and no name of a person.
 */
export function splitWritten(written: Written, max = MESSAGE_TEXT_MAX): Written[] {
  const parts: Written[] = []
  let rest = trimmed(written)
  while (rest.text !== '') {
    const end = endOfPart(rest, max)
    parts.push(trimmed(slice(rest, 0, end)))
    rest = trimmed(slice(rest, end, rest.text.length))
  }
  return parts
}

function endOfPart({ text, mentions }: Written, max: number): number {
  const most = lengthOf(text, max)
  if (most === text.length) return most
  const wholeName = (at: number) => mentions.find(({ from, length }) => from < at && at < from + length)?.from ?? at
  const head = text.slice(0, most + 1)
  for (const seam of SEAMS) {
    const ends = [...head.matchAll(seam)].map((match) => match.index + match[0].length)
    const last = ends.filter((end) => end <= most && wholeName(end) === end).at(-1)
    if (last !== undefined && last >= most * SHORTEST) return last
  }
  const hard = wholeName(startOfSign(text, most))
  return hard > 0 ? hard : most
}

/** How many UTF-16 units the first `max` characters take. */
function lengthOf(text: string, max: number): number {
  let at = 0
  for (let count = 0; count < max && at < text.length; count += 1) at += text.codePointAt(at)! > 0xff_ff ? 2 : 1
  return at
}

/** Where the sign begins that a cut at `at` would part: an emoji of several, a letter with its accents. */
function startOfSign(text: string, at: number): number {
  const before = Math.max(0, at - 64)
  const sign = new Intl.Segmenter().segment(text.slice(before, at + 64)).containing(at - before)
  return sign === undefined ? at : before + sign.index
}

function slice({ text, mentions }: Written, from: number, to: number): Written {
  const inside = mentions.filter((each) => each.from >= from && each.from + each.length <= to)
  return { text: text.slice(from, to), mentions: inside.map((each) => ({ ...each, from: each.from - from })) }
}
