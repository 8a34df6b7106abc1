import { LESSON_IDLE_MS } from '#contract/identity/signin.limits.ts'

/** What the watch needs of the browser. */
export interface LessonParts {
  readonly now: () => number
  /** Calls again and again until the returned function is called. */
  readonly every: (ms: number, call: () => void) => () => void
  /** Hears of every touch, click and key until the returned function is called. */
  readonly onTouch: (call: () => void) => () => void
  readonly leave: () => void
}

const LOOK_MS = 5_000

/**
 * Leaves when the lesson is over or nobody has touched the tablet for ten minutes. The server ends such a session by
 * itself, but to it messages that are read by themselves look like somebody who reads.
 *
 * @returns what ends the watch
 */
export function watchLesson(lessonEndsAt: string, { now, every, onTouch, leave }: LessonParts): () => void {
  const endsAt = Date.parse(lessonEndsAt)
  let touchedAt = now()
  const stopHearing = onTouch(() => {
    touchedAt = now()
  })
  const stopLooking = every(LOOK_MS, () => {
    if (now() < endsAt && now() - touchedAt < LESSON_IDLE_MS) return
    stop()
    leave()
  })
  const stop = () => {
    stopHearing()
    stopLooking()
  }
  return stop
}
