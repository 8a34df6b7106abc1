import {
  type ParticipantInfo,
  type ParticipantPermission,
  RoomServiceClient,
  TrackSource,
  TwirpError,
} from 'livekit-server-sdk'
import type { MediaSource } from '#contract/calls/people.ts'
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

/** What somebody may send into a room. */
export type MediaGrants = Readonly<Record<MediaSource, boolean>>

/** What somebody sends. */
export interface MediaTrack {
  readonly id: string
  /** Null of what is nothing of ours. */
  readonly source: MediaSource | null
  readonly muted: boolean
}

/** Somebody who is in a room. */
export interface MediaPerson {
  readonly identity: string
  /** Null where nothing bounds what he may send. */
  readonly may: MediaGrants | null
  readonly tracks: readonly MediaTrack[]
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
   * Those who are in a room; nobody is in one that does not exist.
   *
   * @throws MediaUnavailable
   */
  people(name: string): Promise<readonly MediaPerson[]>
  /**
   * Says what somebody may send; what he may not any more is taken off the room at once. One who is gone is no error.
   *
   * @throws MediaUnavailable
   */
  permit(name: string, identity: string, may: MediaGrants): Promise<void>
  /**
   * Switches off what somebody sends. Nothing here switches anything on. What is gone is no error.
   *
   * @throws MediaUnavailable
   */
  mute(name: string, identity: string, trackId: string): Promise<void>
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

const SOURCES: readonly (readonly [TrackSource, MediaSource])[] = [
  [TrackSource.MICROPHONE, 'microphone'],
  [TrackSource.CAMERA, 'camera'],
  [TrackSource.SCREEN_SHARE, 'screen'],
  [TrackSource.SCREEN_SHARE_AUDIO, 'screen'],
]

/** What the media server is told that somebody may send. An empty list would be everything, so it goes with no right at all. */
export function sourcesOf(may: MediaGrants): { canPublish: boolean; canPublishSources: TrackSource[] } {
  const canPublishSources = SOURCES.filter(([, source]) => may[source]).map(([name]) => name)
  return { canPublish: canPublishSources.length > 0, canPublishSources }
}

function permissionOf(may: MediaGrants): Partial<ParticipantPermission> {
  return { canSubscribe: true, canPublishData: false, canUpdateMetadata: false, ...sourcesOf(may) }
}

function personOf({ identity, permission, tracks }: ParticipantInfo): MediaPerson {
  const named = permission?.canPublishSources ?? []
  const isBound = permission !== undefined && (!permission.canPublish || named.length > 0)
  const may = (source: MediaSource) =>
    permission?.canPublish === true && SOURCES.every(([name, of]) => of !== source || named.includes(name))
  return {
    identity,
    may: isBound ? { microphone: may('microphone'), camera: may('camera'), screen: may('screen') } : null,
    tracks: tracks.map(({ sid, source, muted }) => {
      return { id: sid, source: SOURCES.find(([name]) => name === source)?.[1] ?? null, muted }
    }),
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
  const making = new Map<string, Promise<void>>()
  const make = (name: string, maxParticipants: number) =>
    ask(async (client) => {
      const times = { emptyTimeout: EMPTY_SECONDS, departureTimeout: DEPARTURE_SECONDS }
      await client.createRoom({ name, maxParticipants, ...times })
    })
  return {
    // When the media server was away hundreds come back at once: they ask for one room once.
    ensure(name, capacity) {
      const made = making.get(name) ?? make(name, capacity).finally(() => making.delete(name))
      making.set(name, made)
      return made
    },
    end: (name) =>
      ask(async (client) => {
        const isThere = (await client.listRooms([name])).length > 0
        if (isThere) await client.deleteRoom(name)
      }),
    people: (name) =>
      ask(async (client) => {
        const found = await orNothing(client.listParticipants(name), [])
        return found.map(personOf)
      }),
    permit: (name, identity, may) =>
      ask(async (client) => {
        await orNothing(client.updateParticipant(name, identity, { permission: permissionOf(may) }), null)
      }),
    mute: (name, identity, trackId) =>
      ask(async (client) => {
        await orNothing(client.mutePublishedTrack(name, identity, trackId, true), null)
      }),
    remove: (name, identity) => ask((client) => orNothing(client.removeParticipant(name, identity), undefined)),
    count: (names) =>
      ask(async (client) => {
        const rooms = names.length === 0 ? [] : await client.listRooms([...names])
        return new Map(rooms.map((room) => [room.name, room.numParticipants]))
      }),
  }
}
