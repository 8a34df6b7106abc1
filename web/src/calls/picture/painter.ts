import { drawCovering } from './own-picture.ts'
import { LOOKS_AT, type Mask } from './segmenter.ts'

/** A room is drawn as small as this and large again, which is blur on every browser and costs nearly nothing. */
const COARSE = [
  { width: 64, height: 36 },
  { width: 24, height: 14 },
  { width: 64, height: 36 },
] as const

interface Size {
  readonly width: number
  readonly height: number
}

/** Puts something behind a person. What is drawn stands in `canvas`. */
export class Painter {
  readonly canvas = makeCanvas({ width: 1, height: 1 })
  /** What the model looks at. */
  readonly small = makeCanvas(LOOKS_AT)
  readonly #frame = makeCanvas({ width: 1, height: 1 })
  readonly #coarse = COARSE.map(makeCanvas)

  /** Makes pictures of this size from now on. */
  fit(size: Size): void {
    for (const canvas of [this.#frame, this.canvas]) fit(canvas, size)
  }

  /** Takes the picture that a camera shows now, at most so high. */
  take(video: HTMLVideoElement, height: number): void {
    const scale = Math.min(1, height / video.videoHeight)
    this.fit({ width: Math.round(video.videoWidth * scale), height: Math.round(video.videoHeight * scale) })
    draw(this.#frame, video)
    draw(this.small, this.#frame)
  }

  /** @param picture null blurs the room */
  paint(mask: Mask, picture: HTMLImageElement | null): void {
    const context = contextOf(this.canvas)
    const { width, height } = this.canvas
    context.globalCompositeOperation = 'copy'
    context.drawImage(mask, 0, 0, width, height)
    context.globalCompositeOperation = 'source-in'
    context.drawImage(this.#frame, 0, 0)
    context.globalCompositeOperation = 'destination-over'
    if (picture === null) context.drawImage(this.#blurred(), 0, 0, width, height)
    else drawCovering(context, picture, this.canvas)
  }

  #blurred(): HTMLCanvasElement {
    return this.#coarse.reduce((from, into) => {
      draw(into, from)
      return into
    }, this.#frame)
  }
}

function makeCanvas({ width, height }: Size): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  return canvas
}

function fit(canvas: HTMLCanvasElement, { width, height }: Size): void {
  if (canvas.width === width && canvas.height === height) return
  canvas.width = width
  canvas.height = height
}

function draw(into: HTMLCanvasElement, from: CanvasImageSource): void {
  const context = contextOf(into)
  context.globalCompositeOperation = 'copy'
  context.drawImage(from, 0, 0, into.width, into.height)
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return canvas.getContext('2d')!
}
