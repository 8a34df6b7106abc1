import type { Files } from '../../files/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { doErase } from '../messages/erasing.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './gone-messages.store.ts'

const LEDGER = 'goneMessages'
/** Messages of one step; a chat is held for no more of them at once. */
const STEP_MESSAGES = 100
const FOUND_AT_ONCE = 500

interface Parts extends Pick<Platform, 'db' | 'transaction' | 'clock' | 'erasures'> {
  stores: MessengerStores
  changes: ChatChanges
  files: Pick<Files, 'erase' | 'eraseAgain'>
}

export interface GoneMessages {
  /** The organisations in whose chats these profiles are or were. */
  organisationsOf(reader: Reader, profileIds: readonly string[]): Promise<string[]>
  /**
   * Notes when accounts go, as soon as that is asked for and again when it happens: so many months of an organisation later
   * goes what they have said in its chats. The rule at the wish is what its owner was told, so a later one only shortens it.
   */
  doNote(
    tx: Tx,
    profileIds: readonly string[],
    goneAt: Date,
    monthsOf: ReadonlyMap<string, number | null>,
  ): Promise<void>
  /** The wish was taken back. */
  doForget(tx: Tx, profileIds: readonly string[]): Promise<void>
  /** An organisation has another rule: a shorter time holds for those who are gone already too. */
  onRetentionChanged(tx: Tx, rule: { communityId: string; months: number | null }): Promise<void>
  /** Erases what is due. */
  finishDue(): Promise<void>
}

/** What deleted accounts have said in chats of organisations, for as long as these keep it (IDN-24). */
export function createGoneMessages(parts: Parts): GoneMessages {
  const { clock, db, transaction, erasures, files } = parts
  const { log, messages } = parts.stores

  /** The next messages of a chat; nothing of them is left but their places. */
  const doStep = async (tx: Tx, chatId: string, profileId: string, eraseFiles: Files['erase']): Promise<void> => {
    await log.lockHeads(tx, [chatId])
    const seqs = await store.saidIn(tx, chatId, profileId, STEP_MESSAGES)
    // Nobody acts: their time is over, as that of messages that vanish.
    const acting = { profileId: null, now: clock.now() }
    for (const message of await messages.messagesBySeq(tx, chatId, seqs, 0)) {
      await doErase({ ...parts, eraseFiles }, tx, message, acting)
    }
  }

  const erase = async (sender: store.GoneSender): Promise<void> => {
    for (;;) {
      const chatId = await store.nextChat(db, sender)
      if (chatId === null) break
      await transaction((tx) => doStep(tx, chatId, sender.profileId, files.erase))
    }
    await transaction(async (tx) => {
      if (await store.forgetSender(tx, sender)) await erasures.record(tx, LEDGER, sender)
    })
  }

  // In a restored backup everything goes in one transaction: nobody is served before it is over.
  erasures.declare<store.GoneSender>(LEDGER, async (tx, sender) => {
    for (;;) {
      const chatId = await store.nextChat(tx, sender)
      if (chatId === null) break
      await doStep(tx, chatId, sender.profileId, files.eraseAgain)
    }
    await store.forgetSender(tx, sender)
  })

  return {
    async organisationsOf(reader, profileIds) {
      const places = await store.placesOf(reader, profileIds)
      return [...new Set(places.map(({ communityId }) => communityId))]
    },

    async doNote(tx, profileIds, goneAt, monthsOf) {
      for (const place of await store.placesOf(tx, profileIds)) {
        await store.noteGone(tx, place, goneAt, monthsOf.get(place.communityId) ?? null)
      }
    },

    doForget: store.forgetNotes,

    async onRetentionChanged(tx, { communityId, months }) {
      if (months !== null) await store.bringForward(tx, communityId, months)
    },

    /** What cannot be erased holds up nothing else; the job fails with its error and comes again. */
    async finishDue() {
      const failures: unknown[] = []
      for (const sender of await store.dueSenders(db, new Date(clock.now()), FOUND_AT_ONCE)) {
        await erase(sender).catch((error: unknown) => failures.push(error))
      }
      for (const error of failures) throw error
    },
  }
}
