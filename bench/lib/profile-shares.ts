import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A part of the program and what it takes of the processor time of the process. */
export interface Share {
  place: string
  /** From 0 to 1. */
  share: number
}

interface Frame {
  functionName: string
  url: string
}

/** What Node writes with `--cpu-prof`, times in microseconds. */
export interface CpuProfile {
  nodes: readonly { id: number; callFrame: Frame; children?: readonly number[] }[]
  samples: readonly number[]
  timeDeltas: readonly number[]
}

const OTHER_BELOW = 0.015
const LOADING = /^node:internal\/(modules|process\/pre_execution|bootstrap|main)/

/** Names of files with profiles in a folder. */
export function profilesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.cpuprofile')) : []
}

/** What the profiles of these files show together. */
export function readShares(folder: string, names: readonly string[]): Share[] {
  return sharesOf(names.map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as CpuProfile))
}

/**
 * Where processes spent their time, waiting and loading of modules left out: by the innermost function that is known,
 * greatest first; what is small comes together as «other».
 */
export function sharesOf(profiles: readonly CpuProfile[]): Share[] {
  const times = new Map<string, number>()
  for (const profile of profiles) addTimes(profile, times)
  const all = times.values().reduce((sum, time) => sum + time, 0)
  if (all === 0) return []
  const shares = [...times].map(([place, time]) => ({ place, share: time / all }))
  const great = shares.filter(({ share }) => share >= OTHER_BELOW).sort((one, two) => two.share - one.share)
  const other = 1 - great.reduce((sum, { share }) => sum + share, 0)
  return other > 0 ? [...great, { place: 'other', share: other }] : great
}

function addTimes({ nodes, samples, timeDeltas }: CpuProfile, times: Map<string, number>): void {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const placeOf = new Map<number, string | null>()
  for (const [index, id] of samples.entries()) {
    let place = placeOf.get(id)
    if (place === undefined) {
      const frames: Frame[] = []
      for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) frames.push(byId.get(at)!.callFrame)
      place = placeOfStack(frames)
      placeOf.set(id, place)
    }
    if (place !== null) times.set(place, (times.get(place) ?? 0) + timeDeltas[index]!)
  }
}

/** @param frames from the innermost outwards; null for what is not counted */
function placeOfStack(frames: readonly Frame[]): string | null {
  const { functionName, url } = frames[0]!
  if (functionName === '(idle)' || functionName === '(root)') return null
  if (frames.some((frame) => LOADING.test(frame.url))) return null
  if (functionName === '(garbage collector)') return 'collection of garbage'
  if (functionName === '(program)') return 'runtime and system, not in a function'
  if (url === '') return NATIVE[functionName] ?? placeOfStack(frames.slice(1))
  const vendor = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (vendor !== undefined) return vendor
  if (url.startsWith('node:')) return NODE.find(([, pattern]) => pattern.test(url))![0]
  return /\/((?:server\/src|contract\/src)\/[^/]+(?:\/[^/.]+)?)/.exec(url)?.[1]?.replace('/src', '') ?? 'other'
}

const NODE: readonly (readonly [place: string, url: RegExp])[] = [
  ['Node: HTTP', /http/],
  ['Node: sockets', /net|stream/],
  ['Node: buffers and texts', /buffer|util|url|encoding/],
  ['Node: timers and turns', /timers|process|async|events/],
  ['Node: other', /./],
]

/** Functions of the runtime that are system calls. */
const NATIVE: Readonly<Record<string, string>> = {
  writeBuffer: 'system: write to a socket',
  writev: 'system: write to a socket',
  writeUtf8String: 'system: write to a socket',
  writeLatin1String: 'system: write to a socket',
  close: 'system: close a socket',
  shutdown: 'system: close a socket',
}
