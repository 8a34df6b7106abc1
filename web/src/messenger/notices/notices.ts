import type { EventFrame } from '#contract/kit/socket.ts'
import type { Engine } from '#web/kit/sync/engine.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { chosenNotices } from './chosen-notices.ts'
import { type Naming, type Notice, noticeOf } from './notice-of.ts'
import { t } from './notices.texts.ts'
import { ring } from './ring.ts'
import { silence } from './silence.ts'

/** A burst is shown together with the chat that it belongs to. */
const SETTLE_MS = 150
/** A timer of a browser counts no further; by then the page has long been loaded anew. */
const TIMER_MS_MAX = 2 ** 31 - 1
/** Of several tabs one rings, and a burst of messages rings once. */
const RING_PAUSE_MS = 2_000

/** Tells of new messages while nobody looks at the page, as this device has chosen and as no quiet time forbids; the answer ends it. */
export function startNotices(engine: Engine, naming: Naming): () => void {
  return engine.onEvent((frame) => {
    const { desktop, sound } = chosenNotices()
    if (frame.e === 'announcement.reminded' && isLookedAt()) showToast(t.reminder)
    if ((!desktop && !sound) || isLookedAt()) return
    setTimeout(() => tell(engine, naming, frame), SETTLE_MS)
  })
}

function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

function tell(engine: Engine, naming: Naming, frame: EventFrame): void {
  const { desktop, text, sound } = chosenNotices()
  const words = { ...naming, app: t.app, news: t.news, reminder: t.reminder }
  const notice = noticeOf(frame, engine.store.getState().sync, text, words)
  if (notice === null) return
  if (desktop) show(notice)
  if (!sound) return
  if (notice.urgent) ringOnce()
  else void ringWhenAllowed(engine, notice.chatId)
}

function ringOnce(): void {
  void navigator.locks.request('parta.ring', { ifAvailable: true }, (lock) => lock && ringAndRest())
}

/** Chats of which something came in a quiet time, by when it ends. */
const waiting = new Map<number, Set<string>>()

/** What comes in a quiet time is heard when that ends, all together and once, unless it has been read meanwhile (P-04). */
async function ringWhenAllowed(engine: Engine, chatId: string): Promise<void> {
  const chatOf = (id: string) => engine.store.getState().sync.chats[id]
  const until = await silence(chatOf(chatId)?.chat.communityId ?? null)
  if (until === null) return ringOnce()
  const chats = waiting.get(until)
  if (chats !== undefined) {
    chats.add(chatId)
    return
  }
  waiting.set(until, new Set([chatId]))
  setTimeout(
    () => {
      const late = [...(waiting.get(until) ?? [])]
      waiting.delete(until)
      if (chosenNotices().sound && late.some((id) => (chatOf(id)?.mine.unread ?? 0) > 0)) ringOnce()
    },
    Math.min(until - Date.now(), TIMER_MS_MAX),
  )
}

async function ringAndRest(): Promise<void> {
  ring()
  await new Promise((resolve) => setTimeout(resolve, RING_PAUSE_MS))
}

/** One notice for a chat: a newer one takes its place, also when several tabs tell. */
function show({ chatId, title, body }: Notice): void {
  try {
    const shown = new Notification(title, { body, tag: chatId, silent: true })
    shown.onclick = () => {
      shown.close()
      focus()
      location.assign(`/im/${chatId}`)
    }
  } catch {
    // Browsers of phones show notices of workers only; the settings say so where they are switched on.
  }
}
