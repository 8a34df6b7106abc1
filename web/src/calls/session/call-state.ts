import type { Call, CallMine, CallStay, listWaiting } from '#contract/calls/calls.ts'
import type { Halls } from '#contract/calls/halls.ts'
import type { CallPerson } from '#contract/calls/people.ts'
import type { EventPayload } from '#contract/events.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import type { KnownCard } from '../known-card.ts'
import type { Strain } from '../link/strain.ts'

/** A film of somebody that can be shown: his camera or his screen. */
export interface Film {
  readonly id: string
  /** Shows it in an element; the answer takes it away. */
  show(element: HTMLVideoElement): () => void
}

/** Somebody on the media server, as the page draws him. */
export interface Occupant {
  readonly sessionId: string
  readonly isSelf: boolean
  /** He can be heard. */
  readonly microphone: boolean
  /** His camera is on; its film comes when it is shown. */
  readonly hasCamera: boolean
  readonly camera: Film | null
  readonly hasScreen: boolean
  readonly screen: Film | null
  readonly speaks: boolean
  readonly link: 'good' | 'poor' | 'lost'
}

export type Waiting = OutputOf<typeof listWaiting>['waiting'][number]

/**
 * «joining» until the first answer, «waiting» at the door, «in», «lost» while the way back is looked for, «over» for good.
 */
export type Phase = 'joining' | 'waiting' | 'in' | 'lost' | 'over'

export type Asked = Pick<EventPayload<'call.asked'>, 'profileId' | 'source'>

/** Reactions that were given together; `place` counts on. */
export interface Applause {
  readonly place: number
  readonly counts: EventPayload<'call.reactions'>['counts']
}

/** How a call came to its end for this page. */
export type Ending =
  | { readonly how: 'left' }
  /** Ended for everybody; null when nobody was in it. */
  | { readonly how: 'ended'; readonly byId: string | null }
  /** The server has refused, and says why. */
  | { readonly how: 'refused'; readonly error: unknown }
  /** Another device of this session has come in. */
  | { readonly how: 'elsewhere' }

export interface Note {
  readonly by: string
  readonly text: string
}

export interface CallState {
  readonly phase: Phase
  readonly ending: Ending | null
  /** Tries in a row that have not come through. */
  readonly tries: number
  readonly call: Call
  readonly mine: CallMine
  readonly stays: readonly CallStay[]
  /** What people are in the call and do beside speaking, by profile; revision of what was told of them. */
  readonly roles: Readonly<Record<string, CallPerson>>
  readonly revision: number
  readonly waiting: readonly Waiting[]
  readonly cards: Readonly<Record<string, KnownCard>>
  readonly occupants: readonly Occupant[]
  /** Halls as they stand; null until they were asked for. */
  readonly halls: Halls | null
  /** The hall in whose room one is; null in the call itself. */
  readonly hallId: string | null
  /** What whoever leads the call has said to everybody last. */
  readonly note: Note | null
  /** The link is being mended; the last pictures stand. */
  readonly mending: boolean
  /** What the own weak link is spared. */
  readonly strain: Strain
  /** The browser plays nothing until somebody presses. */
  readonly silenced: boolean
  /** Whoever leads the call asks for the own microphone or camera. */
  readonly asked: Asked | null
  /** Whoever leads the call draws attention. */
  readonly nudged: { readonly byId: string; readonly place: number } | null
  readonly applause: Applause | null
}
