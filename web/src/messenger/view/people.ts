import type { Membership } from '#contract/communities/communities.ts'
import { displayName, initials } from '#contract/identity/names.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { ChatSlice, SyncState } from '#web/kit/sync/state.ts'

export interface Named {
  readonly name: string
  readonly verified: boolean
}

/** The name that stands for a person whose card is not there, or who has deleted his profile. */
export interface FallbackNames {
  readonly somebody: string
  /** The chat with oneself. */
  readonly favourites: string
  readonly gone: string
}

/** A person as others see him, or the organisation that speaks in its channel. */
export function nameOf(card: ProfileCard | Membership | undefined, fallback: FallbackNames): Named {
  if (card === undefined) return { name: fallback.somebody, verified: false }
  if ('communityId' in card) return { name: card.shortName, verified: true }
  if (card.gone) return { name: fallback.gone, verified: false }
  return { name: displayName(card), verified: card.staff }
}

/** The other person of a direct chat; null also for whoever only sees it. */
export function otherOf(slice: ChatSlice, profileId: string): string | null {
  if (!slice.chat.directIds.includes(profileId)) return null
  return slice.chat.directIds.find((id) => id !== profileId) ?? null
}

/** Whether every message is the viewer's or the other one's, so that nobody has to be named. */
export function needsNoNames(slice: ChatSlice): boolean {
  const { kind } = slice.chat
  return kind === 'favourites' || (kind === 'direct' && slice.mine.role !== 'observer')
}

/** The name of a chat with its mark: a person's, the title, or the organisation's channel. */
export function titleOf(slice: ChatSlice, state: SyncState, fallback: FallbackNames): Named {
  const otherId = otherOf(slice, state.profileId)
  if (otherId !== null) return nameOf(state.cards[otherId], fallback)
  if (slice.chat.kind === 'direct') {
    const names = slice.chat.directIds.map((id) => nameOf(state.cards[id], fallback).name)
    return { name: names.join(' — '), verified: false }
  }
  if (slice.chat.kind === 'favourites') return { name: fallback.favourites, verified: false }
  return { name: slice.chat.title, verified: slice.chat.kind === 'channel' }
}

/** Letters for the round picture of a chat, a number whole: «10 «Б» · родители» gives «10Б». */
export function chatLetters(slice: ChatSlice, state: SyncState, fallback: FallbackNames): string {
  const otherId = otherOf(slice, state.profileId)
  const card = otherId === null ? undefined : state.cards[otherId]
  if (card !== undefined && !card.gone) return initials(card)
  const words = titleOf(slice, state, fallback).name.match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .slice(0, 2)
    .map((word) => word.match(/^\p{N}{1,2}(?!\p{N})/u)?.[0] ?? [...word][0])
    .join('')
    .toLocaleUpperCase('ru')
}
