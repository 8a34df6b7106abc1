import type { MediaRooms } from './media-rooms.ts'

/**
 * What calls can count on at this moment: `starting` and `failing` end by themselves; `missing` does when the operator
 * builds the program, or starts the process that keeps it.
 */
export type MediaState = 'ready' | 'starting' | 'failing' | 'missing'

/** Where a media server answers to us, and the key that both know. */
export interface MediaAccess {
  /** Address of its API, http(s). */
  readonly apiUrl: string
  readonly key: string
  readonly secret: string
}

/** The server that carries sound and pictures of calls, whoever keeps it. */
export interface MediaServer extends AsyncDisposable {
  state(): MediaState
  /** Null as long as nobody knows where it answers. */
  access(): MediaAccess | null
  /** Address to which browsers connect, ws(s); null when they reach it through our own site. */
  readonly browserUrl: string | null
  readonly rooms: MediaRooms
}
