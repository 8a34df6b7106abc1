import type { MediaServer, MediaState } from '#server/calls/index.ts'

/** A media server that carries nothing and remembers what it was told. */
export interface FakeMedia extends MediaServer {
  setState(state: MediaState): void
  /** Identities in its rooms, by room. */
  readonly inside: Map<string, Set<string>>
}

/** Stands for the media server where a test is about what is ours: who may come, how many, and who has to go. */
export function createFakeMedia(): FakeMedia {
  let state: MediaState = 'ready'
  const inside = new Map<string, Set<string>>()
  return {
    browserUrl: null,
    state: () => state,
    setState(next) {
      state = next
    },
    access: () => ({ apiUrl: 'http://127.0.0.1:9', key: 'fake', secret: 'f'.repeat(32) }),
    inside,
    rooms: {
      async ensure(name) {
        if (!inside.has(name)) inside.set(name, new Set())
      },
      async end(name) {
        inside.delete(name)
      },
      people: async (name) => [...(inside.get(name) ?? [])],
      async remove(name, identity) {
        inside.get(name)?.delete(identity)
      },
      count: async (names) =>
        new Map(names.flatMap((name) => (inside.has(name) ? [[name, inside.get(name)!.size]] : []))),
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}
