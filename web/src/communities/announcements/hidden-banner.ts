const KEY = 'parta.banner'

/** The announcement that this browser has hidden, whoever is signed in. */
export function hiddenBanner(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

export function hideBanner(id: string): void {
  try {
    localStorage.setItem(KEY, id)
  } catch {
    // A browser without storage hides it until the page is left.
  }
}
