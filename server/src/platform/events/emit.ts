import { type EventName, type EventOfAudience, type EventPayload, events } from '#contract/events.ts'
import type { CommunityClass } from '#contract/kit/event.ts'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Bus } from '../bus/bus.ts'
import { type Clock, toInstant } from '../clock/clock.ts'
import type { Tx } from '../db/database.ts'
import { afterCommit } from '../db/transaction.ts'
import { compileSchema, type Validation } from '../dispatch/validation.ts'
import type { AudienceLog } from './audience-log.ts'

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
  /** Appends a durable event to the log of one class of a community. */
  toCommunity<N extends EventOfAudience<'community'>>(
    tx: Tx,
    communityId: string,
    audienceClass: CommunityClass,
    name: N,
    payload: EventPayload<N>,
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
    [audience, id]: readonly ['profile' | 'community', string],
    name: EventName,
    payload: unknown,
    kept: unknown,
  ) => {
    if (!events[name].durable) throw new Error(`${name} is ephemeral and has no row`)
    check(name, payload)
    const now = clock.now()
    const seq = await log.appendToLog(tx, audience, id, name, kept, new Date(now))
    const frame: EventFrame = { t: 'event', e: name, a: audience, id, s: seq, at: toInstant(now), p: payload }
    afterCommit(tx, () => bus.publish(frame))
  }
  return {
    check,
    toProfile: (tx, profileId, name, payload, kept = payload) =>
      append(tx, ['profile', profileId], name, payload, kept),
    toCommunity: (tx, communityId, audienceClass, name, payload) =>
      append(tx, ['community', communityAudience(communityId, audienceClass)], name, payload, payload),
    ephemeral(tx, audience, id, name, payload) {
      check(name, payload)
      const frame: EventFrame = { t: 'event', e: name, a: audience, id, at: toInstant(clock.now()), p: payload }
      if (tx === null) bus.publish(frame)
      else afterCommit(tx, () => bus.publish(frame))
    },
  }
}
