import { DOMAINS } from './import-rules.ts'
import { isCode, isTest, type Rule, type SourceFile, type Violation } from './source-files.ts'

const file = (path: string, text: string): SourceFile => ({ path, text })
/** Names the words that its rules look for. */
const THIS_FILE = 'testkit/tidy/text-rules.ts'
const domains = DOMAINS.join('|')
const DOMAIN_CODE = new RegExp(`^server/src/(${domains})/|^contract/src/|^web/src/kit/(sync|outbox)/`)
const SERVER_DOMAIN = new RegExp(`^server/src/(${domains})/`)

/** Comments are prose: rules about code do not read them. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .replace(/(^|\s)\/\/[^\n]*/g, '$1')
}

/** A rule that looks for words in the code of some files. */
function wordRule(told: {
  name: string
  reason: string
  where: (path: string) => boolean
  words: RegExp
  good: SourceFile[]
  bad: SourceFile[]
}): Rule {
  return {
    ...told,
    check: (files): Violation[] =>
      files
        .filter(({ path }) => told.where(path))
        .flatMap(({ path, text }) => {
          const match = told.words.exec(isCode(path) ? withoutComments(text) : text)
          return match === null ? [] : [{ path, what: `has «${match[0]}»` }]
        }),
  }
}

export const timeRule = wordRule({
  name: 'time, chance, timers and network are passed in',
  reason: 'The same core runs under a simulated clock and network only when nothing asks the real ones.',
  where: (path) =>
    isCode(path) && !isTest(path) && DOMAIN_CODE.test(path) && !/(-database|browser-[a-z-]+)\.ts$/.test(path),
  words: /\bDate\.now\(|\bMath\.random\(|\bsetTimeout\(|\bsetInterval\(|(?<![.\w])fetch\(|\bnew Date\(\)/,
  good: [file('server/src/messenger/a.ts', 'const now = clock.now() // not Date.now()')],
  bad: [file('server/src/messenger/a.ts', 'const now = Date.now()'), file('web/src/kit/sync/a.ts', 'await fetch(url)')],
})

export const storeRule = wordRule({
  name: 'only stores touch the database',
  reason: 'Whoever wants to know who reads a table opens one file.',
  where: (path) => SERVER_DOMAIN.test(path) && isCode(path) && !isTest(path) && !path.endsWith('.store.ts'),
  words: /\bsql`|\bsql<|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/,
  good: [file('server/src/messenger/a.store.ts', "reader.selectFrom('messenger.chat')")],
  bad: [file('server/src/messenger/a.service.ts', "reader.selectFrom('messenger.chat')")],
})

export const pageRule = wordRule({
  name: 'lists go by key',
  reason:
    'A page that is found by counting what stands before it takes longer the later it is, and repeats or leaves out rows that move.',
  where: (path) => path.endsWith('.store.ts'),
  // `offset 0` keeps the planner from merging a subquery.
  words: /\.offset\(|\boffset (?!0\b)/i,
  good: [file('server/src/a.store.ts', 'sql`(select 1 offset 0) where (at, id) < (1, 2) limit 50`')],
  bad: [
    file('server/src/a.store.ts', 'sql`limit 50 offset 100`'),
    file('server/src/b.store.ts', 'found.limit(50).offset(100)'),
  ],
})

/** Files of the contract may have the name of a domain and a dot in theirs. */
const withoutImports = (text: string) => text.replace(/from '[^']+'/g, '')

export const schemaRule: Rule = {
  name: 'a domain reads its own schema',
  reason: 'Tables are the inside of a domain; others come through its door.',
  check: (files) =>
    files
      .filter(({ path }) => path.endsWith('.store.ts'))
      .flatMap(({ path, text }) => {
        const own = /^server\/src\/([^/]+)\//.exec(path)?.[1] ?? ''
        const foreign = [
          ...withoutImports(withoutComments(text)).matchAll(
            /\b(files|identity|communities|messenger|calls|connector|school)\.[a-z]+(?:_[a-z]+)*\b/g,
          ),
        ].find((match) => match[1] !== own && !/\bidentity\.(hooks|people|cards)\b/.test(match[0]))
        return foreign === undefined || own === 'platform' ? [] : [{ path, what: `names ${foreign[0]}` }]
      }),
  good: [file('server/src/messenger/chats/a.store.ts', 'from messenger.chat c')],
  bad: [
    file('server/src/messenger/chats/a.store.ts', 'from identity.profile p'),
    file('server/src/school/chats/a.store.ts', 'from messenger.chat c'),
  ],
}

export const barrelRule: Rule = {
  name: 'no barrel but a domain’s door',
  reason: 'A file that only hands on hides what depends on what.',
  check: (files) =>
    files
      .filter(
        ({ path }) =>
          /\/index\.tsx?$/.test(path) && !new RegExp(`^(server|web)/src/(${domains}|school)/index\\.tsx?$`).test(path),
      )
      .map(({ path }) => ({ path, what: 'is a barrel' })),
  good: [file('server/src/messenger/index.ts', '')],
  bad: [file('server/src/platform/db/index.ts', ''), file('web/src/kit/ui/index.ts', '')],
}

export const unfinishedRule = wordRule({
  name: 'nothing is left for another day',
  reason: 'A note that something is missing is read by nobody; the missing thing is met by everybody.',
  where: (path) => /\.(ts|tsx|mjs|css|sql)$/.test(path) && path !== THIS_FILE,
  words: /\b(TODO|FIXME|XXX|HACK)\b/,
  good: [file('web/src/a.ts', 'const done = true')],
  bad: [file('web/src/a.ts', "const label = 'TODO'"), file('web/src/a.css', '/* FIXME */')].slice(0, 2),
})

export const quietRule = wordRule({
  name: 'no file names a machine or a registry',
  reason: 'The project is read everywhere and knows nothing of where it was written.',
  where: (path) => path !== THIS_FILE && path !== 'package-lock.json',
  words: /registry\.npmjs|registry\.yarnpkg|npmmirror|(?<![\w.])\/work\/|\/root\/(?!\.)/,
  good: [file('docs/a.md', 'npm ci')],
  bad: [file('docs/a.md', ['https://registry', 'npmjs.org'].join('.'))],
})
