import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** What is known of the media server that runs in a directory. */
export interface Running {
  readonly pid: number
  readonly identity: string
  /** Port of its API on 127.0.0.1. */
  readonly port: number
  /** Mark of the program and configuration with which it was started. */
  readonly mark: string
}

const FILE = 'running.json'

export async function writeRunning(directory: string, running: Running): Promise<void> {
  const file = path.join(directory, FILE)
  await writeFile(`${file}.new`, JSON.stringify(running), { mode: 0o600 })
  await rename(`${file}.new`, file)
}

/** Null when none runs, or none that anybody has written down. */
export async function readRunning(directory: string): Promise<Running | null> {
  try {
    return JSON.parse(await readFile(path.join(directory, FILE), 'utf8')) as Running
  } catch {
    return null
  }
}

export function forgetRunning(directory: string): Promise<void> {
  return rm(path.join(directory, FILE), { force: true })
}
