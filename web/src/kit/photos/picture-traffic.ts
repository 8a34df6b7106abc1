const KEY = 'parta.pictures'

interface Connection {
  readonly saveData?: boolean
  readonly type?: string
}

function connection(): Connection | undefined {
  return (navigator as { connection?: Connection }).connection
}

/** Whether this browser tells of what kind the network is. */
export const tellsNetwork = (): boolean => connection() !== undefined

/** Whether pictures are loaded in a network that counts what goes through it, as chosen on this device. */
export function loadsMetered(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'free'
  } catch {
    return true
  }
}

export function chooseMetered(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, 'free')
  } catch {
    // Without storage the choice cannot be kept.
  }
}

/** Whether pictures of people and chats are loaded now. A mobile network counts, and so does a wish to save. */
export function loadsPictures(): boolean {
  const { saveData, type } = connection() ?? {}
  return loadsMetered() || !(saveData === true || type === 'cellular')
}
