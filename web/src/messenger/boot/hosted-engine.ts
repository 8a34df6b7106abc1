import { create } from 'zustand'
import type { Engine } from '#web/kit/sync/engine.ts'

interface Hosted {
  profileId: string
  engine: Engine
}

/** The engine that the frame keeps for the signed-in profile, null until it has been made. */
export const useHosted = create<{ hosted: Hosted | null }>()(() => ({ hosted: null }))

/** The engine of this profile, null while there is none. */
export function useHostedEngine(profileId: string): Engine | null {
  return useHosted(({ hosted }) => (hosted?.profileId === profileId ? hosted.engine : null))
}
