import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import { chatTargetRefusal, editAnnouncementRefusal, mayWithdraw } from '#contract/messenger/announcements.abilities.ts'
import { CONFIRM_TIME_MAX_MS, CONFIRM_TIME_MIN_MS, REMIND_BEFORE_MS } from '#contract/messenger/announcements.limits.ts'
import type { AnnouncementPlace, OwnAnnouncement } from '#contract/messenger/announcements.ts'
import type { Operations } from '#contract/operations.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { channelsWithLastPost } from '../channels/channels.store.ts'
import { chatView, mineView } from '../chats/chat-views.ts'
import type { ChannelClass } from '../chats/reader.store.ts'
import type { LeftDoors } from '../doors.ts'
import { checkText } from '../messages/check-text.ts'
import type { MessengerStores } from '../stores.ts'
import { type AnnouncementAccess, speaks } from './announcement-access.ts'
import { announcementView, type Naming } from './announcement-views.ts'
import * as store from './announcements.store.ts'
import type { AskedFamilies } from './asked-families.ts'
import { firstReminder } from './reminding.ts'
import type { Announcer, TargetRules } from './target-rules.ts'

interface Parts extends Pick<Platform, 'clock' | 'newId'> {
  doors: Pick<LeftDoors, 'unitAudiences' | 'reachedFamilies' | 'audienceOf' | 'cards'>
  stores: Pick<MessengerStores, 'reader' | 'chats'>
  classesOf: (reader: Reader, profileId: string) => Promise<ChannelClass[]>
  rules: TargetRules
  access: AnnouncementAccess
  asked: AskedFamilies
}

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const LIST_LIMIT = 20

export type AnnouncementsService = ReturnType<typeof createAnnouncements>

/** Announcements as the staff of an organisation makes and looks after them (MSG-22). */
export function createAnnouncements(parts: Parts) {
  const { clock, doors, stores, rules, access, asked } = parts

  /** What the places are called, of chats only as far as the viewer reads them. */
  const namesFor = async (reader: Reader, viewerId: string, targets: readonly store.TargetRow[]): Promise<Naming> => {
    const ids = targets.flatMap((row) => (row.unit_id === null ? [row.chat_id!] : []))
    const units = await doors.unitAudiences.namesOf(
      reader,
      targets.flatMap(({ unit_id }) => unit_id ?? []),
    )
    if (ids.length === 0) return { chats: new Map(), units }
    const rows = await stores.reader.accessChats(reader, viewerId, await parts.classesOf(reader, viewerId), { ids })
    return { chats: new Map(rows.map((row) => [row.id, row.title])), units }
  }

  /** Of how many children the families have answered; null where nobody is asked. */
  const confirmedOf = async (reader: Reader, row: store.AnnouncementRow): Promise<OwnAnnouncement['confirmed']> => {
    if (row.confirm_who === null || row.withdrawn_at !== null) return null
    const families = await asked.familiesOf(reader, row, null)
    return { children: families.length, done: families.filter(({ done }) => done).length }
  }

  /** Refuses to ask where no family reads, or for a time that is over, hardly ahead or too far. */
  const checkConfirm = async (
    tx: Tx,
    { communityId, confirm, places }: Input<'announcements.make'>,
    fail: Fail<'announcement.confirmNobody' | 'announcement.dueInvalid'>,
  ): Promise<store.NewAnnouncement['confirm']> => {
    if (confirm === undefined) return null
    const chatIds = places.flatMap((place) => (place.kind === 'chat' ? place.chatId : []))
    const chats = [...(await stores.chats.readChats(tx, chatIds)).values()]
    const isRead =
      places.some((place) => place.kind === 'unit' && place.audience === 'guardians') ||
      chats.some((chat) => chat.kind === 'group' || chat.channel_class === 'everyone')
    if (!isRead) fail('announcement.confirmNobody')
    if (confirm.dueAt === null) return { ...confirm, remindAt: null }
    const [now, due] = [clock.now(), Date.parse(confirm.dueAt)]
    // What is no day of any calendar has no number.
    if (!(due - now >= CONFIRM_TIME_MIN_MS && due - now <= CONFIRM_TIME_MAX_MS)) fail('announcement.dueInvalid')
    const zone = await doors.reachedFamilies.zoneOf(tx, communityId)
    return { ...confirm, remindAt: firstReminder(zone, now, due, REMIND_BEFORE_MS) }
  }

  const viewsOf = async (
    reader: Reader,
    { profileId, membership }: Announcer,
    rows: readonly store.AnnouncementRow[],
  ): Promise<OwnAnnouncement[]> => {
    const targets = await store.targetsOf(
      reader,
      rows.map(({ id }) => id),
    )
    const names = await namesFor(reader, profileId, targets)
    const looking = { profileId, now: clock.now(), speaks: speaks(membership) }
    const views: OwnAnnouncement[] = []
    for (const row of rows) {
      const own = targets.filter((each) => each.announcement_id === row.id)
      views.push(announcementView(row, own, names, { ...looking, confirmed: await confirmedOf(reader, row) }))
    }
    return views
  }

  /** Refuses the whole when something cannot be announced in one of the places, by its number counted from 1. */
  const checkPlaces = async (
    tx: Tx,
    announcer: Announcer,
    places: readonly AnnouncementPlace[],
    fail: FailOf<'announcements.make'>,
  ): Promise<void> => {
    const keys = places.map(keyOf)
    const twice = keys.findIndex((key, n) => keys.indexOf(key) < n)
    if (twice >= 0) fail('announcement.targetTwice', { number: twice + 1 })
    // In one order, because units are held.
    const order = [...places.keys()].sort((one, other) => (keys[one]! < keys[other]! ? -1 : 1))
    let first: { number: number; rule: string } | null = null
    for (const n of order) {
      const rule = await rules.ruleOf(tx, announcer, places[n]!)
      if (rule !== null && (first === null || n + 1 < first.number)) first = { number: n + 1, rule }
    }
    if (first !== null) fail('announcement.targetForbidden', { ...first, changedBy: 'administrator' })
  }

  return {
    async places(
      db: Reader,
      viewerId: string,
      { communityId }: Input<'announcements.places'>,
      fail: FailOf<'announcements.places'>,
    ): Promise<Output<'announcements.places'>> {
      const { membership } = await access.staff(db, viewerId, communityId, fail)
      const abilities = communityAbilities(membership)
      const rows = abilities.writeInChannels ? await channelsWithLastPost(db, communityId) : []
      const channels = rows.map(async (row) => {
        const audience = await doors.audienceOf(db, { communityId, class: row.channel_class as ChannelClass['class'] })
        return { chatId: row.id, title: row.title, people: audience.length }
      })
      const groups = (await stores.reader.accessChats(db, viewerId, [])).filter(
        (row) => row.community_id === communityId && chatTargetRefusal(chatView(row), mineView(row)) === null,
      )
      return {
        channels: await Promise.all(channels),
        units: await doors.unitAudiences.announcingIn(db, viewerId, { communityId, all: abilities.manageUnits }),
        chats: groups.map((row) => ({ chatId: row.id, title: row.title, people: row.members_count })),
      }
    },

    async make(
      tx: Tx,
      viewerId: string,
      input: Input<'announcements.make'>,
      fail: FailOf<'announcements.make'>,
    ): Promise<Output<'announcements.make'>> {
      const text = checkText(input.text, fail)
      const { id, communityId, important, places } = input
      const announcer = await access.staff(tx, viewerId, communityId, fail)
      await checkPlaces(tx, announcer, places, fail)
      const confirm = await checkConfirm(tx, input, fail)
      const isNew = await store.insertAnnouncement(tx, {
        id,
        communityId,
        authorId: viewerId,
        text,
        important,
        confirm,
        places: places.map((place) => ({ ...place, messageId: parts.newId() })),
        now: clock.now(),
      })
      if (!isNew) throw new Refusal('key.reused')
      return { id }
    },

    async list(
      db: Reader,
      viewerId: string,
      input: Input<'announcements.list'>,
      fail: FailOf<'announcements.list'>,
    ): Promise<Output<'announcements.list'>> {
      const { communityId, limit = LIST_LIMIT } = input
      const place = decodeCursor(input.cursor, ['instant', 'id'])
      const announcer = await access.staff(db, viewerId, communityId, fail)
      const before = place === null ? null : { at: new Date(place[0] as string), id: place[1] as string }
      const authorId = speaks(announcer.membership) ? null : viewerId
      const rows = await store.pageAnnouncements(db, { communityId, authorId }, before, limit + 1)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        announcements: await viewsOf(db, announcer, shown),
        cards: await doors.cards(db, [...new Set(shown.map((row) => row.author_id))]),
        next: rows.length > limit && last !== undefined ? encodeCursor([last.made_at.toISOString(), last.id]) : null,
      }
    },

    async get(
      db: Reader,
      viewerId: string,
      { communityId, id }: Input<'announcements.get'>,
      fail: FailOf<'announcements.get'>,
    ): Promise<OwnAnnouncement> {
      const announcer = await access.staff(db, viewerId, communityId, fail)
      const [view] = await viewsOf(db, announcer, [await access.one(db, announcer, id, fail)])
      return view!
    },

    /** The same text changes nothing. */
    async edit(
      tx: Tx,
      viewerId: string,
      input: Input<'announcements.edit'>,
      fail: FailOf<'announcements.edit'>,
    ): Promise<Output<'announcements.edit'>> {
      const text = checkText(input.text, fail)
      const announcer = await access.staff(tx, viewerId, input.communityId, fail)
      const row = await access.hold(tx, announcer, input.id, fail)
      const now = clock.now()
      const refusal = editAnnouncementRefusal(
        {
          authorId: row.author_id,
          at: row.made_at.toISOString(),
          withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
        },
        { profileId: viewerId, now },
      )
      if (refusal !== null) fail(refusal)
      if (row.version !== input.version) fail('message.versionConflict')
      if (row.text === text) return { version: row.version }
      return { version: await store.setText(tx, row.id, text, now) }
    },

    /** What is withdrawn already stays so. */
    async withdraw(
      tx: Tx,
      viewerId: string,
      input: Input<'announcements.withdraw'>,
      fail: FailOf<'announcements.withdraw'>,
    ): Promise<void> {
      const announcer = await access.staff(tx, viewerId, input.communityId, fail)
      const row = await access.hold(tx, announcer, input.id, fail)
      const looking = { profileId: viewerId, speaks: speaks(announcer.membership) }
      if (!mayWithdraw({ authorId: row.author_id }, looking)) fail('announcement.unknown')
      if (row.withdrawn_at !== null) return
      await store.setWithdrawn(tx, row.id, viewerId, clock.now())
      if (row.author_id === viewerId) return
      recordAct(tx, {
        act: 'announcement.withdrawn',
        communityId: input.communityId,
        by: { profileId: viewerId },
        objects: [{ kind: 'announcement', id: row.id }],
        people: [row.author_id],
      })
    },
  }
}

function keyOf(place: AnnouncementPlace): string {
  return place.kind === 'chat' ? `chat ${place.chatId}` : `unit ${place.unitId} ${place.audience}`
}
