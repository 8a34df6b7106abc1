import type { Message } from '#contract/messenger/chats.ts'
import { t } from '../messenger.texts.ts'
import { stickerWords } from '../stickers/sticker-words.ts'

type Summed = Pick<Message, 'text' | 'origin' | 'attachments' | 'poll' | 'announcement' | 'sticker'>

/** The words of a message; what the product says in somebody's name it says in the language of the reader. */
export function textOf({ text, origin }: Pick<Message, 'text' | 'origin'>): string {
  return origin?.kind === 'plannedCall' ? t.plannedCall(origin.title, origin.time) : text
}

/** What a message says in one line: its words, or what it carries when it has none. */
export function summaryOf({ text: written, origin, attachments, poll, announcement, sticker }: Summed): string {
  const text = textOf({ text: written, origin })
  if (sticker !== null) return t.attached.sticker(stickerWords(sticker))
  if (poll !== null) return t.attached.poll(text)
  if (announcement !== null) return t.attached.announcement(text)
  const [first] = attachments
  if (text !== '' || first === undefined) return text
  if (attachments.length > 1) {
    return attachments.every(({ kind }) => kind === 'photo')
      ? t.attached.photos(attachments.length)
      : t.attached.files(attachments.length)
  }
  const { kind } = first
  return kind === 'photo' || kind === 'voice' || kind === 'round' ? t.attached[kind] : first.name
}
