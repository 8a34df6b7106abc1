import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import { mayPermit } from '#contract/messenger/chat-permissions.ts'
import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import type { ChatState } from '#contract/messenger/chats.ts'
import { CHAT_MEMBERS_MAX, CHAT_TITLE_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Operations } from '#contract/operations.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import type { LeftDoors } from '../doors.ts'
import type { MessengerStores } from '../stores.ts'
import { membersOfNew } from '../unit-chats/unit-leads.ts'
import { beginRefusal } from './blocks.ts'
import type { ChatChanges } from './chat-changes.ts'
import { chatView, mineView, type PlaceRow, permissionsOf, type ReaderRow, stateView } from './chat-views.ts'
import { dialogueRule } from './dialogue-rule.ts'
import type { ChannelClass } from './reader.store.ts'

interface Parts extends Pick<Platform, 'clock'> {
  doors: LeftDoors
  stores: MessengerStores
  changes: ChatChanges
  classesOf: (reader: Reader, profileId: string) => Promise<ChannelClass[]>
}

export type ChatsService = ReturnType<typeof createChatsService>

/** Chats as their members start, change and leave them. */
export function createChatsService(parts: Parts) {
  const { changes, doors } = parts
  const { chats, log, members: membership, reader: readers } = parts.stores

  const accessChat = async (reader: Reader, viewerId: string, chatId: string): Promise<ReaderRow | null> => {
    const classes = await parts.classesOf(reader, viewerId)
    // The page of an organisation is read by everybody there, and found by nobody who does not ask for it (ORG-15).
    const pages = classes.flatMap(({ communityId, class: each }) =>
      each === 'everyone' ? [{ communityId, class: 'page' as const }] : [],
    )
    const [row] = await readers.accessChats(reader, viewerId, [...classes, ...pages], { ids: [chatId] })
    return row ?? null
  }

  /** Like `accessChat`, but reads no more than where the viewer stands. */
  const accessPlace = async (reader: Reader, viewerId: string, chatId: string): Promise<PlaceRow | null> => {
    const asked = { profileId: viewerId, chatId }
    return (await readers.accessMemberPlaces(reader, [asked])).get(asked) ?? accessChat(reader, viewerId, chatId)
  }

  const checkAble = async (
    tx: Tx,
    viewerId: string,
    chatId: string,
    what:
      | 'addMembers'
      | 'removeMembers'
      | 'rename'
      | 'setPermission'
      | 'setSlowMode'
      | 'setRole'
      | 'invite'
      | 'decideRequests',
    fail: Fail<'chat.unknown' | 'chat.notAllowed'>,
  ): Promise<ReaderRow> => {
    await log.lockHeads(tx, [chatId])
    const row = (await accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
    if (!chatAbilities(chatView(row), mineView(row))[what]) fail('chat.notAllowed', { rule: what, changedBy: 'owner' })
    return row
  }

  /** A group of an organisation is started by whoever holds the right to there. */
  const checkCreates = async (
    tx: Tx,
    viewerId: string,
    communityId: string,
    fail: Fail<'community.unknown' | 'community.notAllowed'>,
  ): Promise<void> => {
    const membership = (await doors.accessMembership(tx, viewerId, communityId)) ?? fail('community.unknown')
    if (!communityAbilities(membership).createChats) fail('community.notAllowed', { right: 'chats.create' })
  }

  const doReturnState = async (tx: Tx, viewerId: string, chatId: string): Promise<ChatState> => {
    const row = await accessChat(tx, viewerId, chatId)
    if (row === null) throw new Error('A chat is not readable for the one who has just changed it')
    return stateView(row)
  }

  /** A dialogue that was closed with the last shared community opens again for those who share one now. */
  const doReopenDirect = async (tx: Tx, viewerId: string, chatId: string, otherId: string): Promise<ChatState> => {
    await log.lockHeads(tx, [chatId])
    const inside = await membership.membersAmong(tx, chatId, [viewerId, otherId])
    const joining = [viewerId, otherId].filter((id) => !inside.has(id))
    await changes.doJoin(
      tx,
      chatId,
      joining.map((profileId) => ({ profileId, role: 'member' as const })),
      { actorId: viewerId, startSeq: 0, countsAlready: false, ordinal: 0 },
    )
    if (joining.length === 0) await changes.refreshRule(tx, chatId)
    return doReturnState(tx, viewerId, chatId)
  }

  /** The dialogue in which both are: whether it may be begun is no question any more. */
  const doReturnBegun = async (tx: Tx, viewerId: string, otherId: string): Promise<ChatState | null> => {
    const known = await chats.findDirect(tx, viewerId, otherId)
    if (known === null) return null
    const inside = await membership.membersAmong(tx, known.id, [viewerId, otherId])
    return inside.size === 2 ? doReturnState(tx, viewerId, known.id) : null
  }

  return {
    accessChat,
    accessPlace,
    checkAble,
    doReturnState,

    async createGroup(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['chats.create']>,
      fail: Fail<ErrorsOf<Operations['chats.create']>>,
    ): Promise<ChatState> {
      const title = checkTitle(input.title, fail)
      if (input.memberIds.includes(viewerId)) fail('chat.selfImpossible')
      await doors.holdProfiles(tx, [viewerId, ...input.memberIds], 'keep')
      const { communityId } = input
      if (communityId === null) await checkJoint(tx, [viewerId, ...input.memberIds], fail)
      else await checkCreates(tx, viewerId, communityId, fail)
      await checkContacts(tx, viewerId, input.memberIds, communityId ?? undefined, fail)
      await checkJoining(tx, viewerId, input.memberIds, communityId ?? undefined, fail)
      const leadIds = input.unitId === undefined ? [] : await checkUnit(tx, viewerId, input.unitId, communityId, fail)
      const members = membersOfNew(viewerId, input.memberIds, leadIds)
      const memberIds = members.map(({ profileId }) => profileId)
      const { refusal } = await dialogueRule(tx, doors, memberIds)
      if (refusal !== null) fail(refusal, { setBy: 'organisation', changedBy: 'administrator' })
      const row = await chats.insertChat(tx, {
        id: input.id,
        kind: 'group',
        title,
        communityId,
        unitId: input.unitId ?? null,
        channelClass: null,
        direct: null,
        historyFromStart: false,
        membersCount: members.length,
        createdBy: viewerId,
        now: parts.clock.now(),
      })
      if (row === null) {
        // The id is taken: by the same chat in an earlier try, or by somebody else's, which stays invisible.
        const known = await accessChat(tx, viewerId, input.id)
        return known === null ? refuse('key.reused') : stateView(known)
      }
      await changes.append(tx, input.id, 'chat.changed', { chat: chatView(row), actorId: viewerId, what: 'created' })
      const asNew = { actorId: viewerId, startSeq: 0, countsAlready: true, ordinal: 0 }
      await changes.doJoin(tx, input.id, members, asNew)
      return doReturnState(tx, viewerId, input.id)
    },

    async openDirect(
      tx: Tx,
      viewerId: string,
      input: { id: string; profileId: string },
      fail: Fail<ErrorsOf<Operations['chats.openDirect']>>,
    ): Promise<ChatState> {
      if (input.profileId === viewerId) fail('chat.selfImpossible')
      await doors.holdProfiles(tx, [viewerId, input.profileId], 'keep')
      await checkContacts(tx, viewerId, [input.profileId], undefined, fail)
      const { refusal } = await dialogueRule(tx, doors, [viewerId, input.profileId])
      if (refusal !== null) fail(refusal, { setBy: 'organisation', changedBy: 'administrator' })
      const unwanted = await beginRefusal(tx, doors, viewerId, input.profileId)
      if (unwanted !== null) return (await doReturnBegun(tx, viewerId, input.profileId)) ?? fail(unwanted)
      const row = await chats.insertChat(tx, {
        id: input.id,
        kind: 'direct',
        title: '',
        communityId: null,
        unitId: null,
        channelClass: null,
        direct: [viewerId, input.profileId],
        historyFromStart: true,
        membersCount: 2,
        createdBy: viewerId,
        now: parts.clock.now(),
      })
      if (row === null) {
        const known = await chats.findDirect(tx, viewerId, input.profileId)
        return known === null ? refuse('key.reused') : doReopenDirect(tx, viewerId, known.id, input.profileId)
      }
      await changes.append(tx, row.id, 'chat.changed', { chat: chatView(row), actorId: viewerId, what: 'created' })
      await changes.doJoin(
        tx,
        row.id,
        [
          { profileId: viewerId, role: 'member' },
          { profileId: input.profileId, role: 'member' },
        ],
        { actorId: viewerId, startSeq: 0, countsAlready: true, ordinal: 0 },
      )
      return doReturnState(tx, viewerId, row.id)
    },

    async addMembers(
      tx: Tx,
      viewerId: string,
      input: { chatId: string; profileIds: readonly string[] },
      fail: Fail<'chat.unknown' | 'chat.notAllowed' | 'chat.notContact' | 'chat.jointPupil' | 'chat.membersTooMany'>,
    ): Promise<ChatState> {
      await doors.holdProfiles(tx, [viewerId, ...input.profileIds], 'keep')
      const row = await checkAble(tx, viewerId, input.chatId, 'addMembers', fail)
      const inside = await membership.membersAmong(tx, input.chatId, input.profileIds)
      // Somebody who only observed becomes a member like any other, and three are no dialogue.
      const joining = input.profileIds.filter((id) => !inside.has(id) || inside.get(id) === 'observer')
      if (row.community_id === null) await checkJoint(tx, [viewerId, ...joining], fail)
      await checkContacts(tx, viewerId, joining, row.community_id ?? undefined, fail)
      await checkJoining(tx, viewerId, joining, row.community_id ?? undefined, fail)
      if (row.members_count + joining.length > CHAT_MEMBERS_MAX) {
        fail('chat.membersTooMany', { membersMax: CHAT_MEMBERS_MAX })
      }
      await changes.doJoin(
        tx,
        input.chatId,
        joining.map((profileId) => ({ profileId, role: 'member' })),
        { actorId: viewerId, startSeq: null, countsAlready: false, ordinal: row.last_ordinal },
      )
      return doReturnState(tx, viewerId, input.chatId)
    },

    async leave(
      tx: Tx,
      viewerId: string,
      chatId: string,
      fail: Fail<'chat.unknown' | 'chat.leaveImpossible'>,
    ): Promise<void> {
      await log.lockHeads(tx, [chatId])
      const row = (await accessChat(tx, viewerId, chatId)) ?? fail('chat.unknown')
      if (!chatAbilities(chatView(row), mineView(row)).leave) fail('chat.leaveImpossible')
      await changes.doLeave(tx, chatId, [viewerId], viewerId)
    },

    async rename(
      tx: Tx,
      viewerId: string,
      input: { chatId: string; title: string },
      fail: Fail<'chat.unknown' | 'chat.notAllowed' | 'chat.titleInvalid'>,
    ): Promise<ChatState> {
      const title = checkTitle(input.title, fail)
      await checkAble(tx, viewerId, input.chatId, 'rename', fail)
      const row = await chats.setTitle(tx, input.chatId, title)
      await changes.append(tx, input.chatId, 'chat.changed', {
        chat: chatView(row),
        actorId: viewerId,
        what: 'renamed',
      })
      return doReturnState(tx, viewerId, input.chatId)
    },

    /** Decides up to whom one thing is allowed; what is so already takes no number. */
    async setPermission(
      tx: Tx,
      viewerId: string,
      { chatId, permission, scope }: InputOf<Operations['chats.setPermission']>,
      fail: Fail<'chat.unknown' | 'chat.notAllowed'>,
    ): Promise<ChatState> {
      const before = await checkAble(tx, viewerId, chatId, 'setPermission', fail)
      const present = permissionsOf(before)[permission]
      if (present === scope) return stateView(before)
      if (!mayPermit(mineView(before).role, present, scope)) {
        fail('chat.notAllowed', { rule: 'ownersPermission', changedBy: 'owner' })
      }
      const row = await chats.setPermission(tx, chatId, permission, scope)
      const chat = chatView(row)
      await changes.append(tx, chatId, 'chat.changed', { chat, actorId: viewerId, what: 'permitted', permission })
      return doReturnState(tx, viewerId, chatId)
    },
  }

  /** The unit is one of the community and of the viewer, who may make its chats. Returns who leads it. */
  async function checkUnit(
    tx: Tx,
    viewerId: string,
    unitId: string,
    communityId: string | null,
    fail: Fail<'unit.unknown' | 'unit.archived' | 'community.notAllowed'>,
  ): Promise<readonly string[]> {
    const unit = await doors.unitForChat(tx, viewerId, unitId)
    if (unit === null || unit.communityId !== communityId) return fail('unit.unknown')
    if (!unit.allowed) fail('community.notAllowed', { right: 'units.manage' })
    if (unit.archived) fail('unit.archived')
    return unit.leadIds
  }

  /** Who does not want to be added is told apart from nobody who cannot be. */
  async function checkJoining(
    tx: Tx,
    viewerId: string,
    others: readonly string[],
    communityId: string | undefined,
    fail: Fail<'chat.notContact'>,
  ): Promise<void> {
    if ((await doors.refusingToJoin(tx, viewerId, others, communityId)).size > 0) fail('chat.notContact')
  }

  /** No organisation answers for a joint chat, so there is no pupil in it (CNT-08). */
  async function checkJoint(tx: Tx, members: readonly string[], fail: Fail<'chat.jointPupil'>): Promise<void> {
    if ((await doors.pupilsAmong(tx, members)).size > 0) fail('chat.jointPupil')
  }

  async function checkContacts(
    tx: Tx,
    viewerId: string,
    others: readonly string[],
    communityId: string | undefined,
    fail: Fail<'chat.notContact'>,
  ): Promise<void> {
    const contacts = await doors.contactsAmong(tx, viewerId, others, communityId)
    if (others.some((other) => !contacts.has(other))) fail('chat.notContact')
  }
}

function checkTitle(title: string, fail: Fail<'chat.titleInvalid'>): string {
  const clean = shownName(title)
  if (clean === null || [...clean].length > CHAT_TITLE_MAX) {
    return fail('chat.titleInvalid', { lengthMax: CHAT_TITLE_MAX })
  }
  return clean
}
