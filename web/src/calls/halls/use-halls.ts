import { useStore } from 'zustand'
import type { Halls } from '#contract/calls/halls.ts'
import { fallbackNames, type Named, nameOf } from '#web/messenger/index.ts'
import type { CallSession } from '../session/call-session.ts'

const NONE: Halls = { version: 0, free: false, openSince: null, endsAt: null, halls: [] }

/** How the halls of the call stand. */
export function useHalls(session: CallSession): Halls {
  return useStore(session.store, (state) => state.halls ?? NONE)
}

/** What somebody of the call is called, with his mark. */
export function useNames(session: CallSession): (profileId: string) => Named {
  const cards = useStore(session.store, (state) => state.cards)
  return (profileId) => nameOf(cards[profileId], fallbackNames)
}

/** Who is in the call and does not lead it, each once, as they came. */
export function useLed(session: CallSession): string[] {
  const stays = useStore(session.store, (state) => state.stays)
  const roles = useStore(session.store, (state) => state.roles)
  const led = new Set(stays.map(({ profileId }) => profileId).filter((id) => roles[id]?.leads !== true))
  return [...led]
}
