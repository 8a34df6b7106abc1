import { RoomServiceClient, TwirpError } from 'livekit-server-sdk'
import type { MediaAccess } from './media-server.ts'

const TIMEOUT_SECONDS = 5
/** Nobody has come yet, or everybody has gone: what a call remembers is ours, so a room may go soon. */
const EMPTY_SECONDS = 300
const DEPARTURE_SECONDS = 60

/** The media server did not do what it was asked for; it is repeated later. */
export class MediaUnavailable extends Error {
  constructor(cause?: unknown) {
    super('The media server does not answer', { cause })
    this.name = 'MediaUnavailable'
  }
}

/** Rooms of the media server; they forget everything when it ends. */
export interface MediaRooms {
  /**
   * Makes a room, or finds the one of this name.
   *
   * @param capacity people that it takes at most
   * @throws MediaUnavailable
   */
  ensure(name: string, capacity: number): Promise<void>
  /**
   * Ends a room together with everybody's connection to it; one that is gone is no error.
   *
   * @throws MediaUnavailable
   */
  end(name: string): Promise<void>
  /**
   * Identities of those who are in a room; nobody is in one that does not exist.
   *
   * @throws MediaUnavailable
   */
  people(name: string): Promise<readonly string[]>
  /**
   * Takes somebody out of a room; one who is gone is no error.
   *
   * @throws MediaUnavailable
   */
  remove(name: string, identity: string): Promise<void>
  /**
   * How many people are in each of these rooms; a room that does not exist has no entry.
   *
   * @throws MediaUnavailable
   */
  count(names: readonly string[]): Promise<ReadonlyMap<string, number>>
}

/** What does not exist is no failure of whoever asks for it. */
async function orNothing<T>(answer: Promise<T>, nothing: T): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof TwirpError && error.status === 404) return nothing
    throw error
  }
}

/** Asks the API of the media server that `access` tells at each question. */
export function createMediaRooms(access: () => MediaAccess | null): MediaRooms {
  let made: { access: MediaAccess; client: RoomServiceClient } | null = null
  const clientOf = (): RoomServiceClient => {
    const known = access()
    if (known === null) throw new MediaUnavailable()
    if (made === null || made.access.apiUrl !== known.apiUrl || made.access.secret !== known.secret) {
      const { apiUrl, key, secret } = known
      const options = { requestTimeout: TIMEOUT_SECONDS, failover: false }
      made = { access: known, client: new RoomServiceClient(apiUrl, key, secret, options) }
    }
    return made.client
  }
  const ask = async <T>(question: (client: RoomServiceClient) => Promise<T>): Promise<T> => {
    try {
      return await question(clientOf())
    } catch (error) {
      throw error instanceof MediaUnavailable ? error : new MediaUnavailable(error)
    }
  }
  return {
    ensure: (name, capacity) =>
      ask(async (client) => {
        const times = { emptyTimeout: EMPTY_SECONDS, departureTimeout: DEPARTURE_SECONDS }
        await client.createRoom({ name, maxParticipants: capacity, ...times })
      }),
    end: (name) =>
      ask(async (client) => {
        const isThere = (await client.listRooms([name])).length > 0
        if (isThere) await client.deleteRoom(name)
      }),
    people: (name) =>
      ask(async (client) => {
        const found = await orNothing(client.listParticipants(name), [])
        return found.map(({ identity }) => identity)
      }),
    remove: (name, identity) => ask((client) => orNothing(client.removeParticipant(name, identity), undefined)),
    count: (names) =>
      ask(async (client) => {
        const rooms = names.length === 0 ? [] : await client.listRooms([...names])
        return new Map(rooms.map((room) => [room.name, room.numParticipants]))
      }),
  }
}
