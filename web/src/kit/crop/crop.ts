/** Sides of a picture in its own pixels. */
export interface Sides {
  width: number
  height: number
}

/** A square of a picture: its left upper corner and its side, in pixels of the picture. */
export interface Crop {
  x: number
  y: number
  side: number
}

/** No square is smaller than what a photo is made of, and none is cut so close that nothing can be seen. */
const SIDE_MIN = 64
const ZOOM_MAX = 6

/** The largest square in the middle. */
export function firstCrop(picture: Sides): Crop {
  const side = largestSide(picture)
  return { x: (picture.width - side) / 2, y: (picture.height - side) / 2, side }
}

/** Moves a square by pixels of the picture, not beyond its edges. */
export function moveCrop(picture: Sides, { x, y, side }: Crop, dx: number, dy: number): Crop {
  return { x: within(x + dx, picture.width - side), y: within(y + dy, picture.height - side), side }
}

/** Brings the middle of a square nearer: `zoom` times the largest square, from 1 on. */
export function zoomCrop(picture: Sides, { x, y, side }: Crop, zoom: number): Crop {
  const next = largestSide(picture) / Math.min(Math.max(zoom, 1), zoomMax(picture))
  const shift = (side - next) / 2
  return moveCrop(picture, { x, y, side: next }, shift, shift)
}

/** How near a square is. */
export function zoomOf(picture: Sides, { side }: Crop): number {
  return largestSide(picture) / side
}

export function zoomMax(picture: Sides): number {
  return Math.max(1, Math.min(ZOOM_MAX, largestSide(picture) / SIDE_MIN))
}

function largestSide({ width, height }: Sides): number {
  return Math.min(width, height)
}

function within(value: number, max: number): number {
  return Math.min(Math.max(0, value), Math.max(0, max))
}
