import { availableParallelism } from 'node:os'
import { cpuSeconds, machineTimes } from '#testkit/processes.ts'
import type { Bench } from './bench.ts'
import { type CellResult, describeMachine } from './cell-result.ts'
import { profilesIn, readShares } from './profile-shares.ts'

/** Runs one cell and tells when, where and on what it was measured, and what else the machine did meanwhile. */
export async function runCell(
  bench: Bench,
  what: { cell: string; commit: string; peer?: { name: string; version: string } },
  run: (bench: Bench) => Promise<void>,
): Promise<CellResult> {
  const { cell, commit, peer } = what
  const before = bench.measurements.length
  const at = new Date().toISOString()
  const read = () => ({
    own: cpuSeconds([process.pid, bench.postmasterPid]),
    machine: machineTimes(),
    at: performance.now(),
  })
  const began = read()
  const { profile: folder } = bench
  const earlier = folder === null ? [] : profilesIn(folder)
  await run(bench)
  const ended = read()
  const seconds = (ended.at - began.at) / 1000
  const processors = seconds * availableParallelism()
  const busy = ended.machine.busy - began.machine.busy - (ended.own - began.own)
  const flags = [...(peer === undefined ? [] : ['--peers']), ...(folder === null ? [] : ['--profile'])]
  const words = [...(bench.scale === 'full' ? [] : [bench.scale]), cell, ...flags]
  return {
    cell,
    ...(peer === undefined ? {} : { peer }),
    scale: bench.scale,
    command: `npm run bench -- ${words.join(' ')}`,
    at,
    seconds,
    machine: describeMachine(),
    runtime: `Node ${process.versions.node}`,
    commit,
    foreign: Math.max(0, busy) / processors,
    steal: (ended.machine.stolen - began.machine.stolen) / processors,
    figures: bench.measurements.slice(before),
    ...(folder === null
      ? {}
      : {
          profile: readShares(
            folder,
            profilesIn(folder).filter((name) => !earlier.includes(name)),
          ),
        }),
  }
}
