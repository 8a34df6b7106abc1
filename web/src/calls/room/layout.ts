/** Pictures of cameras are about so wide for their height. */
const ASPECT = 16 / 9
const PHONE_ASPECT = 3 / 4
const GAP = 8
/** Tiles of one page: on a phone two by three, on a large screen twelve, and many small ones where many have come. */
const PHONE_TILES = 6
const TABLET_TILES = 9
const DESKTOP_TILES = 12
const DESKTOP_TILES_MAX = 49
/** From so many people on small tiles show more than pages of twelve would. */
const CROWD = 60
const TABLET_WIDTH = 1_024
const PHONE_WIDTH = 768

export interface Box {
  readonly width: number
  readonly height: number
}

/** How many tiles one page of the grid has, for a stage of this size and so many people. */
export function tilesPerPage({ width }: Box, people: number): number {
  if (width < PHONE_WIDTH) return PHONE_TILES
  if (width < TABLET_WIDTH) return TABLET_TILES
  return people > CROWD ? DESKTOP_TILES_MAX : DESKTOP_TILES
}

/** The number of columns in which so many tiles are largest. */
export function columnsFor(tiles: number, { width, height }: Box): number {
  if (tiles <= 1 || width === 0 || height === 0) return 1
  const aspect = width < PHONE_WIDTH ? PHONE_ASPECT : ASPECT
  let best = { columns: 1, area: 0 }
  for (let columns = 1; columns <= tiles; columns += 1) {
    const rows = Math.ceil(tiles / columns)
    const cell = { width: (width - GAP * (columns - 1)) / columns, height: (height - GAP * (rows - 1)) / rows }
    // As much of the tile as a picture of its own shape would fill.
    const fitted = Math.min(cell.width, cell.height * aspect)
    const area = (fitted * fitted) / aspect
    if (area > best.area) best = { columns, area }
  }
  return best.columns
}

/** Which halves of columns a tile takes, so that a last row that is not full stands in the middle. */
export function halfColumns(place: number, tiles: number, columns: number): string {
  const rest = tiles % columns
  return rest > 0 && place === tiles - rest ? `${columns - rest + 1} / span 2` : 'span 2'
}

export interface Page<T> {
  readonly shown: readonly T[]
  /** From 0. */
  readonly page: number
  readonly pages: number
}

/** The part of a list that a page shows; a page that is gone becomes the last one. */
export function pageOf<T>(list: readonly T[], wanted: number, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(list.length / size))
  const page = Math.min(Math.max(0, wanted), pages - 1)
  return { shown: list.slice(page * size, (page + 1) * size), page, pages }
}
