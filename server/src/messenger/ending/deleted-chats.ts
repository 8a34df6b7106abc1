import { CHAT_RESTORE_MS } from '#contract/messenger/messenger.limits.ts'
import type { Files } from '../../files/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { deletePictures } from '../pictures/pictures.store.ts'
import type { MessengerStores } from '../stores.ts'
import { dueChats, eraseChat, eraseMessages, isDeletedSince } from './ending.store.ts'

const JOB = 'messenger.erase-deleted'
const LEDGER = 'deletedChat'
/** Messages of one step. */
const STEP_MESSAGES = 500
const FOUND_AT_ONCE = 100

interface Parts extends Pick<Platform, 'db' | 'transaction' | 'clock' | 'jobs' | 'erasures'> {
  stores: Pick<MessengerStores, 'attachments' | 'log'>
  files: Pick<Files, 'erase' | 'eraseAgain'>
  /** Those of other domains who hold something of chats. */
  chatErased: readonly ChatErased[]
}

/** Erases what hangs on a chat in the transaction in which it goes. */
export type ChatErased = (tx: Tx, chatId: string) => Promise<void>

export interface DeletedChats {
  /** Erases every chat that nobody can bring back any more. */
  finishDue(): Promise<void>
  /** Erases a chat with everything in it in this transaction. */
  doEraseChat(tx: Tx, chatId: string): Promise<void>
}

/** What is left of groups that were deleted for everybody, until their week is over: nothing after it (CHT-09). */
export function createDeletedChats(parts: Parts): DeletedChats {
  const { db, transaction, clock, erasures, files } = parts
  const { attachments, log } = parts.stores

  /** Erases the next part of a chat, whose head the caller holds; false when the chat is gone. */
  const doStep = async (tx: Tx, chatId: string, erase: Files['erase']): Promise<boolean> => {
    const erased = await eraseMessages(tx, chatId, STEP_MESSAGES)
    if (erased !== null) {
      await erase(tx, [...(await attachments.forgetMedia(tx, erased.files)), ...erased.cards])
      return true
    }
    await erase(tx, await deletePictures(tx, chatId))
    for (const doErase of parts.chatErased) await doErase(tx, chatId)
    await eraseChat(tx, chatId)
    return false
  }

  const doDueStep = async (tx: Tx, chatId: string): Promise<boolean> => {
    await log.lockHeads(tx, [chatId])
    // Another process may be over with it.
    if (!(await isDeletedSince(tx, chatId, new Date(clock.now() - CHAT_RESTORE_MS)))) return false
    if (await doStep(tx, chatId, files.erase)) return true
    await erasures.record(tx, LEDGER, { chatId })
    return false
  }

  // In a restored backup everything goes in one transaction: nobody is served before it is over.
  erasures.declare<{ chatId: string }>(LEDGER, async (tx, { chatId }) => {
    await log.lockHeads(tx, [chatId])
    while (await doStep(tx, chatId, files.eraseAgain));
  })

  const finishDue = async () => {
    const failures: unknown[] = []
    for (const chatId of await dueChats(db, new Date(clock.now() - CHAT_RESTORE_MS), FOUND_AT_ONCE)) {
      try {
        while (await transaction((tx) => doDueStep(tx, chatId)));
      } catch (error) {
        // What cannot be erased holds up nothing else; the job fails with its error and comes again.
        failures.push(error)
      }
    }
    for (const error of failures) throw error
  }

  parts.jobs.declare({ name: JOB, retries: 3, cron: '*/10 * * * *', handle: finishDue })
  const doEraseChat = async (tx: Tx, chatId: string) => {
    await log.lockHeads(tx, [chatId])
    while (await doStep(tx, chatId, files.erase));
    await erasures.record(tx, LEDGER, { chatId })
  }

  return { finishDue, doEraseChat }
}
