import type { SeededRandom } from '../simulation/seeded-random.ts'

/** One thing that goes wrong; `node` and `device` are numbers from 0 on, times are in milliseconds. */
export type Fault =
  | { readonly what: 'killServer' | 'pauseServer'; readonly node: number; readonly forMs: number }
  | { readonly what: 'killDatabase' | 'pauseDatabase'; readonly forMs: number }
  | { readonly what: 'killBackend' }
  | { readonly what: 'cutLinks' | 'silenceLinks'; readonly link: number }
  | { readonly what: 'killBus' | 'pauseBus'; readonly forMs: number }
  | { readonly what: 'emptyBus' | 'dropSubscribers' }
  | { readonly what: 'reset' | 'end' | 'silence' | 'reload'; readonly device: number }
  | { readonly what: 'refuse' | 'slow' | 'late'; readonly device: number; readonly forMs: number }

export type PlannedFault = Fault & { readonly atMs: number }

export const FAMILIES = [
  'servers are killed',
  'servers stand still',
  'the database is killed',
  'the database stands still',
  'links to the database fail',
  'connections are cut',
  'connections are half-open',
  'readers are slow',
  'the bus fails',
  'everything at once',
] as const
export type Family = (typeof FAMILIES)[number]

export interface Surroundings {
  readonly nodes: number
  readonly devices: number
}

type Draw = (random: SeededRandom, around: Surroundings) => Fault

const killServer: Draw = (random, { nodes }) => ({
  what: 'killServer',
  node: random.below(nodes),
  forMs: random.between(0, 600),
})
const pauseServer: Draw = (random, { nodes }) => ({
  what: 'pauseServer',
  node: random.below(nodes),
  forMs: random.between(200, 2_500),
})
const killDatabase: Draw = (random) => ({ what: 'killDatabase', forMs: random.between(0, 600) })
const killBackend: Draw = () => ({ what: 'killBackend' })
const pauseDatabase: Draw = (random) => ({ what: 'pauseDatabase', forMs: random.between(200, 2_500) })
const cutLinks: Draw = (random, { nodes }) => ({ what: 'cutLinks', link: random.below(nodes) })
const silenceLinks: Draw = (random, { nodes }) => ({ what: 'silenceLinks', link: random.below(nodes) })
const cut: Draw = (random, { devices }) => ({
  what: random.pick(['reset', 'end'] as const),
  device: random.below(devices),
})
const reload: Draw = (random, { devices }) => ({ what: 'reload', device: random.below(devices) })
const silence: Draw = (random, { devices }) => ({ what: 'silence', device: random.below(devices) })
const worsen: Draw = (random, { devices }) => ({
  what: random.pick(['refuse', 'late'] as const),
  device: random.below(devices),
  forMs: random.between(300, 1_500),
})
const slow: Draw = (random, { devices }) => ({
  what: 'slow',
  device: random.below(devices),
  forMs: random.between(1_000, 3_000),
})
const killBus: Draw = (random) => ({ what: 'killBus', forMs: random.between(0, 1_000) })
const pauseBus: Draw = (random) => ({ what: 'pauseBus', forMs: random.between(200, 2_500) })
const emptyBus: Draw = (random) => ({ what: random.pick(['emptyBus', 'dropSubscribers'] as const) })

/** What may go wrong in a family, and how many times it does. */
const DRAWS: Readonly<Record<Family, { readonly draws: readonly Draw[]; readonly times: readonly [number, number] }>> =
  {
    'servers are killed': { draws: [killServer, killServer, reload], times: [2, 3] },
    'servers stand still': { draws: [pauseServer], times: [2, 3] },
    'the database is killed': { draws: [killDatabase, killBackend], times: [1, 3] },
    'the database stands still': { draws: [pauseDatabase], times: [2, 3] },
    'links to the database fail': { draws: [cutLinks, silenceLinks], times: [2, 3] },
    'connections are cut': { draws: [cut, cut, worsen, reload], times: [12, 20] },
    'connections are half-open': { draws: [silence], times: [3, 6] },
    'readers are slow': { draws: [slow], times: [4, 8] },
    'the bus fails': { draws: [killBus, pauseBus, emptyBus], times: [3, 5] },
    'everything at once': {
      draws: [
        killServer,
        pauseServer,
        killDatabase,
        killBackend,
        pauseDatabase,
        cutLinks,
        cut,
        silence,
        slow,
        emptyBus,
        killBus,
      ],
      times: [4, 7],
    },
  }

/** Faults of a family spread over `lengthMs`; the same random numbers give the same plan. */
export function planFaults(
  family: Family,
  random: SeededRandom,
  around: Surroundings & { readonly lengthMs: number },
): PlannedFault[] {
  const { draws, times } = DRAWS[family]
  return Array.from({ length: random.between(...times) }, () => ({
    ...random.pick(draws)(random, around),
    atMs: random.between(0, around.lengthMs),
  })).sort((one, other) => one.atMs - other.atMs)
}
