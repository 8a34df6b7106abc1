import type { Choices, Quality } from '../choices.ts'
import type { Background } from './background.ts'
import { BackgroundTrouble } from './background-trouble.ts'
import type { Cover } from './cover.ts'

/** A camera that is sent, as the library of media has it. */
export interface Camera {
  readonly isMuted: boolean
  getProcessor(): unknown
  setProcessor(cover: Cover): Promise<void>
  stopProcessor(): Promise<void>
}

export interface OwnCameraParts {
  readonly choices: () => Pick<Choices, 'background' | 'quality'>
  /** What is published, on or off. */
  readonly published: () => Camera | null
  /** Opens the camera and sends it, from its first picture on as `cover` makes it. */
  readonly publish: (cover: Cover | null) => Promise<void>
  /** Switches what is published on again, or off. */
  readonly turn: (on: boolean) => Promise<void>
  readonly withdraw: (camera: Camera) => Promise<void>
  readonly openCover: (background: Background) => Promise<Cover>
  readonly onTrouble: (kind: BackgroundTrouble['kind'], cameraIsOff: boolean) => void
}

/**
 * The own camera in a call, as fine as was chosen and with what was chosen behind the person (CALL-15, CALL-16). Whoever has
 * covered his room never sends it uncovered by itself: where the cover does not come or stops, the camera goes off.
 */
export class OwnCamera {
  readonly #parts: OwnCameraParts
  #quality: Quality
  #work: Promise<unknown> = Promise.resolve()

  constructor(parts: OwnCameraParts) {
    this.#parts = parts
    this.#quality = parts.choices().quality
  }

  set(on: boolean): Promise<void> {
    return this.#do(() => (on ? this.#on() : this.#parts.turn(false)))
  }

  /** Follows another choice at once. One whose camera is off sends it as chosen when it goes on. */
  follow(): Promise<void> {
    return this.#do(() => this.#follow())
  }

  /** Goes on with a camera that was sent into another room. */
  adopt(): Promise<void> {
    return this.#do(async () => {
      const cover = coverOf(this.#parts.published())
      if (cover !== null) this.#watch(cover)
      await this.#follow()
    })
  }

  #do(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work)
    this.#work = done.catch(() => {})
    return done
  }

  async #on(): Promise<void> {
    const { background, quality } = this.#parts.choices()
    const camera = this.#parts.published()
    const cover = coverOf(camera)
    if (camera !== null && quality === this.#quality && (cover === null) === (background === 'none')) {
      await cover?.show(background)
      await this.#parts.turn(true)
      return
    }
    const opened = await this.#open(background)
    if (opened === 'trouble') return
    if (camera !== null) await this.#parts.withdraw(camera)
    this.#quality = quality
    try {
      await this.#parts.publish(opened)
    } catch (error) {
      await opened?.destroy()
      throw error
    }
  }

  async #follow(): Promise<void> {
    const { background, quality } = this.#parts.choices()
    const camera = this.#parts.published()
    if (camera === null || camera.isMuted) return
    if (quality !== this.#quality) {
      await this.#on()
      return
    }
    const cover = coverOf(camera)
    if (background === 'none') {
      if (cover !== null) await camera.stopProcessor()
    } else if (cover !== null) {
      await cover.show(background)
    } else {
      await this.#cover(camera, background)
    }
  }

  /** What is seen already goes on to be seen when it cannot be covered. */
  async #cover(camera: Camera, background: Background): Promise<void> {
    let cover: Cover | null = null
    try {
      cover = await this.#parts.openCover(background)
      this.#watch(cover)
      await camera.setProcessor(cover)
    } catch (error) {
      await cover?.destroy()
      this.#parts.onTrouble(kindOf(error), false)
    }
  }

  async #open(background: Background): Promise<Cover | null | 'trouble'> {
    if (background === 'none') return null
    try {
      const cover = await this.#parts.openCover(background)
      this.#watch(cover)
      return cover
    } catch (error) {
      if (this.#parts.published()?.isMuted === false) await this.#parts.turn(false)
      this.#parts.onTrouble(kindOf(error), true)
      return 'trouble'
    }
  }

  #watch(cover: Cover): void {
    cover.onTrouble = (kind) => {
      void this.#do(async () => {
        const camera = this.#parts.published()
        if (camera === null || coverOf(camera) !== cover) return
        await this.#parts.turn(false)
        await this.#parts.withdraw(camera)
        this.#parts.onTrouble(kind, true)
      })
    }
  }
}

function coverOf(camera: Camera | null): Cover | null {
  return (camera?.getProcessor() as Cover | undefined) ?? null
}

function kindOf(error: unknown): BackgroundTrouble['kind'] {
  return error instanceof BackgroundTrouble ? error.kind : 'failed'
}
