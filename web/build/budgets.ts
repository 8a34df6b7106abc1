import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Manifest } from 'vite'

const KIB = 1024

interface Screen {
  readonly name: string
  /** Chunks that the screen loads by itself; what they import statically comes with them. */
  readonly chunks: readonly string[]
  /** Chunks of the screen from which it is opened: what they bring is there already. */
  readonly after?: readonly string[]
  /** Brotli bytes that may be needed before the screen can be used. */
  readonly script: number
  readonly style: number
}

/** What comes only when somebody switches noise suppression on. */
export const NOISE = 'src/calls/sound/noise-suppressor.ts'
/** What comes only when somebody puts something behind him. */
export const COVER = 'src/calls/picture/background-cover.ts'
const CHAT = ['app.html', 'src/shell/Shell.tsx', 'src/messenger/MessengerPage.tsx', 'src/messenger/boot/EngineHost.tsx']

const CALL = ['src/calls/host/CallHost.tsx', 'src/calls/session/live-room.ts']

/** Screens that people wait for on a slow phone, the first ones and what is large. */
export const SCREENS: readonly Screen[] = [
  { name: 'the sign-in', chunks: ['signin.html'], script: 110 * KIB, style: 20 * KIB },
  { name: 'a chat', chunks: CHAT, script: 190 * KIB, style: 45 * KIB },
  {
    name: 'a call',
    chunks: CALL,
    after: CHAT,
    script: 220 * KIB,
    style: 20 * KIB,
  },
  {
    name: 'a call by a link',
    chunks: ['guest.html', 'src/calls/session/live-room.ts'],
    script: 230 * KIB,
    style: 20 * KIB,
  },
  { name: 'noise suppression', chunks: [NOISE], after: [...CHAT, ...CALL], script: 4 * KIB, style: 0 },
  { name: 'a virtual background', chunks: [COVER], after: [...CHAT, ...CALL], script: 4 * KIB, style: 0 },
  { name: 'the electronic school', chunks: ['school.html'], script: 130 * KIB, style: 20 * KIB },
]

export interface Weight {
  readonly script: number
  readonly style: number
}

export async function readManifest(dist: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8')) as Manifest
}

/** Files that are loaded before anything can be shown: these chunks and everything that they import statically. */
export function filesOf(manifest: Manifest, keys: readonly string[]): { script: string[]; style: string[] } {
  const seen = new Set<string>()
  const script = new Set<string>()
  const style = new Set<string>()
  const visit = (key: string): void => {
    if (seen.has(key)) return
    const chunk = manifest[key]
    if (chunk === undefined) throw new Error(`There is no chunk of ${key}`)
    seen.add(key)
    script.add(chunk.file)
    for (const file of chunk.css ?? []) style.add(file)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  for (const key of keys) visit(key)
  return { script: [...script], style: [...style] }
}

/** What the critical path of a screen weighs in Brotli. */
export async function weighScreen(dist: string, manifest: Manifest, screen: Screen): Promise<Weight> {
  const files = filesOf(manifest, screen.chunks)
  const before = filesOf(manifest, screen.after ?? [])
  const own = (kind: 'script' | 'style') => files[kind].filter((file) => !before[kind].includes(file))
  const [script, style] = await Promise.all([weigh(dist, own('script')), weigh(dist, own('style'))])
  return { script, style }
}

/** One line about a screen, and whether it has outgrown its budget. */
export function judge({ name, ...budget }: Screen, weight: Weight): { line: string; over: boolean } {
  const sizes = `script ${kib(weight.script)} of ${kib(budget.script)} KiB, style ${kib(weight.style)} of ${kib(budget.style)} KiB`
  return {
    line: `${name}: ${sizes} (Brotli, before it can be used)`,
    over: weight.script > budget.script || weight.style > budget.style,
  }
}

/** Measures the critical path of every screen and refuses one that has outgrown its budget. */
export async function assertBudgets(dist: string, manifest: Manifest): Promise<string[]> {
  const judged = await Promise.all(
    SCREENS.map(async (screen) => judge(screen, await weighScreen(dist, manifest, screen))),
  )
  const over = judged.filter((screen) => screen.over)
  if (over.length > 0) throw new Error(`Over the budget: ${over.map(({ line }) => line).join('; ')}`)
  return judged.map(({ line }) => line)
}

async function weigh(dist: string, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => brotliCompressSync(await readFile(join(dist, file))).byteLength),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

function kib(bytes: number): string {
  return (bytes / KIB).toFixed(1)
}
