import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { phonePhoto, pictureOf } from '#testkit/pictures.ts'
import { cleanPhoto } from './clean-photo.ts'

const SECRET = 'secret-of-the-camera'
const XMP = `<?xpacket?><x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${SECRET}</a></x:xmpmeta>`

async function telling(format: 'jpeg' | 'png' | 'webp'): Promise<Buffer> {
  return sharp(await pictureOf(64, 40, 'png'))
    .withExif({ IFD0: { Software: SECRET }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 7/1' } })
    .withXmp(XMP)
    .withMetadata({ orientation: 8 })
    .toFormat(format)
    .toBuffer()
}

for (const format of ['jpeg', 'png', 'webp'] as const) {
  test(`[MSG-03/clean] a ${format} keeps its pixels and which way up it is, and tells nothing else`, async () => {
    const photo = await telling(format)
    assert.ok(photo.includes(SECRET))
    const clean = cleanPhoto(photo) ?? assert.fail('it tells something')
    assert.ok(!clean.includes(SECRET) && !clean.includes('xmpmeta'))
    const about = await sharp(clean).metadata()
    assert.deepEqual([about.format, about.width, about.orientation, about.xmp], [format, 64, 8, undefined])
    const pixelsOf = (bytes: Buffer) => sharp(bytes).raw().toBuffer()
    assert.ok((await pixelsOf(clean)).equals(await pixelsOf(photo)))
    assert.ok(about.exif === undefined || about.exif.length < 40)
  })

  test(`[MSG-03/clean] what lies behind the end of a ${format} goes, and a clean one stays as it is`, async () => {
    const photo = await pictureOf(64, 40, format)
    assert.equal(cleanPhoto(photo), null)
    const more = Buffer.concat([photo, Buffer.from(`+55.75+037.61/${SECRET}`)])
    assert.ok(cleanPhoto(more)?.equals(photo))
  })

  test(`[MSG-03/clean] a ${format} that is cut anywhere is either no whole photo or nothing that tells`, async () => {
    const photo = await telling(format)
    for (let length = 16; length < photo.length; length += 7) {
      try {
        assert.ok(!(cleanPhoto(photo.subarray(0, length)) ?? Buffer.alloc(0)).includes(SECRET))
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error))
      }
    }
  })
}

test('[MSG-03/clean] a photo of several scans keeps all of them', async () => {
  const photo = await sharp(await phonePhoto(200, 120))
    .withMetadata({ orientation: 3 })
    .jpeg({ progressive: true })
    .toBuffer()
  const clean = cleanPhoto(photo) ?? assert.fail('it tells something')
  assert.ok((await sharp(clean).raw().toBuffer()).equals(await sharp(photo).raw().toBuffer()))
})
