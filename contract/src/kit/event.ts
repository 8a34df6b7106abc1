import type { Static, TSchema } from 'typebox'

/**
 * Who hears an event. Receivers are derived from the audience by the server, never listed by the caller.
 *
 * - `chat`: everybody with an open interval (or covered by the rule) in one chat; the payload is the same for all.
 * - `profile`: the sockets of one profile.
 * - `community`: one class of people of a community: everyone, staff, administrators.
 */
export type Audience = 'chat' | 'profile' | 'community'

export type CommunityClass = 'everyone' | 'staff' | 'administrators'

export interface EventDeclaration<A extends Audience = Audience, P extends TSchema = TSchema> {
  readonly audience: A
  /** Durable events have a row and a number and are delivered after a reconnect; the others may be dropped. */
  readonly durable: boolean
  readonly summary: string
  readonly payload: P
}

/** Declares an event once: for the server that emits, the web that applies, and the printed AsyncAPI document. */
export function event<const A extends Audience, P extends TSchema>(declaration: {
  audience: A
  durable: boolean
  summary: string
  payload: P
}): EventDeclaration<A, P> {
  return declaration
}

export type PayloadOf<D extends EventDeclaration> = Static<D['payload']>
