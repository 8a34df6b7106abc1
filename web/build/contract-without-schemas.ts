import { type Plugin, parseAst } from 'vite'

const STUB = '\0typebox-absent'

/** Builders whose results nobody in a browser reads; marked pure, they leave with everything that hangs on them. */
const BUILDERS = /(?<![.\w])(Type\.[A-Z]\w*|closed|line|oneOf|query|command|event)\(/g

/** What declares an operation: its name first, and behind it what the server alone holds to. */
const DECLARATIONS: ReadonlySet<string> = new Set(['query', 'command'])

/**
 * Lets the web import modules of the contract for their types, ids, limits and abilities without shipping TypeBox: an
 * operation keeps its name and its kind, the schemas become empty objects, and what is left unused of them is dropped.
 */
export function contractWithoutSchemas(): Plugin {
  return {
    name: 'parta:contract-without-schemas',
    enforce: 'pre',
    resolveId: (source) => (source === 'typebox' ? STUB : null),
    load: (id) =>
      id === STUB
        ? { code: 'export const Type = new Proxy({}, { get: () => () => ({}) })', moduleSideEffects: false }
        : null,
    transform(code, id) {
      if (!id.includes('/contract/src/') || !id.endsWith('.ts')) return null
      const named = withoutDefinitions(code)
      const pure = named.replace(BUILDERS, (call, name: string, at: number) =>
        /function\s+$/.test(named.slice(Math.max(0, at - 12), at)) ? call : `/* @__PURE__ */ ${name}(`,
      )
      return { code: pure, map: null, moduleSideEffects: false }
    },
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const found = Object.keys(chunk.modules).find((id) => id.includes('/node_modules/typebox/'))
        if (found !== undefined) throw new Error(`TypeBox came into ${chunk.fileName} by ${found}`)
      }
    },
  }
}

/** A module of the contract whose operations say no more than what they are called: `query('chats.list', {})`. */
export function withoutDefinitions(code: string): string {
  const definitions: { start: number; end: number }[] = []
  for (const { declaration } of parseAst(code, { lang: 'ts' }).body as readonly Statement[]) {
    for (const { init } of declaration?.declarations ?? []) {
      const definition = DECLARATIONS.has(init?.callee?.name ?? '') ? init?.arguments?.[1] : undefined
      if (definition?.type === 'ObjectExpression') definitions.push(definition)
    }
  }
  let bare = code
  for (const { start, end } of definitions.reverse()) bare = `${bare.slice(0, start)}{}${bare.slice(end)}`
  return bare
}

/** As much of a statement as is looked at: `export const name = callee(…)`. */
interface Statement {
  readonly declaration?: {
    readonly declarations?: readonly {
      readonly init?: {
        readonly callee?: { readonly name?: string }
        readonly arguments?: readonly { readonly type: string; readonly start: number; readonly end: number }[]
      } | null
    }[]
  } | null
}
