import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { ChatLink } from '#contract/messenger/chat-links.ts'
import { reaches } from '#contract/messenger/chat-permissions.ts'
import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import type { ChatRole } from '#contract/messenger/chats.ts'
import { CHAT_MEMBERS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { randomToken } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { type ChatRow, chatView, mineView, permissionsOf, type ReaderRow } from '../chats/chat-views.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import * as store from './chat-links.store.ts'
import type { JoinRequests } from './join-requests.service.ts'
import { requestOf } from './join-requests.store.ts'

const TOKEN_BYTES = 16
const DAY_MS = 86_400_000

interface Parts extends Pick<ChatsService, 'accessChat' | 'checkAble'>, Pick<Platform, 'clock' | 'random'> {
  doors: Pick<LeftDoors, 'accessMembership' | 'contactsAmong' | 'holdProfiles'>
  stores: Pick<MessengerStores, 'chats' | 'log' | 'members'>
  changes: Pick<ChatChanges, 'doJoin'>
  requests: Pick<JoinRequests, 'doAsk'>
}

type Look = Operations['chatLinks.look']
type Join = Operations['chatLinks.join']
type FailComing = Fail<ErrorsOf<Join>>
type Way = OutputOf<Look>['way']

export type ChatLinks = ReturnType<typeof createChatLinks>

/** Links by which people come into groups (CHT-06). */
export function createChatLinks(parts: Parts) {
  const { clock, doors, changes, requests, accessChat, checkAble } = parts
  const { chats, log, members } = parts.stores

  /** The link that leads into a chat now; null when there is none, or when its maker may not invite any more. */
  const liveLink = async (
    reader: Reader,
    link: store.LinkRow | null,
  ): Promise<{ link: store.LinkRow; chat: ChatRow } | null> => {
    if (link === null || link.expires_at.getTime() <= clock.now()) return null
    if (link.uses_max !== null && link.uses >= link.uses_max) return null
    const chat = (await chats.readChats(reader, [link.chat_id])).get(link.chat_id)
    if (chat === undefined || chat.deleted_at !== null) return null
    const role = (await members.membersAmong(reader, chat.id, [link.made_by])).get(link.made_by)
    if (role === undefined || !reaches(permissionsOf(chat).invite, role as ChatRole)) return null
    return { link, chat }
  }

  /**
   * Why somebody may not come in by a link. It lets in whom its maker could add himself: what keeps a child apart from an adult
   * who is not of his classes holds here too (CNT-08).
   */
  const checkComing = async (
    reader: Reader,
    viewerId: string,
    { link, chat }: { link: store.LinkRow; chat: ChatRow },
    fail: FailComing,
  ): Promise<Way> => {
    const communityId = chat.community_id!
    const role = (await members.membersAmong(reader, chat.id, [viewerId])).get(viewerId)
    if (role !== undefined && role !== 'observer') return 'inside'
    if ((await doors.accessMembership(reader, viewerId, communityId)) === null) fail('chatLink.outsider')
    if (await store.wasRemoved(reader, chat.id, viewerId)) fail('chatLink.removed', { changedBy: 'owner' })
    const contacts = await doors.contactsAmong(reader, link.made_by, [viewerId], communityId)
    if (!contacts.has(viewerId)) fail('chatLink.notContact', { setBy: 'organisation', changedBy: 'owner' })
    if (chat.archived) fail('chat.archived')
    if (chat.members_count >= CHAT_MEMBERS_MAX) fail('chat.membersTooMany', { membersMax: CHAT_MEMBERS_MAX })
    if (!link.approval) return 'joins'
    const asked = await requestOf(reader, chat.id, viewerId)
    if (asked === null || asked.token !== link.token) return 'asks'
    return asked.declined_at === null ? 'waits' : fail('chatLink.declined', { changedBy: 'owner' })
  }

  const accessInviting = async (
    reader: Reader,
    viewerId: string,
    chatId: string,
    fail: Fail<'chat.unknown' | 'chat.notAllowed'>,
  ): Promise<ReaderRow> => {
    const row = (await accessChat(reader, viewerId, chatId)) ?? fail('chat.unknown')
    if (!chatAbilities(chatView(row), mineView(row)).invite) {
      fail('chat.notAllowed', { rule: 'invite', changedBy: 'owner' })
    }
    return row
  }

  return {
    accessInviting,

    /** The link of a chat that leads into it now, for whoever may invite there. */
    async current(reader: Reader, chatId: string): Promise<ChatLink | null> {
      const live = await liveLink(reader, await store.linkOf(reader, chatId))
      return live === null ? null : linkView(live.link)
    },

    async make(
      tx: Tx,
      viewerId: string,
      { chatId, days, usesMax, approval }: InputOf<Operations['chatLinks.make']>,
      fail: Fail<'chat.unknown' | 'chat.notAllowed'>,
    ): Promise<{ link: ChatLink }> {
      await checkAble(tx, viewerId, chatId, 'invite', fail)
      const now = clock.now()
      const row = await store.replaceLink(tx, {
        chat_id: chatId,
        token: randomToken(parts.random, TOKEN_BYTES),
        made_by: viewerId,
        created_at: new Date(now),
        expires_at: new Date(now + days * DAY_MS),
        uses_max: usesMax,
        approval,
      })
      return { link: linkView(row) }
    },

    async revoke(tx: Tx, viewerId: string, chatId: string, fail: Fail<'chat.unknown' | 'chat.notAllowed'>) {
      await checkAble(tx, viewerId, chatId, 'invite', fail)
      await store.deleteLink(tx, chatId)
      return {}
    },

    async look(reader: Reader, viewerId: string, { token }: InputOf<Look>, fail: FailComing): Promise<OutputOf<Look>> {
      const live = (await liveLink(reader, await store.linkByToken(reader, token))) ?? fail('chatLink.unknown')
      const way = await checkComing(reader, viewerId, live, fail)
      const { id: chatId, title, members_count: membersCount } = live.chat
      return { chatId, title, membersCount, way }
    },

    /** Everything that the answer stands on is read again under the head of the chat. */
    async join(tx: Tx, viewerId: string, { token }: InputOf<Join>, fail: FailComing): Promise<OutputOf<Join>> {
      const before = (await store.linkByToken(tx, token)) ?? fail('chatLink.unknown')
      const chatId = before.chat_id
      await doors.holdProfiles(tx, [viewerId, before.made_by], 'keep')
      const head = (await log.lockHeads(tx, [chatId])).get(chatId)
      const link = await store.linkOf(tx, chatId)
      const live = (await liveLink(tx, link?.token === token ? link : null)) ?? fail('chatLink.unknown')
      const way = await checkComing(tx, viewerId, live, fail)
      if (way === 'inside') return { chatId, joined: true }
      if (way === 'joins') {
        const asOne = { actorId: viewerId, startSeq: null, countsAlready: false, ordinal: head!.lastOrdinal }
        await changes.doJoin(tx, chatId, [{ profileId: viewerId, role: 'member' }], asOne)
        await store.countUse(tx, chatId)
        return { chatId, joined: true }
      }
      if (way === 'asks') await requests.doAsk(tx, { chatId, profileId: viewerId, token })
      return { chatId, joined: false }
    },
  }
}

function linkView(row: store.LinkRow): ChatLink {
  return {
    token: row.token,
    madeBy: row.made_by,
    createdAt: toInstant(row.created_at),
    expiresAt: toInstant(row.expires_at),
    usesMax: row.uses_max,
    uses: row.uses,
    approval: row.approval,
  }
}
