import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { canReach, parseAccounts } from './account.ts'

test('reads accounts', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\n\n'
  assert.deepEqual(parseAccounts(passwd), [
    { name: 'root', uid: 0, gid: 0 },
    { name: 'nobody', uid: 65534, gid: 65534 },
  ])
})

test('sees that a closed folder on the way keeps an account out', async () => {
  const stranger = { name: 'stranger', uid: 54_321, gid: 54_321 }
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'parta-reach-')))
  try {
    const inner = path.join(root, 'inner')
    const file = path.join(inner, 'program')
    await mkdir(inner)
    await writeFile(file, '', { mode: 0o755 })
    await chmod(root, 0o711)
    await chmod(inner, 0o755)
    assert.equal(await canReach(stranger, file, 5), true)
    assert.equal(await canReach(stranger, root, 1), true)
    assert.equal(await canReach(stranger, root, 5), false)
    await chmod(root, 0o700)
    assert.equal(await canReach(stranger, file, 5), false)
  } finally {
    await rm(root, { recursive: true })
  }
})
