import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CELLS } from './cells.ts'
import { openBench } from './lib/bench.ts'
import { takeMachine } from './lib/lock.ts'
import { NoCompiler } from './lib/native.ts'
import { formatTable } from './lib/table.ts'

const RESULTS = fileURLToPath(new URL('../.data/bench/', import.meta.url))

async function main(args: readonly string[]): Promise<number> {
  const flags = new Set(args.filter((word) => word.startsWith('--')))
  const words = args.filter((word) => !word.startsWith('--'))
  const smoke = words.includes('smoke')
  const wanted = words.filter((word) => word !== 'smoke')
  const unknown = wanted.filter((word) => !(word in CELLS))
  if (unknown.length > 0) {
    process.stderr.write(`There is no cell ${unknown.join(', ')}. Cells: ${Object.keys(CELLS).join(', ')}.\n`)
    return 2
  }
  mkdirSync(RESULTS, { recursive: true })
  await using _machine = await takeMachine()
  const begun = new Date().toISOString().replaceAll(':', '-').slice(0, 19)
  await using bench = await openBench({
    scale: smoke ? 'smoke' : 'full',
    lines: `${RESULTS}${begun}.jsonl`,
    profile: flags.has('--profile') ? `${RESULTS}profiles-${begun}` : null,
    say: (line) => process.stdout.write(`${line}\n`),
  })
  for (const name of wanted.length > 0 ? wanted : Object.keys(CELLS)) {
    bench.say(name)
    await CELLS[name]!(bench)
  }
  process.stdout.write(`\n${formatTable(bench.measurements)}\n`)
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const told = error instanceof NoCompiler ? error.message : ((error as Error).stack ?? String(error))
  process.stderr.write(`${told}\n`)
  process.exitCode = 1
}
