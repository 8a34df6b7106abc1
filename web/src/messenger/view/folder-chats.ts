import type { ChildLabel } from '#contract/communities/families.ts'
import type { Folder, FolderRule } from '#contract/messenger/folders.ts'
import type { EngineState } from '#web/kit/sync/engine-state.ts'
import { unreadOf } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { inCommunity } from './chat-list.ts'
import { otherOf } from './people.ts'

type Held = Pick<EngineState, 'sync' | 'readHere'>

/** What the list shows: everything, the chats of an organisation, or a folder. */
export type Shown =
  | { readonly t: 'all' }
  | { readonly t: 'community'; readonly id: string }
  | { readonly t: 'folder'; readonly folder: Folder }

/** Of these chats those that are shown, in the same order. A chat that is open stays where it is when it is read. */
export function shownChats(
  state: Held,
  chatIds: readonly string[],
  shown: Shown,
  more: { labels: readonly ChildLabel[]; openId: string | null },
): string[] {
  if (shown.t !== 'folder') return inCommunity(state.sync, chatIds, shown.t === 'all' ? null : shown.id)
  const { folder } = shown
  return chatIds.filter((id) => isInFolder(state, id, folder, more))
}

/** Chats of a folder with something unread. */
export function unreadInFolder(state: Held, folder: Folder, labels: readonly ChildLabel[]): number {
  const ids = Object.keys(state.sync.chats).filter((id) => isInFolder(state, id, folder, { labels, openId: null }))
  return ids.filter((id) => isUnread(state, state.sync.chats[id]!)).length
}

function isInFolder(
  state: Held,
  chatId: string,
  { chatIds, rule }: Folder,
  { labels, openId }: { labels: readonly ChildLabel[]; openId: string | null },
): boolean {
  const slice = state.sync.chats[chatId]
  if (slice === undefined) return false
  if (chatIds.includes(chatId) || rule === null) return chatIds.includes(chatId)
  return RULES[rule.by](slice, { state, id: rule.id, labels, openId })
}

interface Facts {
  readonly state: Held
  readonly id: FolderRule['id']
  readonly labels: readonly ChildLabel[]
  readonly openId: string | null
}

const RULES: Readonly<Record<FolderRule['by'], (slice: ChatSlice, facts: Facts) => boolean>> = {
  unread: (slice, { state, openId }) => slice.chat.id === openId || isUnread(state, slice),
  staff(slice, { state: { sync } }) {
    const other = otherOf(slice, sync.profileId)
    return slice.chat.channelClass === 'staff' || (other !== null && sync.cards[other]?.staff === true)
  },
  units: ({ chat }) => chat.unitId !== null,
  community: ({ chat }, { id }) => chat.communityId === id,
  // What belongs to no unit concerns every child there.
  child: ({ chat }, { id, labels }) =>
    labels.some(
      (each) =>
        each.id === id &&
        each.communityId === chat.communityId &&
        (chat.unitId === null || each.unitIds.includes(chat.unitId)),
    ),
}

function isUnread({ sync, readHere }: Held, slice: ChatSlice): boolean {
  return unreadOf(slice, sync.profileId, readHere[slice.chat.id]) > 0
}
