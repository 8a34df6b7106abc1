const HINT = 'parta.signedIn'

/** Whether somebody was signed in here last time: then the front page waits for the answer instead of flashing. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(HINT) === '1'
  } catch {
    return false
  }
}

export function rememberSignedIn(on: boolean): void {
  try {
    if (on) localStorage.setItem(HINT, '1')
    else localStorage.removeItem(HINT)
  } catch {
    // Without storage the front page is shown first.
  }
}
