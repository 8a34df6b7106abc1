import type { SchoolFacts } from '#contract/connector/composition.ts'
import type { FactType } from '#contract/connector/connector.limits.ts'
import type { FactData } from '#contract/connector/facts.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Connection, connectionOperations, Trouble } from '#contract/school/connection.ts'
import { REGISTER_PAGE_MAX } from '#contract/school/school.limits.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Standing } from '../desk/standing.ts'
import { readFacts } from '../facts/read-facts.store.ts'
import { dropLinksOf } from '../links/links.store.ts'
import type { SchoolOutside } from '../outside.ts'
import { lockOrganisation } from '../people/people.store.ts'
import { forgetTold } from '../telling/told.store.ts'
import { messengerAddress } from './address.ts'
import * as store from './connection.store.ts'
import { connectionsKey, sealSecret } from './sealed-secret.ts'

type Operations = typeof connectionOperations
type Set = Operations['connection.set']
type Clear = Operations['connection.clear']
type Refused = Operations['connection.refused']

/** The window «Подключение». */
export function createConnectionService(
  platform: Pick<Platform, 'random' | 'keyOutside'>,
  { messengerUrl }: Pick<SchoolOutside, 'messengerUrl'>,
) {
  const open = async (reader: Reader, organisationId: string): Promise<Connection> => {
    const row = await store.connectionOf(reader, organisationId)
    const instant = (at: Date | null | undefined) => (at === null || at === undefined ? null : toInstant(at))
    return {
      version: row?.version ?? 0,
      apiUrl: row?.api_url ?? null,
      ownUrl: messengerUrl(),
      clientId: row?.client_id ?? null,
      communityId: row?.community_id ?? null,
      hasSecret: row !== undefined,
      ...(await store.countFacts(reader, organisationId)),
      toldAt: instant(row?.told_at),
      trouble:
        row === undefined || row.trouble === null
          ? null
          : { what: row.trouble as Trouble, since: toInstant(row.trouble_since!) },
    }
  }
  return {
    open: (db: Database, { organisationId }: Standing) => open(db, organisationId),

    async set(
      tx: Tx,
      { organisationId }: Standing,
      input: InputOf<Set>,
      fail: Fail<Set['errors'][number]>,
    ): Promise<Connection> {
      await lockOrganisation(tx, organisationId)
      const before = await store.connectionOf(tx, organisationId)
      const apiUrl = addressOf(input.apiUrl, messengerUrl(), fail)
      // Else whoever may enter an address could have the secret, which nobody is told, sent to his own.
      const isSame = before?.client_id === input.clientId && before.api_url === apiUrl
      const kept = isSame && input.secret === undefined ? before.client_secret : null
      if (kept === null && input.secret === undefined) return fail('school.secretMissing')
      if ((before?.version ?? 0) !== input.version) return fail('school.changedMeanwhile')
      await store.setConnection(tx, {
        organisation_id: organisationId,
        api_url: apiUrl,
        client_id: input.clientId,
        community_id: input.communityId,
        client_secret:
          kept ?? sealSecret(await connectionsKey(platform), organisationId, input.secret!, platform.random),
      })
      await forgetTold(tx, organisationId)
      const isElsewhere = before?.community_id !== input.communityId || before.api_url !== apiUrl
      if (before !== undefined && isElsewhere) await dropLinksOf(tx, organisationId)
      return open(tx, organisationId)
    },

    async clear(
      tx: Tx,
      { organisationId }: Standing,
      { version }: InputOf<Clear>,
      fail: Fail<Clear['errors'][number]>,
    ): Promise<Connection> {
      await lockOrganisation(tx, organisationId)
      const before = await store.connectionOf(tx, organisationId)
      if ((before?.version ?? 0) !== version) return fail('school.changedMeanwhile')
      await store.clearConnection(tx, organisationId)
      await forgetTold(tx, organisationId)
      await dropLinksOf(tx, organisationId)
      return open(tx, organisationId)
    },

    async refused(
      db: Database,
      { organisationId }: Standing,
      { cursor }: InputOf<Refused>,
    ): Promise<OutputOf<Refused>> {
      const after = decodeCursor(cursor, ['text', 'text']) as [string, string] | null
      const found = await store.pageRefused(db, organisationId, after, REGISTER_PAGE_MAX + 1)
      const page = found.slice(0, REGISTER_PAGE_MAX)
      const facts = await readFacts(db, organisationId)
      const last = page.at(-1)
      return {
        rows: page.map(({ type, id, refusal, refusal_places: places, answered_at: at }) => ({
          ...{ type, id, about: aboutFact(facts, type, id), sentence: refusal, places, at: toInstant(at) },
        })),
        next: found.length > page.length && last !== undefined ? encodeCursor([last.type, last.id]) : null,
        total: (await store.countFacts(db, organisationId)).refused,
      }
    },
  }
}

function addressOf(text: string | null, ownUrl: string, fail: Fail<'school.addressInvalid'>): string | null {
  if (text === null || text.trim().replace(/\/$/, '') === ownUrl) return null
  return messengerAddress(text) ?? fail('school.addressInvalid')
}

/** What a fact is about, in words that its readers know from the registers; empty when they know it no more. */
function aboutFact(facts: SchoolFacts, type: FactType, id: string): string {
  const person = (personId: string) => {
    const found = facts.person.get(personId)
    return found === undefined ? '' : `${found.surname} ${found.name}`
  }
  const unit = (unitId: string) => facts.unit.get(unitId)?.name ?? ''
  const words: { [T in FactType]: (data: FactData<T>) => readonly string[] } = {
    person: () => [person(id)],
    unit: ({ name }) => [name],
    enrolment: ({ personId, unitId }) => [person(personId), unit(unitId)],
    family: ({ parentId, childId }) => [person(parentId), person(childId)],
    position: ({ personId, title }) => [person(personId), title],
    chat: ({ title, unitId }) => [title ?? '', unitId === null ? '' : unit(unitId)],
    settings: ({ chatsAdministratorId }) => [chatsAdministratorId === null ? '' : person(chatsAdministratorId)],
  }
  const data = facts[type].get(id)
  if (data === undefined) return ''
  return (words[type] as (data: unknown) => readonly string[])(data)
    .filter((part) => part !== '')
    .join(' · ')
}

export type ConnectionService = ReturnType<typeof createConnectionService>
