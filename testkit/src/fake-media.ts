import type { MediaGrants, MediaServer, MediaState, MediaTrack } from '#server/calls/index.ts'

/** A media server that carries nothing and remembers what it was told. */
export interface FakeMedia extends MediaServer {
  setState(state: MediaState): void
  /** Identities in its rooms, by room. */
  readonly inside: Map<string, Set<string>>
  /** What it was told last that they may send, by identity; who has no entry may send anything. */
  readonly grants: Map<string, MediaGrants>
  /** What they send, by identity. */
  readonly tracks: Map<string, MediaTrack[]>
}

/** Stands for the media server where a test is about what is ours: who may come, how many, and who has to go. */
export function createFakeMedia(): FakeMedia {
  let state: MediaState = 'ready'
  const inside = new Map<string, Set<string>>()
  const grants = new Map<string, MediaGrants>()
  const tracks = new Map<string, MediaTrack[]>()
  return {
    browserUrl: null,
    state: () => state,
    setState(next) {
      state = next
    },
    access: () => ({ apiUrl: 'http://127.0.0.1:9', key: 'fake', secret: 'f'.repeat(32) }),
    inside,
    grants,
    tracks,
    rooms: {
      async ensure(name) {
        if (!inside.has(name)) inside.set(name, new Set())
      },
      async end(name) {
        inside.delete(name)
      },
      people: async (name) =>
        [...(inside.get(name) ?? [])].map((identity) => {
          return { identity, may: grants.get(identity) ?? null, tracks: tracks.get(identity) ?? [] }
        }),
      async permit(name, identity, may) {
        if (inside.get(name)?.has(identity) !== true) return
        grants.set(identity, may)
        const kept = (tracks.get(identity) ?? []).filter(({ source }) => source !== null && may[source])
        tracks.set(identity, kept)
      },
      async mute(_name, identity, trackId) {
        const all = tracks.get(identity) ?? []
        tracks.set(
          identity,
          all.map((track) => (track.id === trackId ? { ...track, muted: true } : track)),
        )
      },
      async remove(name, identity) {
        inside.get(name)?.delete(identity)
      },
      count: async (names) =>
        new Map(names.flatMap((name) => (inside.has(name) ? [[name, inside.get(name)!.size]] : []))),
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}
