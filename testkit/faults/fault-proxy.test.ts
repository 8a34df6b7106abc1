import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { FAIR_WEATHER, FaultProxy } from '#testkit/fault-proxy.ts'

const SEED = 20_260_901
/** What a socket that nobody answers is given to show that nothing comes. Milliseconds. */
const QUIET_MS = 150

let target: ReturnType<typeof createServer>
let targetPort: number
/** Sockets that the target has accepted. */
const accepted: Socket[] = []

before(async () => {
  target = createServer({ allowHalfOpen: true }, (socket) => {
    accepted.push(socket)
    socket.on('error', () => undefined)
    socket.pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(target, 'listening')
  targetPort = (target.address() as { port: number }).port
})
after(() => {
  for (const socket of accepted) socket.destroy()
  target.close()
})

async function open(proxy: FaultProxy): Promise<Socket> {
  const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

async function read(socket: Socket, length: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let got = 0
  while (got < length) {
    const [chunk] = (await once(socket, 'data', { signal: AbortSignal.timeout(10_000) })) as [Buffer]
    chunks.push(chunk)
    got += chunk.length
  }
  return Buffer.concat(chunks)
}

async function echo(socket: Socket, text: string): Promise<number> {
  const began = performance.now()
  socket.write(text)
  assert.equal((await read(socket, Buffer.byteLength(text))).toString(), text)
  return performance.now() - began
}

test('in fair weather bytes and the end pass at once', async () => {
  await using proxy = await FaultProxy.open({ targetPort, seed: SEED })
  const socket = await open(proxy)
  assert.ok((await echo(socket, 'раз')) < 100)
  assert.equal(proxy.connections, 1)
  const ended = once(socket, 'end')
  socket.end()
  await ended
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(proxy.connections, 0)
})

test('a delay holds in both directions, and jitter does not change the order of bytes', async () => {
  await using proxy = await FaultProxy.open({ targetPort, seed: SEED })
  proxy.weather = { ...FAIR_WEATHER, delayMs: 60, jitterMs: 40 }
  const socket = await open(proxy)
  assert.ok((await echo(socket, 'раз')) >= 120)
  const sent = Buffer.from(Array.from({ length: 50 }, (_, i) => String(i).padStart(4, '0')).join(''))
  for (let at = 0; at < sent.length; at += 4) {
    socket.write(sent.subarray(at, at + 4))
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.deepEqual(await read(socket, sent.length), sent)
  socket.destroy()
})

test('a throttled connection carries no more than it is told', async () => {
  await using proxy = await FaultProxy.open({ targetPort, seed: SEED })
  proxy.weather = { ...FAIR_WEATHER, bytesPerSecond: 128 * 1024 }
  const socket = await open(proxy)
  const sent = Buffer.alloc(64 * 1024, 'ж')
  const began = performance.now()
  socket.write(sent)
  assert.deepEqual(await read(socket, sent.length), sent)
  const ms = performance.now() - began
  assert.ok(ms >= 450 && ms < 3_000, `${Math.round(ms)} ms`)
  socket.destroy()
})

test('a cut is a reset or an end, on both sides', async () => {
  await using proxy = await FaultProxy.open({ targetPort, seed: SEED })
  for (const how of ['reset', 'end'] as const) {
    const socket = await open(proxy)
    await echo(socket, how)
    const other = accepted.at(-1)!
    const told = Promise.all(
      [socket, other].map(
        (side) =>
          new Promise<boolean>((resolve) =>
            side.once(how === 'reset' ? 'close' : 'end', () => resolve(side.readableEnded)),
          ),
      ),
    )
    proxy.cut(how)
    assert.deepEqual(await told, how === 'reset' ? [false, false] : [true, true])
    socket.destroy()
  }
})

test('a silent connection stays open on both sides and swallows what is said, the goodbye too', async () => {
  await using proxy = await FaultProxy.open({ targetPort, seed: SEED })
  const socket = await open(proxy)
  await echo(socket, 'раз')
  const other = accepted.at(-1)!
  let heard = 0
  const told: string[] = []
  for (const side of [socket, other]) {
    side.on('data', (chunk: Buffer) => (heard += chunk.length))
    side.on('end', () => told.push('end'))
    side.on('close', () => told.push('close'))
  }
  proxy.silence()
  socket.write('слышно?')
  other.write('слышно?')
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS))
  assert.equal(heard, 0)
  assert.deepEqual(told, [])
  socket.end()
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS))
  assert.equal(heard, 0)
  assert.ok(!other.readableEnded && !other.destroyed, 'the other side was told')
  const fresh = await open(proxy)
  assert.ok((await echo(fresh, 'новое соединение')) < 100)
  fresh.destroy()
})

test('a proxy may refuse new connections or swallow them from the beginning', async () => {
  await using proxy = await FaultProxy.open({ targetPort, seed: SEED })
  proxy.refusing = true
  const refused = connect(proxy.port, '127.0.0.1')
  await assert.rejects(once(refused, 'end', { signal: AbortSignal.timeout(5_000) }), { code: 'ECONNRESET' })
  proxy.refusing = false
  proxy.swallowing = true
  const silent = await open(proxy)
  let heard = 0
  silent.on('data', (chunk: Buffer) => (heard += chunk.length))
  silent.write('слышно?')
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS))
  assert.equal(heard, 0)
  silent.destroy()
})

test('whoever does not read holds up whoever writes, and the proxy keeps little', async () => {
  const writer = createServer((socket) => {
    socket.on('error', () => undefined)
    const chunk = Buffer.alloc(256 * 1024)
    let written = 0
    const more = () => {
      while (written < 256 && socket.write(chunk)) written += 1
      told = written
    }
    socket.on('drain', more)
    more()
  }).listen(0, '127.0.0.1')
  let told = 0
  await once(writer, 'listening')
  const { port } = writer.address() as { port: number }
  {
    await using proxy = await FaultProxy.open({ targetPort: port, seed: SEED })
    const socket = await open(proxy)
    await new Promise((resolve) => setTimeout(resolve, 300))
    // 64 MiB are wanted; what the buffers of two connections and the proxy hold is far less.
    assert.ok(told < 128, `${told / 4} MiB went out to somebody who reads nothing`)
    socket.destroy()
  }
  writer.close()
})

test('the same seed cuts the same connections', async () => {
  const survivors = async (seed: number) => {
    await using proxy = await FaultProxy.open({ targetPort, seed })
    const sockets: Socket[] = []
    for (let i = 0; i < 12; i += 1) {
      const socket = await open(proxy)
      await echo(socket, String(i))
      sockets.push(socket)
    }
    proxy.cut('reset', 0.5)
    await new Promise((resolve) => setTimeout(resolve, 60))
    return sockets.map((socket) => !socket.destroyed).join()
  }
  const first = await survivors(SEED)
  assert.equal(await survivors(SEED), first)
  assert.ok(first.includes('true') && first.includes('false'))
})
