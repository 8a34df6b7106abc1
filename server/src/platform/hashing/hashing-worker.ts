import { readlinkSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import path from 'node:path'
import { parentPort } from 'node:worker_threads'
import { hashSync, verifySync } from '@node-rs/argon2'
import type { HashingAnswer, HashingJob } from './hashing-job.ts'

/** Argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet). */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Messages go before sign-ins: a morning's hundred checks of a password would hold them up by tenths of a second. */
function giveWay(): void {
  try {
    // Only Linux gives a thread a priority of its own, and tells the number of a thread.
    const thread = Number(path.basename(readlinkSync('/proc/thread-self')))
    const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority
    // Below the process, whatever priority that was started with.
    setPriority(thread, Math.min(getPriority(thread) + PRIORITY_BELOW_NORMAL, PRIORITY_LOW))
  } catch {
    // Elsewhere they share the processors as equals.
  }
}

function carryOut(job: HashingJob): HashingAnswer {
  try {
    return { done: job.kept === null ? hashSync(job.password, OPTIONS) : verifySync(job.kept, job.password) }
  } catch (error) {
    return { failed: (error as Error).message }
  }
}

giveWay()
parentPort!.on('message', (job: HashingJob) => parentPort!.postMessage(carryOut(job)))
