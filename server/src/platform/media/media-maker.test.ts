import assert from 'node:assert/strict'
import { type FileHandle, mkdir, open, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { WAVE_PEAKS } from '#contract/messenger/attachments.limits.ts'
import { describeMedia, filmOf, makeMedia, recordedFilmOf, voiceOf } from '#testkit/films.ts'
import { describePicture } from '#testkit/pictures.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { createSystemClock } from '../clock/clock.ts'
import { runLimited } from './limited-process.ts'
import { createMediaMaker, type MediaInput, type MediaMaker } from './media-maker.ts'
import { mediaTypeOf } from './media-type.ts'

const clock = createSystemClock()
const MEBIBYTE = 1_048_576
const LIMITS = { ms: 20_000, memoryBytes: 2_048 * MEBIBYTE, fileBytes: 0, outputBytes: MEBIBYTE }
let folder: string
let maker: MediaMaker
let number = 0
before(async () => {
  folder = await makeTemporaryFolder('parta-media-')
  maker = createMediaMaker({ clock, folder: '' })
})
after(() => rm(folder, { recursive: true, force: true }))

/** Hands bytes over as an upload is handed over; `told` is the media type where it is not that of the first bytes. */
async function given<T>(bytes: Buffer, work: (input: MediaInput) => Promise<T>, told?: string): Promise<T> {
  number += 1
  const place = join(folder, String(number))
  await writeFile(place, bytes)
  const handle: FileHandle = await open(place, 'r')
  try {
    const mediaType = told ?? mediaTypeOf(bytes.subarray(0, 4_096)) ?? ''
    return await work({ handle, bytes: bytes.length, mediaType })
  } finally {
    await handle.close()
  }
}

test('a film has a picture and a length, whoever has recorded it', async () => {
  assert.equal(await maker.isThere(), true, 'ffmpeg is missing: apt-get install ffmpeg')
  const film = await given(await filmOf(3), maker.film)
  assert.ok(film !== null && film !== 'sound' && film.poster !== null)
  assert.ok(Math.abs(film.durationMs! - 3_000) < 200, String(film.durationMs))
  const { format, width, height } = await describePicture(film.poster)
  assert.deepEqual([format, width, height], ['jpeg', 320, 180])
  const recorded = await given(await recordedFilmOf(1), maker.film)
  assert.ok(recorded !== null && recorded !== 'sound' && recorded.poster !== null)
})

test('a film that lies on its side stands upright in its picture', async () => {
  const flat = await filmOf(1)
  const place = join(folder, 'flat.mp4')
  await writeFile(place, flat)
  const turned = await makeMedia(['-i', place, '-c', 'copy', '-metadata:s:v:0', 'rotate=90'], 'mp4')
  const film = await given(turned, maker.film)
  assert.ok(film !== null && film !== 'sound' && film.poster !== null)
  const { width, height } = await describePicture(film.poster)
  assert.deepEqual([width, height], [180, 320])
})

test('a voice becomes AAC in MP4, whoever has recorded it, with its length and its wave and nothing that it told', async () => {
  for (const ending of ['webm', 'mp4', 'ogg'] as const) {
    const spoken = await given(await voiceOf(2, ending), maker.voice)
    assert.ok(typeof spoken === 'object', `${ending}: ${String(spoken)}`)
    assert.ok(Math.abs(spoken.durationMs - 2_000) < 120, `${ending} lasts ${spoken.durationMs}`)
    assert.equal(spoken.waveform.length, WAVE_PEAKS)
    assert.ok(spoken.waveform.every((peak) => peak >= 0 && peak <= 100) && Math.max(...spoken.waveform) === 100)
    assert.equal(mediaTypeOf(spoken.sound), 'audio/mp4')
    const { codecs, told } = await describeMedia(spoken.sound)
    assert.deepEqual(codecs, ['aac'])
    assert.ok(!`${told}`.includes('secret-of-the-recorder'))
  }
})

test('a silence stays a silence, and a voice of a tenth of a second has a whole wave', async () => {
  const silent = await given(
    await makeMedia(['-f', 'lavfi', '-i', 'anullsrc=d=1', '-c:a', 'libopus'], 'webm'),
    maker.voice,
  )
  assert.ok(typeof silent === 'object' && silent.waveform.every((peak) => peak < 10))
  const short = await given(await voiceOf(0.1), maker.voice)
  assert.ok(typeof short === 'object' && short.waveform.length === WAVE_PEAKS)
})

test('a voice message of the longest time is one, and a longer one is not', async () => {
  const { voice } = createMediaMaker({ clock, folder: '', voiceMsMax: 4_000 })
  assert.ok(typeof (await given(await voiceOf(4), voice)) === 'object')
  assert.equal(await given(await voiceOf(9), voice), 'tooLong')
})

test('[MSG-05/maker] what a camera has recorded becomes a square film of its middle, cut off and refused when it is too long', async () => {
  const { round } = createMediaMaker({ clock, folder: '', roundMsMax: 2_000 })
  const wide = await given(await recordedFilmOf(1), round)
  assert.ok(typeof wide === 'object' && Math.abs(wide.durationMs - 1_000) < 150, JSON.stringify(wide))
  const { codecs, streams } = await describeMedia(wide.film)
  assert.deepEqual([codecs, streams[0]!.width, streams[0]!.height], [['h264', 'aac'], 480, 480])
  assert.equal((await describePicture(wide.poster)).width, 480)
  const mute = await makeMedia(['-f', 'lavfi', '-i', 'testsrc=size=120x200:rate=10:duration=1', '-an'], 'mp4')
  const silent = await given(mute, round)
  assert.ok(typeof silent === 'object')
  assert.deepEqual((await describeMedia(silent.film)).codecs, ['h264'])
  assert.equal(await given(await filmOf(6), round), 'tooLong')
  assert.equal(await given(await voiceOf(1), round), 'unreadable')
  assert.equal(await given(Buffer.from('#EXTM3U\n'), round, 'video/mp4'), 'unreadable')
})

test('a playlist leads nowhere, whatever it is called', async () => {
  const secret = join(folder, 'secret.mp4')
  await writeFile(secret, await filmOf(1))
  const hostile = [
    `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
    `ffconcat version 1.0\nfile '${secret}'\n`,
    `<?xml version="1.0"?><MPD><Period><BaseURL>file://${secret}</BaseURL></Period></MPD>`,
    `v=0\nm=video 5004 RTP/AVP 96\nc=IN IP4 127.0.0.1\n`,
  ]
  for (const text of hostile) {
    for (const told of ['video/mp4', 'video/webm', 'audio/ogg', 'application/vnd.apple.mpegurl', '']) {
      assert.equal(await given(Buffer.from(text), maker.film, told), null, `${text.slice(0, 12)} as ${told}`)
      assert.equal(await given(Buffer.from(text), maker.voice, told), 'unreadable')
    }
  }
})

test('a film whose parts lie in other files shows nothing of them', async () => {
  const whole = await filmOf(1)
  const place = join(folder, 'outside.mp4')
  await writeFile(place, whole)
  // The reference of each track says that the data lies in the same file; here it names another one.
  const text = whole.toString('latin1')
  const at = text.indexOf('url \0\0\0\x01')
  assert.ok(at > 0, 'there is no reference')
  const named = Buffer.from(whole)
  named.writeUInt32BE(0, at + 4)
  const found = await given(named.subarray(0, text.indexOf('mdat') + 4), maker.film)
  assert.ok(found === null || (found !== 'sound' && found.poster === null))
})

test('what is no film, or is cut off, is told at once', async () => {
  const film = await filmOf(2)
  const noise = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom', 'latin1'), Buffer.alloc(4_096, 7)])
  assert.equal(await given(noise, maker.film), null)
  assert.equal(await given(noise, maker.voice), 'unreadable')
  // The table of the film stands at its end here, so half of it is nothing.
  assert.equal(await given(film.subarray(0, film.length / 2), maker.film), null)
  const recorded = await recordedFilmOf(2)
  const half = await given(recorded.subarray(0, recorded.length / 2), maker.film)
  assert.ok(half !== null && half !== 'sound' && half.poster !== null, 'a WebM can be shown as far as it has come')
  assert.equal(await given(film, maker.film, 'video/webm'), null, 'it is opened as what it says it is and not guessed')
  assert.equal(await given(film, maker.voice), 'unreadable', 'a film is no voice')
  assert.equal(await given(await voiceOf(1, 'mp4'), maker.film, 'video/mp4'), 'sound')
})

test('a header of ten hours is not believed', async () => {
  const film = await filmOf(1, '320x180', ['-movflags', '+faststart'])
  const at = film.indexOf('mvhd')
  const lying = Buffer.from(film)
  lying.writeUInt32BE(lying.readUInt32BE(at + 16) * 36_000, at + 20)
  const found = await given(lying, maker.film)
  assert.ok(found !== null && found !== 'sound')
  assert.ok(found.durationMs === null || found.durationMs < 60_000, String(found.durationMs))
})

test('without ffmpeg nothing is found and nothing breaks', async () => {
  const without = createMediaMaker({ clock, folder })
  assert.equal(await without.isThere(), false)
  assert.equal(await given(await filmOf(1), without.film), null)
  assert.equal(await given(await voiceOf(1), without.voice), 'unreadable')
})

test('programs get no configuration, and are ended for their time, their memory, their output and what they write', async () => {
  const run = (script: string, limits: Partial<typeof LIMITS> = {}) =>
    runLimited(clock, { command: ['/bin/sh', '-c', script], files: [], limits: { ...LIMITS, ...limits } })
  process.env.PARTA_TEST_SECRET = 'do not tell'
  assert.ok(!(await run('env'))!.includes('do not tell'))
  delete process.env.PARTA_TEST_SECRET
  assert.equal(await run('exit 3'), null)
  const began = performance.now()
  assert.equal(await run('sleep 30', { ms: 200 }), null)
  assert.ok(performance.now() - began < 10_000)
  assert.equal(await run('head -c 2000000 /dev/zero'), null)
  assert.equal(await run(`head -c 2000000 /dev/zero > ${join(folder, 'written')}`, { fileBytes: 4_096 }), null)
  assert.equal(await run('tail /dev/zero', { memoryBytes: 64 * MEBIBYTE }), null)
  const none = runLimited(clock, { command: [join(folder, 'none')], files: [], limits: LIMITS })
  assert.equal(await none, null)
})

test('where it can be, the programs have no network', async () => {
  const tools = join(folder, 'tools')
  await mkdir(tools)
  const found = join(folder, 'interfaces')
  // A program of this name stands in for ffprobe and says which networks it sees.
  await writeFile(join(tools, 'ffprobe'), `#!/bin/sh\ncat /proc/net/dev > ${found}\n`, { mode: 0o755 })
  await symlink('/usr/bin/ffmpeg', join(tools, 'ffmpeg'))
  const limits = { ...LIMITS, fileBytes: MEBIBYTE }
  await given(await filmOf(1), createMediaMaker({ clock, folder: tools, limits }).film)

  const names = (await readFile(found, 'utf8')).split('\n').flatMap((line) => /^\s*(\w+):/.exec(line)?.[1] ?? [])
  if (process.getuid?.() === 0) assert.deepEqual(names, ['lo'])
})
