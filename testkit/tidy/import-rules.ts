import { importsOf, isCode, isTest, type Rule, resolveImport, type SourceFile, type Violation } from './source-files.ts'

/** From left to right: a domain uses those to its left, through their doors. */
export const DOMAINS = ['files', 'identity', 'communities', 'messenger', 'calls', 'connector', 'reports'] as const
/** Compose domains; everything is open to them. */
const COMPOSERS =
  /^server\/src\/(app\.ts|main\.ts|audit\.ts|open-school\.ts|backup\.ts|restore\.ts|main\/|demonstration\/|reference\/)/
const WEB_COMPOSERS =
  /^web\/(build\.ts|build\/|vite|src\/(main\.tsx|routes\.tsx|ops\/|operator\/|app\/|entries\/|[^/]+\.tsx?$))/

interface Place {
  area: 'contract' | 'server' | 'web' | 'testkit' | 'other'
  zone: string
}

function placeOf(path: string): Place {
  const match = /^(contract|server|web|testkit)\/src\/([^/]+)/.exec(path)
  if (match === null) return { area: path.startsWith('testkit/') ? 'testkit' : 'other', zone: '' }
  return { area: match[1] as Place['area'], zone: match[2]! }
}

/** An outside system that lives in the same program: it meets the other domains over HTTP only. */
const APART = 'school'
/** What it shares with them: things that belong to no domain, and the contract that every outside system is given. */
const SHARED: Readonly<Record<Place['area'], RegExp>> = {
  contract: /^(kit|connector|school)$/,
  server: /^(platform|school)$/,
  web: /^(kit|school)$/,
  testkit: /^$/,
  other: /^$/,
}

const rank = (zone: string) => (DOMAINS as readonly string[]).indexOf(zone)

function wrongImport(from: string, to: string): string | null {
  const a = placeOf(from)
  const b = placeOf(to)
  if (b.area === 'testkit') return isTest(from) || from.startsWith('bench/') ? null : 'only tests import the testkit'
  if (isTest(from)) return null
  if (a.area === 'contract' && b.area !== 'contract') return 'the contract imports nothing but itself'
  if (a.area === 'server' && b.area === 'web') return 'the server does not import the web'
  if (a.area === 'web' && b.area === 'server') return 'the web does not import the server'
  return wrongZone(from, to, a, b)
}

function wrongZone(from: string, to: string, a: Place, b: Place): string | null {
  if (COMPOSERS.test(from) || WEB_COMPOSERS.test(from)) return null
  if (a.zone === APART && !b.zone.includes('.') && !SHARED[b.area].test(b.zone))
    return `${APART} meets ${b.zone} over HTTP only`
  if (b.zone === APART && !isFreeOfSchool(a, b)) return `${APART} is reached over HTTP only`
  const [left, right] = [rank(a.zone), rank(b.zone)]
  const base = a.area === 'server' ? 'platform' : 'kit'
  const registry = b.zone.includes('.')
  if (a.zone === base && b.area === a.area && b.zone !== base && !registry) return `${base} imports no domain`
  if (a.zone === base && a.area === 'contract' && right >= 0) return 'contract/kit imports no domain'
  if (left < 0 || right < 0 || a.zone === b.zone) return null
  if (right > left) return `${a.zone} lies to the left of ${b.zone}`
  const door = b.area === 'contract' || to.endsWith('/index.ts') || to.endsWith('/index.tsx')
  return door ? null : `${b.zone} is entered through its index.ts`
}

/** Registries and sentences of the contract name the school's codes as they name everybody's. */
function isFreeOfSchool(a: Place, b: Place): boolean {
  return a.zone === APART || a.zone.includes('.') || (b.area === 'contract' && a.area !== 'contract')
}

const file = (path: string, text: string): SourceFile => ({ path, text })

export const importRule: Rule = {
  name: 'imports follow the tree',
  reason:
    'A wall that can be walked through is no wall: domains stay separable only while nothing reaches around their doors.',
  check(files): Violation[] {
    return files
      .filter(({ path }) => isCode(path))
      .flatMap(({ path, text }) =>
        importsOf(text).flatMap((specifier) => {
          const to = resolveImport(path, specifier)
          const wrong = to === null ? null : wrongImport(path, to)
          return wrong === null ? [] : [{ path, what: `imports ${specifier}: ${wrong}` }]
        }),
      )
  },
  good: [
    file('server/src/messenger/a.ts', "import { x } from '../communities/index.ts'"),
    file('server/src/messenger/b.ts', "import type { Platform } from '../platform/platform.ts'"),
    file('web/src/communities/a.tsx', "import { y } from '#contract/identity/names.ts'"),
    file('server/src/messenger/c.test.ts', "import { createWorld } from '#testkit/world.ts'"),
    file('server/src/school/a.ts', "import type { Platform } from '../platform/platform.ts'"),
    file('server/src/school/b.ts', "import { unitChats } from '#contract/connector/composition.ts'"),
  ],
  bad: [
    file('server/src/identity/a.ts', "import { x } from '../communities/index.ts'"),
    file('server/src/messenger/a.ts', "import { x } from '../communities/units/units.store.ts'"),
    file('server/src/platform/db/a.ts', "import { x } from '../../identity/index.ts'"),
    file('contract/src/kit/a.ts', "import { x } from '../messenger/chats.ts'"),
    file('web/src/kit/a.ts', "import { x } from '../messenger/store.ts'"),
    file('web/src/messenger/a.ts', "import { x } from '#server/app.ts'"),
    file('server/src/school/a.ts', "import { x } from '../identity/index.ts'"),
    file('server/src/school/a.ts', "import { x } from '#contract/messenger/chats.ts'"),
    file('server/src/messenger/a.ts', "import { x } from '../school/index.ts'"),
    file('web/src/school/a.ts', "import { x } from '#web/messenger/index.ts'"),
    file('server/src/messenger/a.ts', "const x = await import('#testkit/world.ts')"),
  ],
}

/** Packages that one folder of the platform alone may name. */
const VENDORS: Readonly<Record<string, readonly RegExp[]>> = {
  fastify: [/^server\/src\/(platform\/http|reference)\//],
  ws: [/^server\/src\/platform\/realtime\//],
  pg: [
    /^server\/src\/platform\/(backup|db|limits)\//,
    /^server\/src\/platform\/create-platform\.ts$/,
    /^server\/src\/main\//,
  ],
  'pg-boss': [/^server\/src\/platform\/jobs\//],
  pino: [/^server\/src\/platform\/log\//],
  'prom-client': [/^server\/src\/platform\/log\//],
  smpp: [/^server\/src\/platform\/sms\//],
  nodemailer: [/^server\/src\/platform\/mail\//],
  'read-excel-file/universal': [/^server\/src\/platform\/sheets\//],
  'csv-parse/sync': [/^server\/src\/platform\/sheets\//],
  sharp: [/^server\/src\/platform\/pictures\//],
  'tus-js-client': [/^web\/src\/kit\/upload\//],
  '@mediapipe/selfie_segmentation': [/^web\/src\/calls\/picture\//],
  '@sapphi-red/web-noise-suppressor': [/^web\/src\/calls\/sound\//],
  'livekit-client': [/^web\/src\/calls\/session\/(live-room|trial)\.ts$/],
  'rate-limiter-flexible': [/^server\/src\/platform\/limits\//],
  idb: [/^web\/src\/kit\//],
  'libphonenumber-js/max': [/^server\/src\/identity\//],
}

export const vendorRule: Rule = {
  name: 'one folder names a vendor',
  reason: 'A library that is named in one folder can be replaced there.',
  check: (files) =>
    files
      .filter(({ path }) => isCode(path) && !isTest(path) && /^(server|web)\/src\//.test(path))
      .flatMap(({ path, text }) =>
        importsOf(text).flatMap((specifier) => {
          const places = VENDORS[specifier]
          if (places === undefined || places.some((place) => place.test(path))) return []
          return [{ path, what: `imports ${specifier}, which belongs to another folder` }]
        }),
      ),
  good: [file('server/src/platform/realtime/a.ts', "import { WebSocketServer } from 'ws'")],
  bad: [file('server/src/messenger/a.ts', "import { WebSocket } from 'ws'")],
}
