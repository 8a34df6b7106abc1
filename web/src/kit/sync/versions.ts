import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Chat, ChatMine, ChatState } from '#contract/messenger/chats.ts'
import type { ChatSlice, SyncState } from './state.ts'

/** A lower version never replaces a higher one. */
export function newerChat(held: Chat, offered: Chat): Chat {
  return offered.version > held.version ? offered : held
}

/** Facts of the reader: of equal versions the one that was counted later holds more messages. */
export function newerMine(held: ChatMine, offered: ChatMine): ChatMine {
  if (offered.version !== held.version) return offered.version > held.version ? offered : held
  return offered.countedSeq >= held.countedSeq ? offered : held
}

/** Takes newer facts of the reader in; messages that they have counted are no longer counted apart. */
export function withMine(slice: ChatSlice, offered: ChatMine): ChatSlice {
  const mine = newerMine(slice.mine, offered)
  if (mine === slice.mine) return slice
  const isUncounted = ({ seq }: { seq: number }) => seq > mine.countedSeq
  return {
    ...slice,
    mine,
    heard: slice.heard.filter((seq) => seq > mine.countedSeq),
    erased: slice.erased.filter(isUncounted),
    named: slice.named.filter(isUncounted),
  }
}

/** Read positions only move forward, so that the farthest two of both are right whichever came first. */
export function mergeReadTop(held: ChatState['readTop'], offered: ChatState['readTop']): ChatState['readTop'] {
  const farthest = new Map<string, number>()
  for (const { profileId, seq } of [...held, ...offered]) {
    farthest.set(profileId, Math.max(seq, farthest.get(profileId) ?? 0))
  }
  return [...farthest]
    .map(([profileId, seq]) => ({ profileId, seq }))
    .sort((one, other) => other.seq - one.seq || (one.profileId < other.profileId ? -1 : 1))
    .slice(0, 2)
}

export function withCards(state: SyncState, offered: readonly ProfileCard[]): SyncState {
  const newer = offered.filter((card) => card.version > (state.cards[card.id]?.version ?? 0))
  if (newer.length === 0) return state
  return { ...state, cards: { ...state.cards, ...Object.fromEntries(newer.map((card) => [card.id, card])) } }
}
