import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { clearLeftBehind, FOLDER_PREFIX } from './lib/left-behind.ts'

test('the database of a killed benchmark is ended and its folder removed; a folder without a database is left', async () => {
  const parent = await makeTemporaryFolder('parta-left-behind-')
  try {
    const killed = path.join(parent, `${FOLDER_PREFIX}killed`)
    const [own, ofPeer] = [path.join(killed, 'postgres', 'data'), path.join(killed, 'peer', 'postgres', 'data')]
    for (const data of [own, ofPeer]) await mkdir(data, { recursive: true })
    // A postmaster is known by the directory in which it works.
    const children = [own, ofPeer].map((cwd) => spawn('sleep', ['60'], { cwd, stdio: 'ignore' }))
    const ends = children.map((child) => once(child, 'exit'))
    await writeFile(path.join(own, 'postmaster.pid'), `${children[0]!.pid}\n`)
    await writeFile(path.join(ofPeer, 'postmaster.pid'), `${children[1]!.pid}\n`)
    const tiny = path.join(parent, `${FOLDER_PREFIX}tiny`, 'native')
    const other = path.join(parent, 'somebody', 'postgres', 'data')
    for (const folder of [tiny, other]) await mkdir(folder, { recursive: true })
    assert.equal(await clearLeftBehind(() => undefined, parent), 1)
    for (const [, signal] of await Promise.all(ends)) assert.equal(signal, 'SIGINT')
    assert.deepEqual([existsSync(killed), existsSync(tiny), existsSync(other)], [false, true, true])
    assert.equal(await clearLeftBehind(() => undefined, parent), 0)
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
})
