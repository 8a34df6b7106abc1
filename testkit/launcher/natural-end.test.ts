import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const PRELOAD = fileURLToPath(new URL('../../bin/lib/follow-launcher.mjs', import.meta.url))

const PROGRAM = `
  process.on('exit', (code) => console.log('exit with ' + code))
  process.once('beforeExit', () => setTimeout(() => console.log('once more'), 20))
  process.exitCode = 3
`

test('a process that has nothing more to do says all that it has to say, and ends with its own code', async () => {
  const [code, output] = await new Promise<[unknown, string]>((resolve) => {
    execFile(process.execPath, ['--import', PRELOAD, '--eval', PROGRAM], (error, stdout) =>
      resolve([error?.code, stdout]),
    )
  })
  assert.deepEqual([output, code], ['once more\nexit with 3\n', 3])
})
