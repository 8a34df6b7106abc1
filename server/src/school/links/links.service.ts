import { makeLink, undoLink } from '#contract/connector/person-links.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Linking, linkingOperations } from '#contract/school/linking.ts'
import { LINK_ATTEMPT_MS, SCHOOL_TITLE_MAX } from '#contract/school/school.limits.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import { recordSchoolAct } from '../acts/record-act.ts'
import { accessStanding } from '../desk/access-standing.ts'
import type { Standing } from '../desk/standing.ts'
import type { Connections } from './connections.ts'
import * as store from './links.store.ts'
import type { Answer, Messenger } from './messenger.ts'

type Operations = typeof linkingOperations
type Codes<Id extends keyof Operations> = Operations[Id]['errors'][number]

/** Sign-ins of one account that come back; each asks the messenger several times. */
const TRIES = { name: 'school.linking', points: 20, durationMs: 15 * 60_000 }
const TOKEN_BYTES = 32
/** Why somebody cannot be linked with a profile, in words that the messenger says and everybody may read. */
const MISFITS = [
  'connector.personUnknown',
  'connector.nameDiffers',
  'connector.birthDateDiffers',
  'connector.roleDiffers',
  'connector.notAdult',
  'connector.personLinked',
  'connector.profileLinked',
] as const satisfies readonly Codes<'linking.finish'>[]
/** What of a refusal goes on to the page; whatever else the messenger says stays here. */
const TOLD = ['what', 'from', 'account', 'since'] as const
const TOLD_LENGTH_MAX = 100

interface Outside {
  readonly connections: Connections
  readonly messenger: Messenger
  /** Address of the electronic school itself. */
  readonly ownUrl: () => string
}

/** Linking of accounts of the school with profiles of the messenger (ESL). */
export function createLinksService(
  platform: Pick<Platform, 'clock' | 'db' | 'limits' | 'random' | 'transaction'>,
  { connections, messenger, ownUrl }: Outside,
) {
  const { clock, db, limits, random, transaction } = platform
  const redirectUri = () => `${ownUrl()}/linked`

  const view = async (reader: Reader, { organisationId, personId }: Standing): Promise<Linking> => {
    const link = await store.linkOf(reader, personId)
    return {
      connected: (await connections.of(reader, organisationId)) !== null,
      link: link === undefined ? null : { profileName: link.profile_name, since: toInstant(link.linked_at) },
    }
  }
  const accessReach = async (reader: Reader, { organisationId }: Standing, fail: Fail<'school.notConnected'>) =>
    (await connections.of(reader, organisationId)) ?? fail('school.notConnected')

  return {
    view,

    async begin(
      tx: Tx,
      standing: Standing,
      fail: Fail<Codes<'linking.begin'>>,
    ): Promise<OutputOf<Operations['linking.begin']>> {
      const reach = await accessReach(tx, standing, fail)
      if ((await store.linkOf(tx, standing.personId)) !== undefined) return fail('school.linked')
      const [state, nonce, verifier] = [0, 1, 2].map(() => randomToken(random, TOKEN_BYTES)) as [string, string, string]
      const { sessionId } = standing
      await store.beginAttempt(tx, {
        ...{ sessionId, stateHash: tokenHash(state), nonce, verifier },
        now: new Date(clock.now()),
      })
      return { url: messenger.signInUrl(reach, { state, nonce, verifier, redirectUri: redirectUri() }) }
    },

    async finish(
      viewer: Viewer,
      { state, code }: InputOf<Operations['linking.finish']>,
      fail: Fail<Codes<'linking.finish'>>,
    ): Promise<Linking> {
      const standing = await accessStanding(db, viewer, 'linking.finish')
      await limits.consume(TRIES, standing.accountId)
      const begunAfter = new Date(clock.now() - LINK_ATTEMPT_MS)
      const key = { sessionId: standing.sessionId, stateHash: tokenHash(state), begunAfter }
      const attempt = (await transaction((tx) => store.takeAttempt(tx, key))) ?? fail('school.linkStale')
      const reach = await accessReach(db, standing, fail)
      const { communityId } = reach
      const { personId, organisationId } = standing
      const person = await messenger.takePerson(reach, code, { ...attempt, redirectUri: redirectUri() })
      const input = { communityId, personId, personToken: person.token }
      const linkedAt = linkTime(await messenger.call(reach, makeLink, input), fail)
      const profileName = [...(shownName(person.name) ?? `${standing.surname} ${standing.name}`)]
        .slice(0, SCHOOL_TITLE_MAX)
        .join('')
      return transaction(async (tx) => {
        await store.putLink(tx, { personId, organisationId, profileName, linkedAt })
        recordSchoolAct(tx, standing, 'linking.finish', { people: [personId] })
        return view(tx, standing)
      })
    },

    async undo(viewer: Viewer, fail: Fail<Codes<'linking.undo'>>): Promise<Linking> {
      const standing = await accessStanding(db, viewer, 'linking.undo')
      const { personId } = standing
      if ((await store.linkOf(db, personId)) === undefined) return view(db, standing)
      await limits.consume(TRIES, standing.accountId)
      const reach = await accessReach(db, standing, fail)
      const input = { communityId: reach.communityId, personId }
      const answer = await messenger.call(reach, undoLink, input)
      if (!answer.ok) return fail('school.connectionRefused')
      return transaction(async (tx) => {
        await store.dropLink(tx, personId)
        recordSchoolAct(tx, standing, 'linking.undo', { people: [personId] })
        return view(tx, standing)
      })
    },
  }
}

/** Since when the messenger knows the link; by its clock, by which it also says when one ends. */
function linkTime(answer: Answer<OutputOf<typeof makeLink>>, fail: Fail<Codes<'linking.finish'>>): Date {
  if (answer.ok) {
    const time = new Date(answer.output.link.since)
    return Number.isNaN(time.getTime()) ? fail('school.connectionRefused') : time
  }
  const misfit = MISFITS.find((code) => code === answer.code)
  if (misfit !== undefined) return fail(misfit, toldOf(answer.details))
  return fail(answer.code === 'connector.tokenInvalid' ? 'school.linkStale' : 'school.connectionRefused')
}

function toldOf(details: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const told: Record<string, string | number> = {}
  for (const name of TOLD) {
    const value = details[name]
    if (typeof value === 'number') told[name] = value
    if (typeof value === 'string') told[name] = value.slice(0, TOLD_LENGTH_MAX)
  }
  return told
}

export type LinksService = ReturnType<typeof createLinksService>
