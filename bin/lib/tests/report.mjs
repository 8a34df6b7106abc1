import { say } from '../console.mjs'

const SLOWEST = 10

/** The line about one finished file or check, and its failures in full. */
export function reportOutcome(outcome) {
  const failed = outcome.failures.length
  const counts = [`${outcome.passed} passed`]
  if (failed > 0) counts.push(`${failed} failed`)
  if (outcome.skips.length > 0) counts.push(`${outcome.skips.length} skipped`)
  const time = `${outcome.seconds.toFixed(1)} s`.padStart(8)
  if (outcome.kind !== 'check') say(`${failed > 0 ? 'FAIL' : 'ok  '}${time}  ${outcome.name} (${counts.join(', ')})`)
  for (const failure of outcome.failures) reportFailure(outcome, failure)
}

function reportFailure(outcome, failure) {
  const place = failure.line === undefined ? outcome.name : `${outcome.name}:${failure.line}`
  say()
  say(`  ✗ ${failure.title}`)
  say(`    in ${place}`)
  for (const line of failure.text.split('\n')) say(`      ${line}`)
  if (outcome.hint !== undefined) say(`    Alone: ${outcome.hint}`)
  say()
}

/**
 * Sums up the run. The totals are the last line.
 *
 * @param {import('./outcome.mjs').Outcome[]} outcomes
 * @returns {boolean} whether nothing failed
 */
export function reportTotals(outcomes) {
  const files = outcomes.filter((outcome) => outcome.kind !== 'check')
  if (files.length > 0) {
    say()
    say('Slowest files:')
    const slowest = files.sort((a, b) => b.seconds - a.seconds)
    for (const file of slowest.slice(0, SLOWEST)) say(`${file.seconds.toFixed(1).padStart(7)} s  ${file.name}`)
  }
  reportList('SKIPPED:', outcomes, ({ skips }) => skips.map((skip) => `${skip.title} (${skip.reason})`))
  // A test that fails now and then is a fault of its own, in the product or in the test.
  reportList('UNSTEADY, failed beside others and passed alone:', outcomes, ({ before = [], failures }) =>
    failures.length > 0 ? [] : before.map(({ title }) => title),
  )
  reportList('FAILED:', outcomes, ({ failures }) => failures.map((failure) => failure.title))
  const totals = sumUp(outcomes)
  say()
  say(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
  return totals.failed === 0
}

function reportList(heading, outcomes, titlesOf) {
  const lines = outcomes.flatMap((outcome) => titlesOf(outcome).map((title) => `  ${outcome.name}: ${title}`))
  if (lines.length === 0) return
  say()
  say(heading)
  for (const line of lines) say(line)
}

/** @returns {{ passed: number, failed: number, skipped: number }} */
export function sumUp(outcomes) {
  const totals = { passed: 0, failed: 0, skipped: 0 }
  for (const outcome of outcomes) {
    totals.passed += outcome.passed
    totals.failed += outcome.failures.length
    totals.skipped += outcome.skips.length
  }
  return totals
}
