import { readOutcome } from './outcome.mjs'

/**
 * Turns the events of several files that ran in one process, each as a suite of its own, into the outcome of each.
 *
 * @param {string[]} paths the files in their order
 * @param {object[]} events lines of the reporter
 * @param {{ ended: string | null, output: string, seconds: number }} process `ended` is null after exit code 0, otherwise a
 *   few words; `seconds` is how long all of it took
 * @returns {{ outcomes: object[], left: string[], together: string | null }} `outcomes` of the files that came to an end and
 *   of the one that was cut off; `left` did not begin or was not begun whole; `together` says what went wrong after all of
 *   them had passed
 */
export function readLot(paths, events, { ended, output, seconds }) {
  const shared = shareOut(paths, events)
  const whole = paths.filter((name) => shared.get(name).end !== null)
  const outcomes = whole.map((name) => outcomeOf(name, shared.get(name)))
  const rest = paths.filter((name) => !whole.includes(name))
  if (rest.length > 0) {
    const [cutOff, ...left] = rest
    const own = shared.get(cutOff).events
    // A process that ends before its first test has not even loaded its files, and any of them may be why.
    if (own.length === 0 && outcomes.length === 0) return { outcomes, left: rest, together: null }
    outcomes.push({ name: cutOff, ...readOutcome(own, { ended, output }), seconds })
    return { outcomes, left, together: null }
  }
  const failed = outcomes.some(({ failures }) => failures.length > 0)
  if (ended === null || failed) return { outcomes, left: [], together: null }
  const notes = events.filter(({ type }) => type === 'note').map(({ text }) => text)
  const together = [`The files ${ended} although each of their tests has passed.`, ...notes, output]
    .join('\n')
    .trimEnd()
  return { outcomes, left: [], together }
}

function outcomeOf(name, { events, end }) {
  const outcome = readOutcome([...events, { type: 'end' }], { ended: null, output: '' })
  const own = end.type === 'fail' && end.failure !== 'subtestsFailed'
  const failures = own ? [...outcome.failures.filter(isOfTest), itself(end)] : outcome.failures
  return { name, ...outcome, failures, seconds: end.seconds }
}

const isOfTest = ({ title }) => title !== '(the file itself)'
const itself = (end) => ({ title: '(the file itself)', text: end.error })

/** @returns {Map<string, { events: object[], end: object | null }>} events as they would be if each file had run alone */
function shareOut(paths, events) {
  const shared = new Map(paths.map((name) => [name, { events: [], end: null }]))
  let current = null
  for (const event of events) {
    if (event.nesting === 0 && shared.has(event.name)) {
      current = shared.get(event.name)
      if (event.type !== 'start') current.end = event
    } else if (event.nesting > 0 && current !== null) {
      current.events.push({ ...event, nesting: event.nesting - 1 })
    }
  }
  return shared
}
