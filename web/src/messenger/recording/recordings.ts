import { create } from 'zustand'
import { discard } from '#contract/files/files.ts'
import { ROUND_MS_MAX, VOICE_MS_MAX } from '#contract/messenger/attachments.limits.ts'
import type { Lifetime } from '#contract/messenger/messages.ts'
import { keep } from '#web/kit/account/kept.ts'
import { newKey } from '#web/kit/api/api.ts'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { openShelf, type RecordingShelf, type ShelvedRecording } from '#web/kit/recordings/recording-shelf.ts'
import type { Engine } from '#web/kit/sync/engine.ts'
import { carry } from '../uploads/carry.ts'
import { shelvedName, useRecordingChats } from './known.ts'
import { pause } from './playing.ts'
import type { Recorded } from './RecordButton.tsx'
import { LEVEL_MS, openDevices, type Recorder, record } from './recorder.ts'
import { t } from './recording.texts.ts'

learnSentences(fileErrors)

/** Shorter than this nobody has said anything. */
const MS_MIN = 400
const MS_MAX: Readonly<Record<Recorded, number>> = { voice: VOICE_MS_MAX, round: ROUND_MS_MAX }

/** Something that was spoken or filmed and is not sent yet. */
export interface Recording extends ShelvedRecording {
  /** `waiting` is for the network; `dropped` can be taken back for a moment. */
  readonly state: 'recording' | 'kept' | 'dropped' | 'sending' | 'waiting' | 'failed'
  /** Bytes of it that have come to the server, and all of them. */
  readonly done: number
  readonly bytes: number
  readonly error: unknown
}

/** Where a message would go to, and as what. */
export interface Spot {
  chatId: string
  replyToSeq: number | null
  lifetimeMs: Lifetime | null
}

/** A recording that goes on. */
export interface Begun {
  id: string
  /** What the microphone hears, and the camera sees. */
  stream: MediaStream
  stop: () => Promise<void>
}

/** Nothing can be sent of it; the message says why, to the person. */
export class Lost extends Error {}

const all = new WeakMap<Engine, Recordings>()

export function recordingsOf(engine: Engine): Recordings {
  const known = all.get(engine) ?? new Recordings(engine)
  all.set(engine, known)
  return known
}

/** What somebody has spoken or filmed for chats: kept piece by piece on the device, sent by itself once he wants it sent. */
export class Recordings {
  readonly store = create<readonly Recording[]>()(() => [])
  readonly #engine: Engine
  readonly #shelf: RecordingShelf
  readonly #profileId: string
  /** Pieces of those that are recorded in this life of the page; whatever the shelf does, these are sent. */
  readonly #pieces = new Map<string, Blob[]>()
  readonly #running = new Map<string, AbortController>()
  readonly #free = new Map<string, () => void>()

  constructor(engine: Engine) {
    this.#engine = engine
    this.#profileId = engine.store.getState().sync.profileId
    this.#shelf = openShelf(this.#profileId)
    this.store.subscribe((recordings) => this.#tell(recordings))
    engine.store.subscribe(({ sync }) => {
      // The person is out of the chat: what he has spoken for it goes as his draft does.
      for (const { id, chatId } of this.store.getState()) if (sync.complete && !(chatId in sync.chats)) this.remove(id)
    })
    void this.#recall()
  }

  /**
   * Records for a chat until it is stopped, or has become as long as it may.
   *
   * @throws the browser's error when there is no microphone, or the person or the system refuses it
   */
  async begin(spot: Spot, what: Recorded, onFull: () => void): Promise<Begun> {
    const stream = await openDevices(what)
    // What plays would be heard in what is recorded.
    pause()
    const id = newKey()
    const pieces: Blob[] = []
    const ended = Promise.withResolvers<void>()
    const written: Promise<void>[] = []
    const recorder: Recorder = record({
      what,
      stream,
      onPiece: (piece) => {
        pieces.push(piece)
        written.push(this.#keepPiece(id, pieces.length, piece))
      },
      onLevel: (ms, level) => {
        this.#change(id, ({ levels }) => ({ ms, levels: [...levels, level] }))
        if (ms >= MS_MAX[what]) onFull()
      },
      onEnd: () => ended.resolve(),
    })
    this.#pieces.set(id, pieces)
    await this.#own(id)
    const at = Date.now()
    const fresh = { id, ...spot, what, mime: recorder.mime, at, ms: 0, levels: [], step: 'kept' } as const
    this.store.setState((now) => [...now, { ...fresh, state: 'recording', done: 0, bytes: 0, error: null }], true)
    void this.#keep(id)
    // The microphone may go by itself.
    void ended.promise.then(() => this.#rest(id))
    return {
      id,
      stream,
      stop: async () => {
        recorder.stop()
        await ended.promise
        await Promise.allSettled(written)
      },
    }
  }

  /** Sends what was recorded; goes on by itself until it is there. */
  send(id: string): void {
    const recording = this.#find(id)
    if (recording === undefined || this.#running.has(id)) return
    this.#change(id, () => ({ state: 'sending', step: 'sending', error: null }))
    void this.#keep(id)
    void this.#send(id)
  }

  /** Takes it out of sight, or back. */
  hide(id: string, isHidden: boolean): void {
    this.#change(id, () => ({ state: isHidden ? 'dropped' : 'kept' }))
  }

  /** Throws it away. */
  remove(id: string): void {
    const wasOnItsWay = this.#running.get(id)
    wasOnItsWay?.abort()
    if (wasOnItsWay !== undefined) void this.#engine.call(discard, { id }).catch(() => undefined)
    this.#forget(id)
  }

  /** What was recorded, to be listened to; null when the browser has lost it. */
  async soundOf(id: string): Promise<Blob | null> {
    const recording = this.#find(id)
    if (recording === undefined) return null
    const pieces: BlobPart[] = this.#pieces.get(id) ?? (await this.#shelf.pieces(id).catch(() => []))
    return pieces.length === 0 ? null : new Blob(pieces, { type: recording.mime })
  }

  async #send(id: string): Promise<void> {
    const stop = new AbortController()
    this.#running.set(id, stop)
    try {
      const sound = await this.soundOf(id)
      if (sound === null) throw new Lost(t.lost)
      const { chatId, replyToSeq, lifetimeMs, what = 'voice' } = this.#find(id)!
      const attachment = await carry({
        engine: this.#engine,
        item: { id, chatId, name: t.fileName[what], bytes: sound.size, sha256: null },
        file: sound,
        recorded: what,
        signal: stop.signal,
        onChange: ({ state, done }) =>
          this.#change(id, (now) => ({
            state: state === 'waiting' ? 'waiting' : 'sending',
            done: done ?? now.done,
            bytes: sound.size,
          })),
      })
      if (attachment.kind !== what) throw new Lost(t.unreadable)
      await this.#engine.outbox.add({
        chatId,
        text: '',
        mentions: [],
        attachments: [attachment],
        replyToSeq,
        lifetimeMs,
      })
      this.#forget(id)
    } catch (error) {
      if (stop.signal.aborted) return
      this.#change(id, () => ({ state: 'failed', step: 'kept', error }))
      void this.#keep(id)
    } finally {
      this.#running.delete(id)
    }
  }

  /** Nothing more is recorded; unless it is on its way already, it waits for the person. */
  #rest(id: string): void {
    this.#change(id, ({ state }) => (state === 'recording' ? { state: 'kept' } : {}))
    if ((this.#find(id)?.ms ?? 0) < MS_MIN) this.#forget(id)
    else void this.#keep(id)
  }

  #find(id: string): Recording | undefined {
    return this.store.getState().find((recording) => recording.id === id)
  }

  #change(id: string, change: (now: Recording) => Partial<Recording>): void {
    this.store.setState((now) => now.map((each) => (each.id === id ? { ...each, ...change(each) } : each)), true)
  }

  async #keep(id: string): Promise<void> {
    const recording = this.#find(id)
    if (recording === undefined) return
    const { state: _state, done: _done, bytes: _bytes, error: _error, ...kept } = recording
    await this.#shelf.put(kept).catch(() => undefined)
  }

  async #keepPiece(id: string, number: number, piece: Blob): Promise<void> {
    // A browser without room still sends what this page holds.
    await this.#shelf.addPiece(id, number, await piece.arrayBuffer()).catch(() => undefined)
    await this.#keep(id)
  }

  #forget(id: string): void {
    this.#pieces.delete(id)
    this.store.setState((now) => now.filter((each) => each.id !== id), true)
    void this.#shelf
      .remove(id)
      .catch(() => undefined)
      .then(() => this.#letGo(id))
  }

  /** What an earlier life of a page has left, but for what another tab is busy with. */
  async #recall(): Promise<void> {
    const shelved = await this.#shelf.all().catch(() => [])
    for (const each of shelved) {
      if (this.#find(each.id) !== undefined || !(await this.#own(each.id))) continue
      const pieces = await this.#shelf.pieces(each.id).catch(() => [])
      if (pieces.length === 0) {
        this.#forget(each.id)
        continue
      }
      // The length is that of the last level that was kept.
      const ms = Math.max(each.ms, each.levels.length * LEVEL_MS)
      this.store.setState((now) => [...now, { ...each, ms, state: 'kept', done: 0, bytes: 0, error: null }], true)
      if (each.step === 'sending') this.send(each.id)
    }
    this.#tell(this.store.getState())
  }

  /** Makes this tab the only one that works on a recording; false when another one does. */
  #own(id: string): Promise<boolean> {
    if (navigator.locks === undefined) return Promise.resolve(true)
    return new Promise((resolve) => {
      void navigator.locks.request(`parta.recording.${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null)
        if (lock === null) return undefined
        return new Promise<void>((free) => this.#free.set(id, free))
      })
    })
  }

  #letGo(id: string): void {
    this.#free.get(id)?.()
    this.#free.delete(id)
  }

  #tell(recordings: readonly Recording[]): void {
    keep(shelvedName(this.#profileId), recordings.length)
    const chats = Map.groupBy(recordings.filter(isSeen), ({ chatId }) => chatId)
    useRecordingChats.setState(Object.fromEntries([...chats].map(([chatId, own]) => [chatId, own.length])), true)
  }
}

/** Whether it stands in the list of what is not sent. */
export function isSeen({ state }: Recording): boolean {
  return state !== 'recording' && state !== 'dropped'
}
