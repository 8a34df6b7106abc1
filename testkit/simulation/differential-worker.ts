import { parentPort, workerData } from 'node:worker_threads'
import { runDifferential } from '#testkit/differential/run.ts'

const { count, seed } = workerData as { count: number; seed: number }
parentPort!.postMessage(await runDifferential({ sequences: count, maxSteps: 40, seed }))
