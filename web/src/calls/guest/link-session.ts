import { createStore, type StoreApi } from 'zustand'
import { CALL_GUEST_BEAT_MS } from '#contract/calls/calls.limits.ts'
import type { GuestState, SeenByGuest } from '#contract/calls/guests.ts'
import { ApiFailure, isFailure } from '#web/kit/api/api-failure.ts'
import { useChoices } from '../choices.ts'
import type { Strain } from '../link/strain.ts'
import type { Media } from '../session/call-session.ts'
import type { Occupant } from '../session/call-state.ts'
import type { LiveRoomParts } from '../session/live-room.ts'
import type { Seat } from './seat.ts'

/** Between two tries to come back, in milliseconds. */
const AGAIN_MS = [500, 1_000, 2_000, 4_000, 8_000] as const

export interface LinkState {
  readonly phase: 'joining' | 'waiting' | 'in' | 'lost' | 'over'
  /** Why it is over; null of who has left himself. */
  readonly error: unknown
  readonly elsewhere: boolean
  /** Tries in a row that have not come through. */
  readonly tries: number
  readonly own: Omit<GuestState, 'people' | 'revision' | 'nudged'>
  /** How often attention was drawn so far. */
  readonly nudges: number
  readonly people: readonly SeenByGuest[]
  readonly occupants: readonly Occupant[]
  readonly mending: boolean
  readonly strain: Strain
  readonly silenced: boolean
}

interface LinkParts {
  readonly seat: Seat
  readonly newKey: () => string
  readonly openMedia: (parts: LiveRoomParts) => Promise<Media>
  readonly microphone: boolean
  readonly camera: boolean
}

const NOTHING = { may: { microphone: false, camera: false, screen: false }, hand: false, floor: false, asked: null }

/**
 * One stay of somebody who has come by a link: waits at the door, comes in, says that he is there and hears so what has
 * changed, finds the way back, and goes. He has no socket.
 */
export class LinkSession {
  readonly store: StoreApi<LinkState>
  readonly #parts: LinkParts
  readonly #begins: { microphone: boolean; camera: boolean }
  #sessionId: string
  #live: Media | null = null
  #revision: number | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #shown: { sessionIds: readonly string[]; main: string | null } = { sessionIds: [], main: null }
  #work: Promise<unknown> = Promise.resolve()
  readonly #stop: () => void

  constructor(parts: LinkParts) {
    this.#parts = parts
    this.#sessionId = parts.newKey()
    this.#begins = { microphone: parts.microphone, camera: parts.camera }
    this.store = createStore<LinkState>()(() => ({
      phase: 'joining',
      error: null,
      elsewhere: false,
      tries: 0,
      own: NOTHING,
      nudges: 0,
      people: [],
      occupants: [],
      mending: false,
      strain: 0,
      silenced: false,
    }))
    this.#stop = useChoices.subscribe(({ saving }) => this.#live?.setSaving(saving))
    void this.#step()
  }

  get isOver(): boolean {
    return this.store.getState().phase === 'over'
  }

  leave(): void {
    if (this.isOver) return
    void this.#parts.seat.leave(this.#sessionId).catch(() => {})
    this.#end(null)
  }

  setMicrophone(on: boolean): Promise<void> {
    return this.#do((live) => live.setMicrophone(on))
  }

  setCamera(on: boolean): Promise<void> {
    return this.#do((live) => live.setCamera(on))
  }

  setScreen(on: boolean): Promise<void> {
    return this.#do((live) => live.setScreen(on))
  }

  setDevice(kind: MediaDeviceKind, deviceId: string): Promise<void> {
    return this.#do((live) => live.setDevice(kind, deviceId))
  }

  /** @throws what keeps the hand from going up or down */
  async setHand(up: boolean): Promise<void> {
    await this.#parts.seat.setHand(up)
    this.store.setState(({ own }) => ({ own: { ...own, hand: up } }))
  }

  setShown(sessionIds: readonly string[], main: string | null): void {
    this.#shown = { sessionIds, main }
    this.#live?.setShown(sessionIds, main)
  }

  async startSound(): Promise<void> {
    await this.#live?.startSound().catch(() => {})
    this.#draw()
  }

  /** What whoever leads the call asks for was answered. */
  answer(): void {
    this.store.setState(({ own }) => ({ own: { ...own, asked: null } }))
  }

  #do(work: (live: Media) => Promise<void>): Promise<void> {
    const done = this.#work.then(async () => {
      if (this.#live !== null) await work(this.#live)
      this.#draw()
    })
    this.#work = done.catch(() => {})
    return done
  }

  /** One step after the other: comes in, or says that he is there. */
  async #step(): Promise<void> {
    if (this.isOver) return
    const wait = await this.#tryStep().catch((error: unknown) => this.#fail(error))
    if (!this.isOver) this.#timer = setTimeout(() => void this.#step(), wait)
  }

  async #tryStep(): Promise<number> {
    if (this.#live === null) await this.#enter()
    if (this.#live !== null) await this.#beat()
    this.store.setState({ tries: 0 })
    return CALL_GUEST_BEAT_MS
  }

  async #enter(): Promise<void> {
    const admitted = await this.#parts.seat.enter(this.#sessionId)
    if (this.isOver) return
    if (admitted === null) {
      this.store.setState({ phase: 'waiting', occupants: [], people: [] })
      return
    }
    const live: Media = await this.#parts.openMedia({
      choices: useChoices.getState,
      onChange: () => this.#draw(),
      onMending: (mending) => this.store.setState({ mending }),
      strain: this.store.getState().strain,
      onStrain: (strain) => this.store.setState({ strain }),
      onLost: (elsewhere) => this.#lose(live, elsewhere),
    })
    try {
      await live.connect(admitted.url, admitted.token)
    } catch (error) {
      void live.leave()
      throw error
    }
    if (this.isOver) {
      void live.leave()
      return
    }
    this.#live = live
    this.#revision = null
    live.setShown(this.#shown.sessionIds, this.#shown.main)
    this.store.setState({ phase: 'in', mending: false })
    this.#draw()
    const { microphone, camera } = this.#begins
    // A device that is refused says so where it is switched on; it does not keep anybody out.
    if (microphone) await this.setMicrophone(true).catch(() => {})
    if (camera) await this.setCamera(true).catch(() => {})
  }

  async #beat(): Promise<void> {
    const { people, revision, nudged, ...own } = await this.#parts.seat.beat(this.#sessionId, this.#revision)
    if (this.isOver) return
    this.#revision = revision
    this.store.setState((state) => ({
      own: { ...own, asked: own.asked ?? state.own.asked },
      people: people ?? state.people,
      nudges: state.nudges + (nudged ? 1 : 0),
    }))
  }

  /** After so long it is tried again, unless the server says for good that he may not. */
  #fail(error: unknown): number {
    if (isFailure(error, 'call.sessionOver')) {
      // He was taken out, or away for long: under another name he waits or comes in again.
      this.#sessionId = this.#parts.newKey()
      this.#drop()
      return AGAIN_MS[0]
    }
    if (error instanceof ApiFailure && error.status !== 429 && error.status < 500) {
      this.#end(error)
      return 0
    }
    const tries = this.store.getState().tries + 1
    this.store.setState({ tries })
    return AGAIN_MS[Math.min(tries, AGAIN_MS.length) - 1]!
  }

  #lose(live: Media, elsewhere: boolean): void {
    if (live !== this.#live || this.isOver) return
    if (elsewhere) {
      this.store.setState({ elsewhere })
      this.#end(null)
      return
    }
    this.#drop()
    if (this.#timer !== null) clearTimeout(this.#timer)
    void this.#step()
  }

  /** Without media, until he comes in again with the devices that he had. */
  #drop(): void {
    const self = this.store.getState().occupants.find(({ isSelf }) => isSelf)
    this.#begins.microphone = self?.microphone ?? false
    this.#begins.camera = self?.hasCamera ?? false
    void this.#live?.leave()
    this.#live = null
    this.store.setState({ phase: 'lost', mending: false })
  }

  #draw(): void {
    if (this.#live === null || this.isOver) return
    this.store.setState({ occupants: this.#live.occupants(), silenced: this.#live.isSilenced })
  }

  #end(error: unknown): void {
    this.store.setState({ phase: 'over', error, occupants: [] })
    this.#stop()
    if (this.#timer !== null) clearTimeout(this.#timer)
    void this.#live?.leave()
    this.#live = null
  }
}
