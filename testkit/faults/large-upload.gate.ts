import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { FILE_BYTES_MAX } from '#contract/files/files.limits.ts'
import { findFreePort } from '#server/platform/db/cluster/free-port.ts'
import { type Client, newId, ProblemError } from '#testkit/client.ts'
import { keepSchoolIn } from '#testkit/kept-school.ts'
import { residentKiB } from '#testkit/processes.ts'
import { ServerProcess } from '#testkit/server-process.ts'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { download, receivedOf } from '#testkit/uploads.ts'

const BYTES = Number(process.env.PARTA_TEST_BYTES ?? FILE_BYTES_MAX)
const SEED = Number(process.env.PARTA_TEST_SEED ?? Math.floor(Date.now() / 86_400_000))
const MEBIBYTE = 1_048_576
/** What one request sends at most. */
const PIECE_BYTES = 16 * MEBIBYTE
const RANGE_BYTES = 64 * MEBIBYTE
const CUTS_MIN = 12
/** What the server may take more than before, whatever the size of the file. */
const GROWTH_MB_MAX = 160
const LOOK_MS = 100

/** A file that is nowhere: every mebibyte of it differs from the others. */
function blockOf(index: number, into: Buffer): Buffer {
  into.fill(index & 0xff)
  into.writeUInt32BE(index, 0)
  into.writeUInt32BE((index * 2_654_435_761) % 2 ** 32, MEBIBYTE - 4)
  return into
}

function hashOf(bytes: number): string {
  const hash = createHash('sha256')
  const block = Buffer.alloc(MEBIBYTE)
  for (let at = 0; at < bytes; at += MEBIBYTE) hash.update(blockOf(at / MEBIBYTE, block).subarray(0, bytes - at))
  return hash.digest('hex')
}

/** Sends bytes of the file from an offset on, and cuts the connection after `cutAt` of them, if it is not null. */
async function sendPart(client: Client, address: string, from: number, length: number, cutAt: number | null) {
  const headers = {
    host: client.host,
    cookie: client.cookieHeader,
    origin: client.origin,
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(from),
    'content-length': String(length),
  }
  const call = request({ host: '127.0.0.1', port: client.port, path: address, method: 'PATCH', headers })
  const answered = new Promise<number | null>((resolve) => {
    call.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? null))
    })
    call.on('error', () => resolve(null))
    call.on('close', () => resolve(null))
  })
  function* parts() {
    const end = cutAt ?? length
    for (let sent = 0; sent < end; ) {
      const block = blockOf(Math.floor((from + sent) / MEBIBYTE), Buffer.alloc(MEBIBYTE))
      const part = block.subarray((from + sent) % MEBIBYTE).subarray(0, end - sent)
      yield part
      sent += part.length
    }
    if (cutAt !== null) call.destroy()
  }
  // A connection that was cut is told by what was answered, or not.
  void pipeline(Readable.from(parts()), call).catch(() => undefined)
  const status = await answered
  // Who is refused before everything is sent does not send the rest.
  if (!call.writableFinished) call.destroy()
  return status
}

test(`[MSG-02] a file of ${BYTES} bytes comes whole after many cuts, is loaded in ranges with the same hash, and the server stays small`, async (t) => {
  const data = await makeTemporaryFolder('parta-large-')
  try {
    const { cast, chatId } = await keepSchoolIn(data)
    const port = await findFreePort()
    const settings = { PARTA_DATA: data, PARTA_DEMO: 'off', PARTA_OPERATOR_PHONE: '+79000000001' }
    await using server = new ServerProcess(port, settings)
    await server.start()
    const [sender, reader] = [cast.teacher.client.at(port), cast.pupil.client.at(port)]
    const random = createSeededRandom(SEED)
    const sha256 = hashOf(BYTES)
    const about = { chatId, id: newId(), name: 'Запись концерта.mkv', sha256 }
    await assert.rejects(
      sender.call('attachments.begin', { ...about, bytes: FILE_BYTES_MAX + 1 }),
      (error: unknown) => error instanceof ProblemError && error.problem.code === 'file.tooLarge',
    )
    const { address } = await sender.call('attachments.begin', { ...about, bytes: BYTES })
    const before = residentKiB(server.pid) / 1_024
    let highest = before
    const looking = setInterval(() => {
      highest = Math.max(highest, residentKiB(server.pid) / 1_024)
    }, LOOK_MS)
    let cuts = 0
    try {
      // At the last byte of a piece too: the answer is lost, and the offset tells what has come.
      for (let at = 0; at < BYTES; ) {
        const length = Math.min(PIECE_BYTES, BYTES - at)
        const isCut = random.chance(0.15) || BYTES - at <= PIECE_BYTES * (CUTS_MIN - cuts)
        const status = await sendPart(sender, address, at, length, isCut ? random.between(1, length) : null)
        if (status === null) cuts += 1
        at = status === 204 ? at + length : await receivedOf(sender, address)
      }
      assert.ok(cuts >= CUTS_MIN, `only ${cuts} cuts`)
      const attachment = await sender.call('attachments.complete', { chatId, id: about.id })
      assert.deepEqual([attachment.bytes, attachment.kind], [BYTES, 'document'])
      const key = newId()
      await sender.call('messages.send', { chatId, key, text: '', attachments: [about.id] })
      const { url } = await reader.call('files.address', { id: about.id })
      const hash = createHash('sha256')
      for (let at = 0; at < BYTES; at += RANGE_BYTES) {
        const end = Math.min(BYTES, at + RANGE_BYTES) - 1
        const { status, bytes, headers } = await download(reader, url, { range: `bytes=${at}-${end}` })
        assert.deepEqual([status, headers['content-range']], [206, `bytes ${at}-${end}/${BYTES}`])
        hash.update(bytes)
      }
      assert.equal(hash.digest('hex'), sha256)
    } finally {
      clearInterval(looking)
    }
    t.diagnostic(
      `${cuts} cuts; the server took ${Math.round(before)} MiB before and ${Math.round(highest)} MiB at most`,
    )
    assert.ok(highest - before < GROWTH_MB_MAX, `it took ${Math.round(highest - before)} MiB more`)
  } finally {
    await rm(data, { recursive: true, force: true })
  }
})
