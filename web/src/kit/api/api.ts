import { uuidv7 } from '#contract/kit/uuid.ts'
import { createApi } from './create-api.ts'

/** Makes the id of something new, or the key of a command. */
export function newKey(): string {
  return uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
}

/** The client of the server that has sent this page. */
export const api = createApi({ fetch: (url, init) => fetch(url, init), newKey })
