import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import * as organisations from '../grants/organisations.store.ts'
import type { Notices } from '../notices/notices.ts'
import { endingAtOnce, heldBack } from './brake.ts'
import type { ChatSteps } from './chat-steps.ts'
import type { Look, Looking } from './looking.ts'
import type { PlaceSteps } from './place-steps.ts'
import type { UnitSteps } from './unit-steps.ts'

/** Somebody has told something else meanwhile: what was planned is not what is to be done. */
export class Overtaken extends Error {}

export interface Run {
  communityId: string
  version: number
  /** Does a piece in a transaction of its own, as long as the facts are those of this run. */
  step: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
}

/** What a run begins with. */
interface Begun {
  version: number
  /** How everything stood when nothing was left to be done. */
  settled: string | null
}

interface Parts extends Pick<Platform, 'transaction' | 'clock'> {
  looking: Looking
  units: UnitSteps
  chats: ChatSteps
  places: PlaceSteps
  notices: Pick<Notices, 'doTell'>
}

/** So long nobody else looks at an organisation that somebody is looking at, in milliseconds. */
const LEASE_MS = 60_000
/** A run that has moved so many people is looked at once more, so that whoever tells the same again costs next to nothing. */
const MANY = 100

export type Aligning = ReturnType<typeof createAligning>

/** Makes chats and roles of an organisation what follows from its facts; a run that is cut in the middle is done again from the beginning. */
export function createAligning({ transaction, clock, looking, units, chats, places, notices }: Parts) {
  const begin = (communityId: string): Promise<Begun | null> =>
    transaction(async (tx) => {
      const row = await organisations.lockOrganisation(tx, communityId)
      if (row === null || row.client_id === null) return null
      if (row.looked_at !== null && row.looked_at.getTime() > clock.now()) return null
      await organisations.lookAgainAt(tx, communityId, new Date(clock.now() + LEASE_MS), row.tries + 1)
      const version = Number(row.facts_version)
      // What is looked at without having been told is looked at wholly: it may have been lost in a way that nobody thinks of.
      return { version, settled: version > Number(row.done_version) ? row.settled_digest : null }
    })

  const runOf = (communityId: string, version: number): Run => ({
    communityId,
    version,
    step: (work) =>
      transaction(async (tx) => {
        const row = await organisations.lockOrganisation(tx, communityId)
        if (row === null || Number(row.facts_version) !== version || row.client_id === null) throw new Overtaken()
        return work(tx)
      }),
  })

  /** Whose removals wait for a person; nobody's of most runs. */
  const withheldOf = async (run: Run, { seen, places: plan, ...look }: Look): Promise<ReadonlySet<string>> => {
    const ending = endingAtOnce(seen.school)
    const personOf = new Map([...seen.profileOf].map(([personId, profileId]) => [profileId, personId]))
    const free = (profileId: string) => {
      const personId = personOf.get(profileId)
      return seen.unlinked.has(profileId) || (personId !== undefined && ending.has(personId))
    }
    const waiting = heldBack({ ...look, places: plan, free })
    return run.step(async (tx) => {
      const row = (await organisations.organisation(tx, run.communityId))!
      const isLet = waiting !== null && row.let_digest?.equals(waiting.digest) === true
      if (waiting === null || isLet) {
        if (row.waiting_digest !== null) await organisations.setWaiting(tx, run.communityId, null)
        return new Set<string>()
      }
      const isNew = row.waiting_digest?.equals(waiting.digest) !== true
      if (isNew) {
        await organisations.setWaiting(tx, run.communityId, {
          ...waiting,
          people: waiting.people.size,
          now: new Date(clock.now()),
        })
      }
      const { people, among } = waiting
      if (isNew) {
        const data = { people: people.size, among }
        await notices.doTell(tx, run.communityId, { event: 'removals.waiting', data })
      }
      return people
    })
  }

  /** Everything up to this version has taken effect. */
  const doEnd = async (tx: Tx, { communityId, version }: Run, settled: string | null): Promise<void> => {
    await organisations.setDone(tx, communityId, { version, settled, now: new Date(clock.now()) })
  }

  /** Nothing is left: nothing waits and nothing is let. */
  const settle = (run: Run, digest: string): Promise<void> =>
    run.step(async (tx) => {
      const row = (await organisations.organisation(tx, run.communityId))!
      if (row.waiting_digest !== null) await organisations.setWaiting(tx, run.communityId, null)
      if (row.let_digest !== null) await organisations.letRemovals(tx, run.communityId, null)
      await doEnd(tx, run, digest)
    })

  /** Makes what is missing, and looks again where anything was. */
  const makeMissing = async (run: Run, first: Look): Promise<Look> => {
    if (!first.unmade || first.seen.rests) return first
    const unitOf = await units.align(run, first.seen)
    await chats.make(run, { ...first.seen, unitOf })
    return looking.look(run.communityId)
  }

  const carryOut = async (run: Run, settled: string | null): Promise<void> => {
    const { communityId } = run
    if (settled !== null && settled === (await looking.digest(communityId))) return settle(run, settled)
    const first = await looking.look(communityId)
    if (first.settled !== null) return settle(run, first.settled)
    const look = await makeMissing(run, first)
    const { seen, places: plan, members } = look
    const withheld = await withheldOf(run, look)
    const during = { withheld, dismissed: dismissedAmong(seen) }
    await places.align(run, seen.rests ? { ...plan, grants: [] } : plan, during)
    await chats.align(run, seen, withheld)
    // What could not begin while it rests is due still, and is looked at again when the lease of this run is over.
    if (seen.rests) return
    const moved = members.reduce((sum, { joins, leaves }) => sum + joins.length + leaves.length, plan.grants.length)
    const last = moved < MANY || withheld.size > 0 ? null : await looking.look(communityId)
    await run.step(async (tx) => {
      await doEnd(tx, run, last?.settled ?? null)
      if (withheld.size === 0) await organisations.letRemovals(tx, communityId, null)
    })
  }

  return {
    /** Aligns one organisation; does nothing while somebody else does. Facts that come meanwhile are looked at in the next turn. */
    async align(communityId: string): Promise<void> {
      for (;;) {
        const begun = await begin(communityId)
        if (begun === null) return
        try {
          return await carryOut(runOf(communityId, begun.version), begun.settled)
        } catch (error) {
          if (!(error instanceof Overtaken)) throw error
          await transaction((tx) => organisations.lookAgainAt(tx, communityId, new Date(clock.now()), 0))
        }
      }
    },
  }
}

/** Linked people with a position from which they were dismissed, by profile; whoever has another one loses no role. */
function dismissedAmong({ school, profileOf }: Look['seen']): Map<string, string> {
  const found = new Map<string, string>()
  for (const { personId, dismissed } of school.position.values()) {
    const profileId = profileOf.get(personId)
    if (dismissed && profileId !== undefined) found.set(profileId, personId)
  }
  return found
}
