import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { ROOT } from '#testkit/printed.ts'

/** A file of the tree, by its path from the root. */
export interface SourceFile {
  path: string
  text: string
}

export interface Violation {
  path: string
  what: string
}

/** One rule of the house. `good` and `bad` show it and prove that it can fail. */
export interface Rule {
  name: string
  reason: string
  check(files: readonly SourceFile[]): Violation[]
  good: readonly SourceFile[]
  bad: readonly SourceFile[]
}

/** Everything that git knows or would add, as text. */
export function readTree(): SourceFile[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return list
    .split('\n')
    .filter((path) => path !== '' && existsSync(`${ROOT}${path}`) && /\.(ts|tsx|mjs|css|md|sql|json|txt)$/.test(path))
    .map((path) => ({ path, text: readFileSync(`${ROOT}${path}`, 'utf8') }))
}

export const isTest = (path: string): boolean => /\.(test|e2e|gate)\.tsx?$/.test(path) || path.startsWith('testkit/')
export const isCode = (path: string): boolean => /\.(ts|tsx)$/.test(path)

/** The specifiers that a file imports, dynamic ones too. */
export function importsOf(text: string): string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"\n]*?(?:[^'"]*?\bfrom\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
  )
  return [...found].map((match) => match[1] ?? match[2]!)
}

const ALIASES: Readonly<Record<string, string>> = {
  '#contract/': 'contract/src/',
  '#server/': 'server/src/',
  '#web/': 'web/src/',
  '#testkit/': 'testkit/src/',
}

/** The path that a specifier means, or null for a package; how the bundler shall take it stands behind a question mark. */
export function resolveImport(from: string, asked: string): string | null {
  const specifier = asked.replace(/\?.*$/, '')
  for (const [alias, folder] of Object.entries(ALIASES)) {
    if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length)
  }
  if (!specifier.startsWith('.')) return null
  const parts = from.split('/').slice(0, -1)
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.') parts.push(step)
  }
  return parts.join('/')
}
