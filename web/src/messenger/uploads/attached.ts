import { create } from 'zustand'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { recall } from '#web/kit/account/kept.ts'
import type { Engine } from '#web/kit/sync/engine.ts'

/** What was attached to the message that is being written in a chat. */
export interface Attached {
  /** In the order of choosing, those that are whole and ready. */
  readonly attachments: readonly Attachment[]
  /** Whether nothing is on its way any more. */
  readonly isReady: boolean
}

/** By chat, only where something is attached. All that a page without attachments has to know of them. */
export const useAttachedChats = create<Readonly<Record<string, Attached>>>()(() => ({}))

export const useAttached = (chatId: string): Attached | undefined => useAttachedChats((chats) => chats[chatId])

export const keptName = (profileId: string) => `uploads.${profileId}`

const queueOf = async (engine: Engine) => (await import('./upload-queue.ts')).uploadsOf(engine)

/** Attaches files to the message that is being written. */
export async function attachFiles(engine: Engine, chatId: string, files: readonly File[]): Promise<void> {
  if (files.length > 0) (await queueOf(engine)).add(chatId, files)
}

/** Shows what was attached before the page was left. */
export async function recallAttached(engine: Engine): Promise<void> {
  const kept = recall<unknown[]>(keptName(engine.store.getState().sync.profileId))
  if (kept !== null && kept.length > 0) await queueOf(engine)
}

/** The attachments have gone with a message. */
export async function clearAttached(engine: Engine, chatId: string): Promise<void> {
  useAttachedChats.setState(({ [chatId]: _, ...rest }) => rest, true)
  ;(await queueOf(engine)).taken(chatId)
}
