import { useMemo } from 'react'
import { useStore } from 'zustand'
import { handQueue } from '#contract/calls/calls.abilities.ts'
import { displayName } from '#contract/identity/names.ts'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { fallbackNames, nameOf } from '#web/messenger/index.ts'
import type { CallSession } from '../session/call-session.ts'
import type { Occupant } from '../session/call-state.ts'

/** Somebody in the call: who he is to us, and what he is on the media server. */
export interface Person extends Occupant {
  /** Null as long as the server has not said who a session is. */
  readonly profileId: string | null
  readonly name: string
  readonly parts: { readonly name: string; readonly surname: string }
  readonly staff: boolean
  /** Has no account: came by the link under a name that he has typed (CALL-20). */
  readonly guest: boolean
  /** Place of his hand in the queue, from 1; null while it is down. */
  readonly hand: number | null
}

/** Everybody who is there, oneself first. */
export function usePeople(session: CallSession): readonly Person[] {
  const { profile } = useFrame()
  const occupants = useStore(session.store, (state) => state.occupants)
  const stays = useStore(session.store, (state) => state.stays)
  const cards = useStore(session.store, (state) => state.cards)
  const roles = useStore(session.store, (state) => state.roles)
  return useMemo(() => {
    const profiles = new Map(stays.map(({ sessionId, profileId }) => [sessionId, profileId]))
    const hands = new Map(handQueue(Object.values(roles)).map(({ profileId }, place) => [profileId, place + 1]))
    return occupants.map((occupant) => {
      const profileId = occupant.isSelf ? profile.id : (profiles.get(occupant.sessionId) ?? null)
      const card = profileId === null ? undefined : cards[profileId]
      const own = occupant.isSelf && card === undefined
      const { name, verified } = own
        ? { name: displayName({ ...profile, staff: false }), verified: false }
        : nameOf(card, fallbackNames)
      const hand = profileId === null ? null : (hands.get(profileId) ?? null)
      return {
        ...occupant,
        profileId,
        name,
        hand,
        staff: verified,
        guest: card?.guest === true,
        parts: card ?? (own ? profile : { name: '', surname: '' }),
      }
    })
  }, [occupants, stays, cards, roles, profile])
}
