import { FILE_NAME_MAX } from '#contract/files/files.limits.ts'
import { showsNothing, withoutTricks } from '../../platform/text/shown-text.ts'

/** What no system has in the name of a file, or takes for a way to another folder. */
const SEPARATORS = /[/\\:*?"<>|\n\t]+/g
/** Format characters: what they hide or turn around may be the end of the name. */
const HIDDEN = /\p{Cf}/gu
const NAMELESS = 'file'

/**
 * The name of a file as others see it and save it: a single line that shows its true end, is no way to another folder and is
 * hidden by no system.
 */
export function cleanName(name: string): string {
  const shown = withoutTricks(name).replace(HIDDEN, '').replace(SEPARATORS, ' ').replace(/\s+/g, ' ').trim()
  const visible = shown.replace(/^[. ]+|[. ]+$/g, '')
  return showsNothing(visible) ? NAMELESS : shorten(visible)
}

/** Cuts the middle out, so that the end still tells what it is. */
function shorten(name: string): string {
  if (name.length <= FILE_NAME_MAX) return name
  const end = name.slice(-24)
  return `${name.slice(0, FILE_NAME_MAX - end.length - 1)}…${end}`.toWellFormed()
}
