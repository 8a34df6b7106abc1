import type { Membership } from '#contract/communities/communities.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { ChatState, Message } from '#contract/messenger/chats.ts'
import { type Folders, NO_FOLDERS } from '#contract/messenger/folders.ts'
import type { Marks } from '#contract/messenger/marks.ts'
import type { OwnReaction } from '#contract/messenger/messages.ts'
import { CATCH_UP_CHANGED_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Snapshot } from '#contract/messenger/sync.ts'
import type { Reader } from '../../platform/db/database.ts'
import { Encoded, type Pieces } from '../../platform/dispatch/encoded.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Audiences } from '../../platform/realtime/hub.ts'
import { type ChatRow, chatView, mineView, tellsWhoHasRead } from '../chats/chat-views.ts'
import { type Stretch, stretchOf } from '../chats/encoded-entry.ts'
import type { ChannelClass, HeldFacts, UnreadFrom } from '../chats/reader.store.ts'
import type { LeftDoors } from '../doors.ts'
import type { FarRead } from '../reads/reads.store.ts'
import type { MessengerStores } from '../stores.ts'
import { type Hello, isReset, isSame, type Moved, missedRange, movedOf } from './catch-up.ts'
import { readRecent } from './read-recent.ts'
import type { RecentLogs } from './recent-logs.ts'

const NO_MARKS: Marks = { important: {}, hidden: {} }

export interface SnapshotParts extends Pick<Platform, 'audienceLog' | 'clock'> {
  recentLogs: RecentLogs
  doors: Pick<LeftDoors, 'cards'>
  stores: MessengerStores
  standingsOf: StandingsOf
}

/** What somebody is and hears in communities, all of one moment. */
export interface Standing {
  memberships: Membership[]
  classes: ChannelClass[]
  /** `community/class` of everything that he hears of communities. */
  keys: string[]
}

/** By profile, each of those that were asked for. */
export type StandingsOf = (reader: Reader, profileIds: readonly string[]) => Promise<ReadonlyMap<string, Standing>>

/** Somebody who comes back with his positions. */
export interface Comer {
  profileId: string
  hello: Hello
}

/** The answer to a hello, and what the socket hears as of the same moment. */
export interface Welcome {
  body: Encoded<Snapshot>
  audiences: Audiences
}

/** A chat that has moved, with the comer whose it is. */
interface Ahead extends Moved {
  profileId: string
}

/** Everything that is read for several comers at once; what is asked by `Moved` is kept by it. */
interface Content {
  chats: ReadonlyMap<string, ChatRow>
  tops: ReadonlyMap<string, FarRead[]>
  unread: ReadonlyMap<HeldFacts, number>
  mentions: ReadonlyMap<HeldFacts, number[]>
  last: ReadonlyMap<Moved, Message | null>
  changed: ReadonlyMap<Moved, Message[]>
  reset: ReadonlySet<Moved>
  entries: ReadonlyMap<Moved, Stretch>
  own: ReadonlyMap<Moved, OwnReaction[]>
  cards: ReadonlyMap<string, ProfileCard>
  profileHeads: ReadonlyMap<string, number>
  marks: ReadonlyMap<string, Marks>
  folders: ReadonlyMap<string, Folders>
  drafts: ReadonlyMap<string, Record<string, number>>
  communityHeads: ReadonlyMap<string, number>
}

/** Answers several hellos by one set of statements; `reader` has to be one moment of the database. */
export async function readSnapshots(
  parts: SnapshotParts,
  reader: Reader,
  comers: readonly Comer[],
): Promise<Map<Comer, Welcome>> {
  const standings = await parts.standingsOf(reader, [...new Set(comers.map(({ profileId }) => profileId))])
  const facts = await parts.stores.reader.accessFacts(
    reader,
    comers.map(({ profileId }) => ({ profileId, classes: standings.get(profileId)!.classes })),
  )
  const sorted = comers.map((comer, n) => {
    const own = facts[n]!
    const ahead = own
      .filter((each) => !isSame(each, comer.hello))
      .map((each): Ahead => ({ ...movedOf(each, comer.hello), profileId: comer.profileId }))
    return { comer, facts: own, ahead, standing: standings.get(comer.profileId)! }
  })
  const content = await readContent(parts, reader, sorted)
  return new Map(sorted.map((each) => [each.comer, welcomeOf(each, content)]))
}

interface Sorted {
  comer: Comer
  facts: readonly HeldFacts[]
  ahead: readonly Ahead[]
  standing: Standing
}

async function readContent(parts: SnapshotParts, reader: Reader, sorted: readonly Sorted[]): Promise<Content> {
  const { chats, reads } = parts.stores
  const ahead = sorted.flatMap((each) => each.ahead)
  const facts = sorted.flatMap((each) => each.facts)
  const missed = await readMissed(parts, reader, sorted)
  const rows = await chats.readChats(reader, distinct(ahead.map((each) => each.facts.id)))
  const people = [
    ...[...rows.values()].flatMap((row) => chatView(row).directIds),
    ...[...missed.last.values()].flatMap((message) => message?.senderId ?? []),
    ...[...missed.entries.values()].flatMap((stretch) => stretch.people),
  ]
  const cards = await parts.doors.cards(reader, distinct(people))
  const keys = distinct(sorted.flatMap(({ standing }) => standing.keys))
  const profileIds = distinct(sorted.map(({ comer }) => comer.profileId))
  const profileHeads = await parts.audienceLog.readHeads(reader, 'profile', profileIds)
  const behind = sorted.flatMap(({ comer: { profileId, hello } }) =>
    knowsOwn(hello, profileHeads.get(profileId) ?? 0) ? [] : profileId,
  )
  return {
    ...missed,
    marks: await parts.stores.marks.marksOf(reader, distinct(behind)),
    drafts: await parts.stores.drafts.draftVersions(reader, profileIds),
    folders: await parts.stores.folders.foldersOf(reader, distinct(behind)),
    chats: rows,
    tops: await reads.readTops(reader, distinct(facts.filter(tellsWhoHasRead).map(({ id }) => id))),
    cards: new Map(cards.map((card) => [card.id, card])),
    profileHeads,
    communityHeads: await parts.audienceLog.readHeads(reader, 'community', keys),
  }
}

/** What the comers have missed of the chats that have moved, and how much they have not read. */
async function readMissed(
  { stores, recentLogs, clock }: SnapshotParts,
  reader: Reader,
  sorted: readonly Sorted[],
): Promise<Pick<Content, 'changed' | 'reset' | 'last' | 'entries' | 'own' | 'unread' | 'mentions'>> {
  const ahead = sorted.flatMap((each) => each.ahead)
  const { changed, reset } = await readChanged(stores, reader, ahead)
  // Only where something has come since somebody has read there is anything to count.
  const behind = sorted.flatMap(({ facts }) => facts.filter((each) => each.last_ordinal > (each.read_ordinal ?? 0)))
  const rangeOf = (each: Ahead) => missedRange(each, reset.has(each))
  const open = ahead.filter(({ isOpen }) => isOpen)
  const needs = open.map((each) => ({ facts: each.facts, range: rangeOf(each) }))
  const recent = await readRecent(stores, recentLogs, reader, needs)
  const now = clock.now()
  const last = await answers(
    ahead,
    ({ facts, startSeq }) => recent.get(facts.id)?.lastAbove(startSeq, now),
    (rest) => stores.messages.lastMessages(reader, rest.map(seenFrom)),
  )
  const entries = await answers(
    open,
    (each) => recent.get(each.facts.id)?.entriesOf(rangeOf(each), now),
    async (rest) => (await stores.entries.readEntries(reader, rest.map(rangeOf))).map(stretchOf),
  )
  const owners = new Map(sorted.flatMap(({ comer, facts }) => facts.map((each) => [each, comer.profileId] as const)))
  const unreadFrom = (each: HeldFacts): UnreadFrom => ({
    profileId: owners.get(each)!,
    chatId: each.id,
    afterOrdinal: each.read_ordinal ?? 0,
    startSeq: each.start_seq ?? 0,
  })
  const unread = await answers(
    behind,
    (each) => recent.get(each.id)?.unreadOf(unreadFrom(each)),
    (rest) => stores.reader.countUnread(reader, rest.map(unreadFrom)),
  )
  const mentions = await answers(
    behind,
    (each) => recent.get(each.id)?.mentionsOf(unreadFrom(each)),
    (rest) => stores.reader.readMentions(reader, rest.map(unreadFrom)),
  )
  return {
    changed,
    reset,
    last,
    entries,
    unread,
    mentions,
    own: await readOwn(stores, reader, ahead, { changed, entries }),
  }
}

const seenFrom = ({ facts, startSeq }: Moved) => ({ chatId: facts.id, startSeq })

/** Messages among what was heard that have changed since, and where so much is missed that the client begins anew. */
async function readChanged(
  { log }: MessengerStores,
  reader: Reader,
  ahead: readonly Ahead[],
): Promise<Pick<Content, 'changed' | 'reset'>> {
  const heard = ahead.filter(({ heardSeq }) => heardSeq !== null)
  const places = heard.map((each) => ({ ...seenFrom(each), heardSeq: each.heardSeq! }))
  const changed = joined(heard, await log.readChanged(reader, places, CATCH_UP_CHANGED_MAX + 1))
  const reset = new Set(ahead.filter((each) => isReset(each, changed.get(each)?.length ?? 0)))
  for (const each of reset) changed.delete(each)
  return { changed, reset }
}

async function readOwn(
  { reactions }: MessengerStores,
  reader: Reader,
  ahead: readonly Ahead[],
  { changed, entries }: Pick<Content, 'changed' | 'entries'>,
): Promise<Content['own']> {
  const seqsOf = (each: Ahead) => [
    ...(changed.get(each) ?? []).filter((message) => message.reactions.length > 0).map(({ seq }) => seq),
    ...(entries.get(each)?.reacted ?? []),
  ]
  const reacted = ahead.map((each) => ({ chatId: each.facts.id, profileId: each.profileId, seqs: seqsOf(each) }))
  return joined(ahead, await reactions.ownReactions(reader, reacted))
}

function welcomeOf({ comer, facts, ahead, standing }: Sorted, content: Content): Welcome {
  const { profileId, hello } = comer
  const isAhead = new Set(ahead.map((each) => each.facts))
  const readable = new Set(facts.map(({ id }) => id))
  const mineOf = (each: HeldFacts) =>
    mineView({ ...each, unread: content.unread.get(each) ?? 0, mentions: content.mentions.get(each) ?? [] })
  const topOf = (each: HeldFacts) => content.tops.get(each.id) ?? []
  const stateOf = (each: Moved): ChatState => ({
    chat: chatView(content.chats.get(each.facts.id)!),
    mine: mineOf(each.facts),
    lastSeq: each.facts.last_seq,
    lastMessage: content.last.get(each) ?? null,
    readTop: topOf(each.facts),
  })
  const states = ahead.map((each) => ({ each, state: stateOf(each) })).sort((a, b) => byActivity(a.state, b.state))
  const profileSeq = content.profileHeads.get(profileId) ?? 0
  const communitySeqs = standing.keys.map((key) => [key, content.communityHeads.get(key) ?? 0] as const)
  const rest: Omit<Snapshot, 'moved'> = {
    profileSeq,
    communitySeqs: Object.fromEntries(communitySeqs),
    memberships: standing.memberships,
    same: facts
      .filter((each) => !isAhead.has(each))
      .map((each) => ({ chatId: each.id, mine: mineOf(each), readTop: topOf(each) })),
    gone: Object.keys(hello.chats).filter((chatId) => !readable.has(chatId)),
    marks: knowsOwn(hello, profileSeq) ? null : (content.marks.get(profileId) ?? NO_MARKS),
    folders: knowsOwn(hello, profileSeq) ? null : (content.folders.get(profileId) ?? NO_FOLDERS),
    drafts: content.drafts.get(profileId) ?? {},
    cards: cardsOf(states, content),
  }
  const moved = states.flatMap(({ each, state }, i) => [i === 0 ? '' : ',', ...movedJson(each, state, content)])
  const heads = new Map([
    [`profile:${profileId}`, profileSeq],
    ...communitySeqs.map(([key, seq]) => [`community:${key}`, seq] as const),
    ...facts.map((each) => [`chat:${each.id}`, each.last_seq] as const),
  ])
  const chats = new Map(facts.map((each) => [each.id, each.start_seq ?? 0]))
  return {
    body: new Encoded(['{"moved":[', ...moved, `],${JSON.stringify(rest).slice(1)}`]),
    audiences: { chats, communities: standing.keys, heads },
  }
}

/** Whoever has heard his own log to its end has heard of every mark and folder. */
function knowsOwn(hello: Hello, profileSeq: number): boolean {
  return profileSeq > 0 && hello.profile === profileSeq
}

/** Newest activity first. */
function byActivity(one: ChatState, other: ChatState): number {
  const [a, b] = [one, other].map(({ chat, lastMessage }) => lastMessage?.at ?? chat.createdAt) as [string, string]
  if (a !== b) return a < b ? 1 : -1
  return one.chat.id < other.chat.id ? 1 : -1
}

/** One of `Snapshot['moved']`. */
function movedJson(each: Moved, state: ChatState, content: Content): Pieces {
  const rest: Omit<Snapshot['moved'][number], 'entries'> = {
    state,
    changed: content.changed.get(each) ?? [],
    own: content.own.get(each) ?? [],
    reset: content.reset.has(each),
  }
  return ['{"entries":', ...(content.entries.get(each)?.json ?? ['[]']), `,${JSON.stringify(rest).slice(1)}`]
}

function cardsOf(states: readonly { each: Moved; state: ChatState }[], content: Content): ProfileCard[] {
  const ids = states.flatMap(({ each, state }) => [
    ...state.chat.directIds,
    ...(state.lastMessage === null ? [] : [state.lastMessage.senderId]),
    ...(content.entries.get(each)?.people ?? []),
  ])
  return distinct(ids).flatMap((id) => content.cards.get(id) ?? [])
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]

/** Questions with what is known, and with what is asked together of the others. */
async function answers<Q, A>(
  questions: readonly Q[],
  known: (question: Q) => A | undefined,
  ask: (rest: readonly Q[]) => Promise<readonly A[]>,
): Promise<Map<Q, A>> {
  const found = new Map<Q, A>()
  const rest: Q[] = []
  for (const question of questions) {
    const answer = known(question)
    if (answer === undefined) rest.push(question)
    else found.set(question, answer)
  }
  if (rest.length > 0) for (const [question, answer] of joined(rest, await ask(rest))) found.set(question, answer)
  return found
}

/** Questions with their answers. */
function joined<Q, A>(questions: readonly Q[], answers: readonly A[]): Map<Q, A> {
  return new Map(questions.map((question, i) => [question, answers[i]!]))
}
