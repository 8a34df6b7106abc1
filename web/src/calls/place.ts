const CALL = /^\/im\/([0-9a-f-]{36})\/call\/?$/

/** The chat whose call an address shows, null for every other address. */
export function callPlaceOf(pathname: string): string | null {
  return CALL.exec(pathname)?.[1] ?? null
}

/** The whole address of the link of a call, for whoever has no other way there (CALL-17). */
export function linkHref(token: string): string {
  return `${location.origin}/call/${token}`
}

/** The address of the call of a chat; `camera` says that whoever comes wants to be seen. */
export function callHref(chatId: string, camera = false): string {
  return `/im/${chatId}/call${camera ? '?camera=1' : ''}`
}
