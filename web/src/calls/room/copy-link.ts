import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from '../calls.texts.ts'
import { callHref } from '../place.ts'

/** Puts the address of the call of a chat into the clipboard; it opens for members of the chat. */
export async function copyLink(chatId: string): Promise<void> {
  await navigator.clipboard.writeText(`${location.origin}${callHref(chatId)}`)
  showToast(t.room.copied)
}
