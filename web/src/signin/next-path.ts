/** Where to go after the sign-in: the path in `?next=`, only ever of this very site, else the front page. */
export function nextPath(search: string, origin: string): string {
  const wanted = new URLSearchParams(search).get('next')
  if (wanted === null || !wanted.startsWith('/')) return '/'
  const url = URL.parse?.(wanted, origin) ?? tryUrl(wanted, origin)
  if (url === null || url.origin !== origin) return '/'
  if (url.pathname === '/id' || url.pathname.startsWith('/id/')) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}

function tryUrl(path: string, origin: string): URL | null {
  try {
    return new URL(path, origin)
  } catch {
    return null
  }
}
