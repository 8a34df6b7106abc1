import { getDrafts, type SharedDraft, setDraft } from '#contract/messenger/drafts.ts'
import { isSameMentions } from '#contract/messenger/mentioned.ts'
import { DRAFTS_READ_MAX } from '#contract/messenger/messenger.limits.ts'
import { ApiFailure } from '../api/api-failure.ts'
import type { Draft, SyncCache } from './cache.ts'
import type { EngineCore } from './engine-parts.ts'
import type { EngineStore } from './engine-state.ts'

/** So long after the first key what is typed goes to the other devices. */
const TELL_PAUSE_MS = 2_000
/** So long after the last key nothing that comes from another device takes the place of what is typed here. */
export const HELD_MS = 10_000

/** A draft as a screen writes it. */
export type TypedDraft = Omit<Draft, 'base' | 'isNew' | 'tried'>

export interface Drafts {
  /** Keeps what is typed in a chat, here at once and soon for the other devices; null when nothing is. */
  save(chatId: string, draft: TypedDraft | null): void
  /** Somebody types in a chat: what comes from elsewhere waits. */
  touch(chatId: string): void
  /** Takes in what other devices have typed, and tells them what they do not know. */
  look(): void
  /** Tells it without the usual pause. */
  flush(): void
}

type Typed = Pick<Draft, 'text' | 'mentions' | 'replyToSeq'>

const NOTHING: SharedDraft = { text: '', mentions: [], replyToSeq: null }

/**
 * What is typed and not sent, on all devices of a person. Each draft is one versioned state: a device writes over the version
 * that it has seen. What is being typed here wins over what was typed elsewhere; what was left here and there at the same time is joined.
 */
export function createDrafts(core: EngineCore, store: EngineStore, cache: Pick<SyncCache, 'saveDraft'>): Drafts {
  const typedAt = new Map<string, number>()
  const waiting = new Set<string>()
  const telling = new Set<string>()
  let asking = false
  let looksLater = false

  const localOf = (chatId: string): Draft | undefined => store.getState().drafts[chatId]
  const isHeld = (chatId: string) => core.clock.now() - (typedAt.get(chatId) ?? Number.NEGATIVE_INFINITY) < HELD_MS
  const put = (chatId: string, draft: Draft | null) => {
    const { [chatId]: _old, ...others } = store.getState().drafts
    store.setState({ drafts: draft === null ? others : { ...others, [chatId]: draft } })
    void cache.saveDraft(chatId, draft).catch(() => {})
  }

  /** Which version the server has, so that an answer counts as the event of it does. */
  const know = (chatId: string, version: number | null) => {
    if ((core.state().drafts[chatId] ?? null) === version) return
    core.change((state) => {
      const { [chatId]: _before, ...others } = state.drafts
      return { ...state, drafts: version === null ? others : { ...others, [chatId]: version } }
    })
  }

  /** Puts what another device has typed in the place of what is here. */
  const take = (chatId: string, base: number, shared: SharedDraft | null) => {
    const lifetimeMs = localOf(chatId)?.lifetimeMs ?? null
    const isNothing = shared === null && lifetimeMs === null
    put(chatId, isNothing ? null : { ...(shared ?? NOTHING), lifetimeMs, base, isNew: false })
    const { taken } = store.getState()
    store.setState({ taken: { ...taken, [chatId]: (taken[chatId] ?? 0) + 1 } })
  }

  const tellSoon = (chatId: string, pauseMs: number) => {
    if (waiting.has(chatId)) return
    waiting.add(chatId)
    core.timers.after(pauseMs, () => {
      waiting.delete(chatId)
      void tell(chatId)
    })
  }

  const tell = async (chatId: string): Promise<void> => {
    const local = localOf(chatId)
    if (local?.isNew !== true || telling.has(chatId) || !core.isLive()) return
    telling.add(chatId)
    const { base, tried } = local
    const draft = isNothing(local) ? null : sharedOf(local)
    put(chatId, { ...local, tried: draft ?? tried })
    const isTold = await core.call(setDraft, { chatId, base, draft }).then(
      ({ version }) => settle(chatId, local, version),
      (error) => isConflict(error) && settleConflict(chatId, tried),
    )
    telling.delete(chatId)
    // What was refused otherwise waits for the next key, or for the next connection.
    if (isTold) look()
  }

  /** The other devices know what `told` says; more may have been typed since. */
  const settle = (chatId: string, told: Draft, version: number): true => {
    know(chatId, isNothing(told) ? null : version)
    const now = localOf(chatId)
    if (now === undefined) return true
    const isNew = !isSame(now, told)
    if (!isNew && isNothing(now) && now.lifetimeMs === null) put(chatId, null)
    else put(chatId, { ...now, base: version, isNew, tried: undefined })
    if (isNew) tellSoon(chatId, TELL_PAUSE_MS)
    return true
  }

  /** `tried` is what an earlier call without an answer may have put there: one’s own, though the version is not known. */
  const settleConflict = async (chatId: string, tried: SharedDraft | undefined): Promise<boolean> => {
    const found = await core.call(getDrafts, { chatIds: [chatId] }).catch(() => null)
    const [theirs] = found?.drafts ?? []
    const local = localOf(chatId)
    if (theirs === undefined || local === undefined) return false
    const { version, draft } = theirs
    know(chatId, version)
    const isOwn = tried !== undefined && isSame(draft, tried)
    if (isOwn || (isHeld(chatId) && !isNothing(local))) put(chatId, { ...local, base: version, tried: undefined })
    else if (isNothing(local) || isSame(local, draft)) take(chatId, version, draft)
    else {
      take(chatId, version, joined(draft, local))
      put(chatId, { ...localOf(chatId)!, isNew: true })
    }
    return true
  }

  const ask = async (chatIds: readonly string[]): Promise<void> => {
    asking = true
    const found = await core.call(getDrafts, { chatIds: [...chatIds] }).catch(() => null)
    asking = false
    if (found === null) return
    for (const chatId of chatIds) {
      const theirs = found.drafts.find((each) => each.chatId === chatId)
      know(chatId, theirs?.version ?? null)
      if (isFree(chatId)) take(chatId, theirs?.version ?? 0, theirs?.draft ?? null)
    }
    look()
  }

  /** Whether nothing of one’s own stands in a chat that the others do not know, or are about to. */
  const isFree = (chatId: string) => localOf(chatId)?.isNew !== true && !telling.has(chatId) && !isHeld(chatId)

  const look = () => {
    if (!core.isLive()) return
    const { chats, drafts: versions } = core.state()
    const { drafts } = store.getState()
    for (const [chatId, { isNew }] of Object.entries(drafts)) if (isNew) tellSoon(chatId, TELL_PAUSE_MS)
    const other = Object.keys(versions).filter((id) => id in chats && (drafts[id]?.base ?? 0) < versions[id]!)
    const gone = Object.keys(drafts).filter((id) => drafts[id]!.base > 0 && !(id in versions))
    const unknown = [...other, ...gone]
    const wanted = unknown.filter(isFree)
    if (wanted.length > 0 && !asking) void ask(wanted.slice(0, DRAFTS_READ_MAX))
    if (unknown.some(isHeld)) lookLater()
  }

  const lookLater = () => {
    if (looksLater) return
    looksLater = true
    core.timers.after(HELD_MS, () => {
      looksLater = false
      look()
    })
  }

  return {
    look,
    touch: (chatId) => void typedAt.set(chatId, core.clock.now()),
    save(chatId, draft) {
      const before = localOf(chatId)
      const next = draft ?? { ...NOTHING, lifetimeMs: null }
      const base = before?.base ?? 0
      const tried = before?.tried
      const isNew = before?.isNew === true || !isSame(next, before ?? NOTHING)
      // What the server may have heard of has to be taken back there too, or it comes back from there.
      const isOnlyHere = base === 0 && tried === undefined
      if (isNothing(next) && next.lifetimeMs === null && (!isNew || isOnlyHere)) put(chatId, null)
      else put(chatId, { ...next, base, isNew, tried })
      if (isNew) tellSoon(chatId, isNothing(next) ? 0 : TELL_PAUSE_MS)
    },
    flush() {
      for (const chatId of Object.keys(store.getState().drafts)) void tell(chatId)
    },
  }
}

function sharedOf({ text, mentions, replyToSeq }: Typed): SharedDraft {
  return { text, mentions: [...mentions], replyToSeq }
}

function isNothing({ text, replyToSeq }: Typed): boolean {
  return text.trim() === '' && replyToSeq === null
}

function isSame(one: Typed, other: Typed): boolean {
  return one.text === other.text && one.replyToSeq === other.replyToSeq && isSameMentions(one.mentions, other.mentions)
}

/** Both, so that nothing is lost of what was typed on two devices that did not know of each other. */
function joined(theirs: SharedDraft, own: Typed): SharedDraft {
  if (theirs.text.includes(own.text)) return theirs
  if (own.text.includes(theirs.text)) return sharedOf(own)
  const head = `${theirs.text}\n`
  const moved = own.mentions.map((each) => ({ ...each, from: each.from + head.length }))
  return {
    text: `${head}${own.text}`,
    mentions: [...theirs.mentions, ...moved],
    replyToSeq: own.replyToSeq ?? theirs.replyToSeq,
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiFailure && error.code === 'draft.versionConflict'
}
