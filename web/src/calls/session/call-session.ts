import { createStore, type StoreApi } from 'zustand'
import { CALL_BEAT_MS } from '#contract/calls/calls.limits.ts'
import { beatCall, type Call, type CallMine, joinCall, leaveCall } from '#contract/calls/calls.ts'
import type { Halls } from '#contract/calls/halls.ts'
import type { EventPayload } from '#contract/events.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import { ApiFailure, isFailure } from '#web/kit/api/api-failure.ts'
import type { Api } from '#web/kit/api/create-api.ts'
import { isAboutCall } from '../about-call.ts'
import { useChoices } from '../choices.ts'
import type { CallState, Ending, Note } from './call-state.ts'
import { hearInside } from './hear-inside.ts'
import { CallLists } from './lists.ts'
import type { LiveRoom, LiveRoomParts } from './live-room.ts'

/** Between two tries to come back, in milliseconds: the first ones quickly, the later ones patiently. */
const AGAIN_MS = [500, 1_000, 2_000, 4_000, 8_000] as const

/** What carries the media of a call. */
export type Media = Pick<LiveRoom, keyof LiveRoom>

export interface SessionParts {
  readonly ask: Api['call']
  readonly newKey: () => string
  readonly openMedia: (parts: LiveRoomParts) => Promise<Media>
  readonly call: Call
  readonly mine: CallMine
  /** Who one is oneself. */
  readonly profileId: string
  readonly microphone: boolean
  readonly camera: boolean
  /** Tells of what the socket hears; the answer stops it. */
  readonly onEvent: (listener: (frame: EventFrame) => void) => () => void
}

/** So long the library of media tries to mend a link by itself. Milliseconds. */
const MEND_MS = 3_000
/** Those who come back at once are spread over this time. Milliseconds. */
const SPREAD_MS = 1_000

type Admitted = NonNullable<OutputOf<typeof joinCall>['admitted']>
type Step = 'in' | 'waits' | 'lost' | 'over'

/** One stay in a call: comes in or waits, says that it is there, finds the way back, and goes. Lives beside the pages. */
export class CallSession {
  readonly chatId: string
  readonly callId: string
  readonly store: StoreApi<CallState>
  readonly lists: CallLists
  readonly #parts: SessionParts
  readonly #begins: { microphone: boolean; camera: boolean }
  #sessionId: string
  #live: Media | null = null
  #isEntering = false
  #returning: ReturnType<typeof setTimeout> | null = null
  #mending: ReturnType<typeof setTimeout> | null = null
  #shown: { sessionIds: readonly string[]; main: string | null } = { sessionIds: [], main: null }
  #wake = () => {}
  #work: Promise<unknown> = Promise.resolve()
  #arranging: Promise<unknown> = Promise.resolve()
  readonly #stops: (() => void)[] = []

  constructor(parts: SessionParts) {
    const { call, mine, microphone, camera, onEvent } = parts
    this.#parts = parts
    this.#sessionId = parts.newKey()
    this.chatId = call.chatId
    this.callId = call.id
    this.#begins = { microphone, camera }
    this.store = createStore<CallState>()(() => ({
      phase: 'joining',
      ending: null,
      tries: 0,
      call,
      mine,
      stays: [],
      roles: {},
      revision: 0,
      waiting: [],
      cards: {},
      occupants: [],
      halls: null,
      hallId: null,
      note: null,
      mending: false,
      strain: 0,
      silenced: false,
      asked: null,
      nudged: null,
      applause: null,
    }))
    this.lists = new CallLists({
      store: this.store,
      ask: parts.ask,
      onEnded: () => this.#end({ how: 'ended', byId: null }),
      onHalls: (halls, mine) => this.takeHalls(halls, mine),
    })
    this.#stops.push(
      onEvent((frame) => this.#hear(frame)),
      useChoices.subscribe(({ saving }, before) => {
        if (saving !== before.saving) this.#live?.setSaving(saving)
      }),
    )
    const timer = setInterval(() => void this.#beat(), CALL_BEAT_MS)
    this.#stops.push(() => clearInterval(timer))
    void this.#enter()
  }

  get place() {
    return { chatId: this.chatId, callId: this.callId }
  }

  get #stay() {
    return { ...this.place, sessionId: this.#sessionId }
  }

  get isOver(): boolean {
    return this.store.getState().phase === 'over'
  }

  /** Leaves it; it goes on for the others. */
  leave(): void {
    if (this.isOver) return
    void this.#parts.ask(leaveCall, this.#stay).catch(() => {})
    this.#end({ how: 'left' })
  }

  /** Device work comes one after another, so that a quick press and release end as the release says. */
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

  /** Goes where one belongs now: into a hall, or back into the call. */
  move(): void {
    if (this.store.getState().phase === 'in') void this.#enter()
  }

  /** What one does with the halls comes one after the other, each from what the one before has made of them. */
  arrangeHalls(act: (version: number) => Promise<{ halls: Halls }>): Promise<void> {
    const done = this.#arranging
      .then(() => act(this.store.getState().halls?.version ?? 0))
      .then(({ halls }) => this.takeHalls(halls))
    this.#arranging = done.catch(() => {})
    return done
  }

  /** Notes how the halls stand, and goes where one belongs now; at the end of their time everybody comes back. */
  takeHalls(halls: Halls, mine: string | null = this.#hallIn(halls)): void {
    // An answer that was overtaken says what held before.
    if (halls.version < (this.store.getState().halls?.version ?? 0)) return
    this.store.setState({ halls })
    const belongs = halls.openSince === null ? null : mine
    if (belongs !== this.store.getState().hallId) this.move()
    if (this.#returning !== null) clearTimeout(this.#returning)
    const left = halls.endsAt === null ? null : Date.parse(halls.endsAt) - Date.now()
    this.#returning =
      left === null ? null : setTimeout(() => this.#comeBack(), Math.max(0, left) + Math.random() * SPREAD_MS)
  }

  #comeBack(): void {
    this.move()
    this.lists.refreshHalls()
  }

  #hallIn({ halls }: Halls): string | null {
    return halls.find(({ profileIds }) => profileIds.includes(this.#parts.profileId))?.id ?? null
  }

  /** Whose cameras are on the screen, and who stands large. */
  setShown(sessionIds: readonly string[], main: string | null): void {
    this.#shown = { sessionIds, main }
    this.#live?.setShown(sessionIds, main)
  }

  async startSound(): Promise<void> {
    await this.#live?.startSound().catch(() => {})
    this.#draw()
  }

  #do(work: (live: Media) => Promise<void>): Promise<void> {
    const done = this.#work.then(async () => {
      if (this.#live !== null) await work(this.#live)
      this.#draw()
    })
    this.#work = done.catch(() => {})
    return done
  }

  async #enter(): Promise<void> {
    if (this.#isEntering) return
    this.#isEntering = true
    for (let tries = 0; ; ) {
      const step = await this.#tryToEnter()
      if (step === 'in' || step === 'over') break
      tries = step === 'lost' ? tries + 1 : 0
      this.store.setState({ tries })
      await this.#pause(step === 'lost' ? AGAIN_MS[Math.min(tries, AGAIN_MS.length) - 1]! : CALL_BEAT_MS)
    }
    this.#isEntering = false
  }

  async #tryToEnter(): Promise<Step> {
    if (this.isOver) return 'over'
    try {
      const { admitted } = await this.#parts.ask(joinCall, this.#stay)
      if (this.isOver) return 'over'
      if (admitted === null) {
        this.store.setState({ phase: 'waiting' })
        return 'waits'
      }
      // Who was not moved is where he belongs.
      const isThere = this.#live !== null && admitted.hallId === this.store.getState().hallId
      if (!isThere) await this.#connect(admitted)
      return this.isOver ? 'over' : 'in'
    } catch (error) {
      if (this.isOver) return 'over'
      if (isFailure(error, 'call.sessionOver')) this.#sessionId = this.#parts.newKey()
      else if (error instanceof ApiFailure && !this.#passes(error)) {
        this.#end(isFailure(error, 'call.ended') ? { how: 'ended', byId: null } : { how: 'refused', error })
        return 'over'
      }
      return 'lost'
    }
  }

  /** Whether a refusal is likely to be over by itself for somebody who was in. */
  #passes({ status }: ApiFailure): boolean {
    return status === 429 || (status >= 500 && this.store.getState().phase === 'lost')
  }

  async #connect({ url, token, hallId }: Admitted): Promise<void> {
    const live: Media = await this.#parts.openMedia({
      choices: useChoices.getState,
      onChange: () => this.#draw(),
      onMending: (mending) => this.#mend(live, mending),
      strain: this.store.getState().strain,
      onStrain: (strain) => this.store.setState({ strain }),
      onLost: (elsewhere) => this.#lose(live, elsewhere),
    })
    const before = this.#live
    try {
      await live.connect(url, token)
    } catch (error) {
      void live.leave()
      throw error
    }
    if (this.isOver) {
      void live.leave()
      return
    }
    this.#live = live
    this.store.setState({ hallId })
    live.setShown(this.#shown.sessionIds, this.#shown.main)
    if (before !== null) await this.#carryOver(before, live)
    this.store.setState({ phase: 'in', tries: 0, mending: false })
    this.#draw()
    this.lists.refresh()
    if (before !== null) return
    const { microphone, camera } = this.#begins
    // A device that is refused says so where it is switched on; it does not keep anybody out.
    if (microphone) await this.setMicrophone(true).catch(() => {})
    if (camera) await this.setCamera(true).catch(() => {})
  }

  /** Sound and pictures go on in the other room with the same devices, and nobody is asked for them again. */
  async #carryOver(before: Media, live: Media): Promise<void> {
    await live.takeTracks(await before.giveTracks()).catch(() => {})
    void before.leave()
  }

  /** A link that is not mended soon is made anew: the media server may have forgotten the call. */
  #mend(live: Media, mending: boolean): void {
    this.store.setState({ mending })
    if (this.#mending !== null) clearTimeout(this.#mending)
    this.#mending = mending ? setTimeout(() => this.#lose(live, false), MEND_MS) : null
  }

  /** The media are gone: asks to come in again, and learns so why it may not. */
  #lose(live: Media, elsewhere: boolean): void {
    if (live !== this.#live || this.isOver) return
    this.#live = null
    if (elsewhere) {
      this.#end({ how: 'elsewhere' })
      return
    }
    const own = this.store.getState().occupants.find(({ isSelf }) => isSelf)
    this.#begins.microphone = own?.microphone ?? false
    this.#begins.camera = own?.hasCamera ?? false
    this.store.setState(({ occupants }) => ({
      phase: 'lost',
      occupants: occupants.map((occupant) => ({ ...occupant, camera: null, screen: null, speaks: false })),
    }))
    void live.leave()
    void this.#enter()
  }

  async #beat(): Promise<void> {
    if (this.store.getState().phase !== 'in') return
    try {
      await this.#parts.ask(beatCall, this.#stay)
    } catch (error) {
      if (isFailure(error, 'call.ended')) this.#end({ how: 'ended', byId: null })
      else if (isFailure(error, 'call.sessionOver')) this.#lose(this.#live!, false)
      else if (error instanceof ApiFailure && error.status < 500 && error.status !== 429) {
        this.#end({ how: 'refused', error })
      }
    }
  }

  #hear(frame: EventFrame): void {
    if (this.isOver) return
    if (frame.e === 'profile.changed') this.lists.takeCard((frame.p as EventPayload<'profile.changed'>).card)
    if (!isAboutCall(frame, this.chatId)) {
      if ((frame.p as { callId?: string }).callId === this.callId) hearInside(frame, this)
      return
    }
    if (frame.e === 'call.changed') {
      const { call } = frame.p as { call: Call }
      if (call.id !== this.callId) return
      if (call.endedAt !== null) this.#end({ how: 'ended', byId: call.endedBy })
      else this.store.setState({ call })
    }
    if (frame.e === 'call.note') {
      this.#hearNote(frame.p as Note & { callId: string })
      return
    }
    this.#wake()
    if (frame.e === 'call.halls') this.lists.refreshHalls()
    else this.lists.refresh()
    // Whoever was removed learns it by what he is answered.
    if (frame.e === 'call.door') void this.#beat()
  }

  #hearNote({ callId, by, text }: Note & { callId: string }): void {
    if (callId === this.callId) this.store.setState({ note: { by, text } })
  }

  #draw(): void {
    if (this.#live === null || this.isOver) return
    const before = this.store.getState().occupants
    const occupants = this.#live.occupants()
    this.store.setState({ occupants, silenced: this.#live.isSilenced })
    const ids = (list: typeof occupants | typeof before) => list.map(({ sessionId }) => sessionId).join()
    if (ids(occupants) !== ids(before)) this.lists.refresh()
  }

  #end(ending: Ending): void {
    if (this.isOver) return
    this.store.setState({ phase: 'over', ending, occupants: [], waiting: [] })
    for (const stop of this.#stops) stop()
    this.lists.stop()
    for (const timer of [this.#returning, this.#mending]) if (timer !== null) clearTimeout(timer)
    this.#wake()
    void this.#live?.leave()
    this.#live = null
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
