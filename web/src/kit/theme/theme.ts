import './tokens.css'
import './base.css'

export type ThemeChoice = 'system' | 'light' | 'dark'
export type Theme = 'light' | 'dark'

const KEY = 'parta.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** What the person has chosen in the settings; the system's look when nothing was chosen. */
export function themeChoice(): ThemeChoice {
  const saved = readSaved()
  return saved === 'light' || saved === 'dark' ? saved : 'system'
}

/** The look in use now. */
export function currentTheme(): Theme {
  const choice = themeChoice()
  if (choice !== 'system') return choice
  return dark.matches ? 'dark' : 'light'
}

/** Keeps a choice on this device and shows it at once. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, choice)
  } catch {
    // A browser without storage keeps the choice until the page is left.
  }
  apply()
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readSaved(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function apply(): void {
  document.documentElement.dataset.theme = currentTheme()
  for (const listener of listeners) listener()
}

dark.addEventListener('change', apply)
apply()
