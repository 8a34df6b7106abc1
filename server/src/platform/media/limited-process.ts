import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import type { Clock } from '../clock/clock.ts'

/** How much one run of a program may cost. */
export interface ProcessLimits {
  /** Time until it is ended. */
  ms: number
  /** Address space. */
  memoryBytes: number
  /** Bytes of each file that it writes. */
  fileBytes: number
  /** Bytes of its standard output. */
  outputBytes: number
}

export interface LimitedRun {
  /** The program and its arguments. */
  command: readonly string[]
  /** Open files that it finds under the numbers from 3 on. */
  files: readonly number[]
  limits: ProcessLimits
  /** Gets the standard output piece by piece; left out, the output is kept. */
  onOutput?: (piece: Buffer) => void
}

// `-v` is not known everywhere; where it is not, the time bounds the memory.
const SHELL =
  'ulimit -c 0; ulimit -t "$1"; ulimit -f "$2"; ulimit -n 64; ulimit -v "$3" 2>/dev/null; shift 3; exec "$@"'
/** In which POSIX counts what a process may write. */
const BLOCK_BYTES = 512

/**
 * Runs a program on bytes of strangers: with bounds that the system itself keeps, without any of our configuration, and
 * ended when its time is over. Returns its standard output; null when it failed or was ended.
 */
export function runLimited(clock: Clock, { command, files, limits, onOutput }: LimitedRun): Promise<Buffer | null> {
  const { ms, memoryBytes, fileBytes, outputBytes } = limits
  const bounds = [Math.ceil(ms / 1_000), Math.ceil(fileBytes / BLOCK_BYTES), Math.ceil(memoryBytes / 1_024)]
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', SHELL, 'sh', ...bounds.map(String), ...command], {
      cwd: '/',
      // A group of its own, so that whatever it has begun ends with it.
      detached: true,
      env: { LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore', ...files],
    })
    const end = () => endGroup(child.pid)
    const stopTimer = clock.after(ms, end)
    const kept: Buffer[] = []
    let bytes = 0
    child.stdout!.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes > outputBytes) end()
      else if (onOutput === undefined) kept.push(piece)
      else onOutput(piece)
    })
    child.once('spawn', () => yieldTo(child.pid!))
    child.once('error', () => {
      stopTimer()
      resolve(null)
    })
    child.once('close', (code) => {
      stopTimer()
      resolve(code === 0 && bytes <= outputBytes ? Buffer.concat(kept) : null)
    })
  })
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/** Whoever waits for an answer goes first. */
function yieldTo(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It has ended already.
  }
}
