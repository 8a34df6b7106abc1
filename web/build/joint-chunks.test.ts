import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Rolldown } from 'vite'
import { assertNoCircle, groupsOf, joinChunks } from './joint-chunks.ts'

const PLACES = [
  { name: 'door', modules: ['door.html'] },
  { name: 'chat', modules: ['app.html', 'src/Chat.tsx'] },
]
const LARGE = 'x'.repeat(10_000)

function chunk(fileName: string, imports: string[], more: Partial<Rolldown.OutputChunk> = {}): Rolldown.OutputChunk {
  const own = {
    type: 'chunk',
    fileName,
    imports,
    code: '',
    isEntry: false,
    isDynamicEntry: false,
    facadeModuleId: null,
  }
  return { ...own, moduleIds: [`src/${fileName}`], ...more } as unknown as Rolldown.OutputChunk
}
const opened = (fileName: string, imports: string[], facadeModuleId: string) =>
  chunk(fileName, imports, { isDynamicEntry: true, facadeModuleId })

const OUTPUT = [
  chunk('door', ['react', 'phone'], { isEntry: true, facadeModuleId: '/door.html' }),
  chunk('app', ['react', 'router'], { isEntry: true, facadeModuleId: '/app.html' }),
  opened('chat', ['react', 'bubble'], '/src/Chat.tsx'),
  opened('page', ['react', 'list', 'table', 'calendar', 'lonely'], '/src/Page.tsx'),
  opened('other', ['list', 'table', 'calendar'], '/src/Other.tsx'),
  ...['react', 'phone', 'bubble', 'router', 'lonely'].map((name) => chunk(name, [])),
  chunk('list', ['react']),
  chunk('calendar', [], { code: LARGE }),
  chunk('table', ['calendar']),
]

test('what the places need comes in one file for those that need it', () => {
  const joint = joinChunks(OUTPUT, PLACES)
  assert.equal(joint.get('src/react'), 'door-chat')
  assert.equal(joint.get('src/phone'), 'door')
  assert.equal(joint.get('src/router'), 'chat')
  assert.equal(joint.get('src/bubble'), 'chat')
})

test('small modules of several pages share a file; what is large, of one page, or imports such, is left alone', () => {
  const joint = joinChunks(OUTPUT, PLACES)
  assert.equal(joint.get('src/list'), 'pages')
  for (const name of ['calendar', 'table', 'lonely', 'page', 'chat', 'app'])
    assert.equal(joint.get(`src/${name}`), undefined)
  assert.deepEqual(
    groupsOf(joint)
      .map(({ name }) => name)
      .sort(),
    ['chat', 'door', 'door-chat', 'pages'],
  )
})

test('a place that begins nowhere is told, and so are files that import each other', () => {
  assert.throws(() => joinChunks(OUTPUT, [{ name: 'gone', modules: ['src/Gone.tsx'] }]), /Gone\.tsx/)
  assertNoCircle(OUTPUT)
  assert.throws(() => assertNoCircle([chunk('a', ['b']), chunk('b', ['c']), chunk('c', ['a'])]), /import each other/)
})
