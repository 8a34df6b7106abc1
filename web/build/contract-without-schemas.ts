import type { Plugin } from 'vite'

const STUB = '\0typebox-absent'

/** Builders whose results nobody in a browser reads; marked pure, they leave with everything that hangs on them. */
const BUILDERS = /(?<![.\w])(Type\.[A-Z]\w*|closed|line|query|command|event)\(/g

/**
 * Lets the web import modules of the contract for their types, ids, limits and abilities without shipping TypeBox: the
 * schemas become empty objects, and what is left unused of them is dropped.
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
      const pure = code.replace(BUILDERS, (call, name: string, at: number) =>
        /function\s+$/.test(code.slice(Math.max(0, at - 12), at)) ? call : `/* @__PURE__ */ ${name}(`,
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
