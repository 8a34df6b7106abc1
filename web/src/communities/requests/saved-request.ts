const KEY = 'parta.request'

/** The secret of the request that was filed from this device, so that its page is found again. */
export function savedRequest(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

export function saveRequest(secret: string): void {
  try {
    localStorage.setItem(KEY, secret)
  } catch {
    // Without storage the address of the page is the only way back to it.
  }
}

/** 256 random bits in base64url. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
