import type { Background } from './background.ts'

/** Puts something behind the person whom a camera sees before it is sent, as the library of media takes it. */
export interface Cover {
  readonly name: string
  processedTrack?: MediaStreamTrack | undefined
  init(of: { track: MediaStreamTrack }): Promise<void>
  restart(of: { track: MediaStreamTrack }): Promise<void>
  destroy(): Promise<void>
  /** Another background from the next picture on. */
  show(background: Background): Promise<void>
  /** Who is told when it can go on no longer; its last picture stands. */
  onTrouble: (kind: 'slow' | 'failed') => void
}
