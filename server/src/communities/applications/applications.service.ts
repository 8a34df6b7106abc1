import type { OwnApplication } from '#contract/communities/applications.ts'
import { DELEGATED_ROLES } from '#contract/communities/communities.abilities.ts'
import { APPLICATION_LIFE_MS, PAGE_SIZE } from '#contract/communities/communities.limits.ts'
import type { RosterMatch } from '#contract/communities/matched.ts'
import { isStaffRole, type Role } from '#contract/communities/types.ts'
import { fullName } from '#contract/identity/names.ts'
import { withoutLookalikes } from '#contract/kit/lookalikes.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { ageOn, dayIn, type Identity, type PersonFacts } from '../../identity/index.ts'
import { decodeCursor, encodeCursor, momentOf } from '../../platform/db/cursor.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { type Fail, fail as refuse } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { parentRefusal } from '../families/family-size.ts'
import { linkRefusal } from '../links/links.service.ts'
import { countUse, type LinkRow, lockLinkByToken } from '../links/links.store.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { rolesOf } from '../memberships/memberships.store.ts'
import { foldName } from '../memberships/visible-members.store.ts'
import type { Matching } from '../roster/matching.service.ts'
import type { ApplicationLetters } from './application-letters.ts'
import { ownView, queueViews } from './application-views.ts'
import * as store from './applications.store.ts'
import { accessDecider } from './deciding.ts'
import { leadsWhoDecide } from './delegation.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const ADULT_AGE = 18
const EXPIRED_AT_ONCE = 200

type Changed = Pick<store.ApplicationRow, 'unit_id' | 'role'>

/** Where a pupil was invited to, and by which link, if it was one. */
interface InvitedPlace {
  community_id: string
  unit_id: string
  profile_id: string
  link_id: string | null
}

interface Parts {
  platform: Platform
  identity: Identity
  memberships: Memberships
  matching: Pick<Matching, 'matchesOf'>
  letters: ApplicationLetters
}

/** Applications as applicants make them and as administrators read them; decisions stand apart. */
export function createApplicationsService({ platform, identity, memberships, matching, letters }: Parts) {
  const { emitter, clock } = platform

  /** Tells the applicant what became of it. */
  const doTellApplicant = async (tx: Tx, row: store.ApplicationRow): Promise<OwnApplication> => {
    const application = ownView(row)
    await emitter.toProfile(tx, row.profile_id, 'application.changed', { application })
    return application
  }

  /** Tells those who decide that these applications have changed: leads not how many wait elsewhere. */
  const doTellQueue = async (tx: Tx, communityId: string, changed: readonly Changed[]): Promise<void> => {
    const pending = await store.countPending(tx, communityId, null)
    await emitter.toCommunity(tx, communityId, 'administrators', 'queue.changed', { communityId, pending })
    const delegated = changed.filter(({ role }) => DELEGATED_ROLES.includes(role))
    const unitIds = new Set(delegated.map((row) => row.unit_id))
    for (const profileId of await leadsWhoDecide(tx, communityId, [...unitIds])) {
      emitter.ephemeral(tx, 'profile', profileId, 'unitQueue.changed', { communityId })
    }
  }

  platform.jobs.declare({
    name: 'communities.expire-applications',
    retries: 3,
    cron: '23 * * * *',
    async handle() {
      for (;;) {
        const count = await platform.transaction(async (tx) => {
          const now = clock.now()
          const rows = await store.stale(tx, new Date(now - APPLICATION_LIFE_MS), EXPIRED_AT_ONCE)
          for (const row of rows) {
            const expired = await store.setState(tx, row.id, 'expired', { at: now, by: null, reason: '' })
            await doTellApplicant(tx, expired)
            await letters.doTell(tx, expired)
          }
          for (const [communityId, those] of Map.groupBy(rows, (row) => row.community_id)) {
            await doTellQueue(tx, communityId, those)
          }
          return rows.length
        })
        if (count < EXPIRED_AT_ONCE) return
      }
    },
  })

  return {
    doTellApplicant,
    doTellQueue,

    /** Applies by a link. A second application for the same place refreshes the one that waits. */
    async submit(
      tx: Tx,
      viewerId: string,
      input: Input<'applications.submit'>,
      fail: FailOf<'applications.submit'>,
    ): Promise<OwnApplication> {
      const before = await store.applicationById(tx, input.id)
      if (before !== null) return before.profile_id === viewerId ? ownView(before) : refuse('key.reused')
      const link = (await lockLinkByToken(tx, input.token)) ?? fail('link.unknown')
      const refusal = linkRefusal(link, clock.now())
      // Whoever waits by this link already refreshes his application and uses the link no second time.
      const again = { ...link, profile_id: viewerId }
      const refreshes = refusal === 'link.usedUp' && (await store.waitingFor(tx, again)) !== null
      if (refusal !== null && !refreshes) return fail(refusal)
      const person = (await identity.people(tx, [viewerId])).get(viewerId)
      if (person === undefined) throw new Error('A viewer has no profile')
      await checkFamily(tx, link, person, identity, fail)
      checkAge(link.role, ageOn(person.birthDate, dayIn(link.time_zone, clock.now())), fail)
      const position = cleanPosition(input.position ?? '')
      if (isStaffRole(link.role) && position === '') fail('application.positionMissing')
      const { id, fresh } = await store.upsertApplication(tx, {
        id: input.id,
        communityId: link.community_id,
        unitId: link.unit_id,
        profileId: viewerId,
        linkId: link.id,
        role: link.role,
        childProfileId: link.child_profile_id,
        sortName: foldName(fullName(person)),
        position: isStaffRole(link.role) ? position : '',
        path: 'link',
        now: clock.now(),
      })
      // Only now, since the row above has waited for an approval of this place that was under way.
      await checkNotHeld(tx, viewerId, link, identity, fail)
      if (fresh) await countUse(tx, link.id)
      await doTellQueue(tx, link.community_id, [link])
      return doTellApplicant(tx, (await store.applicationById(tx, id))!)
    },

    /** The application of a pupil who was invited and signs in; nothing new where he is in the class or waits for it. */
    async doApplyInvited(tx: Tx, place: InvitedPlace): Promise<void> {
      const person = (await identity.people(tx, [place.profile_id])).get(place.profile_id)
      if (person === undefined) throw new Error('An application names a profile that does not exist')
      const roles = await rolesOf(tx, place.community_id, place.profile_id)
      if (roles.some((row) => row.role === 'pupil' && row.unit_id === place.unit_id)) return
      const { id, fresh } = await store.upsertApplication(tx, {
        id: platform.newId(),
        communityId: place.community_id,
        unitId: place.unit_id,
        profileId: place.profile_id,
        linkId: place.link_id,
        role: 'pupil',
        childProfileId: null,
        sortName: foldName(fullName(person)),
        position: '',
        path: 'link',
        now: clock.now(),
      })
      if (fresh && place.link_id !== null) await countUse(tx, place.link_id)
      await doTellQueue(tx, place.community_id, [{ ...place, role: 'pupil' }])
      await doTellApplicant(tx, (await store.applicationById(tx, id))!)
    },

    async own(db: Database, viewerId: string): Promise<{ applications: OwnApplication[] }> {
      return { applications: (await store.applicationsOf(db, viewerId)).map(ownView) }
    },

    async withdraw(
      tx: Tx,
      viewerId: string,
      id: string,
      fail: FailOf<'applications.withdraw'>,
    ): Promise<OwnApplication> {
      const found = await store.applicationById(tx, id)
      if (found === null || found.profile_id !== viewerId) return fail('application.unknown')
      const row = (await store.lockApplications(tx, found.community_id, [id]))[0] ?? fail('application.unknown')
      if (row.state === 'withdrawn') return ownView(row)
      if (row.state !== 'pending') return fail('application.decided', { state: row.state })
      const saved = await store.setState(tx, id, 'withdrawn', { at: clock.now(), by: null, reason: '' })
      await doTellQueue(tx, row.community_id, [row])
      return doTellApplicant(tx, saved)
    },

    /** The queue for those who decide; a lead sees his units only, and nothing of the roster (reading A-18). */
    async queue(
      db: Database,
      viewerId: string,
      input: Input<'applications.queue'>,
      fail: FailOf<'applications.queue'>,
    ) {
      const { communityId } = input
      const { unitIds } = await accessDecider(memberships, db, { viewerId, communityId }, fail)
      if (unitIds !== null && input.match !== undefined) fail('community.notAllowed', { right: 'applications.decide' })
      const limit = input.limit ?? PAGE_SIZE
      const matches = unitIds === null ? await matching.matchesOf(db, communityId) : new Map<string, RosterMatch>()
      const filter = { ...filterOf(input, limit + 1), ids: idsOf(input, matches), delegatedIn: unitIds }
      const rows = await store.pageQueue(db, filter)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const keyOf = (row: store.ApplicationRow) =>
        filter.sort === 'name' ? row.sort_name : row.submitted_at.toISOString()
      return {
        applications: (await queueViews(db, identity, shown, clock.now(), matches)).map((view, at) =>
          // What somebody else has decided is not for a lead to take back.
          unitIds === null || shown[at]?.decided_by === viewerId ? view : { ...view, undoUntil: null },
        ),
        total: await store.countQueue(db, filter),
        pending: await store.countPending(db, communityId, unitIds),
        next: rows.length > limit && last !== undefined ? encodeCursor([keyOf(last), last.id]) : null,
      }
    },
  }
}

export type ApplicationsService = ReturnType<typeof createApplicationsService>

function filterOf(input: Input<'applications.queue'>, limit: number): store.QueueFilter {
  const sort = input.sort ?? 'submitted'
  const place = decodeCursor(input.cursor, [sort === 'name' ? 'text' : 'instant', 'id'])
  return {
    communityId: input.communityId,
    states: input.states === undefined || input.states.length === 0 ? null : input.states,
    unitId: input.unitId ?? null,
    role: input.role ?? null,
    path: input.path ?? null,
    from: input.from === undefined ? null : momentOf(input.from, '/from'),
    to: input.to === undefined ? null : momentOf(input.to, '/to'),
    search: input.search ?? '',
    delegatedIn: null,
    ids: null,
    sort,
    descending: input.descending ?? false,
    after: place === null ? null : { key: place[0] as string, id: place[1] as string },
    limit,
  }
}

/** Those who stand to the roster as the input asks; null where it does not ask. */
function idsOf(input: Input<'applications.queue'>, matches: ReadonlyMap<string, RosterMatch>): string[] | null {
  if (input.match === undefined) return null
  return [...matches].filter(([, { kind }]) => kind === input.match).map(([id]) => id)
}

/** A position in one line, without what nobody sees and what could pass for the mark of a verified person. */
export function cleanPosition(text: string): string {
  return withoutLookalikes(text.normalize('NFC')).replace(/\s+/gu, ' ').replace(/\p{C}/gu, '').trim()
}

/** A pupil is of any age: younger than 14 he has come by an invitation already. */
export function checkAge(role: Role, age: number, fail: Fail<'application.notAdult'>): void {
  if (role !== 'pupil' && age < ADULT_AGE) fail('application.notAdult', { from: ADULT_AGE })
}

async function checkNotHeld(
  tx: Tx,
  profileId: string,
  link: LinkRow,
  identity: Identity,
  fail: Fail<'application.alreadyMember'>,
): Promise<void> {
  const childId = link.child_profile_id
  const child = childId === null ? undefined : (await identity.people(tx, [childId])).get(childId)
  const held = await rolesOf(tx, link.community_id, profileId)
  const same = held.some(
    (row) =>
      row.role === link.role && row.unit_id === link.unit_id && row.child_person_id === (child?.personId ?? null),
  )
  if (same) fail('application.alreadyMember')
}

/** A parent's link is for another human than the child, on another phone, and for so many adults only. */
async function checkFamily(
  tx: Tx,
  link: LinkRow,
  applicant: PersonFacts,
  identity: Identity,
  fail: Fail<'family.full' | 'family.ownChild' | 'family.suspended'>,
): Promise<void> {
  if (link.child_profile_id === null) return
  const child = (await identity.people(tx, [link.child_profile_id])).get(link.child_profile_id)
  const refusal = await parentRefusal(tx, identity, { child, adult: applicant })
  if (refusal !== null) fail(refusal.code, refusal.details)
}
