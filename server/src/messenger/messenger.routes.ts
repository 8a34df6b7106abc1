import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import type { ChatRole } from '#contract/messenger/chats.ts'
import { SHARED_CHATS_MAX } from '#contract/messenger/messenger.limits.ts'
import { toInstant } from '../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../platform/db/cursor.ts'
import type { Database, Reader } from '../platform/db/database.ts'
import { type Binding, bind, bindOwn } from '../platform/dispatch/bind.ts'
import type { Platform } from '../platform/platform.ts'
import type { ChatAbout } from './about/about.service.ts'
import type { Attachments } from './attachments/attachments.service.ts'
import type { AttachedList } from './attachments/listing.service.ts'
import type { ChannelsService } from './channels/channels.service.ts'
import type { ChatRoles } from './chats/chat-roles.ts'
import { chatView, mineView, stateView } from './chats/chat-views.ts'
import type { ChatsService } from './chats/chats.service.ts'
import type { ChannelClass } from './chats/reader.store.ts'
import type { LeftDoors } from './doors.ts'
import type { DraftsService } from './drafts/drafts.service.ts'
import type { ChatEndings } from './ending/ending.service.ts'
import type { FavouritesService } from './favourites/favourites.service.ts'
import { type FeedService, feedBindings } from './feed/feed.service.ts'
import type { FoldersService } from './folders/folders.service.ts'
import type { ForwardingService } from './forwarding/forwarding.service.ts'
import type { ChatLinks } from './invitations/chat-links.service.ts'
import type { JoinRequests } from './invitations/join-requests.service.ts'
import type { SmsInvitationsService } from './invitations/sms-invitations.service.ts'
import type { MarksService } from './marks/marks.service.ts'
import type { ChangesService } from './messages/changes.service.ts'
import type { MessagesService } from './messages/messages.service.ts'
import type { Vanishing } from './messages/vanishing.ts'
import type { Moderation } from './moderation/moderation.service.ts'
import type { ChatPictures } from './pictures/pictures.service.ts'
import type { PinsService } from './pins/pins.service.ts'
import { pollBindings } from './polls/polls.routes.ts'
import type { PollsService } from './polls/polls.service.ts'
import type { Previews } from './previews/previews.service.ts'
import { publicationBindings } from './publications/publications.routes.ts'
import type { PublicationsService } from './publications/publications.service.ts'
import type { ChatQuiet } from './quiet/chat-quiet.ts'
import type { ReactionsService } from './reactions/reactions.service.ts'
import type { Readers } from './reads/readers.service.ts'
import type { ReadsService } from './reads/reads.service.ts'
import { scheduledBindings } from './scheduled/scheduled.routes.ts'
import type { ScheduledService } from './scheduled/scheduled.service.ts'
import { stickerBindings } from './stickers/stickers.routes.ts'
import type { Stickers } from './stickers/stickers.service.ts'
import type { MessengerStores } from './stores.ts'

interface Parts {
  platform: Platform
  doors: LeftDoors
  stores: MessengerStores
  chats: ChatsService
  roles: ChatRoles
  about: ChatAbout
  quiet: ChatQuiet
  vanishing: Vanishing
  endings: ChatEndings
  links: ChatLinks
  requests: JoinRequests
  smsInvitations: SmsInvitationsService
  moderation: Moderation
  pictures: ChatPictures
  attachments: Attachments
  attachedList: AttachedList
  messages: MessagesService
  edits: ChangesService
  forwarding: ForwardingService
  favourites: FavouritesService
  drafts: DraftsService
  scheduled: ScheduledService
  folders: FoldersService
  marks: MarksService
  pins: PinsService
  previews: Previews
  polls: PollsService
  announcements: { bindings: readonly Binding[] }
  feed: FeedService
  stickers: Stickers
  reactions: ReactionsService
  reads: ReadsService
  readers: Readers
  channels: ChannelsService
  publications: PublicationsService
  classesOf: (reader: Reader, profileId: string) => Promise<ChannelClass[]>
}

const LIST_LIMIT = 100

/** What is done with chats as a whole. */
function chatBindings(parts: Parts): Binding[] {
  const { chats, roles, about, quiet, vanishing, endings, moderation, pictures } = parts
  return [
    ...invitationBindings(parts),
    bind('chats.list', ({ db, viewer, input }) => listChats(db, viewer.profileId, input, parts)),
    bind('chats.get', async ({ db, viewer, input, fail }) => {
      const row = await chats.accessChat(db, viewer.profileId, input.chatId)
      return stateView(row ?? fail('chat.unknown'))
    }),
    bind('chats.shared', async ({ db, viewer, input }) => ({
      chatIds: await parts.stores.chats.sharedChats(db, viewer.profileId, input.profileId, SHARED_CHATS_MAX),
    })),
    bind('chats.create', ({ tx, viewer, input, fail }) => chats.createGroup(tx, viewer.profileId, input, fail)),
    bind('chats.openDirect', ({ tx, viewer, input, fail }) => chats.openDirect(tx, viewer.profileId, input, fail)),
    bind('chats.members', async ({ db, viewer, input, fail }) => {
      const row = await chats.accessChat(db, viewer.profileId, input.chatId)
      if (row === null || row.kind === 'channel') return fail('chat.unknown')
      if (!chatAbilities(chatView(row), mineView(row)).seeMembers) {
        fail('chat.notAllowed', { rule: 'seeMembers', changedBy: 'owner' })
      }
      return listMembers(db, input, parts)
    }),
    bind('chats.addMembers', ({ tx, viewer, input, fail }) => chats.addMembers(tx, viewer.profileId, input, fail)),
    bind('chats.removeMember', ({ tx, viewer, input, fail }) =>
      moderation.removeMember(tx, viewer.profileId, input, fail),
    ),
    bind('chats.leave', async ({ tx, viewer, input, fail }) => {
      await chats.leave(tx, viewer.profileId, input.chatId, fail)
      return {}
    }),
    bind('chats.rename', ({ tx, viewer, input, fail }) => chats.rename(tx, viewer.profileId, input, fail)),
    bind('chats.about', ({ db, viewer, input, fail }) => about.about(db, viewer.profileId, input.chatId, fail)),
    bind('chats.quiet', ({ db, viewer, input, fail }) => quiet.quiet(db, viewer.profileId, input.chatId, fail)),
    bind('chats.vanishing', async ({ db, viewer, input, fail }) => {
      const chat = (await chats.accessChat(db, viewer.profileId, input.chatId)) ?? fail('chat.unknown')
      return { refusal: await vanishing.refusal(db, chat) }
    }),
    bind('chats.describe', ({ tx, viewer, input, fail }) => about.describe(tx, viewer.profileId, input, fail)),
    bind('chats.hide', ({ tx, viewer, input, fail }) => endings.hide(tx, viewer.profileId, input, fail)),
    bind('chats.mute', ({ tx, viewer, input, fail }) => endings.mute(tx, viewer.profileId, input, fail)),
    bind('chats.delete', ({ tx, viewer, input, fail }) => endings.delete(tx, viewer.profileId, input, fail)),
    bind('chats.deleted', ({ db, viewer }) => endings.deleted(db, viewer.profileId)),
    bind('chats.restore', ({ tx, viewer, input, fail }) => endings.restore(tx, viewer.profileId, input.chatId, fail)),
    bind('chats.setPermission', ({ tx, viewer, input, fail }) =>
      chats.setPermission(tx, viewer.profileId, input, fail),
    ),
    bind('chats.setSlowMode', ({ tx, viewer, input, fail }) =>
      moderation.setSlowMode(tx, viewer.profileId, input, fail),
    ),
    bind('chats.setRole', ({ tx, viewer, input, fail }) => roles.set(tx, viewer.profileId, input, fail)),
    bindOwn('chats.setPicture', ({ viewer, input, fail }) => pictures.set(viewer.profileId, input, fail)),
    bind('chats.removePicture', ({ tx, viewer, input, fail }) =>
      pictures.remove(tx, viewer.profileId, input.chatId, fail),
    ),
  ]
}

/** Binds the operations of the messenger. */
export function messengerBindings(parts: Parts): Binding[] {
  const { attachments, messages, edits, forwarding, marks, pins, previews, reactions, reads, channels, platform } =
    parts
  return [
    ...chatBindings(parts),
    bind('attachments.begin', ({ tx, viewer, input, fail }) => attachments.begin(tx, viewer.profileId, input, fail)),
    bind('attachments.able', () => attachments.able()),
    bindOwn('attachments.complete', ({ viewer, input, fail }) => attachments.complete(viewer.profileId, input, fail)),
    bind('attachments.list', ({ db, viewer, input, fail }) =>
      parts.attachedList.list(db, viewer.profileId, input, fail),
    ),
    bindOwn('messages.send', async ({ viewer, input, fail }) => ({
      message: await messages.send(viewer.profileId, input, fail),
    })),
    bind('messages.forward', ({ tx, viewer, input, fail }) => forwarding.forward(tx, viewer.profileId, input, fail)),
    bind('messages.edit', ({ tx, viewer, input, fail }) => edits.edit(tx, viewer.profileId, input, fail)),
    bind('messages.erase', async ({ tx, viewer, input, fail }) => {
      await edits.erase(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('messages.page', ({ viewer, input, fail }) => messages.page(viewer.profileId, input, fail)),
    bind('messages.get', async ({ viewer, input, fail }) => ({
      messages: await messages.get(viewer.profileId, input, fail),
    })),
    bind('favourites.open', ({ tx, viewer, input }) => parts.favourites.open(tx, viewer.profileId, input.id)),
    bind('drafts.set', ({ tx, viewer, input, fail }) => parts.drafts.set(tx, viewer.profileId, input, fail)),
    bind('drafts.get', ({ db, viewer, input }) => parts.drafts.get(db, viewer.profileId, input)),
    bind('folders.set', ({ tx, viewer, input, fail }) => parts.folders.set(tx, viewer.profileId, input, fail)),
    bind('marks.set', ({ tx, viewer, input, fail }) => marks.set(tx, viewer.profileId, input, fail)),
    bind('marks.important', ({ db, viewer, input }) => marks.important(db, viewer.profileId, input)),
    bind('pins.add', ({ tx, viewer, input, fail }) => pins.add(tx, viewer.profileId, input, fail)),
    bind('pins.remove', ({ tx, viewer, input, fail }) => pins.remove(tx, viewer.profileId, input, fail)),
    bind('previews.remove', async ({ tx, viewer, input, fail }) => {
      await previews.remove(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('pins.arrange', ({ tx, viewer, input, fail }) => pins.arrange(tx, viewer.profileId, input, fail)),
    ...stickerBindings(parts.stickers),
    ...pollBindings(parts.polls),
    ...publicationBindings(parts.publications),
    ...parts.announcements.bindings,
    ...feedBindings(parts.feed),
    ...scheduledBindings(parts.scheduled),
    bind('reactions.set', async ({ tx, viewer, input, fail }) => {
      await reactions.set(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('reactions.list', ({ db, viewer, input, fail }) => reactions.list(db, viewer.profileId, input, fail)),
    bindOwn('reads.mark', async ({ viewer, input, fail }) => {
      await reads.mark(viewer.profileId, input, fail)
      return {}
    }),
    bind('reads.list', ({ db, viewer, input, fail }) => parts.readers.list(db, viewer.profileId, input, fail)),
    bind('channels.list', ({ db, viewer, input, fail }) => channels.list(db, viewer.profileId, input, fail)),
    bind('channels.posts', ({ db, viewer, input, fail }) => channels.posts(db, viewer.profileId, input, fail)),
    bind('channels.reach', ({ db, viewer, input, fail }) => channels.reach(db, viewer.profileId, input, fail)),
    bind('channels.post', ({ tx, viewer, input, fail }) => channels.post(tx, viewer.profileId, input, fail)),
    bind('channels.edit', ({ tx, viewer, input, fail }) => channels.edit(tx, viewer.profileId, input, fail)),
    bind('channels.erase', async ({ tx, viewer, input, fail }) => {
      await channels.erase(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('channels.chooseReactions', ({ tx, viewer, input, fail }) =>
      channels.chooseReactions(tx, viewer.profileId, input, fail),
    ),
    bindOwn('typing.start', async ({ viewer, input, fail }) => {
      await reads.typing(platform.db, viewer.profileId, input.chatId, fail)
      return {}
    }),
  ]
}

/** How people come into groups by a link. */
function invitationBindings({ links, requests, smsInvitations }: Parts): Binding[] {
  return [
    bind('chatLinks.get', async ({ db, viewer, input, fail }) => {
      await links.accessInviting(db, viewer.profileId, input.chatId, fail)
      const sent = { chatId: input.chatId, senderId: viewer.profileId }
      return { link: await links.current(db, input.chatId), sms: await smsInvitations.countsOf(db, sent) }
    }),
    bind('chatLinks.make', ({ tx, viewer, input, fail }) => links.make(tx, viewer.profileId, input, fail)),
    bind('chatLinks.revoke', ({ tx, viewer, input, fail }) => links.revoke(tx, viewer.profileId, input.chatId, fail)),
    bind('chatLinks.look', ({ db, viewer, input, fail }) => links.look(db, viewer.profileId, input, fail)),
    bind('chatLinks.join', ({ tx, viewer, input, fail }) => links.join(tx, viewer.profileId, input, fail)),
    bindOwn('chatLinks.send', ({ viewer, input, fail }) => smsInvitations.send(viewer.profileId, input, fail)),
    bind('joinRequests.list', ({ db, viewer, input, fail }) => requests.list(db, viewer.profileId, input.chatId, fail)),
    bind('joinRequests.decide', ({ tx, viewer, input, fail }) => requests.decide(tx, viewer.profileId, input, fail)),
  ]
}

async function listChats(db: Database, profileId: string, input: { cursor?: string; limit?: number }, parts: Parts) {
  const place = decodeCursor(input.cursor, ['instant', 'id'])
  const limit = input.limit ?? LIST_LIMIT
  const rows = await parts.stores.reader.accessChats(db, profileId, await parts.classesOf(db, profileId), {
    limit: limit + 1,
    ...(place === null ? {} : { before: { at: new Date(place[0] as string), id: place[1] as string } }),
  })
  const states = rows.slice(0, limit).map(stateView)
  const last = states.at(-1)
  const people = states.flatMap((state) => [
    ...state.chat.directIds,
    ...(state.chat.supervision?.observerIds ?? []),
    ...(state.lastMessage === null ? [] : [state.lastMessage.senderId]),
  ])
  return {
    chats: states,
    cards: await parts.doors.cards(db, [...new Set(people)]),
    next:
      rows.length > limit && last !== undefined
        ? encodeCursor([last.lastMessage?.at ?? last.chat.createdAt, last.chat.id])
        : null,
  }
}

async function listMembers(db: Database, input: { chatId: string; cursor?: string; limit?: number }, parts: Parts) {
  const place = decodeCursor(input.cursor, ['count', 'count', 'id'])
  const limit = input.limit ?? LIST_LIMIT
  const after =
    place === null ? null : { rank: place[0] as number, joinedSeq: place[1] as number, id: place[2] as string }
  const rows = await parts.stores.members.pageMembers(db, input.chatId, after, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    members: shown.map((row) => ({
      profileId: row.profile_id,
      role: row.role as ChatRole,
      joinedAt: toInstant(row.joined_at),
    })),
    cards: await parts.doors.cards(
      db,
      shown.map((row) => row.profile_id),
    ),
    next:
      rows.length > limit && last !== undefined ? encodeCursor([last.rank, last.joined_seq, last.profile_id]) : null,
  }
}
