import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { ChatState } from '#contract/messenger/chats.ts'
import { type ChatEntry, send } from '#contract/messenger/messages.ts'
import type { Snapshot } from '#contract/messenger/sync.ts'
import { Outbox } from '../outbox/outbox.ts'
import {
  createSocketClient,
  type Hello,
  type Phase,
  type SocketClient,
  type Welcome,
} from '../realtime/socket-client.ts'
import { appliers, mergeState } from './appliers.ts'
import { applyEvent } from './apply-event.ts'
import { applyClosed } from './apply-page.ts'
import { applySnapshot } from './apply-snapshot.ts'
import { withoutOldTyping } from './apply-typing.ts'
import { cacheChanges, stateFromCache } from './cache.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { createEdits, type Edits } from './edits.ts'
import type { EngineCore, EngineParts } from './engine-parts.ts'
import { createEngineStore, type EngineStore } from './engine-state.ts'
import { ExpiryTimer, withoutExpired } from './expiry.ts'
import { helloOf } from './hello.ts'
import { createHistory, type History } from './history.ts'
import { createPeople } from './people.ts'
import { createReacting, type Reacting } from './reacting.ts'
import { createSigns, type Signs } from './read-marks.ts'
import { TYPING_LIFE_MS } from './selectors.ts'
import type { SyncState } from './state.ts'
import { withCards } from './versions.ts'

const SAVE_PAUSE_MS = 400
const COMPLETE_PAUSE_MS = 80
const KEEP_RECENT_PAUSE_MS = 1_500

/** The client of the messenger for one profile: cache, socket, state and outbox together, without a screen. */
export class Engine {
  readonly store: EngineStore
  readonly history: History
  readonly signs: Signs
  readonly reacting: Reacting
  readonly edits: Edits
  readonly drafts: Drafts
  readonly outbox: Outbox
  readonly #parts: EngineParts
  readonly #socket: SocketClient
  readonly #people: ReturnType<typeof createPeople>
  readonly #onScreen = new Set<string>()
  readonly #listeners = new Set<(frame: EventFrame) => void>()
  readonly #expiry: ExpiryTimer
  #sync: SyncState
  #saved: SyncState
  #savedReadHere: Readonly<Record<string, number>> = {}
  #cancelTell: (() => void) | null = null
  #cancelSave: (() => void) | null = null
  #cancelComplete: (() => void) | null = null
  #recentKept = false
  #stopped = false

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.store = createEngineStore(parts.profileId)
    this.edits = createEdits(this.store)
    this.#sync = this.store.getState().sync
    this.#saved = this.#sync
    this.#expiry = new ExpiryTimer({
      after: (ms, ring) => parts.timers.after(ms, ring),
      now: () => parts.clock.now(),
      ring: () => this.#expire(),
    })
    this.#socket = createSocketClient({
      ...parts,
      listener: {
        hello: (welcome) => this.#hello(welcome),
        onSnapshot: (body) => this.#onSnapshot(body as Snapshot),
        onEvent: (frame) => this.#hear(frame),
        onPhase: (phase) => this.#onPhase(phase),
        onEnd: (reason) => parts.onEnd(reason),
        onUnreached: () => parts.onUnreached(),
      },
    })
    const core: EngineCore = {
      state: () => this.#sync,
      change: (change) => this.#change(change(this.#sync)),
      call: (operation, input, key) => this.call(operation, input, key),
      isLive: () => this.#socket.phase === 'stream' || this.#socket.phase === 'cutover',
      timers: parts.timers,
      clock: parts.clock,
    }
    this.history = createHistory(core, this.store)
    this.signs = createSigns(core, this.store)
    this.reacting = createReacting(core, this.store)
    this.drafts = createDrafts(core, this.store, parts.cache)
    this.#people = createPeople(core)
    this.store.subscribe((state, before) => {
      if (state.readHere !== before.readHere) this.#saveSoon()
    })
    this.outbox = new Outbox({
      ...parts,
      storage: parts.outboxStorage,
      send: async ({ chatId, key, text, mentions, attachments, sticker, replyToSeq, lifetimeMs, urgent }) => {
        const input = {
          chatId,
          key,
          text,
          ...(mentions.length === 0 ? {} : { mentions: [...mentions] }),
          ...(attachments.length === 0 ? {} : { attachments: attachments.map(({ id }) => id) }),
          ...(sticker === null ? {} : { sticker: { packId: sticker.packId, id: sticker.id } }),
          ...(replyToSeq === null ? {} : { replyToSeq }),
          ...(lifetimeMs === null ? {} : { lifetimeMs }),
          ...(urgent === undefined ? {} : { urgent }),
        }
        return (await this.call(send, input, key)).message
      },
      onChange: (outbox) => this.store.setState({ outbox }),
      onSent: (message) => {
        const held = this.#sync.chats[message.chatId]
        if (held === undefined || held.lastSeq >= message.seq) this.outbox.settle(message.id)
      },
    })
  }

  /** Shows what the device keeps, then connects. */
  async start(): Promise<void> {
    const content = await this.#parts.cache.load().catch(() => null)
    if (this.#stopped) return
    if (content !== null) {
      this.#saved = stateFromCache(this.#parts.profileId, content)
      this.#sync = withoutExpired(this.#saved, this.#parts.clock.now())
      this.#expiry.look(this.#sync)
      this.#savedReadHere = content.meta.readHere
      this.store.setState({ sync: this.#sync, readHere: content.meta.readHere, drafts: content.drafts })
    }
    await this.outbox.start()
    this.store.setState({ cacheRead: true })
    if (!this.#stopped) this.#socket.start()
  }

  /** Stops for good; what was heard last is still kept. */
  stop(): void {
    if (this.#stopped) return
    this.#save()
    this.#stopped = true
    this.#socket.stop()
    this.outbox.stop()
    this.#cancelTell?.()
    this.#cancelSave?.()
    this.#cancelComplete?.()
    this.#expiry.stop()
    // A screen that closes together with the engine still writes its draft.
    this.#parts.timers.after(0, () => this.#parts.cache.close())
  }

  /** The network is gone or the page is out of sight: what was heard last is kept without the usual pause. */
  keep(): void {
    if (this.#stopped) return
    this.#save()
    this.drafts.flush()
  }

  /** The page or the network is back. */
  wake(): void {
    this.#socket.wake()
  }

  /** Tells of every event once, as it comes; what was missed before the socket is live is not told. */
  onEvent(listener: (frame: EventFrame) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls an operation as this profile; a command gets a key of its own unless it is a repeat. */
  call<O extends Operation>(operation: O, input: InputOf<O>, key?: string): Promise<OutputOf<O>> {
    const keyed = operation.kind === 'command' ? (key ?? this.#parts.newKey()) : undefined
    return this.#socket.call(operation, input, keyed)
  }

  /** Takes the answer of a command that returns a chat in, without waiting for its event. */
  takeChat(state: ChatState): void {
    const chatId = state.chat.id
    const chats = { ...this.#sync.chats, [chatId]: mergeState(this.#sync.chats[chatId], state) }
    this.#change({ ...this.#sync, chats })
  }

  /** Takes cards of people in that came with an answer. */
  takeCards(cards: readonly ProfileCard[]): void {
    this.#change(withCards(this.#sync, cards))
  }

  /** The chat is on screen: it gets what it missed first and in full, and is held around `place`. */
  openChat(chatId: string, place = this.readUpTo(chatId)): void {
    this.#onScreen.add(chatId)
    void this.history.open(chatId, place)
  }

  closeChat(chatId: string): void {
    this.#onScreen.delete(chatId)
    this.#change(applyClosed(this.#sync, chatId))
  }

  /** How far this chat has been read, here or elsewhere. */
  readUpTo(chatId: string): number {
    return Math.max(this.#sync.chats[chatId]?.mine.readSeq ?? 0, this.store.getState().readHere[chatId] ?? 0)
  }

  #hello(welcome: Welcome): Hello | null {
    if (welcome.profileId === this.#parts.profileId) return helloOf(this.#sync, [...this.#onScreen])
    this.#socket.stop()
    this.#parts.onEnd('profileSwitched')
    return null
  }

  /** Phase «backfill». */
  #onSnapshot(snapshot: Snapshot): void {
    this.#change(applySnapshot(this.#sync, snapshot))
    this.#settleShown()
  }

  /** Phases «cutover» and «stream»: the same appliers; only a hole leads back to «backfill». */
  #hear(frame: EventFrame): void {
    const { state, gap } = applyEvent(this.#sync, frame, this.#parts.clock.now())
    if (gap) {
      this.#socket.resync()
      return
    }
    // What has neither a number nor a place in the state is for the pages of the site alone.
    const news = state !== this.#sync || (frame.s === undefined && !(frame.e in appliers))
    this.#change(state, true)
    if (frame.e === 'message.posted') this.#settle({ e: frame.e, p: frame.p } as ChatEntry)
    if (frame.e === 'typing.started') {
      this.#parts.timers.after(TYPING_LIFE_MS, () => {
        this.#change(withoutOldTyping(this.#sync, this.#parts.clock.now()))
      })
    }
    if (news) for (const listener of this.#listeners) listener(frame)
  }

  #onPhase(phase: Phase): void {
    this.store.setState({ phase })
    if (phase !== 'stream') return
    this.outbox.kick()
    this.signs.repeat()
    this.drafts.look()
    for (const chatId of this.#onScreen) void this.history.open(chatId, this.readUpTo(chatId))
    this.#completeSoon()
    this.#keepRecentSoon()
  }

  /** Once per visit, after what is on screen. */
  #keepRecentSoon(): void {
    if (this.#recentKept) return
    this.#recentKept = true
    this.#parts.timers.after(KEEP_RECENT_PAUSE_MS, () => void this.history.keepRecent())
  }

  /** Takes a new state in; events that come in a burst are shown together. */
  #change(next: SyncState, burst = false): void {
    if (next === this.#sync || this.#stopped) return
    const hasDraftsMoved = next.drafts !== this.#sync.drafts
    const lost = Object.keys(this.#sync.chats).filter((chatId) => !(chatId in next.chats))
    this.#sync = next
    if (lost.length > 0) this.#forget(lost)
    this.#expiry.look(next)
    this.edits.look(next)
    if (hasDraftsMoved) this.drafts.look()
    if (burst) this.#cancelTell ??= this.#parts.timers.after(0, () => this.#tell())
    else this.#tell()
    this.#saveSoon()
    this.#completeSoon()
  }

  /** Something that is held is over: it is gone from the screen and from what the device keeps. */
  #expire(): void {
    this.#change(withoutExpired(this.#sync, this.#parts.clock.now()))
    this.#expiry.look(this.#sync)
  }

  #tell(): void {
    this.#cancelTell?.()
    this.#cancelTell = null
    this.store.setState({ sync: this.#sync })
  }

  #forget(chatIds: readonly string[]): void {
    const drafts = { ...this.store.getState().drafts }
    const readHere = { ...this.store.getState().readHere }
    for (const chatId of chatIds) {
      delete drafts[chatId]
      delete readHere[chatId]
    }
    this.store.setState({ drafts, readHere })
    void this.outbox.forgetChats(chatIds)
  }

  #settle(entry: ChatEntry): void {
    if (entry.e !== 'message.posted' || entry.p.message.senderId !== this.#parts.profileId) return
    // Shown in the same moment in which it leaves the outbox, so that it never stands there twice or not at all.
    this.#tell()
    this.outbox.settle(entry.p.message.id)
  }

  #settleShown(): void {
    for (const { chatId } of this.store.getState().outbox) {
      for (const entry of this.#sync.chats[chatId]?.window?.entries ?? []) this.#settle(entry)
    }
  }

  #saveSoon(): void {
    this.#cancelSave ??= this.#parts.timers.after(SAVE_PAUSE_MS, () => {
      this.#cancelSave = null
      this.#save()
    })
  }

  #save(): void {
    const { readHere } = this.store.getState()
    if (this.#sync === this.#saved && readHere === this.#savedReadHere) return
    const changes = cacheChanges(this.#saved, this.#sync, readHere)
    this.#saved = this.#sync
    this.#savedReadHere = readHere
    void this.#parts.cache.save(changes).catch(() => {})
  }

  #completeSoon(): void {
    this.#cancelComplete ??= this.#parts.timers.after(COMPLETE_PAUSE_MS, () => {
      this.#cancelComplete = null
      void this.#people.complete(this.#onScreen)
      for (const chatId of this.#onScreen) void this.history.completeQuotes(chatId)
    })
  }
}
