import type { Rolldown } from 'vite'

type Output = readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]
type Chunk = Rolldown.OutputChunk

/** A part of the product that people open first; what it needs beside this part's own code comes as one file. */
export interface Place {
  readonly name: string
  /** Ends of the modules that it loads before it can be used. */
  readonly modules: readonly string[]
}

/** Modules of the source to the name of the file in which they come together with others. */
export type JointChunks = ReadonlyMap<string, string>

const BETWEEN = '-'
const PAGES = 'pages'
/** Small enough that a page may load it without needing it, where that spares a request. */
const SMALL_BYTES = 6_000
/** A module that so many pages need is likely to be needed by the next one. */
const MANY = 2

/**
 * Puts the many small files that a bundler makes of shared modules together: a request costs a phone more than a kilobyte.
 * What the places (in their order) need comes in a file of each; of the rest, small modules of several pages share one.
 *
 * @param output of a first build, in which every module lies with those that are needed by the same pages
 */
export function joinChunks(output: Output, places: readonly Place[]): JointChunks {
  const byFile = filesOf(output)
  const chunks = [...byFile.values()]
  const reached = places.map((place) => closure(byFile, startsOf(chunks, place)))
  const isOpened = ({ isEntry, isDynamicEntry }: Chunk) => isEntry || isDynamicEntry
  const pages = chunks.filter(isOpened).map((chunk) => closure(byFile, [chunk]))
  const placesOf = ({ fileName }: Chunk) => places.filter((_, place) => reached[place]!.has(fileName))
  const isShared = (chunk: Chunk) =>
    chunk.code.length <= SMALL_BYTES && pages.filter((files) => files.has(chunk.fileName)).length >= MANY
  // Whatever imports a page of its own, or something large, is left: its file would bring that with it.
  const isFree = (chunk: Chunk) =>
    [...closure(byFile, [chunk])].every((file) => {
      const needed = byFile.get(file)!
      return !isOpened(needed) && (placesOf(needed).length > 0 || isShared(needed))
    })
  const joint = new Map<string, string>()
  for (const chunk of chunks.filter((chunk) => !isOpened(chunk))) {
    const needing = placesOf(chunk).map(({ name }) => name)
    const name = needing.length > 0 ? needing.join(BETWEEN) : isFree(chunk) ? PAGES : null
    if (name !== null) for (const id of chunk.moduleIds) joint.set(id, name)
  }
  return joint
}

/** The same as the bundler takes it. */
export function groupsOf(joint: JointChunks): Rolldown.CodeSplittingGroup[] {
  return [...new Set(joint.values())].map((name) => ({ name, test: (id) => joint.get(id) === name }))
}

/** Files that import each other in a circle may run before what they need: refuses them. */
export function assertNoCircle(output: Output): void {
  const byFile = filesOf(output)
  for (const chunk of byFile.values()) {
    const after = chunk.imports.find((file) => closure(byFile, [byFile.get(file)!]).has(chunk.fileName))
    if (after !== undefined) throw new Error(`${chunk.fileName} and ${after} import each other`)
  }
}

function filesOf(output: Output): ReadonlyMap<string, Chunk> {
  const chunks = output.filter((item): item is Chunk => item.type === 'chunk')
  return new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
}

function startsOf(chunks: readonly Chunk[], { name, modules }: Place): Chunk[] {
  return modules.map((end) => {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(end))
    if (chunk === undefined) throw new Error(`${end}, from which ${name} begins, is the start of no chunk`)
    return chunk
  })
}

/** Files that come with these chunks, their own included. */
function closure(byFile: ReadonlyMap<string, Chunk>, starts: readonly Chunk[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const waiting = starts.map(({ fileName }) => fileName)
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    waiting.push(...(byFile.get(file)?.imports ?? []))
  }
  return seen
}
