import { createContext, useContext } from 'react'
import type { NameParts } from '#contract/identity/names.ts'

export interface FrameContextValue {
  /** The organisation in which the person works now, null for somebody who is in none. */
  organisation: { id: string; name: string; shortName: string; timeZone: string; logoId: string | null } | null
  profile: NameParts & { id: string; kind: 'learning' | 'personal' }
  /** Opens the choice of organisation and profile. */
  openSwitch: () => void
}

export const FrameContext = createContext<FrameContextValue | null>(null)

/** Who works in which organisation now; everything inside the frame may ask. */
export function useFrame(): FrameContextValue {
  const value = useContext(FrameContext)
  if (value === null) throw new Error('useFrame is called outside of the frame')
  return value
}
