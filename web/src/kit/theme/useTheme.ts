import { useSyncExternalStore } from 'react'
import { currentTheme, subscribeTheme, type Theme } from './theme.ts'

/** The look in use; renders again when the system or the person changes it. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribeTheme, currentTheme)
}
