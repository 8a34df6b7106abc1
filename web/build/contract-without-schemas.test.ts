import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutDefinitions } from './contract-without-schemas.ts'

test('an operation keeps its name alone, and everything else of the module stays as it was', () => {
  const code = `
/** «Чат» — как его видят. */
export const Chat = closed({ title: Type.String() })
export const get = query('chats.get', {
  summary: 'Один чат — «целиком» (CHT-01).',
  input: closed({ chatId: Id }),
  errors: [...unknown],
})
export const rename = command<'x'>('chats.rename', { gate: 'profile' as const })
export const limit = 4
`
  assert.equal(
    withoutDefinitions(code),
    `
/** «Чат» — как его видят. */
export const Chat = closed({ title: Type.String() })
export const get = query('chats.get', {})
export const rename = command<'x'>('chats.rename', {})
export const limit = 4
`,
  )
})

test('what is no declaration of an operation is left alone', () => {
  const code = "export const a = event({ audience: 'chat' })\nexport const b = query(name, definition)\n"
  assert.equal(withoutDefinitions(code), code)
})
