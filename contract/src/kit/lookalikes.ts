/** What passes for the mark of a verified person beside a name: caps of graduates, ticks in every dress, seals. */
const SIGNS = '🎓☑✅✓✔⍻ꪜ🗸🗹✪❂🏵💮💠🔰🛡📛'
/** Private use and tags, which a font draws as it likes, and frames that are put around the letter before them. */
const DRAWN_FREELY = '\\p{Co}\\p{Me}\\u{E0000}-\\u{E0FFF}'
/** A tick as well, unless something stands under the root. */
const BARE_ROOT = '√(?![\\p{L}\\p{N}(])'
/** What joins a sign to the one before it, and what dresses it. */
const [JOINED, DRESSED] = ['\\u200D?', '[\\uFE0E\\uFE0F\\u{1F3FB}-\\u{1F3FF}]*']

const LOOKALIKE = new RegExp(`${JOINED}(?:[${SIGNS}${DRAWN_FREELY}]|${BARE_ROOT})${DRESSED}`, 'gu')

/** The text without signs that could pass for the mark of a verified person, «шапочка» (VER-07). */
export function withoutLookalikes(text: string): string {
  return text.replace(LOOKALIKE, '')
}
