import './tokens.css'
import './base.css'
import { TEXT_MAX, TEXT_MIN } from './text-size.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

export const THEME_KEY = 'parta.theme'
export const TEXT_KEY = 'parta.text'

const dark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** What the person has chosen in the settings; the system's look when nothing was chosen. */
export function themeChoice(): ThemeChoice {
  const saved = readSaved(THEME_KEY)
  return saved === 'light' || saved === 'dark' ? saved : 'system'
}

/** The look in use now. */
export function currentTheme(): Theme {
  const choice = themeChoice()
  if (choice !== 'system') return choice
  return dark.matches ? 'dark' : 'light'
}

/** The size of text that was chosen on this device, in percent. */
export function textSize(): number {
  return Math.min(TEXT_MAX, Math.max(TEXT_MIN, Number(readSaved(TEXT_KEY)) || 100))
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readSaved(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Shows what is kept on this device. */
export function applyLook(): void {
  const { dataset, style } = document.documentElement
  dataset.theme = currentTheme()
  style.fontSize = `${textSize()}%`
  for (const listener of listeners) listener()
}

dark.addEventListener('change', applyLook)
applyLook()
