import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { CELLS, PEERS } from './cells.ts'
import { type Bench, openBench } from './lib/bench.ts'
import { type CellResult, describeCommit, newestResults, readResults } from './lib/cell-result.ts'
import { clearLeftBehind } from './lib/left-behind.ts'
import { takeMachine } from './lib/lock.ts'
import { NoCompiler } from './lib/native.ts'
import { formatPage } from './lib/page.ts'
import { runCell } from './lib/run-cell.ts'
import { formatTable } from './lib/table.ts'
import type { Peer } from './peers/peer.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const RESULTS = path.join(ROOT, '.data', 'bench')
const KEPT = path.join(ROOT, 'docs', 'benchmarks.jsonl')

async function main(args: readonly string[]): Promise<number> {
  const flags = new Set(args.filter((word) => word.startsWith('--')))
  const words = args.filter((word) => !word.startsWith('--'))
  if (words[0] === 'publish') return publish()
  const wanted = words.filter((word) => word !== 'smoke')
  const unknown = wanted.filter((word) => !(word in CELLS))
  if (unknown.length > 0) {
    process.stderr.write(`There is no cell ${unknown.join(', ')}. Cells: ${Object.keys(CELLS).join(', ')}.\n`)
    return 2
  }
  const names = wanted.length > 0 ? wanted : Object.keys(CELLS)
  const withPeers = Object.keys(CELLS).filter((name) => CELLS[name]!.beside !== undefined)
  if (flags.has('--peers') && !names.some((name) => withPeers.includes(name))) {
    process.stderr.write(`Peers are measured only beside ${withPeers.join(', ')}.\n`)
    return 2
  }
  mkdirSync(RESULTS, { recursive: true })
  await using _machine = await takeMachine()
  await clearLeftBehind((line) => process.stdout.write(`${line}\n`))
  const begun = new Date().toISOString().replaceAll(':', '-').slice(0, 19)
  await using bench = await openBench({
    scale: words.includes('smoke') ? 'smoke' : 'full',
    profile: flags.has('--profile') ? path.join(RESULTS, `profiles-${begun}`) : null,
    say: (line) => process.stdout.write(`${line}\n`),
  })
  const keep = (result: CellResult) =>
    appendFileSync(path.join(RESULTS, `${begun}.jsonl`), `${JSON.stringify(result)}\n`)
  const failed = await runCells(bench, names, flags.has('--peers') ? PEERS : [], keep)
  process.stdout.write(`\n${formatTable(bench.measurements)}\n`)
  if (failed.length > 0) process.stderr.write(`Not measured: ${failed.join(', ')}.\n`)
  return failed.length > 0 ? 1 : 0
}

/** Runs cells and keeps a line for each; one that fails does not keep the others from being measured. */
async function runCells(
  bench: Bench,
  names: readonly string[],
  peers: readonly Peer[],
  keep: (result: CellResult) => void,
): Promise<string[]> {
  const commit = await describeCommit(ROOT)
  const failed: string[] = []
  const attempt = async (name: string, work: () => Promise<CellResult | null>) => {
    bench.say(name)
    try {
      const result = await work()
      if (result !== null) keep(result)
    } catch (error) {
      bench.say(`  ${(error as Error).stack ?? String(error)}`)
      failed.push(name)
    }
  }
  for (const cell of names) {
    const { run, beside } = CELLS[cell]!
    await attempt(cell, () => runCell(bench, { cell, commit }, run))
    if (beside === undefined) continue
    for (const peer of peers) {
      await attempt(`${cell} beside ${peer.name}`, async () => {
        const ready = await peer.prepare(bench.say)
        if ('missing' in ready) {
          bench.say(`  NOT MEASURED: ${ready.missing}`)
          return null
        }
        const { version } = ready
        return runCell(bench, { cell, commit, peer: { name: peer.name, version } }, () => beside(bench, peer))
      })
    }
  }
  return failed
}

/** Prints docs/benchmarks.md from the newest full run of every cell, which it keeps beside it. */
function publish(): number {
  mkdirSync(RESULTS, { recursive: true })
  const names = readdirSync(RESULTS).filter((name) => name.endsWith('.jsonl'))
  const files = [KEPT, ...names.map((name) => path.join(RESULTS, name))]
  const results = files.flatMap((file) => readResults(readFileSync(file, { encoding: 'utf8', flag: 'a+' })))
  const newest = newestResults(results, Object.keys(CELLS))
  writeFileSync(KEPT, newest.map((result) => `${JSON.stringify(result)}\n`).join(''))
  const about = Object.fromEntries(Object.entries(CELLS).map(([name, cell]) => [name, cell.about]))
  writeFileSync(path.join(ROOT, 'docs', 'benchmarks.md'), formatPage(newest, about))
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const told = error instanceof NoCompiler ? error.message : ((error as Error).stack ?? String(error))
  process.stderr.write(`${told}\n`)
  process.exitCode = 1
}
