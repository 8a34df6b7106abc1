import { execFile } from 'node:child_process'
import { cpus, release, totalmem, type } from 'node:os'
import { promisify } from 'node:util'
import type { Share } from './profile-shares.ts'
import type { Measurement } from './table.ts'

/** One run of one cell, a line of JSON in a file of results. */
export interface CellResult {
  cell: string
  /** Whom the product was measured beside; absent for the cell itself. */
  peer?: { name: string; version: string }
  scale: 'full' | 'smoke' | 'tiny'
  /** What to type to measure it again. */
  command: string
  /** When it began, as an ISO instant, and how many seconds it took. */
  at: string
  seconds: number
  machine: string
  runtime: string
  commit: string
  /** Shares of the machine's processors that other programs and other machines took meanwhile. */
  foreign: number
  steal: number
  figures: readonly Measurement[]
  /** Where the server's own time went, of a run with `--profile`: its figures are dearer by the profiling. */
  profile?: readonly Share[]
}

/** Hardware and system in a line. */
export function describeMachine(): string {
  const list = cpus()
  const model = list[0]?.model.trim() ?? 'processor'
  return `${list.length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`
}

/** The commit that is measured, or «unknown» outside of a repository. */
export async function describeCommit(root: string): Promise<string> {
  const git = async (...args: string[]) => (await promisify(execFile)('git', args, { cwd: root })).stdout
  try {
    const head = (await git('rev-parse', '--short=12', 'HEAD')).trim()
    const changes = (await git('status', '--porcelain')).split('\n').filter((line) => line !== '')
    return changes.some((line) => !/ docs\/benchmarks\.\w+$/.test(line)) ? `${head} with changes` : head
  } catch {
    return 'unknown'
  }
}

/**
 * Reads lines of results.
 *
 * @throws SyntaxError for a line that is not JSON
 */
export function readResults(text: string): CellResult[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const result = JSON.parse(line) as CellResult
    // What was not measured is NaN, for which JSON has null.
    return { ...result, figures: result.figures.map((each) => ({ ...each, value: each.value ?? Number.NaN })) }
  })
}

/**
 * The newest full run of every cell, in the order of `cells`, each with the newest one beside every peer and the newest
 * one with a profile behind it.
 */
export function newestResults(results: readonly CellResult[], cells: readonly string[]): CellResult[] {
  return cells.flatMap((cell) => {
    const runs = results.filter((result) => result.cell === cell && result.scale === 'full')
    const byKind = Map.groupBy(
      runs,
      ({ peer, profile }) => `${peer?.name ?? ''}${profile === undefined ? '' : ' profile'}`,
    )
    return [...byKind.keys()].sort().map((name) => byKind.get(name)!.reduce((a, b) => (b.at > a.at ? b : a)))
  })
}
