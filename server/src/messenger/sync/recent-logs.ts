import type { EventFrame } from '#contract/kit/socket.ts'
import type { Bus } from '../../platform/bus/bus.ts'
import type { RecentLog } from './recent-log.ts'

const BYTES_MAX = 64 * 1024 * 1024
/** Chats of which it is known that somebody has asked for them. */
const ASKED_MAX = 20_000

/**
 * The newest entries of active chats, for all who come back to them. Whether they are the present ones is told by the
 * number at which the reader's own transaction finds the log, and by nothing else: every change of what they hold takes
 * a number. Events only make the process forget what has been erased, before anybody asks again.
 */
export class RecentLogs {
  readonly #logs = new Map<string, RecentLog>()
  readonly #bytesMax: number
  /** By chat the number at which somebody has asked for it. */
  readonly #asked = new Map<string, number>()
  #bytes = 0
  #forgotten = 0

  constructor(bus: Pick<Bus, 'subscribe'>, bytesMax = BYTES_MAX) {
    this.#bytesMax = bytesMax
    bus.subscribe({
      onFrame: (frame) => this.#onFrame(frame),
      onSignal: () => undefined,
      onLost: () => this.#forgetAll(),
    })
  }

  /** Moves when something is forgotten: what was being read meanwhile is not kept. */
  get forgotten(): number {
    return this.#forgotten
  }

  /** Bytes that are kept, about. */
  get bytes(): number {
    return this.#bytes
  }

  /** The log of a chat that stands at `seq`. */
  find(chatId: string, seq: number): RecentLog | undefined {
    const log = this.#logs.get(chatId)
    if (log?.seq !== seq) return undefined
    this.#logs.delete(chatId)
    this.#logs.set(chatId, log)
    return log
  }

  /**
   * Notes that somebody asks for a chat at a number.
   *
   * @returns whether somebody has before: what is asked for once is not worth its memory
   */
  isAskedAgain(chatId: string, seq: number): boolean {
    const before = this.#asked.get(chatId)
    if (this.#asked.size >= ASKED_MAX) this.#asked.clear()
    this.#asked.set(chatId, seq)
    return before === seq
  }

  /** Keeps what was read since `forgotten` stood there, in place of what is older. */
  keep(chatId: string, log: RecentLog, forgotten: number): void {
    if (forgotten !== this.#forgotten || (this.#logs.get(chatId)?.seq ?? 0) > log.seq) return
    this.#forget(chatId)
    this.#logs.set(chatId, log)
    this.#bytes += log.bytes
    for (const oldest of this.#logs.keys()) {
      if (this.#bytes <= this.#bytesMax) break
      this.#forget(oldest)
    }
  }

  #onFrame(frame: EventFrame): void {
    if (frame.a !== 'chat' || frame.e !== 'message.changed') return
    this.#forgotten += 1
    this.#forget(frame.id)
  }

  #forgetAll(): void {
    this.#forgotten += 1
    this.#logs.clear()
    this.#bytes = 0
  }

  #forget(chatId: string): void {
    const log = this.#logs.get(chatId)
    if (log === undefined) return
    this.#logs.delete(chatId)
    this.#bytes -= log.bytes
  }
}
