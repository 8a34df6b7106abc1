import { setTimeout as delay } from 'node:timers/promises'
import { newId } from '../client.ts'
import { checkHistory, type Violation } from '../history/checker.ts'
import type { HistoryLine } from '../history/history.ts'
import type { RealDatabase } from '../history/real-database.ts'
import { readStored } from '../history/stored-history.ts'
import type { LoopVolume } from './loop-volume.ts'

/** A sender tries again after this time. Milliseconds. */
const PAUSE_MS = 25
const PATIENCE_MS = 60_000

export interface Sender {
  readonly name: string
  readonly profileId: string
  /** Sends a message under a key; returns its number once it is acknowledged. */
  send(key: string, text: string): Promise<number>
}

export interface CutReport {
  /** Messages that were acknowledged before the power went off. */
  readonly acknowledged: number
  /** From the moment in which PostgreSQL runs again to the first acknowledgement. Milliseconds. */
  readonly backAfterMs: number
  readonly violations: readonly Violation[]
}

/**
 * Senders write into one chat as fast as they are answered; after `afterMs` the volume of the database loses its power. It
 * comes back, the senders end what they have begun, and what stands in the database is held against what was acknowledged.
 */
export async function cutPower(parts: {
  readonly volume: LoopVolume
  readonly database: RealDatabase
  readonly chatId: string
  readonly senders: readonly Sender[]
  readonly afterMs: number
}): Promise<CutReport> {
  const { volume, database, chatId } = parts
  const lines: HistoryLine[] = []
  const traffic = new Traffic(chatId, lines)
  const sending = Promise.all(parts.senders.map((sender) => traffic.send(sender)))
  await delay(parts.afterMs)
  volume.cutPower()
  const acknowledged = traffic.acknowledged
  await database.killAll()
  await volume.mountAgain()
  await database.startAgain()
  const runsAgain = performance.now()
  traffic.lastRound = true
  await sending
  lines.push(...(await readStored(database, chatId)))
  return {
    acknowledged,
    backAfterMs: Math.max(0, traffic.firstAfter(runsAgain) - runsAgain),
    violations: checkHistory(lines),
  }
}

class Traffic {
  readonly #chatId: string
  readonly #lines: HistoryLine[]
  readonly #answers: number[] = []
  /** Whether senders stop after the message that they are trying to send. */
  lastRound = false

  constructor(chatId: string, lines: HistoryLine[]) {
    this.#chatId = chatId
    this.#lines = lines
  }

  get acknowledged(): number {
    return this.#answers.length
  }

  /** The moment of the first acknowledgement after another moment. */
  firstAfter(moment: number): number {
    return this.#answers.find((at) => at > moment) ?? moment
  }

  async send(sender: Sender): Promise<void> {
    for (let n = 1; ; n += 1) {
      await this.#sendOne(sender, newId(), `${sender.name}: сообщение ${n}`)
      if (this.lastRound) return
    }
  }

  async #sendOne({ name, profileId, send }: Sender, key: string, text: string): Promise<void> {
    const message = { device: name, chat: this.#chatId, key }
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      this.#lines.push({ t: 'sent', ...message, profile: profileId, text, at: Date.now() })
      try {
        const seq = await send(key, text)
        this.#answers.push(performance.now())
        this.#lines.push({ t: 'acknowledged', ...message, seq, at: Date.now() })
        return
      } catch (error) {
        if (performance.now() > deadline) throw error
        await delay(PAUSE_MS)
      }
    }
  }
}
