import type { Clock } from '../../platform/clock/clock.ts'
import { Refusal } from '../../platform/dispatch/refusal.ts'
import { FactsCache } from './facts-cache.ts'
import type { MessageRow, MessageStorage, RowOutcome, SenderFacts } from './message-storage.ts'

export const BATCH_ROWS_MAX = 512
/** One batch in flight: with several, each batch is smaller, and the database pays for batches more than for rows. */
const LANES = 1
const QUEUE_ROWS_MAX = 20_000
const LOCKED_PAUSE_MS = 5
const STALE_TRIES_MAX = 20
/** Messages count as coming for so long after the last one, in milliseconds. */
const WRITTEN_MS = 500

export interface Draft {
  chatId: string
  senderId: string
  id: string
  text: string
  replyToSeq: number | null
  /** How long it may be read; null for ever. */
  lifetimeMs: number | null
}

export interface Committed extends Draft {
  /** Whether it was put into the log now; false of a repeat. */
  isNew: boolean
  seq: number
  ordinal: number
  /** Above 1 when this repeats what has been changed since: the text is then not the draft's. */
  version: number
  /** Milliseconds since 1970. */
  sentAt: number
}

interface Waiting {
  draft: Draft
  tries: number
  resolve: (committed: Committed) => void
  reject: (error: unknown) => void
}

interface Lane {
  queue: Waiting[]
  /** Whoever has submitted something and was not told yet, in the order of submitting. */
  open: Set<Waiting>
  running: boolean
}

export interface Committer {
  /**
   * Puts a message into the log of its chat and resolves once that is durable. Messages of one sender to one chat keep
   * the order in which they were submitted.
   *
   * @throws Refusal with the reason why this person may not write here, or `key.reused`
   */
  submit(draft: Draft): Promise<Committed>
  /** Resolves when somebody has been told what became of everything that he has submitted to a chat so far. */
  settled(chatId: string, senderId: string): Promise<void>
  /** Messages that wait. */
  readonly waiting: number
  /** Whether messages come at this moment: whatever has time lets them go first. */
  readonly isWritten: boolean
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>
}

interface Parts {
  storage: MessageStorage
  clock: Clock
  /** Called for every new message after its commit, in the order of numbers within a chat. */
  onCommitted: (committed: Committed) => void
  onBatch: (rows: number, ms: number) => void
  /** Called when a commit has failed, which may have happened all the same. */
  onFailure: (error: unknown) => void
}

/** Tells those who wait, and everybody, what became of a batch. */
type Tell = () => void
const nothing: Tell = () => undefined

/**
 * Group commit: messages that arrive while a commit is in flight form the next batch. Chats are spread over lanes.
 */
export function createCommitter(parts: Parts): Committer {
  const lanes: Lane[] = Array.from({ length: LANES }, () => ({ queue: [], open: new Set(), running: false }))
  const facts = new FactsCache(parts.storage)
  let idleCallbacks: (() => void)[] = []
  let lastAt = Number.NEGATIVE_INFINITY
  const waiting = () => lanes.reduce((sum, lane) => sum + lane.queue.length, 0)
  const isIdle = () => lanes.every((lane) => !lane.running && lane.queue.length === 0)

  const run = async (lane: Lane) => {
    let untold: Tell = nothing
    const tell = () => {
      const now = untold
      untold = nothing
      now()
    }
    while (lane.queue.length > 0) {
      const next = await commitNext(lane, facts, parts)
      tell()
      untold = next
      // The next batch goes to the database first: it works while this process tells what became of the last one.
      if (lane.queue.length > 0) parts.clock.soon(tell)
      else tell()
    }
    lane.running = false
    if (!isIdle()) return
    const callbacks = idleCallbacks
    idleCallbacks = []
    for (const callback of callbacks) callback()
  }

  return {
    get waiting() {
      return waiting()
    },
    get isWritten() {
      return parts.clock.now() - lastAt < WRITTEN_MS
    },
    submit(draft) {
      lastAt = parts.clock.now()
      const lane = lanes[laneOf(draft.chatId)]!
      if (lane.queue.length >= QUEUE_ROWS_MAX) {
        return Promise.reject(new Refusal('rate.limited', { retryAfterSeconds: 1 }, 1))
      }
      return new Promise<Committed>((resolve, reject) => {
        const waiting: Waiting = {
          draft,
          tries: 0,
          resolve(committed) {
            lane.open.delete(waiting)
            resolve(committed)
          },
          reject(error) {
            lane.open.delete(waiting)
            reject(error)
          },
        }
        lane.queue.push(waiting)
        lane.open.add(waiting)
        if (lane.running) return
        lane.running = true
        // One turn later, so that messages of the same tick share the first batch.
        queueMicrotask(() => void run(lane))
      })
    },
    async settled(chatId, senderId) {
      const own = [...lanes[laneOf(chatId)]!.open].filter(
        ({ draft }) => draft.chatId === chatId && draft.senderId === senderId,
      )
      await Promise.all(own.map((waiting) => new Promise<void>((resolve) => onTold(waiting, resolve))))
    },
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => idleCallbacks.push(resolve))),
  }
}

/** Calls back when somebody is told what became of his message, after him. */
function onTold(waiting: Waiting, callback: () => void): void {
  const { resolve, reject } = waiting
  waiting.resolve = (committed) => {
    resolve(committed)
    callback()
  }
  waiting.reject = (error) => {
    reject(error)
    callback()
  }
}

function laneOf(chatId: string): number {
  return Number.parseInt(chatId.slice(-4), 16) % LANES
}

/** Commits a batch and puts back what has to be tried again; what became of the others is told by what is returned. */
async function commitNext(lane: Lane, facts: FactsCache, parts: Parts): Promise<Tell> {
  const batch = lane.queue.splice(0, BATCH_ROWS_MAX)
  try {
    const ready = await withFacts(batch, facts)
    if (ready.length === 0) return nothing
    const started = performance.now()
    const outcomes = await parts.storage.commitBatch(
      ready.map(({ row }) => row),
      parts.clock.now(),
    )
    parts.onBatch(ready.length, performance.now() - started)
    const again: Waiting[] = []
    for (const [index, { waiting }] of ready.entries()) {
      const { outcome } = outcomes[index]!
      if (outcome === 'locked' || outcome === 'stale') putBack(waiting, outcome, facts, again)
    }
    lane.queue.unshift(...again)
    if (again.length === ready.length) await new Promise<void>((resolve) => parts.clock.after(LOCKED_PAUSE_MS, resolve))
    return () => {
      for (const [index, { waiting }] of ready.entries()) tellOutcome(waiting, outcomes[index]!, parts)
    }
  } catch (error) {
    lane.queue = lane.queue.filter((waiting) => !batch.includes(waiting))
    return () => {
      // The commit may have happened: the clients send again with the same keys and learn it.
      parts.onFailure(error)
      for (const waiting of batch) waiting.reject(error)
    }
  }
}

function tellOutcome(waiting: Waiting, told: RowOutcome, parts: Parts): void {
  if (told.outcome === 'reused') waiting.reject(new Refusal('key.reused'))
  if (told.outcome !== 'made' && told.outcome !== 'known') return
  const { seq, ordinal, version, sentAt } = told
  const committed = { ...waiting.draft, isNew: told.outcome === 'made', seq, ordinal, version, sentAt }
  try {
    if (committed.isNew) parts.onCommitted(committed)
  } catch (error) {
    // It is durable all the same, and whoever did not hear of it reads it again.
    parts.onFailure(error)
  }
  waiting.resolve(committed)
}

function putBack(waiting: Waiting, why: 'locked' | 'stale', facts: FactsCache, again: Waiting[]): void {
  if (why === 'stale') {
    facts.forget(waiting.draft.chatId, waiting.draft.senderId)
    waiting.tries += 1
  }
  if (waiting.tries > STALE_TRIES_MAX) waiting.reject(new Refusal('rate.limited', { retryAfterSeconds: 1 }, 1))
  else again.push(waiting)
}

async function withFacts(
  batch: readonly Waiting[],
  facts: FactsCache,
): Promise<{ waiting: Waiting; row: MessageRow }[]> {
  const known = batch.map(({ draft }) => facts.get(draft.chatId, draft.senderId))
  // A promise for every message of a busy lane costs more than the looks at the cache.
  const found = known.every(isThere) ? known : await Promise.all(known)
  const ready: { waiting: Waiting; row: MessageRow }[] = []
  for (const [index, waiting] of batch.entries()) {
    const { draft } = waiting
    const right = isDoubtful(draft, found[index]!) ? await readAgain(draft, facts) : found[index]!
    if (!right.allowed) waiting.reject(new Refusal(right.code))
    else if (answersHidden(draft, right)) waiting.reject(new Refusal('message.replyUnknown'))
    // In a supervised dialogue it would be gone before those who have to see it have looked.
    else if (draft.lifetimeMs !== null && right.vanishRefusal !== null) waiting.reject(new Refusal(right.vanishRefusal))
    else {
      const { factsVersion, policyVersion } = right
      ready.push({ waiting, row: { ...draft, factsVersion, policyVersion } })
    }
  }
  return ready
}

/**
 * Whether it answers what its sender does not see: he may have been removed and have come again since what he answers
 * was looked up. A changed beginning of what he sees changes the version of his facts too, so the batch notices.
 */
function answersHidden(draft: Draft, right: SenderFacts): boolean {
  return right.allowed && draft.replyToSeq !== null && draft.replyToSeq <= right.startSeq
}

/** Whether what is remembered would refuse it: it may be older than what allows it. */
function isDoubtful(draft: Draft, right: SenderFacts): boolean {
  return answersHidden(draft, right) || (draft.lifetimeMs !== null && right.allowed && right.vanishRefusal !== null)
}

/** What this node remembers may be older than a return that shows him more. */
function readAgain({ chatId, senderId }: Draft, facts: FactsCache): SenderFacts | Promise<SenderFacts> {
  facts.forget(chatId, senderId)
  return facts.get(chatId, senderId)
}

function isThere(facts: SenderFacts | Promise<SenderFacts>): facts is SenderFacts {
  return !(facts instanceof Promise)
}
