import type { Background } from './background.ts'
import { BackgroundTrouble } from './background-trouble.ts'
import type { Cover } from './cover.ts'
import { useOwnPicture } from './own-picture.ts'
import { costOf, Follower, paceFor } from './pace.ts'
import { Painter } from './painter.ts'
import { addressOf } from './pictures.ts'
import { giveBack, type Segmenter, takeSegmenter } from './segmenter.ts'
import tickerUrl from './ticker.worker.ts?worker&url'

/** A camera that shows nothing for so long is not waited for. Milliseconds. */
const PATIENCE_MS = 15_000

/** A picture of the size in which most cameras are sent. */
const TRIED_AT = { width: 960, height: 540 } as const

/** Finds the person in what a camera sees, and paints him before something else. */
export class BackgroundCover implements Cover {
  readonly name = 'background'
  processedTrack: MediaStreamTrack | undefined
  onTrouble: Cover['onTrouble'] = () => {}
  readonly #segmenter: Segmenter
  readonly #painter: Painter
  readonly #follower: Follower
  readonly #video = document.createElement('video')
  readonly #ticker = new Worker(tickerUrl)
  #picture: HTMLImageElement | null = null
  #track: MediaStreamTrack | null = null
  #isBusy = false
  #isOver = false

  private constructor(segmenter: Segmenter, painter: Painter, follower: Follower) {
    this.#segmenter = segmenter
    this.#painter = painter
    this.#follower = follower
    this.#video.muted = true
    this.#video.playsInline = true
    this.#ticker.onmessage = () => void this.#tick()
  }

  /**
   * Loads what finds a person, and tries it on this device.
   *
   * @throws BackgroundTrouble
   */
  static async open(background: Background): Promise<BackgroundCover> {
    const segmenter = await takeSegmenter()
    try {
      const painter = new Painter()
      painter.fit(TRIED_AT)
      const cost = await costOf(async () => painter.paint(await segmenter.maskOf(painter.small), null))
      const pace = paceFor(cost)
      if (pace === null) throw new BackgroundTrouble('slow')
      const cover = new BackgroundCover(segmenter, painter, new Follower(pace))
      await cover.show(background)
      return cover
    } catch (error) {
      giveBack()
      throw error
    }
  }

  async show(background: Background): Promise<void> {
    const address = addressOf(background, useOwnPicture.getState().url)
    if (address === null) {
      this.#picture = null
      return
    }
    const picture = new Image()
    picture.src = address
    await picture.decode()
    this.#picture = picture
  }

  /** Not before the first picture is painted: nothing of the room is sent before. */
  async init({ track }: { track: MediaStreamTrack }): Promise<void> {
    await this.#watch(track)
    await this.#paint()
    const { fps } = this.#follower.pace
    this.processedTrack = this.#painter.canvas.captureStream(fps).getVideoTracks()[0]
    this.#ticker.postMessage(1_000 / fps)
  }

  async restart({ track }: { track: MediaStreamTrack }): Promise<void> {
    await this.#watch(track)
    await this.#paint()
  }

  async destroy(): Promise<void> {
    if (this.#isOver) return
    this.#isOver = true
    this.#ticker.terminate()
    this.#video.srcObject = null
    giveBack()
  }

  async #watch(track: MediaStreamTrack): Promise<void> {
    this.#track = track
    this.#video.srcObject = new MediaStream([track])
    await this.#video.play()
    for (const begun = performance.now(); this.#video.videoWidth === 0; ) {
      if (performance.now() - begun > PATIENCE_MS) throw new BackgroundTrouble('failed')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** A picture that is still being painted is not waited for: the next one is as good. */
  async #tick(): Promise<void> {
    if (this.#isBusy || this.#isOver || this.#track?.readyState !== 'live') return
    const { fps } = this.#follower.pace
    const begun = performance.now()
    try {
      await this.#paint()
    } catch {
      this.#stop('failed')
      return
    }
    if (!this.#follower.note(performance.now() - begun)) this.#stop('slow')
    else if (this.#follower.pace.fps !== fps) this.#ticker.postMessage(1_000 / this.#follower.pace.fps)
  }

  async #paint(): Promise<void> {
    this.#isBusy = true
    try {
      this.#painter.take(this.#video, this.#follower.pace.height)
      this.#painter.paint(await this.#segmenter.maskOf(this.#painter.small), this.#picture)
    } finally {
      this.#isBusy = false
    }
  }

  #stop(kind: BackgroundTrouble['kind']): void {
    if (this.#isOver) return
    this.#ticker.terminate()
    this.onTrouble(kind)
  }
}
