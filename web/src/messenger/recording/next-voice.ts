import type { Attachment } from '#contract/messenger/attachment.ts'
import type { SyncState } from '#web/kit/sync/state.ts'

/** The voice message that comes after this one in its chat, as far as this device holds the chat. */
export function nextVoice({ chats }: Pick<SyncState, 'chats'>, id: string): Attachment | null {
  for (const { window } of Object.values(chats)) {
    const voices = (window?.entries ?? []).flatMap(({ e, p }) =>
      e === 'message.posted' ? p.message.attachments.filter(({ kind }) => kind === 'voice') : [],
    )
    const at = voices.findIndex((voice) => voice.id === id)
    if (at >= 0) return voices[at + 1] ?? null
  }
  return null
}
