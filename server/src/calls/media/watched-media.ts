import { readKey } from './media-key.ts'
import { answers, localUrl, pause } from './media-process.ts'
import { createMediaRooms, type MediaRooms } from './media-rooms.ts'
import type { MediaAccess, MediaServer, MediaState } from './media-server.ts'
import { readRunning } from './running.ts'

const LOOK_MS = 2_000
/** So many looks in a row without an answer, before it counts as gone. */
const SILENT_LOOKS = 3

interface Watched {
  /** Address to which browsers connect; null when they reach it through our own site. */
  readonly browserUrl: string | null
  /** Where it answers now; null when nobody knows. */
  readonly locate: () => Promise<MediaAccess | null>
}

/** A media server that somebody else keeps: the operator's own cluster, or the one of another process on this data folder. */
export class WatchedMediaServer implements MediaServer {
  readonly browserUrl: string | null
  readonly rooms: MediaRooms
  readonly #watched: Watched
  readonly #loop: Promise<void>
  readonly #stop = new AbortController()
  #access: MediaAccess | null = null
  #state: MediaState = 'starting'
  #silent = 0

  private constructor(watched: Watched, first: MediaAccess | null) {
    this.#watched = watched
    this.#access = first
    this.browserUrl = watched.browserUrl
    this.rooms = createMediaRooms(() => this.#access)
    this.#loop = this.#run()
  }

  static async start(watched: Watched): Promise<WatchedMediaServer> {
    const server = new WatchedMediaServer(watched, await watched.locate())
    await server.#look()
    return server
  }

  state(): MediaState {
    return this.#state
  }

  access(): MediaAccess | null {
    return this.#access
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      await pause(LOOK_MS, signal)
      if (!signal.aborted) await this.#look()
    }
  }

  async #look(): Promise<void> {
    this.#access = await this.#watched.locate()
    if (this.#access === null) {
      this.#state = 'missing'
      return
    }
    const isThere = await answers(this.#access.apiUrl)
    this.#silent = isThere ? 0 : this.#silent + 1
    if (isThere) this.#state = 'ready'
    else if (this.#state !== 'ready' || this.#silent >= SILENT_LOOKS) this.#state = 'failing'
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#loop
  }
}

/** Finds the media server that another process of ours keeps in this directory. */
export async function locateNeighbour(directory: string): Promise<MediaAccess | null> {
  const [running, key] = await Promise.all([readRunning(directory), readKey(directory)])
  return running === null || key === null ? null : { apiUrl: localUrl(running.port), ...key }
}
