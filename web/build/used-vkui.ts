import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** Classes and custom properties as VKUI's modules and our own name them. */
export const CLASS_NAMES = /\bvkui[A-Z]\w*__[\w-]+/g
export const PROPERTY_NAMES = /--vkui[\w-]+/g

export interface UsedVkui {
  readonly classes: ReadonlySet<string>
  /** Beginnings of names: a module may put the end of a name together when it runs. */
  readonly properties: ReadonlySet<string>
}

/** What the web takes from VKUI: the modules that it imports, all that these import, and what our styles ask for. */
export async function findUsedVkui(source: string, vkui: string): Promise<UsedVkui> {
  const own = await readTexts(source)
  const code = own.filter(({ path }) => /\.tsx?$/.test(path)).map(({ text }) => text)
  const modules = await readModules(vkui, importedNames(code))
  const properties = new Set([...modules, ...code].flatMap((text) => text.match(PROPERTY_NAMES) ?? []))
  for (const { path, text } of own) {
    if (!path.endsWith('.css')) continue
    for (const [, name] of text.matchAll(/var\(\s*(--vkui[\w-]+)/g)) properties.add(name!)
  }
  return { classes: new Set([...modules, ...code].flatMap((text) => text.match(CLASS_NAMES) ?? [])), properties }
}

async function readTexts(folder: string): Promise<{ path: string; text: string }[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(css|tsx?)$/.test(name))
  return Promise.all(names.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })))
}

function importedNames(code: readonly string[]): Set<string> {
  const lists = code.flatMap((text) => [...text.matchAll(/import\s*\{([^}]*)\}\s*from\s*'@vkontakte\/vkui'/g)])
  const names = lists.flatMap(([, list]) => list!.split(','))
  return new Set(names.map((name) => name.replace(/\btype\s+|\s+as\s+.*$/g, '').trim()).filter((name) => name !== ''))
}

/** Texts of the modules behind these exports and of everything below them. */
async function readModules(vkui: string, names: ReadonlySet<string>): Promise<string[]> {
  const index = await readFile(join(vkui, 'index.js'), 'utf8')
  const texts = new Map<string, string>()
  const visit = async (path: string): Promise<void> => {
    if (texts.has(path)) return
    texts.set(path, '')
    const text = await readFile(path, 'utf8')
    texts.set(path, text)
    const imports = [...text.matchAll(/(?:from|import|import\()\s*["'](\.[^"']+\.js)["']/g)]
    await Promise.all(imports.map(([, specifier]) => visit(resolve(dirname(path), specifier!))))
  }
  for (const [, list, specifier] of index.matchAll(/export\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g)) {
    const exported = list!.split(',').map((name) => name.split(' as ').at(-1)!.trim())
    if (exported.some((name) => names.has(name))) await visit(resolve(vkui, specifier!))
  }
  return [...texts.values()]
}
