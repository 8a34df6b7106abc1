import { parentPort, workerData } from 'node:worker_threads'
import { runSimulation } from '#testkit/simulation/run.ts'

const { count, seed } = workerData as { count: number; seed: number }
parentPort!.postMessage(await runSimulation({ sequences: count, maxCommands: 60, seed }))
