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

const DECISIONS_KEY = 'parta.decisions'
const DECISIONS_MAX = 50

/** Decisions on own applications that were put aside in this browser. */
export function hiddenDecisions(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(DECISIONS_KEY) ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch {
    return []
  }
}

/** Puts one more aside; returns all of them. */
export function hideDecision(key: string): readonly string[] {
  const all = [key, ...hiddenDecisions().filter((each) => each !== key)].slice(0, DECISIONS_MAX)
  try {
    localStorage.setItem(DECISIONS_KEY, JSON.stringify(all))
  } catch {
    // A browser without storage hides them until the page is left.
  }
  return all
}
