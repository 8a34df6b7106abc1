import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { deflateSync } from 'node:zlib'
import { newId } from '#testkit/client.ts'
import { colourAt, describePicture, hugePng, phonePhoto, pictureOf } from '#testkit/pictures.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { createSystemClock } from '../clock/clock.ts'
import { Refusal } from '../dispatch/refusal.ts'
import { createPictureMaker, type PictureLimits, PictureRefused } from './picture-maker.ts'
import { sniffPicture } from './sniff.ts'

const clock = createSystemClock()
const LIMITS: PictureLimits = { processes: 1, waiting: 1, ms: 15_000, memoryBytes: 2 ** 30, pixelsMax: 64_000_000 }
const SIZES = [256, 96]
const maker = createPictureMaker(clock)
const squares = (bytes: Buffer) => maker.squares(bytes, SIZES, 64)
const isNear = (found: readonly number[], wanted: readonly number[]) =>
  assert.ok(
    found.every((value, n) => Math.abs(value - wanted[n]!) < 24),
    `${found} is not ${wanted}`,
  )

let folder: string
before(async () => {
  folder = await makeTemporaryFolder('parta-pictures-')
})
after(() => rm(folder, { recursive: true, force: true }))

/** A module of a process that does what it is told instead of decoding. */
async function processOf(body: string): Promise<URL> {
  const file = join(folder, `${newId()}.mjs`)
  await writeFile(file, body)
  return pathToFileURL(file)
}

async function refusalOf(bytes: Buffer): Promise<string> {
  try {
    await squares(bytes)
  } catch (error) {
    if (error instanceof PictureRefused) return error.why
    throw error
  }
  return 'made'
}

test('[MSG-03/location] squares stand upright and tell nothing of where and with what the photo was taken', async () => {
  const photo = await phonePhoto(400, 200)
  assert.ok(photo.includes('secret-of-the-camera'), 'the example tells nothing')
  assert.equal((await describePicture(photo)).orientation, 6)
  const made = await squares(photo)
  for (const [n, size] of SIZES.entries()) {
    const about = await describePicture(made[n]!)
    assert.deepEqual([about.format, about.width, about.height], ['webp', size, size])
    assert.deepEqual(
      [about.exif, about.xmp, about.icc, about.orientation],
      [undefined, undefined, undefined, undefined],
    )
    assert.ok(!made[n]!.includes('secret-of-the-camera'))
    // What was on the left is above now.
    isNear(await colourAt(made[n]!, size / 2, 4), [0xcc, 0x33, 0])
    isNear(await colourAt(made[n]!, size / 2, size - 4), [0, 0x33, 0xcc])
  }
})

test('squares are made of JPEG, PNG and WebP; what is transparent is white', async () => {
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    assert.equal((await squares(await pictureOf(300, 300, format))).length, SIZES.length)
  }
})

test('[MSG-03/refused] what is no photo, is broken or lies about itself is refused with a reason', async () => {
  const photo = await pictureOf(800, 600)
  const png = await pictureOf(200, 200, 'png')
  assert.equal(await refusalOf(await pictureOf(63, 500)), 'tooSmall')
  assert.equal(await refusalOf(hugePng(60_000, 60_000)), 'tooLarge')
  assert.equal(await refusalOf(hugePng(7_000, 7_000)), 'unreadable')
  assert.equal(await refusalOf(photo.subarray(0, photo.length / 2)), 'unreadable')
  assert.equal(await refusalOf(Buffer.concat([photo.subarray(0, 20), randomBytes(5_000)])), 'unreadable')
  assert.equal(await refusalOf(Buffer.concat([png.subarray(0, 8), deflateSync(Buffer.alloc(500))])), 'unreadable')
  for (const text of [
    '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><image href="file:///etc/passwd"/></svg>',
    `GIF89a${'\x01'.repeat(500)}`,
    `%PDF-1.7 ${'x'.repeat(500)}`,
    `<html>${'x'.repeat(500)}</html>`,
  ]) {
    assert.equal(await refusalOf(Buffer.from(text, 'latin1')), 'unreadable', text.slice(0, 8))
  }
})

test('a process that takes too much time or memory is ended, and the next picture is made', async () => {
  const endless = createPictureMaker(
    clock,
    { ...LIMITS, ms: 300 },
    await processOf("process.on('message', () => { for (;;); })"),
  )
  const started = performance.now()
  await assert.rejects(endless.squares(Buffer.alloc(9), SIZES, 1), PictureRefused)
  assert.ok(performance.now() - started < 10_000)
  const greedy = createPictureMaker(
    clock,
    { ...LIMITS, memoryBytes: 160 * 2 ** 20 },
    await processOf(
      "const held = []; process.on('message', () => setInterval(() => held.push(Buffer.alloc(2 ** 24, 1)), 5))",
    ),
  )
  if (process.platform === 'linux') await assert.rejects(greedy.squares(Buffer.alloc(9), SIZES, 1), PictureRefused)
  const dying = createPictureMaker(clock, LIMITS, await processOf("process.on('message', () => process.abort())"))
  await assert.rejects(dying.squares(Buffer.alloc(9), SIZES, 1), PictureRefused)
  assert.equal((await squares(await pictureOf(100, 100))).length, SIZES.length)
})

test('pictures wait for their turn, and too many are refused at once', async () => {
  const slow = createPictureMaker(
    clock,
    LIMITS,
    await processOf("process.once('message', () => setTimeout(() => process.send({ made: [] }), 100))"),
  )
  const asked = Array.from({ length: 4 }, () => slow.squares(Buffer.alloc(9), SIZES, 1))
  const outcomes = await Promise.allSettled(asked)
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'rejected'],
  )
  const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  assert.ok(reasons.every((reason) => reason instanceof Refusal && reason.code === 'rate.limited'))
})

test('the process that decodes knows nothing of the configuration', async () => {
  process.env.PARTA_TEST_SECRET = 'do not tell'
  const telling = createPictureMaker(
    clock,
    LIMITS,
    await processOf(
      "process.once('message', () => process.send({ made: [Buffer.from(JSON.stringify(process.env))] }))",
    ),
  )
  const [told] = await telling.squares(Buffer.alloc(9), SIZES, 1)
  delete process.env.PARTA_TEST_SECRET
  assert.ok(!told!.includes('do not tell'))
})

test('a file is known by its first bytes', async () => {
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    assert.equal(sniffPicture(await pictureOf(70, 70, format)), format)
  }
  const known: [string, string][] = [
    ['\0\0\0\x24ftypheic\0\0\0\0mif1heic', 'heic'],
    ['\0\0\0\x24ftypmif1\0\0\0\0mif1heic', 'heic'],
    ['\0\0\0\x1cftypavif\0\0\0\0avifmif1', 'heic'],
    ['GIF89a0123456789abcdef', 'gif'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'svg'],
    ['<?xml version="1.0"?><svg/>', 'svg'],
    ['%PDF-1.7 0123456789', 'other'],
    ['MZ0123456789abcdef', 'other'],
    ['', 'other'],
  ]
  for (const [text, format] of known) assert.equal(sniffPicture(Buffer.from(text, 'latin1')), format, text)
})
