import {
  ABSENCE_AHEAD_DAYS,
  ABSENCE_BACK_DAYS,
  ABSENCE_DAYS_MAX,
  ABSENCE_KEPT_DAYS,
  ABSENCE_NOTE_MAX,
} from '#contract/communities/absences.limits.ts'
import type { Absence, ChildAbsences } from '#contract/communities/absences.ts'
import { fullName } from '#contract/identity/names.ts'
import { withoutLookalikes } from '#contract/kit/lookalikes.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { dayIn, type Identity, type PersonFacts } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import {
  accessFamily,
  accessUnlistedFamily,
  type FamilyPlaceRow,
  ownPlaces,
  unlistedPlaces,
} from '../families/families.store.ts'
import { leadsOf } from '../units/unit-leads.store.ts'
import { daysRefusal, firstOpenDay } from './absence-days.ts'
import type { AbsenceReaders } from './absence-readers.ts'
import * as store from './absences.store.ts'
import type { Papers } from './papers.ts'

type Of<Id extends 'tell' | 'change' | 'withdraw'> = InputOf<Operations[`absences.${Id}`]>
type FailOf<Id extends 'tell' | 'change' | 'withdraw'> = Fail<ErrorsOf<Operations[`absences.${Id}`]>>
type People = ReadonlyMap<string, PersonFacts>

/** A day that is over in every zone. */
const FORGET_ZONE = 'UTC'
const DAY_MS = 86_400_000
const FORGET_JOB = 'communities.forget-absences'

interface Parts {
  platform: Pick<Platform, 'clock' | 'emitter' | 'jobs' | 'transaction'>
  identity: Pick<Identity, 'people'>
  papers: Papers
  readers: readonly AbsenceReaders[]
}

export type AbsencesService = ReturnType<typeof createAbsences>

/** Parents say on which days a child is not in its class, and why (MSG-23). */
export function createAbsences({ platform, identity, papers, readers }: Parts) {
  const { clock, emitter, transaction } = platform

  platform.jobs.declare({
    name: FORGET_JOB,
    retries: 3,
    cron: '23 3 * * *',
    async handle() {
      const day = dayIn(FORGET_ZONE, clock.now() - ABSENCE_KEPT_DAYS * DAY_MS)
      await transaction(async (tx) => papers.erase(tx, await store.forgetBefore(tx, day)))
    },
  })

  const todayIn = ({ time_zone }: Pick<FamilyPlaceRow, 'time_zone'>) => dayIn(time_zone, clock.now())

  /** The place of a child with an account, or of the children whom their parent stands for. */
  const accessPlace = async (reader: Reader, viewerId: string, place: store.ChildPlace) =>
    (await accessFamily(reader, viewerId, place)) ?? accessUnlistedFamily(reader, viewerId, place)

  /** The place of the child for its parents there. */
  const access = async (
    reader: Reader,
    viewerId: string,
    place: store.ChildPlace,
    fail: Fail<'member.unknown' | 'absence.byParents'>,
  ): Promise<FamilyPlaceRow> => {
    const row = (await accessPlace(reader, viewerId, place)) ?? fail('member.unknown')
    if (!row.parent) fail('absence.byParents', { changedBy: 'parent' })
    return row
  }

  /** The school system that learns of the child's absences. */
  const systemFor = async (reader: Reader, communityId: string, childProfileId: string): Promise<string | null> => {
    for (const { systemOf } of readers) {
      const name = await systemOf(reader, communityId, childProfileId)
      if (name !== null) return name
    }
    return null
  }

  const view = async (
    reader: Reader,
    viewerId: string,
    row: FamilyPlaceRow,
    place: store.ChildPlace,
  ): Promise<ChildAbsences> => {
    const parentNamed = place.childProfileId === viewerId
    const absences = await store.absencesOf(reader, [place], firstOpenDay(todayIn(row)))
    const leads = await leadsOf(reader, place.unitId)
    const ids = absences.flatMap((each) => [each.told_by, each.accepted_by ?? each.told_by])
    const people = await identity.people(reader, [place.childProfileId, ...leads, ...ids])
    const { surname, name, patronymic } = people.get(place.childProfileId)!
    return {
      communityId: row.community_id,
      communityName: row.community_name,
      timeZone: row.time_zone,
      unitId: place.unitId,
      unitName: row.unit_name,
      childProfileId: place.childProfileId,
      surname,
      name,
      patronymic,
      parentNamed,
      teachers: leads.map((id) => nameIn(people, id)),
      system: await systemFor(reader, row.community_id, place.childProfileId),
      absences: absences.map((each) => absenceView(each, people)),
    }
  }

  /** Somebody has to read it, in a class that goes on. */
  const checkHeard = async (
    tx: Tx,
    row: FamilyPlaceRow,
    place: store.ChildPlace,
    fail: Fail<'unit.archived' | 'absence.noTeacher'>,
  ) => {
    if (row.unit_archived) fail('unit.archived')
    if ((await leadsOf(tx, place.unitId)).length === 0) fail('absence.noTeacher', { changedBy: 'administrator' })
  }

  /** What is said, as it is written down. */
  const checkSaid = async (
    tx: Tx,
    row: FamilyPlaceRow,
    input: Of<'tell'>,
    known: string | null,
    fail: Fail<'absence.daysWrong' | 'absence.noteTooLong' | 'absence.told'>,
  ) => {
    const { from, to, reason } = input
    const rule = daysRefusal(input, todayIn(row), known)
    const bounds = { daysMax: ABSENCE_DAYS_MAX, backDays: ABSENCE_BACK_DAYS, aheadDays: ABSENCE_AHEAD_DAYS }
    if (rule !== null) fail('absence.daysWrong', { rule, ...bounds })
    const note = cleanNote(input.note)
    if ([...note].length > ABSENCE_NOTE_MAX) fail('absence.noteTooLong', { lengthMax: ABSENCE_NOTE_MAX })
    await store.holdChild(tx, row.community_id, input.childProfileId)
    if (await store.isTold(tx, input, input, input.id)) fail('absence.told')
    return { first_day: from, last_day: to, reason, note }
  }

  const doTell = async (tx: Tx, communityId: string, place: store.ChildPlace): Promise<void> => {
    for (const { onMoved } of readers) await onMoved(tx, communityId, place.childProfileId)
    const told = await store.concernedBy(tx, place)
    await emitter.toProfiles(
      tx,
      'absences.changed',
      told.map((profileId) => ({ profileId, payload: {} })),
    )
  }

  return {
    doTell,

    /** Every child of the viewer in every class in which he is its parent. */
    async own(reader: Reader, viewerId: string): Promise<{ children: ChildAbsences[] }> {
      const children: ChildAbsences[] = []
      const places = [...(await ownPlaces(reader, viewerId)), ...(await unlistedPlaces(reader, viewerId))]
      for (const place of places) {
        const row = await accessPlace(reader, viewerId, place)
        if (row?.parent === true && !row.unit_archived) children.push(await view(reader, viewerId, row, place))
      }
      return { children }
    },

    async tell(tx: Tx, viewerId: string, input: Of<'tell'>, fail: FailOf<'tell'>): Promise<ChildAbsences> {
      const row = await access(tx, viewerId, input, fail)
      await checkHeard(tx, row, input, fail)
      const said = await checkSaid(tx, row, input, null, fail)
      const paper = await papers.take(tx, viewerId, input.paperId, null, fail)
      const isNew = await store.insertAbsence(tx, {
        id: input.id,
        community_id: row.community_id,
        unit_id: input.unitId,
        child_profile_id: input.childProfileId,
        ...said,
        ...paper,
        told_by: viewerId,
        told_at: new Date(clock.now()),
      })
      if (!isNew) refuse('key.reused')
      await doTell(tx, row.community_id, input)
      return view(tx, viewerId, row, input)
    },

    async change(tx: Tx, viewerId: string, input: Of<'change'>, fail: FailOf<'change'>): Promise<ChildAbsences> {
      const row = await access(tx, viewerId, input, fail)
      await checkHeard(tx, row, input, fail)
      await store.holdChild(tx, row.community_id, input.childProfileId)
      const known = await store.absenceOf(tx, input.id, input)
      if (known === null || known.withdrawn_at !== null) return fail('absence.unknown')
      if (known.last_day < firstOpenDay(todayIn(row))) fail('absence.over', { backDays: ABSENCE_BACK_DAYS })
      if (known.version !== input.version) fail('absence.changed')
      const said = await checkSaid(tx, row, input, known.first_day, fail)
      const paper = await papers.take(tx, viewerId, input.paperId, known, fail)
      await store.changeAbsence(tx, input.id, { ...said, ...paper, changed_at: new Date(clock.now()) })
      await doTell(tx, row.community_id, input)
      return view(tx, viewerId, row, input)
    },

    /** Of what no teacher has read nothing stays, and no paper does. */
    async withdraw(tx: Tx, viewerId: string, input: Of<'withdraw'>, fail: FailOf<'withdraw'>): Promise<ChildAbsences> {
      const row = await access(tx, viewerId, input, fail)
      await store.holdChild(tx, row.community_id, input.childProfileId)
      const known = (await store.absenceOf(tx, input.id, input)) ?? fail('absence.unknown')
      if (known.withdrawn_at !== null) return view(tx, viewerId, row, input)
      if (known.last_day < firstOpenDay(todayIn(row))) fail('absence.over', { backDays: ABSENCE_BACK_DAYS })
      if (known.paper_id !== null) await papers.erase(tx, [known.paper_id])
      const withdrawn_at = new Date(clock.now())
      if (known.known) await store.changeAbsence(tx, input.id, { withdrawn_at, ...store.NO_PAPER })
      else await store.deleteAbsence(tx, input.id)
      await doTell(tx, row.community_id, input)
      return view(tx, viewerId, row, input)
    },
  }
}

/** What everybody whom an absence concerns reads of it. */
export function absenceView(row: store.AbsenceRow, people: People): Absence {
  const { accepted_by: by, accepted_at: at, paper_id, paper_name, paper_bytes } = row
  return {
    id: row.id,
    from: row.first_day,
    to: row.last_day,
    reason: row.reason,
    note: row.note,
    paper: paper_id === null ? null : { id: paper_id, name: paper_name ?? '', bytes: paper_bytes ?? 0 },
    toldBy: nameIn(people, row.told_by),
    toldAt: toInstant(row.told_at),
    changedAt: row.changed_at === null ? null : toInstant(row.changed_at),
    withdrawnAt: row.withdrawn_at === null ? null : toInstant(row.withdrawn_at),
    accepted: by === null || at === null ? null : { by: nameIn(people, by), at: toInstant(at) },
    version: row.version,
  }
}

function nameIn(people: People, profileId: string): string {
  return fullName(people.get(profileId)!)
}

function cleanNote(text: string): string {
  return withoutLookalikes(text.normalize('NFC')).replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim()
}
