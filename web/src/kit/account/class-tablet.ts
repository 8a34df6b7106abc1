const NAME = 'parta.classTablet'

/**
 * Whether this browser was made a device of a class, so that its sign-in asks for cards first. Only a hint: the server
 * tells devices by a cookie that pages cannot read.
 */
export function isClassTablet(): boolean {
  try {
    return localStorage.getItem(NAME) === '1'
  } catch {
    return false
  }
}

export function rememberClassTablet(on: boolean): void {
  try {
    if (on) localStorage.setItem(NAME, '1')
    else localStorage.removeItem(NAME)
  } catch {
    // Without storage the card's own address still opens its page.
  }
}
