import { create } from 'zustand'
import { keep, recall } from '#web/kit/account/kept.ts'

const NAME = 'callPicture'
/** Larger than this nobody sees it. */
const WIDTH = 1_280
const HEIGHT = 720
const QUALITY = 0.8

/** The picture of one's own that stands behind one in calls, as a data address. It never leaves this device but as part of what the camera sends. */
export const useOwnPicture = create<{ url: string | null }>()(() => ({ url: recall<string>(NAME) }))

/**
 * Keeps a picture on this device, cut to the shape of a call.
 *
 * @throws when the file is no picture that the browser can read
 */
export async function takeOwnPicture(file: Blob): Promise<void> {
  const picture = await createImageBitmap(file)
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  drawCovering(canvas.getContext('2d')!, picture, { width: WIDTH, height: HEIGHT })
  picture.close()
  const url = canvas.toDataURL('image/jpeg', QUALITY)
  useOwnPicture.setState({ url })
  keep(NAME, url)
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Draws a picture over a whole canvas, cutting off what is too long of it. */
export function drawCovering(context: CanvasRenderingContext2D, picture: CanvasImageSource & Size, into: Size): void {
  const scale = Math.max(into.width / picture.width, into.height / picture.height)
  const width = picture.width * scale
  const height = picture.height * scale
  context.drawImage(picture, (into.width - width) / 2, (into.height - height) / 2, width, height)
}
