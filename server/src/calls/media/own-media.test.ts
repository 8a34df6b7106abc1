import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { mediaProgram, startTestMedia } from '#testkit/media.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { MediaUnavailable } from './media-rooms.ts'
import { OwnMediaServer } from './own-media.ts'
import { locateNeighbour, WatchedMediaServer } from './watched-media.ts'

const PATIENCE_MS = 60_000

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await isSo())) {
    assert.ok(performance.now() < deadline, `never: ${what}`)
    await delay(20)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('it starts, answers, makes a room once and counts it, ends it twice, and a stop ends the process', async () => {
  await using media = await startTestMedia()
  await until('ready', () => media.state() === 'ready')
  const pid = media.pid!
  await media.rooms.ensure('lesson', 500)
  await media.rooms.ensure('lesson', 500)
  assert.deepEqual([...(await media.rooms.count(['lesson', 'other']))], [['lesson', 0]])
  assert.equal((await media.rooms.count([])).size, 0)
  await media.rooms.end('lesson')
  await media.rooms.end('lesson')
  assert.equal((await media.rooms.count(['lesson'])).size, 0)

  const { apiUrl } = media.access()!
  const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
  assert.equal((await fetch(`${apiUrl}/twirp/livekit.RoomService/ListRooms`, asked)).status, 401)
  await media[Symbol.asyncDispose]()
  assert.equal(isAlive(pid), false)
  await assert.rejects(media.rooms.ensure('lesson', 500), MediaUnavailable)
})

test('killed it comes back, is told once, and rooms can be made again', async () => {
  const said: string[] = []
  await using media = await startTestMedia({ warn: (sentence) => said.push(sentence) })
  await until('ready', () => media.state() === 'ready')
  const first = media.pid!
  await media.rooms.ensure('lesson', 500)
  process.kill(first, 'SIGKILL')
  await until('noticed', () => media.state() !== 'ready' || media.pid !== first)
  await until('ready again', () => media.state() === 'ready')
  assert.notEqual(media.pid, first)
  assert.equal((await media.rooms.count(['lesson'])).size, 0)
  await media.rooms.ensure('lesson', 500)
  assert.match(said[0]!, /^The media server of calls was ended by SIGKILL/)
  assert.equal(said[1], `The media server of calls runs again (process ${media.pid}).`)
  assert.equal(said.length, 2)
})

test('one that lives and stays silent is killed and comes back', async () => {
  const said: string[] = []
  await using media = await startTestMedia({ silenceMs: 500, warn: (sentence) => said.push(sentence) })
  await until('ready', () => media.state() === 'ready')
  const first = media.pid!
  process.kill(first, 'SIGSTOP')
  await until('ready again', () => media.pid !== null && media.pid !== first && media.state() === 'ready')
  assert.equal(said[0], `The media server of calls (process ${first}) does not answer and is killed.`)
})

/** A process of its own that keeps a media server with one room, prints its id, and is killed. */
const KEEPER = `import { OwnMediaServer } from '#server/calls/index.ts'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
const options = JSON.parse(process.argv[1])
const media = await OwnMediaServer.start({ ...options, warn: () => undefined })
while (media.state() !== 'ready') await new Promise((resolve) => setTimeout(resolve, 20))
await media.rooms.ensure('lesson', 500)
process.stdout.write(String(media.pid))
setInterval(() => undefined, 1000)`

async function leftBehind(options: object): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', KEEPER, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  child.kill('SIGKILL')
  await once(child, 'exit')
  const pid = Number(line.toString())
  assert.equal(isAlive(pid), true)
  return pid
}

test('what a killed process of ours has left goes on with its rooms, and ends when its heir has another configuration', async () => {
  const directory = await makeTemporaryFolder('parta-media-')
  const [udp, tcp, turn] = [await findFreePort(), await findFreePort(), await findFreePort()]
  const same = {
    program: await mediaProgram(),
    directory,
    ports: { signal: 0, udp: String(udp), tcp, turn },
    interfaces: [],
    publicAddress: '',
    relayOverTls: null,
    drainMs: 0,
  }
  const left = await leftBehind(same)
  const more = { warn: () => undefined }
  {
    await using heir = await OwnMediaServer.start({ ...same, ...more })
    await until('taken over', () => heir.state() === 'ready')
    assert.equal(heir.pid, left)
    assert.deepEqual([...(await heir.rooms.count(['lesson'])).keys()], ['lesson'])
    await assert.rejects(
      OwnMediaServer.start({ ...same, ...more }),
      /in use by process \d+\. .*leave the role media out/,
    )
    process.kill(left, 'SIGKILL')
    await until('started anew', () => heir.state() === 'ready' && heir.pid !== null && heir.pid !== left)
  }
  const again = await leftBehind(same)
  await using other = await OwnMediaServer.start({ ...same, ...more, publicAddress: '198.51.100.7' })
  await until('ready', () => other.state() === 'ready' && other.pid !== again)
  await until('ended', () => !isAlive(again))
})

test('without the program it is missing, and one that cannot begin says why in its own words', async () => {
  const said: string[] = []
  {
    await using media = await startTestMedia({ program: '/nowhere/livekit-server', warn: (words) => said.push(words) })
    await until('known', () => media.state() === 'missing')
    assert.deepEqual([media.access(), said], [null, []])
  }
  await using other = await startTestMedia({ program: '/bin/false', warn: (words) => said.push(words) })
  await until('failing', () => other.state() === 'failing' && said.length > 0)
  assert.match(said[0]!, /^The media server of calls ended with code 1/)
  await delay(1_500)
  assert.equal(said.length, 1)
})

test('another process on the same folder finds it, and what it keeps is closed to others', async () => {
  const directory = await makeTemporaryFolder('parta-media-')
  await using media = await startTestMedia({ directory })
  await until('ready', () => media.state() === 'ready')
  for (const name of ['key.json', 'livekit.json', 'running.json', 'livekit.log']) {
    assert.equal((await stat(path.join(directory, name))).mode & 0o077, 0, name)
  }
  await using neighbour = await WatchedMediaServer.start({
    browserUrl: null,
    locate: () => locateNeighbour(directory),
  })
  assert.equal(neighbour.state(), 'ready')
  assert.deepEqual(neighbour.access(), media.access())
  await neighbour.rooms.ensure('lesson', 500)
  await media[Symbol.asyncDispose]()
  await until('missing', () => neighbour.state() === 'missing')
})
