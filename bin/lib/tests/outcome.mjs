/**
 * @typedef {object} Failure
 * @property {string} title
 * @property {string} text what went wrong
 * @property {number} [line]
 */

/**
 * @typedef {object} Outcome what one file, or one check, came to
 * @property {string} name path of the file, or name of the check
 * @property {'test' | 'e2e' | 'gate' | 'check'} kind
 * @property {number} passed
 * @property {Failure[]} failures
 * @property {{ title: string, reason: string }[]} skips
 * @property {number} seconds
 * @property {string[]} gateLines what the file printed as `[gate] …`
 * @property {string} [hint] the command that repeats just this
 * @property {Failure[]} [before] what had failed when it ran beside others; it has run once more since
 */

/** The outcome of a check that is no test file. */
export function checkOutcome(name, seconds, problem, hint) {
  const failures = problem === null ? [] : [{ title: name, text: problem }]
  const passed = problem === null ? 1 : 0
  return { name, kind: 'check', passed, failures, skips: [], seconds, gateLines: [], hint }
}

/**
 * Turns the events of a test file and the end of its process into counts.
 *
 * A parent that failed only because a test inside it failed is not counted again. A process that fails without a failing test,
 * ends before its tests are over, or holds no test at all is one failure.
 *
 * @param {object[]} events lines of the reporter
 * @param {{ ended: string | null, output: string }} process `ended` is null after exit code 0, otherwise a few words
 */
export function readOutcome(events, { ended, output }) {
  const result = { passed: 0, failures: [], skips: [] }
  const open = []
  const notes = []
  let complete = false
  for (const event of events) {
    if (event.type === 'end') complete = true
    if (event.type === 'note') notes.push(event.text)
    if (event.type === 'start') open.splice(event.nesting, Number.POSITIVE_INFINITY, event.name)
    if (event.type === 'pass' || event.type === 'fail') {
      count(result, event, [...open.slice(0, event.nesting), event.name].join(' > '))
      open.splice(event.nesting)
    }
  }
  const trouble = troubleOf(result, { complete, ended, running: open })
  if (trouble !== null) {
    const tail = output.trimEnd().split('\n').slice(-30).join('\n')
    result.failures.push({ title: '(the file itself)', text: [trouble, ...notes, tail].filter(Boolean).join('\n') })
  }
  return result
}

function count(result, event, title) {
  const mark = event.skip ?? event.todo
  if (mark !== undefined) result.skips.push({ title, reason: mark === '' ? 'no reason given' : mark })
  else if (event.type === 'pass') result.passed += event.suite ? 0 : 1
  else if (event.failure !== 'subtestsFailed') result.failures.push({ title, text: event.error, line: event.line })
}

function troubleOf(result, { complete, ended, running }) {
  const during = running.length === 0 ? '' : ` during "${running.join(' > ')}"`
  if (ended !== null && (!complete || result.failures.length === 0)) return `The file ${ended}${during}.`
  const tests = result.passed + result.failures.length + result.skips.length
  if (tests === 0 && !complete) return 'The file ended without running a single test.'
  if (!complete) return `The file ended before its tests were over${during}.`
  return tests === 0 ? 'The file holds no test.' : null
}
