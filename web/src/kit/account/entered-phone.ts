const NAME = 'parta.enteredPhone'

/** A number that was typed beside an invitation: the sign-in goes on with it, and asks for no password of a newcomer. */
export interface EnteredPhone {
  phone: string
  first: boolean
}

/** Keeps the number for the sign-in of this tab; an address would show it to every log on its way. */
export function keepEnteredPhone(entered: EnteredPhone): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(entered))
  } catch {
    // Without storage the sign-in asks for the number.
  }
}

/** The number that was typed before the sign-in, once. */
export function takeEnteredPhone(): EnteredPhone | null {
  try {
    const kept = sessionStorage.getItem(NAME)
    sessionStorage.removeItem(NAME)
    return kept === null ? null : (JSON.parse(kept) as EnteredPhone)
  } catch {
    return null
  }
}
