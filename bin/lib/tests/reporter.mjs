// Loaded by node:test inside the process of a test file; writes one JSON line for each event that the launcher needs.
import { inspect } from 'node:util'

const LONGEST = 6000

export default async function* reporter(source) {
  for await (const { type, data } of source) {
    const event = describe(type, data)
    if (event !== null) yield `${JSON.stringify(event)}\n`
  }
}

function describe(type, data) {
  if (type === 'test:start') return { type: 'start', name: data.name, nesting: data.nesting }
  if (type === 'test:summary') return { type: 'end' }
  if (type === 'test:diagnostic') {
    return data.message.startsWith('Error:') || data.level === 'error' ? { type: 'note', text: data.message } : null
  }
  if (type !== 'test:pass' && type !== 'test:fail') return null
  const error = data.details?.error
  return {
    type: type === 'test:pass' ? 'pass' : 'fail',
    name: data.name,
    nesting: data.nesting,
    suite: data.details?.type === 'suite',
    skip: reasonOf(data.skip),
    todo: reasonOf(data.todo),
    failure: error?.failureType,
    seconds: (data.details?.duration_ms ?? 0) / 1000,
    error: error === undefined ? '' : inspect(error.cause ?? error, { colors: false }).slice(0, LONGEST),
    line: data.line,
  }
}

/** `undefined` when the test has no such mark, otherwise the reason, which may be empty. */
function reasonOf(mark) {
  if (mark === undefined || mark === false) return undefined
  return mark === true ? '' : String(mark)
}
