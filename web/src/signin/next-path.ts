/** Where to go after the sign-in: the path in `?next=`, only ever of this very site, else the front page. */
export function nextPath(search: string, origin: string): string {
  const wanted = new URLSearchParams(search).get('next')
  if (wanted === null || !wanted.startsWith('/')) return '/'
  const url = URL.parse?.(wanted, origin) ?? tryUrl(wanted, origin)
  if (url === null || url.origin !== origin) return '/'
  const own = url.pathname === '/id' || url.pathname.startsWith('/id/')
  // An outside system waits behind such a page for somebody to be signed in.
  if (own && interactionOf(url.pathname) === null) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}

/** The token of the link of a class at which somebody has come to the sign-in, or null. */
export function classLinkOf(path: string): string | null {
  return /^\/join\/([\w-]{22})(?:#apply)?$/.exec(path)?.[1] ?? null
}

/** The number of the interaction whose page lies at a path, or null. */
export function interactionOf(path: string): string | null {
  return /^\/id\/interaction\/([\w-]+)$/.exec(path)?.[1] ?? null
}

/** Whether the page asks for a class card: at the card's own address, and on a tablet of a class unless a phone is wanted. */
export function asksForCard(
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
  isClassTablet: boolean,
): boolean {
  if (pathname === '/id/card') return true
  return isClassTablet && pathname === '/id' && !new URLSearchParams(search).has('phone')
}

/** Whether a page of somebody has led here, and not his own press: his lesson is over, or the server knows him no more. */
export function sentOut(search: string): boolean {
  const asked = new URLSearchParams(search)
  return asked.has('over') || asked.has('next')
}

/** The secret in what was scanned or typed: a card's address, or the code alone; null when there is none. */
export function cardSecretOf(text: string): string | null {
  return /(?:^|#)([\w-]{22})$/.exec(text.trim())?.[1] ?? null
}

function tryUrl(path: string, origin: string): URL | null {
  try {
    return new URL(path, origin)
  } catch {
    return null
  }
}
