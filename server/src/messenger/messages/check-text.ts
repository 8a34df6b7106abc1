import { MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { showsNothing, withoutTricks } from '../../platform/text/shown-text.ts'

const LINE_ENDINGS = /\r\n?/g

/** The text as it is kept; refuses one that shows nothing or is too long. */
export function checkText(text: string, fail: Fail<'message.empty' | 'message.tooLong'>): string {
  const clean = checkCaption(text, fail)
  return clean === '' ? fail('message.empty') : clean
}

/**
 * How long the beginning of a text is once the whole of it is kept: a place in what somebody has typed becomes one in what
 * others read.
 *
 * @param length UTF-16 units of the beginning
 */
export function shownPrefix(text: string, length: number): number {
  const shown = withoutTricks(text.slice(0, length).replace(LINE_ENDINGS, '\n'))
  const whole = withoutTricks(text.replace(LINE_ENDINGS, '\n'))
  const lead = whole.length - whole.trimStart().length
  return Math.max(0, shown.length - lead)
}

/**
 * The text beside something else as it is kept, empty when it shows nothing; refuses one that is too long.
 *
 * @param lengthMax characters (code points) that it may have
 */
export function checkCaption(text: string, fail: Fail<'message.tooLong'>, lengthMax = MESSAGE_TEXT_MAX): string {
  const clean = withoutTricks(text.replace(LINE_ENDINGS, '\n')).trim()
  if (showsNothing(clean)) return ''
  const length = [...clean].length
  if (length > lengthMax) fail('message.tooLong', { length, lengthMax })
  return clean
}
