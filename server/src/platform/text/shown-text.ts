import { withoutLookalikes } from '#contract/kit/lookalikes.ts'

// Marks that turn the direction of text around, and control characters other than line break and tab.
const TRICKS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu
// Format characters such as the zero-width space, alone or among white space, show nothing.
const NOTHING_SHOWN = /^[\s\p{Cf}]*$/u
const keepOrdinary = (char: string) => (char === '\n' || char === '\t' ? char : '')

/** The text without what makes a reader see something else than was written. */
export function withoutTricks(text: string): string {
  return text.replace(TRICKS, keepOrdinary)
}

/** Whether nobody would see anything of the text. */
export function showsNothing(text: string): boolean {
  return NOTHING_SHOWN.test(text)
}

/** What somebody says in one line; empty when nothing of it would be seen. */
export function oneLine(text: string): string {
  const clean = withoutTricks(text.normalize('NFC')).replace(/\s+/g, ' ').trim()
  return showsNothing(clean) ? '' : clean
}

/** What somebody calls something, without signs that pass for those of the product; null when nothing of it would be seen. */
export function shownName(text: string): string | null {
  return oneLine(withoutLookalikes(withoutTricks(text.normalize('NFC')))) || null
}
