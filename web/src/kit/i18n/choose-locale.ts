import { LOCALE_KEY, type Locale } from './locale.ts'

/** Keeps the choice on this device and opens the page anew in that language. */
export function chooseLocale(chosen: Locale): void {
  try {
    localStorage.setItem(LOCALE_KEY, chosen)
  } catch {
    // Without storage the choice cannot be kept.
  }
  location.reload()
}
