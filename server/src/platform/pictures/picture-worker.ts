import { constants, setPriority } from 'node:os'
import sharp, { type SharpOptions } from 'sharp'
import type { PictureAnswer, PictureJob } from './picture-job.ts'

const QUALITY = 82

// Three decoders are enough for photos; the others are not for bytes of strangers.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] })
sharp.cache(false)
sharp.concurrency(1)

/** Turns a picture upright, makes it smaller, and writes that anew: nothing that it told of itself stays. */
async function make({ bytes, fit, clear = false, sizes, sideMin, pixelsMax }: PictureJob): Promise<PictureAnswer> {
  const options: SharpOptions = { limitInputPixels: pixelsMax, failOn: 'error' }
  const { width, height, autoOrient } = await sharp(bytes, options).metadata()
  if (width * height > pixelsMax) return { refused: 'tooLarge' }
  if (Math.min(width, height) < sideMin) return { refused: 'tooSmall' }
  const largest = Math.max(...sizes)
  const sized = sharp(bytes, options)
    .autoOrient()
    .resize(largest, largest, { fit, position: 'centre', withoutEnlargement: fit === 'inside' })
  const upright = await (clear ? sized : sized.flatten({ background: '#ffffff' }))
    .toColourspace('srgb')
    .png({ compressionLevel: 0 })
    .toBuffer()
  const made = []
  for (const size of sizes) {
    made.push(
      new Uint8Array(
        await sharp(upright)
          .resize(size, size, { fit, withoutEnlargement: fit === 'inside' })
          .webp({ quality: QUALITY })
          .toBuffer(),
      ),
    )
  }
  return { made, ...autoOrient }
}

process.once('message', (job: PictureJob) => {
  void make(job)
    .catch(
      (error: Error): PictureAnswer => ({ refused: /pixel limit/.test(error.message) ? 'tooLarge' : 'unreadable' }),
    )
    .then((answer) => process.send!(answer))
})
process.once('disconnect', () => process.exit())
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
