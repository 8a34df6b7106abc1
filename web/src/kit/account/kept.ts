const PREFIX = 'parta.account.'
/** Under this name: when the change of the number happens of which this device has been told. */
export const TOLD_MOVE = 'phoneMove'
/** Under this name: the sign-in with a spare code of which this device has been told. */
export const TOLD_CODE = 'recoveryCode'

/** Keeps something of the signed-in account on this device until the account leaves it. */
export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(`${PREFIX}${name}`, JSON.stringify(value))
  } catch {
    // Without storage the app opens only with a network.
  }
}

/** What was kept under this name, null when there is nothing. */
export function recall<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(`${PREFIX}${name}`) ?? 'null') as T | null
  } catch {
    return null
  }
}

/** Forgets everything that was kept of the account, whoever kept it. */
export function forgetKept(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name)
  } catch {
    // Without storage nothing was kept.
  }
}
