import { SELF_REGISTRATION_AGE } from '#contract/identity/signin.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { Platform } from '../../platform/platform.ts'
import { birthdayOf, dayBegins } from '../profiles/age.ts'
import { liveSessionsOfPerson } from '../sessions/sessions.store.ts'
import * as store from './consents.store.ts'

/** How a child stands under the rule that somebody answers for it until it is 14. */
export interface ConsentStanding {
  /** When the 14th birthday begins where the child lives, in milliseconds since 1970; null when it has begun. */
  neededUntil: number | null
  /** The newest consent, live or ended. */
  last: store.ConsentRow | null
}

interface Age {
  birth_date: string
  time_zone: string
}

/**
 * Consents of guardians. Where one is needed and none is live, the sessions of the child have no profile
 * (`processing-gate.store.ts`); here open sockets hear of it in the same moment.
 */
export function createConsentKeeping(
  platform: Pick<Platform, 'clock' | 'bus' | 'newId'>,
  endClients: (tx: Tx, sessionIds: readonly string[]) => Promise<void>,
) {
  const { clock, bus } = platform

  const neededUntil = ({ birth_date, time_zone }: Age): number | null => {
    const begins = dayBegins(time_zone, birthdayOf(birth_date, SELF_REGISTRATION_AGE))
    return begins > clock.now() ? begins : null
  }

  const standingsOf = async (reader: Reader, personIds: readonly string[]): Promise<Map<string, ConsentStanding>> => {
    const ages = await store.readAges(reader, personIds)
    const last = await store.lastConsents(reader, personIds)
    return new Map(
      [...ages].map(([personId, age]) => [
        personId,
        { neededUntil: neededUntil(age), last: last.get(personId) ?? null },
      ]),
    )
  }

  /** Until when children are withheld; null of those who are not. */
  const withheldUntil = async (reader: Reader, personIds: readonly string[]): Promise<Map<string, Date | null>> => {
    const standings = await standingsOf(reader, personIds)
    const untilOf = ({ neededUntil: until, last }: ConsentStanding): Date | null =>
      until === null || (last !== null && last.ended_at === null) ? null : new Date(until)
    return new Map(
      personIds.map((id) => {
        const standing = standings.get(id)
        return [id, standing === undefined ? null : untilOf(standing)]
      }),
    )
  }

  return {
    standingsOf,
    withheldUntil,

    /** Children live where their organisations are; of several zones that one counts in which a child is 14 last. */
    async setZones(tx: Tx, zonesOf: ReadonlyMap<string, readonly string[]>): Promise<void> {
      for (const [personId, age] of await store.lockChildren(tx, [...zonesOf.keys()])) {
        const zones = zonesOf.get(personId)!
        const birthday = birthdayOf(age.birth_date, SELF_REGISTRATION_AGE)
        const [last] = [...zones].sort((a, b) => dayBegins(b, birthday) - dayBegins(a, birthday))
        if (last !== undefined && last !== age.time_zone) await store.setTimeZone(tx, personId, last)
      }
    },

    /** Gives a consent, or says why there is nothing to give. */
    async give(tx: Tx, consent: store.NewConsent): Promise<'given' | 'notNeeded' | null> {
      const age = (await store.lockChildren(tx, [consent.childPersonId])).get(consent.childPersonId)
      if (age === undefined || neededUntil(age) === null) return 'notNeeded'
      const last = (await store.lastConsents(tx, [consent.childPersonId])).get(consent.childPersonId)
      if (last !== undefined && last.ended_at === null) return 'given'
      await store.insertConsent(tx, platform.newId(), consent, new Date(clock.now()))
      return null
    },

    /** Ends what is live; false when nothing is. Whoever is on screen as the child is gone from there at once. */
    async end(tx: Tx, end: store.ConsentEnd): Promise<boolean> {
      await store.lockChildren(tx, [end.childPersonId])
      const now = new Date(clock.now())
      if (!(await store.endLiveConsent(tx, end, now))) return false
      if ((await withheldUntil(tx, [end.childPersonId])).get(end.childPersonId) === null) return true
      const sessionIds = await liveSessionsOfPerson(tx, end.childPersonId, now)
      await endClients(tx, sessionIds)
      afterCommit(tx, () => {
        for (const sessionId of sessionIds) bus.signal({ t: 'sessionEnded', sessionId, reason: 'profileSwitched' })
      })
      return true
    },
  }
}

export type ConsentKeeping = ReturnType<typeof createConsentKeeping>
