import type { CleanUp } from '#contract/messenger/chats.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ReaderRow } from '../chats/chat-views.ts'
import type { ChangesService } from '../messages/changes.service.ts'
import type { MessengerStores } from '../stores.ts'
import { firstSince, type Said, saidBetween } from './clean-ups.store.ts'

const JOB = 'messenger.clean-up'
/** Messages of one step; a chat is held for no more of them at once. */
const STEP_MESSAGES = 100
const DAY_MS = 86_400_000

interface Payload extends Said {
  /** Whoever has asked for it: by his right they are erased. */
  actorId: string
}

interface Parts extends Pick<Platform, 'jobs' | 'transaction' | 'clock'> {
  stores: Pick<MessengerStores, 'log' | 'messages' | 'supervision'>
  edits: Pick<ChangesService, 'doErase'>
}

export type CleanUps = ReturnType<typeof createCleanUps>

/**
 * Erases what somebody has written in a chat from which he was removed, step by step, as if whoever removed him had
 * erased each message himself.
 */
export function createCleanUps({ jobs, transaction, clock, stores, edits }: Parts) {
  const { log, messages, supervision } = stores

  /** The next messages; returns up to where nothing is left to erase, or null when all is done. */
  const doStep = async (tx: Tx, { actorId, ...said }: Payload): Promise<number | null> => {
    await log.lockHeads(tx, [said.chatId])
    const now = clock.now()
    const seqs = await saidBetween(tx, said, new Date(now), STEP_MESSAGES)
    // What was said before somebody who had to see it stays as it was said.
    const kept = new Set(seqs.length === 0 ? [] : await supervision.takenSupervised(tx, said.chatId, seqs))
    const found = await messages.messagesBySeq(tx, said.chatId, seqs, said.afterSeq)
    await edits.doErase(
      tx,
      found.filter(({ seq }) => !kept.has(seq)),
      { profileId: actorId, now },
    )
    return seqs.length < STEP_MESSAGES ? null : seqs.at(-1)!
  }

  jobs.declare<Payload>({
    name: JOB,
    retries: 5,
    async handle(payload) {
      let afterSeq: number | null = payload.afterSeq
      while (afterSeq !== null) {
        const from: number = afterSeq
        afterSeq = await transaction((tx) => doStep(tx, { ...payload, afterSeq: from }))
      }
    },
  })

  return {
    /** Has messages erased as soon as this is durable; the caller holds the head of the chat, in which nobody writes more. */
    async doAsk(
      tx: Tx,
      { id: chatId, start_seq, last_seq: toSeq }: ReaderRow,
      { senderId, actorId, cleanUp }: { senderId: string; actorId: string; cleanUp: CleanUp },
    ): Promise<void> {
      const seen = start_seq ?? 0
      const since = cleanUp === 'all' ? 0 : await firstSince(tx, chatId, new Date(clock.now() - DAY_MS))
      if (since === null) return
      const payload: Payload = { chatId, senderId, actorId, afterSeq: Math.max(seen, since - 1), toSeq }
      await jobs.enqueue(tx, JOB, payload)
    },
  }
}
