export type { MediaServer, MediaState } from './media/media-server.ts'
export { type OwnMediaOptions, OwnMediaServer } from './media/own-media.ts'
export { locateNeighbour, WatchedMediaServer } from './media/watched-media.ts'
