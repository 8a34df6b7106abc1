import ts from 'typescript'
import { importsOf, isCode, isTest, type Rule, resolveImport, type SourceFile, type Violation } from './source-files.ts'
import { withoutComments } from './text-rules.ts'

const file = (path: string, text: string): SourceFile => ({ path, text })
const lines = (count: number, line = 'const a = 1') => Array.from({ length: count }, () => line).join('\n')

const SOURCE_LINES_MAX = 400
const TEST_LINES_MAX = 600
const FUNCTION_LINES_MAX = 70
const PRINTED = new Set(['server/src/platform/db/rows.ts'])

export const sizeRule: Rule = {
  name: 'files are small',
  reason: 'A file that fits on a few screens is read; a longer one is searched.',
  check: (files) =>
    files
      .filter(({ path }) => isCode(path) && !PRINTED.has(path))
      .flatMap(({ path, text }) => {
        const count = text.split('\n').length - 1
        const max = isTest(path) ? TEST_LINES_MAX : SOURCE_LINES_MAX
        return count > max ? [{ path, what: `has ${count} lines, ${max} are allowed` }] : []
      }),
  good: [file('web/src/a.ts', lines(SOURCE_LINES_MAX))],
  bad: [file('web/src/a.ts', lines(SOURCE_LINES_MAX + 2)), file('web/src/a.test.ts', lines(TEST_LINES_MAX + 2))],
}

/** Lines of a function without those of the functions inside it: a factory is not long because its parts are many. */
function longFunctions(path: string, text: string): Violation[] {
  const source = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const found: Violation[] = []
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line
  const visit = (node: ts.Node): number => {
    let inner = 0
    ts.forEachChild(node, (child) => {
      inner += visit(child)
    })
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return inner
    const span = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1
    if (span - inner > FUNCTION_LINES_MAX) {
      const name = node.name === undefined ? 'a function' : node.name.getText(source)
      found.push({ path, what: `${name} has ${span - inner} lines of its own, ${FUNCTION_LINES_MAX} are allowed` })
    }
    return Math.max(0, span - 1)
  }
  visit(source)
  return found
}

export const functionRule: Rule = {
  name: 'functions are short',
  reason: 'Whoever cannot see the end of a function guesses what it does.',
  check: (files) =>
    files
      .filter(({ path }) => isCode(path) && !/\.(test|e2e|gate)\.tsx?$/.test(path))
      .flatMap(({ path, text }) => longFunctions(path, text)),
  good: [file('web/src/a.ts', `function a() {\n${lines(60)}\nconst b = () => {\n${lines(60)}\n}\n}`)],
  bad: [file('web/src/a.ts', `function a() {\n${lines(71)}\n}`)],
}

const ENTRIES =
  /^(server\/src\/(main|audit|open-school|backup|restore)\.ts|web\/build\.ts|web\/vite[^/]*|web\/src\/(main|ops|app)\.tsx|web\/src\/(signin|school|calls\/guest)\/main\.tsx|web\/src\/worker\/[^/]+\.ts|web\/src\/entries\/[^/]+|testkit\/(global-setup|planted|print)\.ts|bench\/bench\.ts)$/

export const deadFileRule: Rule = {
  name: 'every file is used',
  reason: 'A file that nothing imports is read, kept up and translated for nothing.',
  check(files): Violation[] {
    const code = new Map(files.filter(({ path }) => isCode(path)).map((each) => [each.path, each.text]))
    const reached = new Set<string>()
    const walk = (path: string): void => {
      const text = code.get(path)
      if (text === undefined || reached.has(path)) return
      reached.add(path)
      for (const specifier of importsOf(text)) {
        const to = resolveImport(path, specifier)
        if (to !== null) walk(to)
      }
      for (const [, asset] of text.matchAll(/new URL\('(\.[^']+\.tsx?)', import\.meta\.url\)/g)) {
        const to = resolveImport(path, asset!)
        if (to !== null) walk(to)
      }
    }
    for (const path of code.keys()) {
      if (ENTRIES.test(path) || /\.(test|e2e|gate)\.tsx?$/.test(path) || path.endsWith('.d.ts')) walk(path)
    }
    return [...code.keys()]
      .filter((path) => !reached.has(path))
      .map((path) => ({ path, what: 'is imported by nothing' }))
  },
  good: [file('server/src/main.ts', "import './a.ts'"), file('server/src/a.ts', '')],
  bad: [file('server/src/main.ts', ''), file('server/src/a.ts', '')],
}

/** Keys of `export const ru = {…}` and the like: the words before a colon at the first level. */
function keysOf(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const keys: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      const object =
        ts.isAsExpression(node.initializer) || ts.isSatisfiesExpression(node.initializer)
          ? node.initializer.expression
          : node.initializer
      if (ts.isObjectLiteralExpression(object)) {
        for (const property of object.properties)
          if (property.name !== undefined && ts.isIdentifier(property.name)) keys.push(property.name.text)
      }
      return
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return keys
}

export const catalogueRule: Rule = {
  name: 'every key of a catalogue is used',
  reason: 'A sentence that nobody sees is translated and corrected for nothing. A missing one does not compile.',
  check(files): Violation[] {
    const web = files.filter(({ path }) => path.startsWith('web/src/') && isCode(path) && !/\.(ru|en)\.ts$/.test(path))
    const words = new Set(web.flatMap(({ text }) => withoutComments(text).match(/[A-Za-z_]\w*/g) ?? []))
    return files
      .filter(({ path }) => /^web\/src\/.*\.ru\.ts$/.test(path) && !path.includes('/kit/errors/'))
      .flatMap(({ path, text }) => {
        const own = withoutComments(text)
        return keysOf(path, text)
          .filter((key) => !words.has(key) && own.split(new RegExp(`\\b${key}\\b`)).length <= 2)
          .map((key) => ({ path, what: `nobody uses ${key}` }))
      })
  },
  good: [file('web/src/a.ru.ts', "export const ru = { send: 'Отправить' }"), file('web/src/a.tsx', 'texts.send')],
  bad: [file('web/src/a.ru.ts', "export const ru = { send: 'Отправить' }"), file('web/src/a.tsx', 'texts.other')],
}

const CITED = /\[([A-Z]{2,4}-\d{2,3}[a-z]?)(\/[\w-]+)?\]/g

/** Checks that ids in brackets are ids of requirements. */
export function citationRule(known: ReadonlySet<string>): Rule {
  const first = [...known][0]!
  return {
    name: 'cited requirements exist',
    reason: 'A test that names a requirement which does not exist proves nothing to whoever looks for it.',
    check: (files) =>
      files
        .filter(({ path }) => /\.(test|e2e|gate)\.tsx?$/.test(path))
        .flatMap(({ path, text }) =>
          [...text.matchAll(CITED)]
            .filter((match) => !known.has(match[1]!) && !/^[AP]-\d+[a-z]?$/.test(match[1]!))
            .map((match) => ({ path, what: `cites ${match[1]}` })),
        ),
    good: [file('server/src/a.test.ts', `test('[${first}] it holds')`)],
    bad: [file('server/src/a.test.ts', "test('[ZZZ-99] it holds')")],
  }
}
