import type { ChatEntry } from '#contract/messenger/messages.ts'
import type { Snapshot } from '#contract/messenger/sync.ts'
import { mergeState } from './appliers.ts'
import { messagesIn, withChangedMessages, withOwnReactions } from './changes.ts'
import type { ChatSlice, ChatWindow, SyncState } from './state.ts'
import { mergeReadTop, withCards, withMine } from './versions.ts'
import { joinWindows, windowUpTo } from './window.ts'

/**
 * Phase «backfill»: takes the answer to a hello in. It is the whole truth of one moment, so a chat that it does not
 * name is not the reader's any more.
 */
export function applySnapshot(state: SyncState, snapshot: Snapshot): SyncState {
  const chats: Record<string, ChatSlice> = {}
  for (const item of snapshot.moved) chats[item.state.chat.id] = takeMoved(state.chats[item.state.chat.id], item)
  for (const { chatId, mine, readTop } of snapshot.same) {
    const held = state.chats[chatId]
    if (held !== undefined) {
      chats[chatId] = { ...withMine(held, mine), readTop: mergeReadTop(held.readTop, readTop) }
    }
  }
  return withCards(
    {
      ...state,
      profileSeq: snapshot.profileSeq,
      communitySeqs: snapshot.communitySeqs,
      memberships: Object.fromEntries(snapshot.memberships.map((item) => [item.communityId, item])),
      chats,
      marks: snapshot.marks ?? state.marks,
      folders: snapshot.folders ?? state.folders,
      drafts: snapshot.drafts,
      early: {},
      complete: true,
    },
    snapshot.cards,
  )
}

function takeMoved(held: ChatSlice | undefined, item: Snapshot['moved'][number]): ChatSlice {
  const changed = withChangedMessages(mergeState(held, item.state), item.changed)
  const to = item.state.lastSeq
  const told = [...messagesIn(item.entries), ...item.changed.map((message) => message.seq)]
  const merged = { ...changed, own: withOwnReactions(changed, told, item.own, to) }
  if (item.reset) {
    // Without a page the chat is not on screen: what was held of it is read again when it is.
    const window = item.entries.length === 0 ? null : lastPage(item.entries, item.state.mine.startSeq, to)
    return { ...merged, window, quoted: {} }
  }
  const heard = held?.lastSeq ?? 0
  const window = windowUpTo(merged.window, heard)
  // Without entries the chat is not on screen, or has not moved: what is held of its log stays and may end earlier.
  if (item.entries.length === 0 || merged.window === null) return { ...merged, window }
  const from = Math.min(item.entries[0]!.s, heard + 1)
  const missed: ChatWindow = { from, to, entries: item.entries, reachesStart: from <= item.state.mine.startSeq + 1 }
  return { ...merged, window: joinWindows(window, missed) }
}

function lastPage(entries: readonly ChatEntry[], startSeq: number, to: number): ChatWindow {
  const from = entries[0]?.s ?? startSeq + 1
  return { from, to, entries, reachesStart: from <= startSeq + 1 }
}
