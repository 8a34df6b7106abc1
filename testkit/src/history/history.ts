import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs'

/** A message as somebody was shown it or as it stands in the log. */
export interface Seen {
  readonly chat: string
  readonly seq: number
  readonly key: string
  readonly sender: string
  readonly text: string
}

/**
 * One line of a history. Devices write what they did and what reached them while it happens; what stands in the database
 * and what the devices show is written at the end, after everything has healed. `at` is in milliseconds of this machine.
 */
export type HistoryLine =
  | { readonly t: 'begun'; readonly family: string; readonly seed: number; readonly at: number }
  | { readonly t: 'fault'; readonly what: string; readonly at: number }
  /** A device tries to send; a repeat has the same key. */
  | {
      readonly t: 'sent'
      readonly device: string
      readonly profile: string
      readonly chat: string
      readonly key: string
      readonly text: string
      readonly at: number
    }
  | {
      readonly t: 'acknowledged'
      readonly device: string
      readonly chat: string
      readonly key: string
      readonly seq: number
      readonly at: number
    }
  /** A message that reached a device in whatever frame. */
  | ({ readonly t: 'received'; readonly device: string; readonly profile: string; readonly at: number } & Seen)
  /** A message in the log. */
  | ({ readonly t: 'stored' } & Seen)
  /** An entry of the log that is no message. */
  | { readonly t: 'change'; readonly chat: string; readonly seq: number }
  /** The person may see what stands at `from` and later, and before the number `until` (null: to this day). */
  | {
      readonly t: 'member'
      readonly chat: string
      readonly profile: string
      readonly from: number
      readonly until: number | null
    }
  /** What a device shows at the end, in its order; `last` is the number up to which it has heard the log. */
  | {
      readonly t: 'shown'
      readonly device: string
      readonly profile: string
      readonly chat: string
      readonly last: number
      readonly messages: readonly Omit<Seen, 'chat'>[]
    }

/** Writes a history as JSON lines to a file; what was written before this process dies stays. */
export class HistoryFile implements Disposable {
  readonly path: string
  readonly #file: number

  constructor(path: string) {
    this.path = path
    this.#file = openSync(path, 'a')
  }

  write(line: HistoryLine): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`)
  }

  [Symbol.dispose](): void {
    closeSync(this.#file)
  }
}

/** Reads a history from a file of JSON lines. */
export function readHistory(path: string): HistoryLine[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as HistoryLine)
}
