import { availableParallelism } from 'node:os'
import type { Bench } from './bench.ts'
import { type CellResult, describeMachine } from './cell-result.ts'
import { cpuSeconds, machineTimes } from './processes.ts'

/** Runs one cell and tells when, where and on what it was measured, and what else the machine did meanwhile. */
export async function runCell(
  bench: Bench,
  cell: string,
  run: (bench: Bench) => Promise<void>,
  commit: string,
): Promise<CellResult> {
  const before = bench.measurements.length
  const at = new Date().toISOString()
  const read = () => ({
    own: cpuSeconds([process.pid, bench.postmasterPid]),
    machine: machineTimes(),
    at: performance.now(),
  })
  const began = read()
  await run(bench)
  const ended = read()
  const seconds = (ended.at - began.at) / 1000
  const processors = seconds * availableParallelism()
  const busy = ended.machine.busy - began.machine.busy - (ended.own - began.own)
  return {
    cell,
    scale: bench.scale,
    command: bench.scale === 'full' ? `npm run bench -- ${cell}` : `npm run bench -- ${bench.scale} ${cell}`,
    at,
    seconds,
    machine: describeMachine(),
    runtime: `Node ${process.versions.node}`,
    commit,
    foreign: Math.max(0, busy) / processors,
    steal: (ended.machine.stolen - began.machine.stolen) / processors,
    figures: bench.measurements.slice(before),
  }
}
