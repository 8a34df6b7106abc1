import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Manifest } from 'vite'

const KIB = 1024

/** Brotli bytes that a page may need before it can be used. */
const BUDGETS: Readonly<Record<string, { script: number; style: number }>> = {
  'signin.html': { script: 110 * KIB, style: 20 * KIB },
}

export async function readManifest(dist: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8')) as Manifest
}

/** Files that are loaded before anything can be shown: an entry and everything that it imports statically. */
export function filesOf(manifest: Manifest, keys: readonly string[]): { script: string[]; style: string[] } {
  const seen = new Set<string>()
  const script = new Set<string>()
  const style = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined || seen.has(key)) return
    seen.add(key)
    script.add(chunk.file)
    for (const file of chunk.css ?? []) style.add(file)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  for (const key of keys) visit(key)
  return { script: [...script], style: [...style] }
}

/** Measures the critical path of every page and refuses a page that has outgrown its budget. */
export async function assertBudgets(dist: string, manifest: Manifest): Promise<string[]> {
  const lines: string[] = []
  const entries = Object.entries(manifest).filter(([, chunk]) => chunk.isEntry)
  for (const [key] of entries) {
    const files = filesOf(manifest, [key])
    const [script, style] = await Promise.all([weigh(dist, files.script), weigh(dist, files.style)])
    lines.push(`${key}: script ${kib(script)} KiB, style ${kib(style)} KiB (Brotli, before the first screen)`)
    const budget = BUDGETS[key]
    if (budget !== undefined && (script > budget.script || style > budget.style)) {
      throw new Error(`${lines.at(-1)}; the budget is ${kib(budget.script)} and ${kib(budget.style)} KiB`)
    }
  }
  return lines
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
