import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { type CssRule, parseCss, printCss, splitSelectors } from './css-rules.ts'
import { CLASS_NAMES, findUsedVkui, PROPERTY_NAMES, type UsedVkui } from './used-vkui.ts'

const SOURCE = fileURLToPath(new URL('../src', import.meta.url))
const VKUI = fileURLToPath(new URL('.', import.meta.resolve('@vkontakte/vkui')))

/** Looks of other platforms than the one that the root of the app chooses, and helpers that no page of ours uses. */
const FOREIGN = /\.vkui--(vkIOS|vkBase)|\.vkui-[a-z]/

/**
 * VKUI ships the styles of all its parts as one sheet. Here it loses the rules of parts that the web never imports, the
 * looks of other platforms, and the properties that nothing reads. What is used is found in the sources before anything is
 * bundled, so that the name of the sheet depends on it; the finished bundle is checked against it.
 */
export function trimVkui(): Plugin {
  let used: UsedVkui | null = null
  return {
    name: 'parta:trim-vkui',
    enforce: 'pre',
    async transform(code, id) {
      if (!id.endsWith('@vkontakte/vkui/dist/vkui.css')) return null
      used = await findUsedVkui(SOURCE, VKUI)
      return { code: trimSheet(code, used), map: null }
    },
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const unforeseen = used === null ? undefined : namedBeyond(chunk.code, used)
        if (unforeseen !== undefined) throw new Error(`${chunk.fileName} uses ${unforeseen}, which was not foreseen`)
      }
    },
  }
}

/** A class or a property of VKUI that the code of a chunk names and the sources did not. */
function namedBeyond(code: string, used: UsedVkui): string | undefined {
  const beginnings = [...used.properties]
  return (
    (code.match(CLASS_NAMES) ?? []).find((name) => !used.classes.has(name)) ??
    (code.match(PROPERTY_NAMES) ?? []).find((name) => !beginnings.some((start) => name.startsWith(start)))
  )
}

function isNamed(css: string, name: string): boolean {
  return new RegExp(`${name}(?![\\w-])`).test(css)
}

/** The sheet without what nobody uses. */
export function trimSheet(css: string, used: UsedVkui): string {
  const rules = withoutSelectors(parseCss(css), used.classes)
  return printCss(withoutProperties(withoutKeyframes(rules), used.properties))
}

function withoutSelectors(rules: readonly CssRule[], classes: ReadonlySet<string>): CssRule[] {
  return rules.flatMap((rule) => {
    if (rule.rules !== null) {
      const inner = withoutSelectors(rule.rules, classes)
      return inner.length === 0 ? [] : [{ ...rule, rules: inner }]
    }
    if (rule.prelude.startsWith('@')) return [rule]
    const selectors = splitSelectors(rule.prelude).filter((selector) => canMatch(selector, classes))
    return selectors.length === 0 ? [] : [{ ...rule, prelude: selectors.join(',') }]
  })
}

/** What stands in `:not(…)`, `:is(…)` and the like does not decide: one of several may be enough, or none. */
function canMatch(selector: string, classes: ReadonlySet<string>): boolean {
  let outer = selector
  for (let before = ''; before !== outer; ) {
    before = outer
    outer = outer.replace(/\([^()]*\)/g, '')
  }
  return !FOREIGN.test(outer) && (outer.match(CLASS_NAMES) ?? []).every((name) => classes.has(name))
}

function withoutKeyframes(rules: readonly CssRule[]): CssRule[] {
  const rest = printCss(rules.filter(({ prelude }) => !prelude.startsWith('@keyframes')))
  return rules.filter(({ prelude }) => !prelude.startsWith('@keyframes') || isNamed(rest, prelude.split(/\s+/)[1]!))
}

const definition = (declaration: string) => /^(--vkui[\w-]+)\s*:/.exec(declaration)?.[1]
const readBy = (text: string) => [...text.matchAll(/var\(\s*(--vkui[\w-]+)/g)].map(([, name]) => name!)

function withoutProperties(rules: readonly CssRule[], used: ReadonlySet<string>): CssRule[] {
  const beginnings = [...used]
  const read = new Set<string>()
  const values = new Map<string, string[]>()
  const note = (name: string) => {
    if (read.has(name)) return
    read.add(name)
    for (const value of values.get(name) ?? []) for (const further of readBy(value)) note(further)
  }
  const all = declarationsOf(rules)
  for (const declaration of all) {
    const name = definition(declaration)
    if (name !== undefined) values.set(name, [...(values.get(name) ?? []), declaration])
  }
  for (const name of values.keys()) if (beginnings.some((start) => name.startsWith(start))) note(name)
  for (const declaration of all)
    if (definition(declaration) === undefined) for (const name of readBy(declaration)) note(name)
  return keepDeclarations(rules, (declaration) => {
    const name = definition(declaration)
    return name === undefined || read.has(name)
  })
}

function declarationsOf(rules: readonly CssRule[]): string[] {
  return rules.flatMap((rule) => [...(rule.declarations ?? []), ...declarationsOf(rule.rules ?? [])])
}

function keepDeclarations(rules: readonly CssRule[], keep: (declaration: string) => boolean): CssRule[] {
  return rules.flatMap((rule) => {
    const declarations = rule.declarations?.filter(keep) ?? null
    const inner = rule.rules === null ? null : keepDeclarations(rule.rules, keep)
    return declarations?.length === 0 || inner?.length === 0 ? [] : [{ ...rule, declarations, rules: inner }]
  })
}
