import { guards } from '#testkit/planted/planted-bug.ts'
import { plantedBugs } from '#testkit/planted/planted-bugs.ts'
import { Copy } from '#testkit/planted/run-planted.ts'

const TAIL_CHARACTERS = 1_500
const wanted = process.argv.slice(2).join(' ')

/** Plants every bug, or those whose names hold the words given, and says what its proof says of it. */
await using copy = await Copy.create()
const bugs = plantedBugs.filter(({ name }) => name.includes(wanted))
await copy.checkGuards(bugs)
let uncaught = 0
for (const bug of bugs) {
  const { result, ms, output } = await copy.try(bug)
  if (result !== 'caught') uncaught += 1
  const details = result === 'other' ? `\n${output.slice(-TAIL_CHARACTERS)}` : ''
  process.stdout.write(`${result}  ${(ms / 1_000).toFixed(1)} s  ${bug.name}  (${guards[bug.guard]})${details}\n`)
}
process.stdout.write(uncaught === 0 ? 'Every planted bug is caught.\n' : `${uncaught} planted bugs are not caught.\n`)
process.exitCode = uncaught === 0 ? 0 : 1
