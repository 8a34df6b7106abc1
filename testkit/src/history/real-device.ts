import { WebSocket } from 'ws'
import type { ClientFrame, ServerFrame } from '#contract/kit/socket.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { newId } from '#testkit/client.ts'
import { MemoryOutboxStorage, MemoryTabs } from '#web/kit/outbox/memory-storage.ts'
import type { Timers, Transport, Wire, WireHandlers } from '#web/kit/realtime/ports.ts'
import { Engine } from '#web/kit/sync/engine.ts'
import { MemoryCache } from '#web/kit/sync/memory-cache.ts'
import type { SeededRandom } from '../simulation/seeded-random.ts'
import type { HistoryLine } from './history.ts'
import { seenInFrame } from './seen-in-frame.ts'

/** Whose device it is and how the server knows it. */
export interface Owner {
  readonly profileId: string
  /** The Host of the server, whatever port the proxy listens on. */
  readonly host: string
  readonly cookie: string
}

export interface DeviceParts {
  readonly name: string
  readonly owner: Owner
  readonly chatId: string
  /** Where the server is for this device: its own port, or that of a proxy. */
  readonly port: number
  readonly random: SeededRandom
  readonly write: (line: HistoryLine) => void
}

/** A device with the product's own client engine on a real connection; it writes down what it sends and gets. */
export class RealDevice implements Disposable {
  readonly parts: DeviceParts
  readonly #outbox = new MemoryOutboxStorage()
  readonly #cache = new MemoryCache()
  readonly #tabs = new MemoryTabs()
  #life: Life

  constructor(parts: DeviceParts) {
    this.parts = parts
    this.#life = this.#begin()
  }

  get engine(): Engine {
    return this.#life.engine
  }

  /** The program dies without a word and is opened again on what the device keeps. */
  reload(): void {
    this.#life.die()
    this.#life = this.#begin()
  }

  /** Leaves what comes in the hands of the system, which takes a little and then no more. */
  stopReading(): void {
    this.#life.stopReading()
  }

  readAgain(): void {
    this.#life.readAgain()
  }

  async say(text: string): Promise<void> {
    await this.engine.outbox.add({
      chatId: this.parts.chatId,
      text,
      mentions: [],
      attachments: [],
      replyToSeq: null,
      lifetimeMs: null,
    })
  }

  /** Why this device is not yet in step with the server, or null; asks for what is missing. */
  whyNotQuiet(): string | null {
    const { phase, outbox, sync } = this.engine.store.getState()
    if (phase !== 'stream') return `is ${phase}`
    const waiting = outbox.filter(({ state }) => state !== 'failed').length
    if (waiting > 0) return `has ${waiting} unsent messages`
    const slice = sync.chats[this.parts.chatId]
    if (slice === undefined) return null
    const { history } = this.engine
    if (slice.window === null) void history.latest(slice.chat.id)
    else if (slice.window.to < slice.lastSeq) void history.after(slice.chat.id)
    else if (!slice.window.reachesStart) void history.before(slice.chat.id)
    else return null
    return `shows ${slice.window?.from}–${slice.window?.to} of ${slice.lastSeq}`
  }

  [Symbol.dispose](): void {
    this.#life.die()
  }

  #begin(): Life {
    return new Life(this.parts, { outbox: this.#outbox, cache: this.#cache, tabs: this.#tabs })
  }
}

interface Kept {
  readonly outbox: MemoryOutboxStorage
  readonly cache: MemoryCache
  readonly tabs: MemoryTabs
}

/** One run of the program of a device; after its death nothing calls into it. */
class Life {
  readonly engine: Engine
  readonly #parts: DeviceParts
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #wires = new Set<WebSocket>()
  readonly #releases = new Set<() => void>()
  #alive = true

  constructor(parts: DeviceParts, { outbox, cache, tabs }: Kept) {
    this.#parts = parts
    const bell = tabs.bell()
    this.engine = new Engine({
      profileId: parts.owner.profileId,
      transport: this.#transport(),
      timers: this.#ownTimers(),
      clock: { now: () => Date.now() },
      random: parts.random.fork().next,
      newKey: newId,
      cache,
      outboxStorage: outbox,
      // Whoever is dead before he has asked gets no lock, which nobody could take from him any more.
      locks: { own: (name, onOwned) => (this.#alive ? this.#held(tabs.own(name, onOwned)) : () => undefined) },
      bell: {
        ring: bell.ring,
        onRing: (callback) => this.#held(bell.onRing((ring) => this.#alive && callback(ring))),
      },
      onEnd: (reason) => parts.write({ t: 'fault', what: `${parts.name} ended: ${reason}`, at: Date.now() }),
      onUnreached: () => undefined,
    })
    this.engine.openChat(parts.chatId)
    void this.engine.start()
  }

  stopReading(): void {
    for (const wire of this.#wires) wire.pause()
  }

  readAgain(): void {
    for (const wire of this.#wires) wire.resume()
  }

  die(): void {
    this.#alive = false
    for (const timer of this.#timers) clearTimeout(timer)
    for (const release of this.#releases) release()
    for (const wire of this.#wires) wire.terminate()
  }

  #held(release: () => void): () => void {
    this.#releases.add(release)
    return release
  }

  #ownTimers(): Timers {
    return {
      after: (ms, callback) => {
        if (!this.#alive) return () => undefined
        const timer = setTimeout(() => {
          this.#timers.delete(timer)
          callback()
        }, ms)
        this.#timers.add(timer)
        return () => {
          clearTimeout(timer)
          this.#timers.delete(timer)
        }
      },
    }
  }

  /** The browser's transport on a socket of this program. */
  #transport(): Transport {
    return {
      open: (handlers: WireHandlers): Wire => {
        const { owner, port } = this.#parts
        const headers = { host: owner.host, origin: `http://${owner.host}`, cookie: owner.cookie }
        const ws = new WebSocket(`ws://127.0.0.1:${port}/api/socket`, { headers })
        this.#wires.add(ws)
        let closed = false
        const close = () => {
          this.#wires.delete(ws)
          if (closed) return
          closed = true
          if (this.#alive) handlers.onClose()
        }
        ws.on('open', () => this.#alive && handlers.onOpen())
        ws.on('message', (data) => {
          if (closed || !this.#alive) return
          const text = String(data)
          this.#onText(text)
          handlers.onText(text)
        })
        ws.on('error', () => undefined)
        ws.on('close', close)
        return {
          send: (text) => {
            if (ws.readyState !== ws.OPEN || !this.#alive) return
            this.#onSend(text)
            ws.send(text)
          },
          close: () => {
            ws.terminate()
            close()
          },
        }
      },
    }
  }

  #onSend(text: string): void {
    const frame = JSON.parse(text) as ClientFrame
    if (frame.t !== 'call' || frame.op !== 'messages.send') return
    const input = frame.input as { chatId: string; key: string; text: string }
    const { name, owner, write } = this.#parts
    const { chatId: chat, key } = input
    write({ t: 'sent', device: name, profile: owner.profileId, chat, key, text: input.text, at: Date.now() })
  }

  #onText(text: string): void {
    const frame = JSON.parse(text) as ServerFrame
    const { name, owner, write, chatId } = this.#parts
    const at = Date.now()
    const message = frame.t === 'ok' ? (frame.output as { message?: Message }).message : undefined
    if (message !== undefined) {
      write({ t: 'acknowledged', device: name, chat: message.chatId, key: message.id, seq: message.seq, at })
    }
    for (const seen of seenInFrame(frame)) {
      if (seen.chat === chatId) write({ t: 'received', device: name, profile: owner.profileId, at, ...seen })
    }
  }
}
