import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** Half of a picture is of one colour, half of another, so that it can be seen which way up it is. */
export async function pictureOf(
  width: number,
  height: number,
  format: 'jpeg' | 'png' | 'webp' = 'jpeg',
  colours: readonly [string, string] = ['#cc3300', '#0033cc'],
): Promise<Buffer> {
  const [left, right] = colours
  const half = await sharp({ create: { width: Math.ceil(width / 2), height, channels: 3, background: right } })
    .png()
    .toBuffer()
  const whole = sharp({ create: { width, height, channels: 3, background: left } })
  return whole
    .composite([{ input: half, left: Math.floor(width / 2), top: 0 }])
    .toFormat(format)
    .toBuffer()
}

/** A photo as a phone makes it: it lies on its side, and tells where and with what it was taken. */
export async function phonePhoto(width: number, height: number): Promise<Buffer> {
  return sharp(await pictureOf(width, height, 'png'))
    .withExif({
      IFD0: { Make: 'Телефон', Software: 'secret-of-the-camera', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 7/1', GPSLongitudeRef: 'E', GPSLongitude: '37/1 37/1 2/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

/** The colour of a pixel as three numbers. */
export async function colourAt(picture: Buffer, left: number, top: number): Promise<number[]> {
  const pixel = await sharp(picture).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer()
  return [...pixel]
}

/** What a picture tells of itself. */
export const describePicture = (picture: Buffer) => sharp(picture).metadata()

/** A small file that says that it is a picture of so many pixels. */
export function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(64))), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
