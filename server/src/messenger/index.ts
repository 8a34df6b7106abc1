import type { EventPayload } from '#contract/events.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { ChatState, Message } from '#contract/messenger/chats.ts'
import type { Origin } from '#contract/messenger/origin.ts'
import type { Files, FilesOfOthers } from '../files/index.ts'
import type { Eraser } from '../identity/index.ts'
import { tellUnsure } from '../platform/bus/unsure.ts'
import type { Reader, Tx } from '../platform/db/database.ts'
import type { Binding } from '../platform/dispatch/bind.ts'
import type { LookAtPage } from '../platform/egress/egress.ts'
import type { Metrics } from '../platform/log/metrics.ts'
import type { Platform } from '../platform/platform.ts'
import type { MembershipMove, Reference } from '../platform/realtime/hub.ts'
import type { Sign } from '../platform/realtime/signs.ts'
import { createChatAbout } from './about/about.service.ts'
import * as activity from './activity/activity.store.ts'
import type { Announcing } from './announcements/announcing.ts'
import { createAudienceChats } from './announcements/audience-chats.ts'
import { createAnnouncementParts } from './announcements/create-announcements.ts'
import { type Attachments, createAttachments } from './attachments/attachments.service.ts'
import { createHolding } from './attachments/holding.ts'
import { createAttachedList } from './attachments/listing.service.ts'
import { createAttachedSending } from './attachments/sending.service.ts'
import { createChannels } from './channels/channels.service.ts'
import { type CommunityChats, createCommunityChats } from './channels/community-chats.ts'
import { createBlockChanges } from './chats/blocks.ts'
import { createChatChanges, type MovedByHand, postedFrame } from './chats/chat-changes.ts'
import { createChatRoles } from './chats/chat-roles.ts'
import { withoutLastMessage } from './chats/chat-views.ts'
import { createChatsService } from './chats/chats.service.ts'
import { createPlaces } from './chats/places.ts'
import type { ChannelClass } from './chats/reader.store.ts'
import { createSupervisionRounds, type SupervisionRounds } from './chats/supervision-rounds.ts'
import { type Committer, createCommitter } from './delivery/committer.ts'
import type { MessageStorage } from './delivery/message-storage.ts'
import type { LeftDoors } from './doors.ts'
import { createDrafts } from './drafts/drafts.service.ts'
import { type ChatErased, createDeletedChats, type DeletedChats } from './ending/deleted-chats.ts'
import { createChatEndings } from './ending/ending.service.ts'
import { createFactChats, type FactChats } from './fact-chats/fact-chats.ts'
import { createFavourites } from './favourites/favourites.service.ts'
import { createFeed } from './feed/feed.service.ts'
import { createFolders } from './folders/folders.service.ts'
import { createFollowing, type GroupsFollowing } from './following/following.service.ts'
import { createForwarding } from './forwarding/forwarding.service.ts'
import { createChatLinks } from './invitations/chat-links.service.ts'
import { createJoinRequests } from './invitations/join-requests.service.ts'
import { createSmsInvitations } from './invitations/sms-invitations.service.ts'
import { openChatsOf, picturesAmong } from './leaving/erasers.store.ts'
import { createErasers } from './leaving/erasers.ts'
import { createGoneMessages, type GoneMessages } from './leaving/gone-messages.ts'
import { createMarks } from './marks/marks.service.ts'
import { createUniting, type Uniting } from './merging/merging.service.ts'
import { createChangesService, type MessageErased } from './messages/changes.service.ts'
import type { EvidenceOf } from './messages/evidence.ts'
import { createExpiry, type Expiry } from './messages/expiry.ts'
import { hidingExpired } from './messages/hidden-expired.ts'
import { committedView, createMessagesService } from './messages/messages.service.ts'
import { createVanishing } from './messages/vanishing.ts'
import { messengerBindings } from './messenger.routes.ts'
import { createCleanUps } from './moderation/clean-ups.ts'
import { createModeration } from './moderation/moderation.service.ts'
import { type ChatPictures, createChatPictures } from './pictures/pictures.service.ts'
import { createPins } from './pins/pins.service.ts'
import { createPollRounds, type PollRounds } from './polls/poll-rounds.ts'
import { createPolls } from './polls/polls.service.ts'
import { createPollTelling } from './polls/telling.ts'
import { createPreviewRule } from './previews/preview-rule.ts'
import { createPreviews, type Previews } from './previews/previews.service.ts'
import { picturesOfLinksAmong } from './previews/previews.store.ts'
import { createPublications } from './publications/publications.service.ts'
import { createChatQuiet } from './quiet/chat-quiet.ts'
import { createReactionsService } from './reactions/reactions.service.ts'
import { createHeldRounds, type HeldRounds } from './reads/held-rounds.ts'
import { createReaders } from './reads/readers.service.ts'
import { createReadsService } from './reads/reads.service.ts'
import { doorsToChats } from './right-doors.ts'
import { createScheduled } from './scheduled/scheduled.service.ts'
import { createScheduledRounds, type ScheduledRounds } from './scheduled/scheduled-rounds.ts'
import { createStickers, type Stickers } from './stickers/stickers.service.ts'
import type { MessengerStores } from './stores.ts'
import { RecentLogs } from './sync/recent-logs.ts'
import type { StandingsOf } from './sync/snapshots.ts'
import { createSyncService, type SyncService } from './sync/sync.service.ts'
import { createUnitChats, type UnitChats } from './unit-chats/unit-chats.ts'

export { createPgMessageStorage } from './delivery/message-storage.store.ts'
export type { LeftDoors } from './doors.ts'
export { messengerOwnData } from './leaving/own-data.ts'
export type { MessageErased } from './messages/changes.service.ts'
export type { Evidence } from './messages/evidence.ts'
export { pgMessengerStores } from './stores.ts'

export interface Messenger {
  readonly bindings: Binding[]
  readonly sync: SyncService
  readonly committer: Committer
  readonly stickers: Pick<Stickers, 'ensureOwn' | 'openPicture'>
  readonly expiry: Expiry
  readonly polls: PollRounds
  readonly announcing: Announcing
  readonly heldReads: HeldRounds
  readonly scheduled: ScheduledRounds
  readonly supervision: SupervisionRounds
  readonly communityChats: CommunityChats
  readonly unitChats: UnitChats
  /** Chats that follow what the system of a school tells. */
  readonly factChats: FactChats
  /** Moves chats when a profile takes the place of another one of the same person. */
  readonly uniting: Uniting
  readonly following: GroupsFollowing
  readonly pictures: Pick<ChatPictures, 'open'>
  readonly attachments: Pick<Attachments, 'openPreview'>
  readonly previews: Pick<Previews, 'openPicture'>
  /** Has the rule of two adults looked at again wherever one of these people is alone with somebody. */
  onRulesChanged(tx: Tx, profileIds: readonly string[]): Promise<void>
  /** Takes from two people who are alone in chats the right to write there, or gives it back (CNT-07). */
  onBlockChanged(tx: Tx, one: string, other: string): Promise<void>
  /** Shows others how far somebody has read from now on, or hides it, also what they could see so far (ACC-07). */
  onReadMarksChanged(tx: Tx, profileId: string, shown: boolean): Promise<void>
  /** Tells the chats in which somebody is that his card is another one, wherever else its holders hear of it. */
  onCardChanged(tx: Tx, card: ProfileCard): Promise<void>
  /** Erases what chats hold of somebody whose account is deleted (IDN-24). */
  readonly erasers: readonly Eraser[]
  /** Groups that were deleted for everybody. */
  readonly deletedChats: DeletedChats
  /** What deleted accounts have said, for as long as organisations keep it. */
  readonly goneMessages: GoneMessages
  /** Those of these files that are their chats' and no person's: pictures of groups, and what messages hold. */
  filesAmong: FilesOfOthers
  /** To what a chat belongs, named by its id or its link: to an organisation, to the two people of a dialogue, or to neither; null when there is none. */
  belongingOf(
    reader: Reader,
    key: string,
    by: 'chat' | 'chatLink',
  ): Promise<{ communityId: string | null; pair: readonly [string, string] | null } | null>
  /** People whose cards the viewer may hold because they are or were in one of his chats. */
  visiblePeople(reader: Reader, viewerId: string, ids: readonly string[]): Promise<string[]>
  /** What a chat is and what the viewer is in it; null for what is not there and for what is foreign. */
  accessChat(reader: Reader, viewerId: string, chatId: string): Promise<Pick<ChatState, 'chat' | 'mine'> | null>
  /** What a chat is, for whoever was let into something of it without being in it; null for one that is deleted. */
  chatOf(reader: Reader, chatId: string): Promise<(ChatState['chat'] & { archived: boolean }) | null>
  /** Which of these people are in a dialogue or a group now, observers too, with their roles. */
  membersAmong(reader: Reader, chatId: string, profileIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Every chat in which somebody is now. */
  chatsOf(reader: Reader, profileId: string): Promise<readonly string[]>
  /** Everybody who is in a dialogue or a group now, without observers. */
  peopleOf(reader: Reader, chatId: string): Promise<readonly string[]>
  /** Says something in a chat in the name of somebody, by the way of every message and with his rights of this moment. */
  doSay(tx: Tx, said: { chatId: string; profileId: string; id: string; text: string; origin: Origin }): Promise<void>
  /** What domains to the right do in the transaction that erases a chat. */
  readonly hooks: {
    readonly chatErased: ChatErased[]
    readonly messageErased: MessageErased[]
    readonly movedByHand: MovedByHand[]
  }
  readonly evidenceOf: EvidenceOf
  /** What people do in chats, as organisations are told of it. */
  readonly activity: typeof activity
  /** An answer as it is kept for repeats: without the text of a chat's last message, which may be erased meanwhile. */
  keptOf(output: unknown): unknown
  /** Who is let in or out of a chat by an event, and after which number those who are let in see its log. */
  membershipChange(frame: EventFrame): MembershipMove | null
  /** What an event is about, when that lies earlier in the log, and what those hear who may not see that far. */
  referenceOf(frame: EventFrame): Reference | null
  /** Who types according to an event, or has sent what he typed. */
  signOf(frame: EventFrame): Sign | null
}

interface Parts {
  platform: Platform
  files: Files
  metrics: Pick<Metrics, 'observeBatch'>
  doors: LeftDoors
  stores: MessengerStores
  /** Where new messages are committed. */
  messageStorage: MessageStorage
  classesOf: (reader: Reader, profileId: string) => Promise<ChannelClass[]>
  standingsOf: StandingsOf
  /** Looks at pages to which messages lead; null where the operator wants no cards of links. */
  lookAtPage: LookAtPage | null
}

/** Chats and their delivery. */
export function createMessenger(parts: Parts): Messenger {
  const { platform, doors, classesOf, standingsOf } = parts
  const stores = hidingExpired(parts.stores, platform.clock)
  const hooks: Messenger['hooks'] = { chatErased: [], messageErased: [], movedByHand: [] }
  const onPosted = (message: Message) => services.previews.onPosted(message)
  const changes = createChatChanges({ ...platform, doors, stores, ...hooks, onPosted })
  const chats = createChatsService({ clock: platform.clock, doors, stores, changes, classesOf })
  const committer = createCommitter({
    storage: parts.messageStorage,
    clock: platform.clock,
    onBatch: (rows, ms) => parts.metrics.observeBatch(rows, ms),
    onFailure: (error) => tellUnsure(platform, error),
    onCommitted(committed) {
      const message = committedView(committed)
      platform.bus.publish(postedFrame(message))
      onPosted(message)
    },
  })
  const telling = createPollTelling({ ...platform, stores, changes })
  const audienceChats = createAudienceChats({ ...platform, doors, stores, changes })
  const services = createServices(parts, { stores, changes, chats, committer, telling, audienceChats, hooks })
  const { files } = parts
  const { pictures, attachments } = services
  const deletedChats = createDeletedChats({ ...platform, stores, files, chatErased: hooks.chatErased })
  return {
    bindings: messengerBindings({ platform, doors, stores, chats, ...services, classesOf }),
    pictures,
    attachments,
    previews: services.previews,
    stickers: services.stickers,
    sync: createSyncService({ ...platform, doors, stores, standingsOf, recentLogs: new RecentLogs(platform.bus) }),
    committer,
    expiry: createExpiry({ ...platform, stores: parts.stores, changes, eraseFiles: files.erase }),
    polls: createPollRounds({ ...platform, stores, telling }),
    announcing: services.announcements.announcing,
    heldReads: createHeldRounds({ ...platform, stores }),
    scheduled: createScheduledRounds({ ...platform, doors, scheduled: services.scheduled }),
    supervision: createSupervisionRounds({ ...platform, stores, changes }),
    onRulesChanged: (tx, profileIds) => stores.supervision.addDueOf(tx, profileIds, platform.clock.now()),
    onBlockChanged: createBlockChanges({ doors, stores, tellMine: changes.doTellMine }),
    onReadMarksChanged: stores.reads.setReadMarks,
    uniting: createUniting({ stores, changes }),
    following: createFollowing({ stores, changes }),
    unitChats: createUnitChats({ stores, changes }),
    factChats: createFactChats({ ...platform, doors, stores, changes }),
    communityChats: createCommunityChats({ ...platform, doors, stores, changes, audienceChats }),
    async onCardChanged(tx, card) {
      for (const chatId of await openChatsOf(tx, card.id)) {
        platform.emitter.ephemeral(tx, 'chat', chatId, 'profile.changed', { card })
      }
    },
    erasers: createErasers({
      ...platform,
      stores,
      changes,
      telling,
      classesOf,
      deletedChats,
      doForgetRequests: services.requests.doForget,
    }),
    deletedChats,
    goneMessages: createGoneMessages({ ...platform, stores: parts.stores, changes, files }),
    filesAmong: filesOfChats(attachments.heldAmong),
    ...doorsToChats(platform, chats, stores, services.sending),
    hooks,
    visiblePeople: parts.stores.reader.peopleOfSharedChats,
    activity,
    keptOf,
    membershipChange,
    referenceOf,
    signOf,
  }
}

/** Pictures of groups and of cards of links, and what messages hold. */
function filesOfChats(heldAmong: Attachments['heldAmong']): FilesOfOthers {
  return async (reader, ids) => {
    const [pictures, held, cards] = await Promise.all([
      picturesAmong(reader, ids),
      heldAmong(reader, ids),
      picturesOfLinksAmong(reader, ids),
    ])
    return pictures.union(held).union(cards)
  }
}

/** What services are made of, beside what the messenger is given. */
interface Made extends Pick<Parts, 'stores'>, Pick<Messenger, 'hooks'> {
  changes: ReturnType<typeof createChatChanges>
  chats: ReturnType<typeof createChatsService>
  committer: Committer
  telling: ReturnType<typeof createPollTelling>
  audienceChats: ReturnType<typeof createAudienceChats>
}

/** What people do in chats that are there. */
function createServices({ platform, doors, files, classesOf, lookAtPage }: Parts, made: Made) {
  const { stores, changes, chats, committer, telling, audienceChats, hooks } = made
  const { accessChat } = chats
  const holding = createHolding({ doors, stores })
  const vanishing = createVanishing({ doors, holding })
  const whole = { ...platform, doors, stores, changes, files, accessChat, vanishing }
  const stickers = createStickers(whole)
  const attached = createAttachedSending({ ...whole, holding, accessSticker: stickers.accessSticker })
  const edits = createChangesService({ ...whole, ...hooks })
  const requests = createJoinRequests({ ...whole, ...chats })
  const links = createChatLinks({ ...whole, ...chats, requests })
  return {
    pictures: createChatPictures({ ...platform, files, chats, changes }),
    attachments: createAttachments({ ...whole, holding }),
    attachedList: createAttachedList({ ...whole, accessPlace: chats.accessPlace }),
    messages: createMessagesService({
      ...whole,
      committer,
      attached,
      accessPlace: createPlaces({ db: platform.db, stores, accessChat }),
    }),
    edits,
    forwarding: createForwarding({ ...whole, holding }),
    favourites: createFavourites({ ...whole, doReturnState: chats.doReturnState }),
    drafts: createDrafts({ ...whole, accessPlace: chats.accessPlace }),
    folders: createFolders(whole),
    sending: attached,
    scheduled: createScheduled({ ...whole, attached }),
    marks: createMarks({ ...whole, accessPlace: chats.accessPlace }),
    pins: createPins({ ...whole, ...chats }),
    stickers,
    previews: createPreviews({ ...whole, lookAtPage, hasPreviews: createPreviewRule({ doors, stores, holding }) }),
    polls: createPolls({ ...whole, accessPlace: chats.accessPlace, telling }),
    roles: createChatRoles({ ...whole, ...chats }),
    about: createChatAbout({ ...whole, ...chats }),
    quiet: createChatQuiet({ ...whole, accessChat: chats.accessChat }),
    vanishing,
    requests,
    links,
    smsInvitations: createSmsInvitations({ ...whole, links }),
    endings: createChatEndings({ ...whole, ...chats }),
    moderation: createModeration({ ...whole, ...chats, cleanUps: createCleanUps({ ...whole, edits }) }),
    reactions: createReactionsService({ ...whole, accessPlace: chats.accessPlace }),
    reads: createReadsService({ ...platform, doors, stores, ...chats }),
    readers: createReaders({ ...whole, accessPlace: chats.accessPlace }),
    channels: createChannels({ ...whole, edits, attached }),
    publications: createPublications({ ...whole, edits, attached, holding }),
    feed: createFeed({ ...whole, classesOf }),
    announcements: createAnnouncementParts({
      ...whole,
      classesOf,
      edits,
      audienceChats,
      accessPlace: chats.accessPlace,
    }),
  }
}

function keptOf(output: unknown): unknown {
  const isState = typeof output === 'object' && output !== null && 'lastMessage' in output
  return isState ? withoutLastMessage(output as ChatState) : output
}

function membershipChange(frame: EventFrame): MembershipMove | null {
  if (frame.e === 'members.joined') {
    const { profileIds, seesPast } = frame.p as EventPayload<'members.joined'>
    return { joined: profileIds, startSeq: seesPast ? 0 : frame.s! - 1, left: [] }
  }
  if (frame.e === 'supervision.changed') {
    const { joinedIds, leftIds } = frame.p as EventPayload<'supervision.changed'>
    return { joined: joinedIds, startSeq: frame.s! - 1, left: leftIds }
  }
  if (frame.e === 'chat.changed') {
    const { what } = frame.p as EventPayload<'chat.changed'>
    return what === 'deleted' ? { joined: [], startSeq: 0, left: 'everybody' } : null
  }
  if (frame.e !== 'members.left') return null
  return { joined: [], startSeq: 0, left: (frame.p as EventPayload<'members.left'>).profileIds }
}

function referenceOf(frame: EventFrame): Reference | null {
  const targetSeq = targetOf(frame)
  if (targetSeq === null) return null
  const passed: EventPayload<'chat.passed'> = { chatId: frame.id }
  return { targetSeq, instead: { ...frame, e: 'chat.passed', p: passed } }
}

function signOf(frame: EventFrame): Sign | null {
  if (frame.e === 'typing.started') {
    return { profileId: (frame.p as EventPayload<'typing.started'>).profileId, isMade: true }
  }
  if (frame.e !== 'message.posted') return null
  return { profileId: (frame.p as EventPayload<'message.posted'>).message.senderId, isMade: false }
}

function targetOf(frame: EventFrame): number | null {
  if (frame.e === 'message.changed') return (frame.p as EventPayload<'message.changed'>).message.seq
  if (frame.e === 'poll.changed') return (frame.p as EventPayload<'poll.changed'>).seq
  return frame.e === 'reactions.changed' ? (frame.p as EventPayload<'reactions.changed'>).seq : null
}
