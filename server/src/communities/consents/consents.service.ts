import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import type { Child, ConsentState } from '#contract/communities/consents.ts'
import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { ConsentStanding, Identity, PersonFacts } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { accessOwnChildren, type OwnChildRow } from './consents.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type NewConsent = Parameters<Identity['consents']['give']>[1]

interface Parts {
  identity: Identity
  memberships: Pick<Memberships, 'doFollowConsent'>
}

/** Consents for children under 14: guardians give and withdraw them, and see how they stand. */
export function createConsents({ identity, memberships }: Parts) {
  /** How these children stand, by person. */
  const statesOf = async (reader: Reader, personIds: readonly string[]): Promise<Map<string, ConsentState>> => {
    const standings = await identity.consents.standingsOf(reader, personIds)
    const givers = [...standings.values()].flatMap(({ last }) => (last === null ? [] : [last.given_by]))
    const people = await identity.people(reader, givers)
    return new Map([...standings].map(([personId, standing]) => [personId, stateView(standing, people)]))
  }

  const childrenViews = async (reader: Reader, rows: readonly OwnChildRow[]): Promise<Child[]> => {
    const states = await statesOf(
      reader,
      rows.map((row) => row.person_id),
    )
    const people = await identity.people(
      reader,
      rows.map((row) => row.profile_id),
    )
    return rows.map((row) => {
      const { surname, name, patronymic } = people.get(row.profile_id)!
      const state = states.get(row.person_id)!
      return { childProfileId: row.profile_id, surname, name, patronymic, places: row.places, state }
    })
  }

  const childView = async (reader: Reader, row: OwnChildRow): Promise<Child> => (await childrenViews(reader, [row]))[0]!

  const service = {
    async stateOf(reader: Reader, childPersonId: string): Promise<ConsentState> {
      return (await statesOf(reader, [childPersonId])).get(childPersonId)!
    },

    async children(reader: Reader, viewerId: string): Promise<{ children: Child[] }> {
      return { children: await childrenViews(reader, await accessOwnChildren(reader, viewerId)) }
    },

    async give(tx: Tx, viewerId: string, input: Input<'consents.give'>, fail: FailOf<'consents.give'>): Promise<Child> {
      const [row] = await accessOwnChildren(tx, viewerId, input.childProfileId)
      if (row === undefined) return fail('member.unknown')
      const guardian = (await identity.people(tx, [viewerId])).get(viewerId)
      if (guardian === undefined) throw new Error('A viewer has no profile')
      const basis = { guardianPersonId: guardian.personId }
      const { textVersion } = input
      const { childProfileId } = input
      await service.doGive(tx, childProfileId, { childPersonId: row.person_id, textVersion, by: viewerId, basis }, fail)
      return childView(tx, row)
    },

    async withdraw(
      tx: Tx,
      viewerId: string,
      input: Input<'consents.withdraw'>,
      fail: FailOf<'consents.withdraw'>,
    ): Promise<Child> {
      const [row] = await accessOwnChildren(tx, viewerId, input.childProfileId)
      if (row === undefined) return fail('member.unknown')
      await service.doWithdraw(tx, { ...input, childPersonId: row.person_id }, viewerId, fail)
      return childView(tx, row)
    },

    /** Only what somebody has read can be agreed to, so an older text is refused. */
    async doGive(
      tx: Tx,
      childProfileId: string,
      consent: NewConsent,
      fail: Fail<'consent.given' | 'consent.notNeeded' | 'consent.textChanged'>,
    ): Promise<void> {
      if (consent.textVersion !== CONSENT_TEXT_VERSION) fail('consent.textChanged', { version: CONSENT_TEXT_VERSION })
      // Whoever begins something with the child meanwhile waits, and roles of the child are given before or after.
      await identity.holdProfiles(tx, [childProfileId], 'change')
      const refusal = await identity.consents.give(tx, consent)
      if (refusal !== null) fail(`consent.${refusal}`)
      await memberships.doFollowConsent(tx, consent.childPersonId)
    },

    async doWithdraw(
      tx: Tx,
      { childProfileId, childPersonId }: { childProfileId: string; childPersonId: string },
      by: string,
      fail: Fail<'consent.none'>,
    ): Promise<void> {
      await identity.holdProfiles(tx, [childProfileId], 'change')
      if (!(await identity.consents.end(tx, { childPersonId, by, why: 'withdrawn' }))) fail('consent.none')
      await memberships.doFollowConsent(tx, childPersonId)
    },
  }
  return service
}

export type ConsentsService = ReturnType<typeof createConsents>

function stateView({ neededUntil, last }: ConsentStanding, people: ReadonlyMap<string, PersonFacts>): ConsentState {
  const needed = neededUntil !== null
  if (last === null) return { needed, consent: null, endedAt: null }
  if (last.ended_at !== null) return { needed, consent: null, endedAt: toInstant(last.ended_at) }
  const giver = fullName(people.get(last.given_by)!)
  const { signed_by: signedBy, signed_on: signedOn } = last
  return {
    needed,
    consent: {
      textVersion: last.text_version,
      givenAt: toInstant(last.given_at),
      giverName: signedBy ?? giver,
      paper: signedOn === null ? null : { recordedBy: giver, signedOn },
    },
    endedAt: null,
  }
}
