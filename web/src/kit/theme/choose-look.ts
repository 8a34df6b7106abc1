import { applyLook, TEXT_KEY, THEME_KEY, type ThemeChoice } from './theme.ts'

/** Keeps a theme on this device and shows it at once. */
export function chooseTheme(choice: ThemeChoice): void {
  choose(THEME_KEY, choice === 'system' ? null : choice)
}

/** Keeps a size of text on this device, in percent of the browser's own, and shows it at once. */
export function chooseTextSize(percent: number): void {
  choose(TEXT_KEY, percent === 100 ? null : String(percent))
}

function choose(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // A browser without storage goes on with what it shows.
  }
  applyLook()
}
