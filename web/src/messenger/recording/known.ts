import { create } from 'zustand'
import { recall } from '#web/kit/account/kept.ts'
import type { Engine } from '#web/kit/sync/engine.ts'

/** How many recordings each chat has that are not sent. All that a page without recordings has to know of them. */
export const useRecordingChats = create<Readonly<Record<string, number>>>()(() => ({}))

export const useHasRecordings = (chatId: string): boolean => useRecordingChats((chats) => (chats[chatId] ?? 0) > 0)

/** The name under which it is noted that the shelf is not empty. */
export const shelvedName = (profileId: string) => `recordings.${profileId}`

export async function recordingsIn(engine: Engine) {
  return (await import('./recordings.ts')).recordingsOf(engine)
}

/** Takes up what was recorded before the page was left. */
export async function recallRecordings(engine: Engine): Promise<void> {
  const { profileId } = engine.store.getState().sync
  if (recall<number>(shelvedName(profileId))) await recordingsIn(engine)
}
