import { CONNECTOR_PAGE_MAX } from '#contract/connector/connector.limits.ts'
import type { PersonFact } from '#contract/connector/facts.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { SystemCaller } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { moveHandRows } from '../aligning/held.store.ts'
import type { ConnectorDoors } from '../doors.ts'
import { readFacts } from '../facts/facts.store.ts'
import { accessFor, lockFor, lockOrganisation, moveFacts } from '../grants/organisations.store.ts'
import { isSomebodyElse, misfitOf } from './fits.ts'
import * as store from './links.store.ts'

type Make = Operations['connector.links.make']
type Undo = Operations['connector.links.undo']
type List = Operations['connector.links.list']

interface Parts extends Pick<Platform, 'clock'> {
  doors: ConnectorDoors
  onMoved: (tx: Tx, communityId: string) => void
}

export type LinksService = ReturnType<typeof createLinks>

/** Who of a source is which profile: one each (ESL-08). What follows from it is done afterwards, by `aligning`. */
export function createLinks({ clock, doors, onMoved }: Parts) {
  const now = () => new Date(clock.now())

  const doMoved = async (tx: Tx, communityId: string): Promise<void> => {
    await moveFacts(tx, communityId)
    onMoved(tx, communityId)
  }

  /** Whose link it would be fits the person of the source. */
  const checkFits = async (
    tx: Tx,
    { communityId, profileId, person }: { communityId: string; profileId: string; person: PersonFact },
    fail: Fail<ErrorsOf<Make>>,
  ): Promise<void> => {
    const told = (await doors.communities.candidate(tx, communityId, profileId)) ?? fail('connector.tokenInvalid')
    const misfit = misfitOf(person, told)
    if (misfit !== null) fail(misfit.code, misfit.details)
  }

  return {
    async make(
      tx: Tx,
      { clientId }: SystemCaller,
      { communityId, personId, personToken }: InputOf<Make>,
      fail: Fail<ErrorsOf<Make>>,
    ): Promise<OutputOf<Make>> {
      if (!(await lockFor(tx, clientId, communityId))) fail('connector.unknown')
      const [fact] = await readFacts(tx, communityId, [{ type: 'person', id: personId }])
      if (fact?.data == null) return fail('connector.personUnknown')
      const profileId = (await doors.systems.linkedBy(tx, clientId, personToken)) ?? fail('connector.tokenInvalid')
      const { person, profile, was } = await store.linksAbout(tx, communityId, { personId, profileId })
      if (person?.profileId === profileId) return { link: { personId, since: toInstant(person.madeAt) } }
      if (person !== null) {
        const account = await doors.systems.accountHint(tx, person.profileId)
        fail('connector.personLinked', { account, since: toInstant(person.madeAt), changedBy: 'owner' })
      }
      if (profile !== null) fail('connector.profileLinked', { since: toInstant(profile.madeAt), changedBy: 'owner' })
      await checkFits(tx, { communityId, profileId, person: fact.data as PersonFact }, fail)
      const madeAt = now()
      await store.putLink(tx, communityId, { personId, profileId, madeAt })
      if (was !== null && was !== profileId) await moveHandRows(tx, communityId, was, profileId)
      await doMoved(tx, communityId)
      return { link: { personId, since: toInstant(madeAt) } }
    },

    async undo(
      tx: Tx,
      { clientId }: SystemCaller,
      { communityId, personId }: InputOf<Undo>,
      fail: Fail<ErrorsOf<Undo>>,
    ): Promise<Record<string, never>> {
      if (!(await lockFor(tx, clientId, communityId))) fail('connector.unknown')
      if (await store.undoLink(tx, communityId, personId, now())) await doMoved(tx, communityId)
      return {}
    },

    async list(
      reader: Reader,
      { clientId }: SystemCaller,
      input: InputOf<List>,
      fail: Fail<ErrorsOf<List>>,
    ): Promise<OutputOf<List>> {
      const { communityId } = input
      if ((await accessFor(reader, clientId, communityId)) === null) fail('connector.unknown')
      const place = decodeCursor(input.cursor, ['text'])
      const limit = input.limit ?? CONNECTOR_PAGE_MAX
      const rows = await store.pageLinks(reader, communityId, (place?.[0] as string) ?? null, limit)
      return {
        links: rows.map(({ personId, madeAt }) => ({ personId, since: toInstant(madeAt) })),
        next: rows.length < limit ? null : encodeCursor([rows.at(-1)!.personId]),
      }
    },

    /** A source has given the id of somebody to somebody else: nobody becomes another person by that. Returns whose links it has ended. */
    async doEndReused(tx: Tx, communityId: string, people: ReadonlyMap<string, PersonFact>): Promise<string[]> {
      const links = await store.linksOfPeople(tx, communityId, [...people.keys()])
      const told = await doors.communities.toldOf(
        tx,
        links.map(({ profileId }) => profileId),
      )
      const ended = links.filter(({ personId, profileId }) => {
        const known = told.get(profileId)
        return known !== undefined && isSomebodyElse(people.get(personId)!, known)
      })
      for (const { personId } of ended) await store.undoLink(tx, communityId, personId, now())
      return ended.map(({ personId }) => personId)
    },

    /** Its owner lets a system know him no more, or another profile of his. Returns which links that has ended. */
    async doForget(tx: Tx, profileIds: readonly string[], clientId: string) {
      const ended = await store.undoLinksOf(tx, { profileIds, clientId, now: now() })
      for (const { communityId } of ended) {
        await lockOrganisation(tx, communityId)
        await doMoved(tx, communityId)
      }
      return ended
    },
  }
}
