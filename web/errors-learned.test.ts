import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { before, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ru } from './src/kit/errors/errors.ru.ts'

const SRC = fileURLToPath(new URL('./src/', import.meta.url))
const CONTRACT = fileURLToPath(new URL('../contract/src/', import.meta.url))
const LEARNED = /kit\/errors\/pages\/[\w-]+\.ts$/

/** What one file imports at once, by path, with the names that it takes; types are nothing at run time. */
interface Imports {
  taken: Map<string, string[]>
  lazy: string[]
}

const files = new Map<string, Imports>()
/** Codes that the operation of an export of the contract may be refused with, by path and name. */
const errorsOf = new Map<string, readonly string[]>()

const place = (from: string, specifier: string): string | null => {
  if (specifier.startsWith('#web/')) return join(SRC, specifier.slice(5))
  if (specifier.startsWith('#contract/')) return join(CONTRACT, specifier.slice(10))
  return specifier.startsWith('.') ? resolve(dirname(from), specifier) : null
}

function readImports(path: string, text: string): Imports {
  const taken = new Map<string, string[]>()
  for (const [, clause = '', specifier = ''] of text.matchAll(/^(?:import|export) ([^;'"]*?) from '([^']+)'/gm)) {
    const target = place(path, specifier)
    if (target === null || clause.startsWith('type ')) continue
    const names = [...clause.matchAll(/(type )?(\w+)(?: as \w+)?(?=\s*[,}])/g)].flatMap(([, type, name]) =>
      type === undefined ? [name!] : [],
    )
    taken.set(target, [...(taken.get(target) ?? []), ...names])
  }
  const lazy = [...text.matchAll(/import\('([^']+)'\)/g)].flatMap(([, specifier]) => place(path, specifier!) ?? [])
  return { taken, lazy }
}

/** Everything that is there once a file is. */
function closureOf(root: string, seen = new Set<string>()): Set<string> {
  if (seen.has(root)) return seen
  seen.add(root)
  for (const path of files.get(root)?.taken.keys() ?? []) closureOf(path, seen)
  return seen
}

before(async () => {
  for (const name of await readdir(SRC, { recursive: true })) {
    if (!/\.tsx?$/.test(name) || name.includes('.test.')) continue
    const path = join(SRC, name)
    files.set(path, readImports(path, await readFile(path, 'utf8')))
  }
  const contract = new Set([...files.values()].flatMap(({ taken }) => [...taken.keys()]))
  for (const path of [...contract].filter((each) => each.startsWith(CONTRACT))) {
    const exported = (await import(pathToFileURL(path).href)) as Record<
      string,
      { errors?: readonly string[] } | undefined
    >
    for (const [name, value] of Object.entries(exported)) errorsOf.set(`${path} ${name}`, value?.errors ?? [])
  }
})

test('every page knows a sentence for each refusal of the operations that it calls', async () => {
  const lazy = new Set([...files.values()].flatMap((file) => file.lazy))
  const roots = [
    ...lazy,
    ...['main.tsx', 'ops-main.tsx', 'signin/main.tsx', 'school/main.tsx'].map((name) => join(SRC, name)),
  ]
  const speechless: string[] = []
  for (const root of roots.filter((path) => files.has(path))) {
    const there = closureOf(root)
    const known = new Set(Object.keys(ru))
    for (const path of there) {
      if (!LEARNED.test(path)) continue
      const told = (await import(pathToFileURL(path).href)) as Record<string, { ru?: object }>
      for (const sentences of Object.values(told)) for (const code of Object.keys(sentences.ru ?? {})) known.add(code)
    }
    for (const path of there) {
      for (const [target, names] of files.get(path)?.taken ?? []) {
        const codes = new Set(names.flatMap((name) => errorsOf.get(`${target} ${name}`) ?? []))
        const missing = [...codes].filter((code) => !known.has(code))
        if (missing.length > 0)
          speechless.push(`${root.slice(SRC.length)}: ${path.slice(SRC.length)}: ${missing.join(', ')}`)
      }
    }
  }
  assert.ok(errorsOf.size > 100 && roots.length > 20, 'nothing was looked at')
  assert.deepEqual(speechless, [])
})
