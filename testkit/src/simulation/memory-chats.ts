import type { UnitAudience } from '#contract/communities/unit-audiences.ts'
import type { ChatPermissions } from '#contract/messenger/chat-permissions.ts'
import { DIALOGUE_PROFILES_MAX } from '#server/messenger/chats/dialogue-rule.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryOf, type Row, statement } from './memory-database.ts'

/** Chats in memory, as `chats.store.ts` keeps them in PostgreSQL. */
export const memoryChats: MessengerStores['chats'] = {
  insertChat(tx, chat) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const pair = chat.direct === null ? null : [...chat.direct].sort()
      await t.lock('messenger.chat', chat.id)
      if (pair !== null) await t.lock('messenger.chat', pair.join(' '))
      if (t.get('messenger.chat', chat.id) !== undefined) return null
      const isPair = (row: Row<'messenger.chat'>) => row.direct_low === pair?.[0] && row.direct_high === pair?.[1]
      if (pair !== null && t.all('messenger.chat').some(isPair)) return null
      const row: Row<'messenger.chat'> = {
        id: chat.id,
        kind: chat.kind,
        title: chat.title,
        description: '',
        picture_id: null,
        community_id: chat.communityId,
        unit_id: chat.unitId,
        unit_audience: null,
        channel_class: chat.channelClass,
        direct_low: pair?.[0] ?? null,
        direct_high: pair?.[1] ?? null,
        history_from_start: chat.historyFromStart,
        members_count: chat.membersCount,
        permissions: {},
        slow_mode_ms: null,
        pins: [],
        reactions: null,
        supervision: null,
        observer_ids: [],
        archived: false,
        deleted_at: null,
        join_requests: 0,
        version: 1,
        created_by: chat.createdBy,
        created_at: new Date(chat.now),
      }
      await t.put('messenger.chat', chat.id, row)
      await t.put('messenger.chat_head', chat.id, {
        chat_id: chat.id,
        last_seq: 0,
        last_ordinal: 0,
        policy_version: 1,
        refusal_version: 1,
        write_refusal: null,
      })
      return row
    })
  },

  async insertChats(tx, chats) {
    const rows: Row<'messenger.chat'>[] = []
    for (const chat of chats) {
      const row = await memoryChats.insertChat(tx, chat)
      if (row !== null) rows.push(row as Row<'messenger.chat'>)
    }
    return rows.sort((one, other) => (one.id < other.id ? -1 : 1))
  },

  findDirect(reader, a, b) {
    const t = memoryOf(reader)
    const [low, high] = [a, b].sort()
    return statement(
      t,
      () => t.all('messenger.chat').find((row) => row.direct_low === low && row.direct_high === high) ?? null,
    )
  },

  setTitle(tx, chatId, title) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const row = await t.change('messenger.chat', chatId, (old) => ({ ...old, title, version: old.version + 1 }))
      return row!
    })
  },

  setPermission(tx, chatId, permission, scope) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      await t.change('messenger.chat_head', chatId, (old) => ({ ...old, policy_version: old.policy_version + 1 }))
      const row = await t.change('messenger.chat', chatId, (old) => ({
        ...old,
        permissions: { ...(old.permissions as Partial<ChatPermissions>), [permission]: scope },
        version: old.version + 1,
      }))
      return row!
    })
  },

  setSlowMode(tx, chatId, slowModeMs) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      await t.change('messenger.chat_head', chatId, (old) => ({ ...old, policy_version: old.policy_version + 1 }))
      const row = await t.change('messenger.chat', chatId, (old) => ({
        ...old,
        slow_mode_ms: slowModeMs,
        version: old.version + 1,
      }))
      return row!
    })
  },

  setDeleted(tx, chatId, at) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      await t.change('messenger.chat_head', chatId, (old) => ({ ...old, policy_version: old.policy_version + 1 }))
      const row = await t.change('messenger.chat', chatId, (old) => ({
        ...old,
        deleted_at: at,
        version: old.version + 1,
      }))
      return row!
    })
  },

  setPins(tx, chatId, pins) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const row = await t.change('messenger.chat', chatId, (old) => ({
        ...old,
        pins: [...pins],
        version: old.version + 1,
      }))
      return row!
    })
  },

  dropPin(tx, chatId, seq) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      if (!t.get('messenger.chat', chatId)?.pins.includes(seq)) return null
      const row = await t.change('messenger.chat', chatId, (old) => ({
        ...old,
        pins: old.pins.filter((pinned) => pinned !== seq),
        version: old.version + 1,
      }))
      return row!
    })
  },

  async groupsWith(reader, communityId, profileIds) {
    const open = await openChatsOf(reader, profileIds)
    // Dialogues belong to no community either.
    const isGroup = (kind: string) => communityId !== null || kind === 'group'
    return open.filter(({ chat }) => chat.community_id === communityId && isGroup(chat.kind)).map(ofPerson)
  },

  readChats(reader, ids) {
    const t = memoryOf(reader)
    return statement(
      t,
      () => new Map(ids.flatMap((id) => t.get('messenger.chat', id) ?? []).map((row) => [row.id, row])),
    )
  },

  async smallGroups(reader, profileIds) {
    const open = await openChatsOf(reader, profileIds)
    return open.filter(({ chat }) => chat.kind === 'group' && isFew(chat.members_count)).map(ofPerson)
  },

  async fewWith(reader, one, other) {
    const theirs = new Set((await openChats(reader, other)).map((chat) => chat.id))
    const open = await openChats(reader, one)
    return open.filter((chat) => theirs.has(chat.id) && isFew(chat.members_count)).map((chat) => chat.id)
  },

  async sharedChats(reader, one, other, limit) {
    const theirs = new Set((await openChats(reader, other)).map((chat) => chat.id))
    const both = (await openChats(reader, one)).filter((chat) => theirs.has(chat.id) && chat.deleted_at === null)
    return both
      .map((chat) => chat.id)
      .reverse()
      .slice(0, limit)
  },

  async dialoguesOf(reader, profileIds) {
    const open = await openChatsOf(reader, profileIds)
    return open
      .filter(({ chat }) => chat.kind === 'direct')
      .map(({ chat, profileId }) => ({
        profileId,
        chatId: chat.id,
        otherId: chat.direct_low === profileId ? chat.direct_high! : chat.direct_low!,
      }))
  },

  channelsOf(reader, communityId) {
    const t = memoryOf(reader)
    return statement(t, () =>
      t
        .all('messenger.chat')
        .filter((chat) => chat.kind === 'channel' && chat.channel_class !== 'page' && chat.community_id === communityId)
        .map((chat) => ({ id: chat.id, channelClass: chat.channel_class as 'everyone' | 'staff' })),
    )
  },

  followedChats(reader, communityId, { profileIds, units }) {
    const t = memoryOf(reader)
    const isOf = (profileId: string, unitId: string) =>
      units.some((each) => each.profileId === profileId && each.unitId === unitId)
    return statement(t, () =>
      t
        .all('messenger.chat')
        .filter((row) => row.community_id === communityId && row.unit_audience !== null)
        .flatMap((row) => profileIds.map((profileId) => ({ row, profileId })))
        .map((one) => ({ ...one, member: t.get('messenger.chat_member', `${one.row.id} ${one.profileId}`) }))
        .map((one) => ({ ...one, member: one.member?.left_seq === null ? one.member : undefined }))
        .filter(({ row, profileId, member }) => member !== undefined || isOf(profileId, row.unit_id!))
        .sort((one, other) => (one.row.id < other.row.id ? -1 : 1))
        .map(({ row, profileId, member }) => ({
          id: row.id,
          profileId,
          unitId: row.unit_id!,
          audience: row.unit_audience as UnitAudience,
          inside: member !== undefined,
          leadsUnit: member?.leads_unit === true,
        })),
    )
  },
}

type ChatOf = { profileId: string; chat: Row<'messenger.chat'> }

const ofPerson = ({ profileId, chat }: ChatOf) => ({ profileId, chatId: chat.id })

/** Chats of several people, by chat. */
async function openChatsOf(reader: unknown, profileIds: readonly string[]): Promise<ChatOf[]> {
  const found: ChatOf[] = []
  for (const profileId of profileIds) {
    for (const chat of await openChats(reader, profileId)) found.push({ profileId, chat })
  }
  return found.sort((one, other) => (one.chat.id < other.chat.id ? -1 : 1))
}

function openChats(reader: unknown, profileId: string): Promise<Row<'messenger.chat'>[]> {
  const t = memoryOf(reader)
  return statement(t, () =>
    t
      .all('messenger.chat_member')
      .filter((member) => member.profile_id === profileId && member.left_seq === null && member.role !== 'observer')
      .map((member) => t.get('messenger.chat', member.chat_id)!)
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
  )
}

/** So few that it may be a dialogue. */
export function isFew(membersCount: number): boolean {
  return membersCount >= 2 && membersCount <= DIALOGUE_PROFILES_MAX
}
