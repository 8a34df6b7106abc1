import { signOut } from '#contract/identity/sessions.ts'
import { api } from '#web/kit/api/api.ts'
import { forgetAccount, leaveBy } from '../leave.ts'
import { watchLesson } from './lesson-watch.ts'

/** The sign-in of a tablet, which says that the lesson is over. */
const OVER = '/id?over'

/** Watches the lesson of a session by a class card in this browser; returns what ends the watch. */
export function watchInBrowser(lessonEndsAt: string): () => void {
  return watchLesson(lessonEndsAt, {
    now: () => Date.now(),
    every: (ms, call) => {
      const timer = setInterval(call, ms)
      return () => clearInterval(timer)
    },
    onTouch: (call) => {
      const kinds = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const
      for (const kind of kinds) addEventListener(kind, call, { passive: true, capture: true })
      return () => {
        for (const kind of kinds) removeEventListener(kind, call, { capture: true })
      }
    },
    // Without its answer the server ends the session by itself; here nothing stays in any case.
    leave: () => {
      void leaveBy(() => api.call(signOut, {}), OVER).catch(() => forgetAccount().finally(() => location.assign(OVER)))
    },
  })
}
