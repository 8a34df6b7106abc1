import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Manifest } from 'vite'
import { COVER, filesOf, judge, NOISE, readManifest, SCREENS, weighScreen } from './build/budgets.ts'

const DIST = fileURLToPath(new URL('./dist/', import.meta.url))
const PAGES = ['app.html', 'guest.html', 'ops.html', 'signin.html']
const [SIGNIN, CHAT] = SCREENS as [(typeof SCREENS)[0], (typeof SCREENS)[0]]
/** Texts that the libraries carry through every minifier. */
const MARKS = { typebox: '~kind', router: '__root__' }

let manifest: Manifest
let scripts: ReadonlyMap<string, string>

before(async () => {
  manifest = await readManifest(DIST).catch(() => {
    throw new Error('The web has not been built: run npm run build:web first')
  })
  const names = (await readdir(join(DIST, 'assets'))).filter((name) => name.endsWith('.js'))
  scripts = new Map(
    await Promise.all(
      names.map(async (name) => [`assets/${name}`, await readFile(join(DIST, 'assets', name), 'utf8')] as const),
    ),
  )
})

const scriptsWith = (mark: string) => [...scripts].filter(([, code]) => code.includes(mark)).map(([name]) => name)

for (const screen of SCREENS) {
  test(`${screen.name} stays within its budget`, async () => {
    const { line, over } = judge(screen, await weighScreen(DIST, manifest, screen))
    assert.ok(!over, line)
  })
}

test('a screen over its budget is told', async () => {
  const weight = await weighScreen(DIST, manifest, CHAT)
  assert.ok(judge({ ...CHAT, script: weight.script - 1 }, weight).over)
  assert.ok(judge({ ...CHAT, style: weight.style - 1 }, weight).over)
  assert.throws(() => filesOf(manifest, ['src/gone.tsx']), /no chunk/)
})

test('what people open first comes in few files', () => {
  assert.ok(filesOf(manifest, SIGNIN.chunks).script.length <= 6, 'the sign-in')
  assert.ok(filesOf(manifest, CHAT.chunks).script.length <= 12, 'a chat')
})

test('TypeBox reaches no browser', async () => {
  const library = fileURLToPath(import.meta.resolve('typebox'))
  const folder = join(library.slice(0, library.lastIndexOf('/build/')), 'build/type/types')
  assert.ok((await readFile(join(folder, 'object.mjs'), 'utf8')).includes(MARKS.typebox), 'the mark has changed')
  assert.deepEqual(scriptsWith(MARKS.typebox), [])
})

test('the sign-in loads no router, and nobody loads a library of translations', () => {
  const signin = filesOf(manifest, SIGNIN.chunks).script
  const routed = scriptsWith(MARKS.router)
  assert.ok(routed.length > 0, 'the mark has changed')
  assert.deepEqual(
    routed.filter((name) => signin.includes(name)),
    [],
  )
  for (const mark of ['i18next', 'formatjs', 'IntlMessageFormat']) assert.deepEqual(scriptsWith(mark), [])
})

test('[CALL-15/apart] noise suppression comes from our own host, and to nobody who has not switched it on', async () => {
  const worklets = scriptsWith('registerProcessor(')
  assert.equal(worklets.length, 1)
  const effect = manifest[NOISE]!
  const programs = (effect.assets ?? []).filter((file) => file.endsWith('.wasm'))
  assert.equal(programs.length, 2, 'with SIMD and without')
  const names = [effect.file, ...worklets, ...programs].map((file) => file.slice(file.lastIndexOf('/') + 1))
  const own = scripts.get(effect.file)!
  for (const name of names.slice(1)) assert.ok(own.includes(`/assets/${name}`), name)
  const rest = SCREENS.filter(({ chunks }) => !chunks.includes(NOISE)).flatMap(({ chunks }) => chunks)
  const early = filesOf(manifest, rest).script
  assert.deepEqual(
    early.filter((file) => worklets.includes(file) || file === effect.file),
    [],
  )
  const worker = await readFile(join(DIST, 'im/sw.js'), 'utf8')
  assert.deepEqual(
    names.filter((name) => worker.includes(name)),
    [],
  )
})

test('[CALL-15/apart] what puts something behind a person comes from our own host, and to nobody who has not switched it on', async () => {
  const { file, assets = [] } = manifest[COVER]!
  const own = scripts.get(file)!
  const library = assets.filter((asset) => asset.includes('selfie_segmentation'))
  assert.deepEqual(library.map((asset) => asset.replace(/^.*\./, '')).sort(), [
    'binarypb',
    'js',
    'js',
    'js',
    'tflite',
    'wasm',
    'wasm',
  ])
  for (const asset of assets) assert.ok(own.includes(`/${asset}`), asset)
  const rest = SCREENS.filter(({ chunks }) => !chunks.includes(COVER)).flatMap(({ chunks }) => chunks)
  const early = filesOf(manifest, rest).script
  assert.ok(!early.includes(file))
  const worker = await readFile(join(DIST, 'im/sw.js'), 'utf8')
  for (const asset of [file, ...library]) assert.ok(!worker.includes(asset), asset)
})

test('pages hold no script and no style of their own, and load nothing from elsewhere', async () => {
  for (const page of PAGES) {
    const html = await readFile(join(DIST, page), 'utf8')
    assert.equal([...html.matchAll(/<script\b/g)].length, 1, page)
    assert.match(html, /<script type="module" crossorigin src="\/assets\/[^"]+"><\/script>/, page)
    assert.doesNotMatch(html, /<style|\son\w+=|\sstyle=|(?:src|href)="(?!\/)/, page)
  }
})

test('the service worker keeps every file that a chat needs, and its dialogs', async () => {
  const worker = await readFile(join(DIST, 'im/sw.js'), 'utf8')
  const dialogs = ['src/messenger/newchat/NewChat.tsx', 'src/messenger/info/InfoColumn.tsx']
  const { script, style } = filesOf(manifest, [...CHAT.chunks, ...dialogs])
  assert.deepEqual(
    [...script, ...style].filter((file) => !worker.includes(`/${file}`)),
    [],
  )
})
