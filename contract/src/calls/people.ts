import { type Static, Type } from 'typebox'
import { closed, Id, Instant, oneOf } from '../kit/scalars.ts'

/** What one sends into a call. A screen goes with its sound. */
export const MediaSource = oneOf(['microphone', 'camera', 'screen'])
export type MediaSource = Static<typeof MediaSource>

const Decided = Type.Union([Type.Boolean(), Type.Null()])

/** What was decided for one person alone; null where the call has for him what it has for everybody. */
export const OwnPermissions = closed({ microphone: Decided, camera: Decided, screen: Decided })
export type OwnPermissions = Static<typeof OwnPermissions>

/** Somebody without an account who has come by the link of a call; known there alone, by a name that he has typed (CALL-20). */
export const CallGuest = closed({ id: Id, name: Type.String() })
export type CallGuest = Static<typeof CallGuest>

/** What somebody who is in a call is there, and does beside speaking. */
export const CallPerson = closed({
  /** Of a guest it is his own id in the call. */
  profileId: Id,
  /** Has begun it, leads its chat, or was made its administrator (CALL-04). */
  leads: Type.Boolean(),
  /** Was made its administrator, which can be taken back. */
  administrator: Type.Boolean(),
  /** Since when his hand is up; null while it is down. The queue goes by it (CALL-06). */
  handAt: Type.Union([Instant, Type.Null()]),
  /** Was given the floor by whoever leads the call, and has it until it is taken back. */
  floor: Type.Boolean(),
  permissions: OwnPermissions,
})
export type CallPerson = Static<typeof CallPerson>
