import type { Membership } from '#contract/communities/communities.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { ChannelClass } from '#server/messenger/chats/reader.store.ts'
import type { LeftDoors } from '#server/messenger/doors.ts'
import type { Standing, StandingsOf } from '#server/messenger/sync/snapshots.ts'
import { toInstant } from '#server/platform/clock/clock.ts'
import type { Reader } from '#server/platform/db/database.ts'
import type { CommandResults } from '#server/platform/dispatch/idempotency.ts'
import { fail } from '#server/platform/dispatch/refusal.ts'
import type { AudienceLog } from '#server/platform/events/audience-log.ts'
import { memoryOf, statement, type Transaction } from './memory-database.ts'
import { missing } from './simulated-domains.ts'

/** Somebody of the simulated school. */
export interface SimulatedPerson {
  readonly profileId: string
  readonly surname: string
  readonly isPupil: boolean
}

/** Logs of profiles and communities in memory, as `audience-log.store.ts` keeps them in PostgreSQL. */
export const memoryAudienceLog: AudienceLog = {
  readHeads(reader, audience, ids) {
    const t = memoryOf(reader)
    return statement(
      t,
      () => new Map(ids.map((id) => [id, t.get('platform.log_head', `${audience} ${id}`)?.last_seq ?? 0])),
    )
  },

  readAudienceLog(reader, audience, id, from, to) {
    const t = memoryOf(reader)
    return statement(t, () =>
      t
        .all('platform.log_event')
        .filter((row) => row.audience === audience && row.audience_id === id && row.seq >= from && row.seq <= to)
        .sort((one, other) => one.seq - other.seq)
        .map((row) => ({
          t: 'event',
          e: row.name,
          a: audience,
          id,
          s: row.seq,
          at: toInstant(row.at),
          p: row.payload,
        })),
    )
  },

  async appendToLogs(tx, audience, name, entries, at) {
    const t = memoryOf(tx)
    const seqs = new Map<string, number[]>()
    const all = Map.groupBy(entries, ({ id }) => id)
    await statement(t, async () => {
      for (const id of [...all.keys()].sort()) {
        const key = `${audience} ${id}`
        await t.lock('platform.log_head', key)
        const before = t.get('platform.log_head', key)?.last_seq ?? 0
        const own = all.get(id)!
        await t.put('platform.log_head', key, { audience, audience_id: id, last_seq: before + own.length })
        seqs.set(
          id,
          own.map((_, n) => before + n + 1),
        )
        for (const [n, { payload }] of own.entries()) {
          const seq = before + n + 1
          const row = { audience, audience_id: id, seq, name, payload: JSON.parse(JSON.stringify(payload)), at }
          await t.put('platform.log_event', `${key} ${seq}`, row)
        }
      }
    })
    return entries.map(({ id }) => seqs.get(id)!.shift()!)
  },
}

/** Results of keyed commands in memory. */
export const memoryCommandResults: CommandResults = {
  claimKey(tx, command, now) {
    const t = memoryOf(tx)
    const key = `${command.actorKey} ${command.key}`
    const input = Buffer.from(JSON.stringify([command.operation, command.input]))
    return statement(t, async () => {
      await t.lock('platform.command_result', key)
      const kept = t.get('platform.command_result', key)
      if (kept !== undefined) return kept.input_hash.equals(input) ? { output: kept.output } : fail('key.reused')
      await t.put('platform.command_result', key, {
        actor_key: command.actorKey,
        command_key: command.key,
        operation: command.operation,
        input_hash: input,
        output: null,
        created_at: new Date(now),
      })
      return null
    })
  },

  async keepResult(tx, command, output) {
    const t = memoryOf(tx)
    const kept = JSON.parse(JSON.stringify(output))
    await statement(t, () =>
      t.change('platform.command_result', `${command.actorKey} ${command.key}`, (row) => ({ ...row, output: kept })),
    )
  },
}

/** The one community of the simulation. Who is in it stands in the database; everybody in it is a contact of everybody. */
export interface SimulatedCommunity {
  readonly doors: LeftDoors
  classesOf(reader: Reader, profileId: string): Promise<ChannelClass[]>
  readonly standingsOf: StandingsOf
  /** Makes somebody a member, or takes that away, inside a transaction. */
  setMember(t: Transaction, profileId: string, isMember: boolean): Promise<void>
}

/** What it has decided of its chats. */
const RULES: Pick<LeftDoors, 'forbidsVanishing' | 'previewsAmong'> = {
  forbidsVanishing: async () => false,
  previewsAmong: async () => 'nowhere',
}

export function createSimulatedCommunity(communityId: string, people: readonly SimulatedPerson[]): SimulatedCommunity {
  const byId = new Map(people.map((person) => [person.profileId, person]))
  const memberKey = (profileId: string) => `${communityId} ${profileId}`
  const isMember = (t: Transaction, profileId: string) =>
    t.get('communities.member', memberKey(profileId)) !== undefined
  const membership: Membership = {
    communityId,
    version: 1,
    type: 'school',
    name: 'Школа',
    shortName: 'Школа',
    timeZone: 'Europe/Moscow',
    logoId: null,
    roles: [],
    grants: ['chats.create'],
    suspended: null,
  }
  const inside: Standing = {
    memberships: [membership],
    classes: [{ communityId, class: 'everyone' }],
    keys: [`${communityId}/everyone`],
  }
  const outside: Standing = { memberships: [], classes: [], keys: [] }
  const read = <T>(reader: Reader, work: (t: Transaction) => T): Promise<T> =>
    statement(memoryOf(reader), () => work(memoryOf(reader)))
  const doors: LeftDoors = {
    cards: (reader, ids) => read(reader, () => ids.flatMap((id) => cardOf(byId.get(id)))),
    accessMembership: (reader, profileId, id) =>
      read(reader, (t) => (id === communityId && isMember(t, profileId) ? membership : null)),
    contactsAmong: (reader, profileId, others) =>
      read(reader, (t) => new Set(isMember(t, profileId) ? others.filter((other) => isMember(t, other)) : [])),
    shareCommunity: (reader, a, b) => read(reader, (t) => isMember(t, a) && isMember(t, b)),
    pupilsAmong: (reader, ids) => read(reader, () => new Set(ids.filter((id) => byId.get(id)?.isPupil))),
    sms: missing('SMS'),
    quietAmong: missing('Quiet times'),
    ...RULES,
    urgent: { left: async () => null, use: async () => 'forbidden' },
    // Nobody of the simulated school ever rests.
    quietTimesOf: (reader) => read(reader, () => []),
    // Nobody of the simulated school keeps anybody off.
    blocksBetween: (reader) => read(reader, () => ({ one: false, other: false })),
    refusesWriting: (reader) => read(reader, () => false),
    refusingToJoin: (reader) => read(reader, () => new Set<string>()),
    actingRefusal: async () => null,
    async holdProfiles(tx, ids) {
      const t = memoryOf(tx)
      await statement(t, async () => {
        for (const id of [...new Set(ids)].sort()) await t.lock('identity.profile', id)
      })
    },
    // The simulated school has chosen the mode «forbidden».
    dialogueRule: (reader, ids) =>
      read(reader, () => {
        const pupils = ids.filter((id) => byId.get(id)?.isPupil)
        const refusal = ids.length === 2 && pupils.length === 1 ? ('forbidden' as const) : null
        return { refusal, supervision: null, changesAt: null }
      }),
    isGuardianPair: (reader) => read(reader, () => false),
    // The simulated school has no units.
    unitForChat: (tx) => read(tx, () => null),
    leadsOf: (reader) => read(reader, () => []),
    reachedFamilies: {
      familiesReached: missing('families'),
      childrenOf: missing('families'),
      zoneOf: missing('time zones'),
    },
    childLabels: missing('families'),
    unitAudiences: {
      peopleOf: (reader) => read(reader, () => []),
      audiencesOf: (reader) => read(reader, () => []),
      announcingIn: (reader) => read(reader, () => []),
      namesOf: (reader) => read(reader, () => new Map()),
    },
    // Nobody of the simulated school writes in a channel.
    audienceOf: missing('audience'),
    reachByUnit: missing('reach'),
  }
  return {
    doors,
    classesOf: (reader, profileId) =>
      read(reader, (t) => (isMember(t, profileId) ? [{ communityId, class: 'everyone' }] : [])),
    standingsOf: (reader, profileIds) =>
      read(reader, (t) => new Map(profileIds.map((id) => [id, isMember(t, id) ? inside : outside]))),
    setMember: (t, profileId, member) =>
      statement(t, () =>
        t.put(
          'communities.member',
          memberKey(profileId),
          !member
            ? null
            : {
                community_id: communityId,
                profile_id: profileId,
                person_id: profileId,
                sort_name: byId.get(profileId)!.surname,
                position: '',
                version: 1,
                withheld_until: null,
                leaving: false,
                joined_at: new Date(0),
              },
        ),
      ),
  }
}

function cardOf(person: SimulatedPerson | undefined): ProfileCard[] {
  if (person === undefined) return []
  const { profileId, surname, isPupil } = person
  return [{ id: profileId, version: 1, surname, name: 'Имя', patronymic: '', staff: !isPupil, gone: false }]
}
