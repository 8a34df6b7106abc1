import { create } from 'zustand'
import type { CallSession } from './session/call-session.ts'

/** The call in which this page is, or at whose door it waits; it goes on wherever in the app one is. */
export const useOngoing = create<{ session: CallSession | null }>()(() => ({ session: null }))
