import { type EventName, type EventOfAudience, type EventPayload, events } from '#contract/events.ts'
import type { CommunityClass } from '#contract/kit/event.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Bus } from '../bus/bus.ts'
import { type Clock, toInstant } from '../clock/clock.ts'
import type { Tx } from '../db/database.ts'
import { afterCommit } from '../db/transaction.ts'
import { compileSchema, type Validation } from '../dispatch/validation.ts'
import type { AudienceLog } from './audience-log.ts'

/** What one profile is told; its log may keep less of it than those hear who listen: `kept`. */
export interface ProfileEvent<N extends EventName> {
  profileId: string
  payload: EventPayload<N>
  kept?: EventPayload<N>
}

export interface Emitter {
  /**
   * Appends a durable event to the log of a profile in this transaction; it is published after the commit. The log may
   * keep less of it than those hear who listen: `kept`.
   */
  toProfile<N extends EventOfAudience<'profile'>>(
    tx: Tx,
    profileId: string,
    name: N,
    payload: EventPayload<N>,
    kept?: EventPayload<N>,
  ): Promise<void>
  /** The same for many, in the order of their ids; whoever is told several times hears them in the order in which they stand here. */
  toProfiles<N extends EventOfAudience<'profile'>>(tx: Tx, name: N, events: readonly ProfileEvent<N>[]): Promise<void>
  /** Appends a durable event to the log of one class of a community. */
  toCommunity<N extends EventOfAudience<'community'>>(
    tx: Tx,
    communityId: string,
    audienceClass: CommunityClass,
    name: N,
    payload: EventPayload<N>,
  ): Promise<void>
  /** The same of several, in the order in which they stand here. */
  manyToCommunity<N extends EventOfAudience<'community'>>(
    tx: Tx,
    communityId: string,
    audienceClass: CommunityClass,
    name: N,
    payloads: readonly EventPayload<N>[],
  ): Promise<void>
  /** Publishes an event that has no row, after the commit of `tx` or at once without one. */
  ephemeral<N extends EventName>(
    tx: Tx | null,
    audience: EventFrame['a'],
    id: string,
    name: N,
    payload: EventPayload<N>,
  ): void
  /** Throws when a payload does not fit what the contract declares. */
  check(name: EventName, payload: unknown): void
}

export const communityAudience = (communityId: string, audienceClass: CommunityClass): string =>
  `${communityId}/${audienceClass}`

/** Everything that leaves as an event passes here; payloads are checked against their schemas. */
export function createEmitter(bus: Bus, clock: Clock, log: AudienceLog): Emitter {
  const schemas = new Map<string, Validation>()
  const check = (name: EventName, payload: unknown) => {
    let schema = schemas.get(name)
    if (schema === undefined) {
      schema = compileSchema(events[name].payload)
      schemas.set(name, schema)
    }
    const wrong = schema.check(payload)
    if (wrong !== null) throw new Error(`Payload of ${name} does not fit its schema: ${wrong.join('; ')}`)
  }
  const append = async (
    tx: Tx,
    audience: 'profile' | 'community',
    name: EventName,
    told: readonly { id: string; payload: unknown; kept: unknown }[],
  ) => {
    if (!events[name].durable) throw new Error(`${name} is ephemeral and has no row`)
    for (const { payload } of told) check(name, payload)
    const now = clock.now()
    const entries = told.map(({ id, kept }) => ({ id, payload: kept }))
    const seqs = await log.appendToLogs(tx, audience, name, entries, new Date(now))
    const at = toInstant(now)
    const frames = told.map(
      ({ id, payload }, n): EventFrame => ({ t: 'event', e: name, a: audience, id, s: seqs[n]!, at, p: payload }),
    )
    afterCommit(tx, () => {
      for (const frame of frames) bus.publish(frame)
    })
  }
  const appendToCommunity = (tx: Tx, id: string, name: EventName, payloads: readonly unknown[]) =>
    append(
      tx,
      'community',
      name,
      payloads.map((payload) => ({ id, payload, kept: payload })),
    )
  return {
    check,
    toProfile: (tx, profileId, name, payload, kept = payload) =>
      append(tx, 'profile', name, [{ id: profileId, payload, kept }]),
    toProfiles: (tx, name, many) =>
      append(
        tx,
        'profile',
        name,
        many.map(({ profileId: id, payload, kept = payload }) => ({ id, payload, kept })),
      ),
    toCommunity: (tx, communityId, audienceClass, name, payload) =>
      appendToCommunity(tx, communityAudience(communityId, audienceClass), name, [payload]),
    manyToCommunity: (tx, communityId, audienceClass, name, payloads) =>
      appendToCommunity(tx, communityAudience(communityId, audienceClass), name, payloads),
    ephemeral(tx, audience, id, name, payload) {
      check(name, payload)
      const frame: EventFrame = { t: 'event', e: name, a: audience, id, at: toInstant(clock.now()), p: payload }
      if (tx === null) bus.publish(frame)
      else afterCommit(tx, () => bus.publish(frame))
    },
  }
}
