import { reaches } from '#contract/messenger/chat-permissions.ts'
import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import type { Mention } from '#contract/messenger/mention.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { chatView, mineView, type ReaderRow } from '../chats/chat-views.ts'
import { shownPrefix } from '../messages/check-text.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts {
  stores: Pick<MessengerStores, 'members' | 'messages'>
}

/** A text as it came, as it is kept, and whom it names where, in places of the former. */
export interface Naming {
  raw: string
  text: string
  mentions: readonly Mention[]
}

type FailMention = Fail<'mention.invalid' | 'mention.unknown' | 'mention.allForbidden'>

const NOBODY: Mention[] = []

/**
 * Whom a text names, at places of the text as it is kept. Each stretch begins with an «@», lies on one line, and none
 * reaches into another one.
 *
 * @returns an empty list where the text names nobody; refuses what fits no text
 */
export function placedMentions({ raw, text, mentions }: Naming, fail: Fail<'mention.invalid'>): Mention[] {
  let end = 0
  const placed: Mention[] = []
  for (const { profileId, from, length } of mentions) {
    const at = shownPrefix(raw, from)
    const stretch = { profileId, from: at, length: shownPrefix(raw, from + length) - at }
    const written = text.slice(at, at + stretch.length)
    const fits = at >= end && from + length <= raw.length && stretch.length >= 2 && written.length === stretch.length
    if (!fits || !written.startsWith('@') || written.includes('\n')) fail('mention.invalid')
    end = at + stretch.length
    placed.push(stretch)
  }
  return placed
}

/**
 * Those of these people whom a member may name in a chat: others who are in it and do not only look on. Whoever may not see
 * who is in it names those alone who have written there what he sees; so no answer tells him of anybody else.
 */
export async function nameable(
  { stores }: Parts,
  reader: Reader,
  chat: ReaderRow,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const roles = await stores.members.membersAmong(reader, chat.id, ids)
  const inside = new Set(ids.filter((id) => roles.has(id) && roles.get(id) !== 'observer'))
  if (chatAbilities(chatView(chat), mineView(chat)).seeMembers || chat.kind === 'favourites') return inside
  return inside.intersection(new Set(await stores.messages.sendersAmong(reader, chat.id, ids, chat.start_seq ?? 0)))
}

/**
 * Refuses names that the sender may not use in a chat, whose head the caller holds. Whom a message names already, he may
 * leave there.
 */
export async function checkMentions(
  parts: Parts,
  reader: Reader,
  chat: ReaderRow,
  mentions: readonly Mention[],
  fail: FailMention,
  before: readonly Mention[] = NOBODY,
): Promise<void> {
  const known = new Set(before.map(({ profileId }) => profileId))
  const added = mentions.filter(({ profileId }) => !known.has(profileId))
  if (added.length === 0) return
  const { permissions } = chatView(chat)
  if (added.some(({ profileId }) => profileId === null) && !reaches(permissions.mentionAll, mineView(chat).role)) {
    fail('mention.allForbidden', { setBy: 'owner', changedBy: 'owner' })
  }
  const ids = [...new Set(added.flatMap(({ profileId }) => profileId ?? []))]
  const named = await nameable(parts, reader, chat, ids)
  if (ids.some((id) => !named.has(id))) fail('mention.unknown', { changedBy: 'owner' })
}

/** What a copy of a message in another chat names: people alone whom whoever puts it there may name there. */
export async function forwardedMentions(
  parts: Parts,
  reader: Reader,
  chat: ReaderRow,
  mentions: readonly Mention[],
): Promise<Mention[]> {
  const ids = [...new Set(mentions.flatMap(({ profileId }) => profileId ?? []))]
  const named = await nameable(parts, reader, chat, ids)
  return mentions.filter(({ profileId }) => profileId !== null && named.has(profileId))
}
