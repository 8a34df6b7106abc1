import type { ComponentType } from 'react'

type ChatPart = ComponentType<{ chatId: string }>

/** What lies to the right of the messenger and shows itself in an open chat. */
export interface ChatParts {
  /** In the head, before the button of the column. */
  Head: ChatPart
  /** Above the messages. */
  Above: ChatPart
  /** In the column of the chat, behind what was sent there. */
  Info: ChatPart
}

let given: ChatParts | null = null

/** Whoever composes the pages tells once what open chats have beside messages. */
export function provideChatParts(parts: ChatParts): void {
  given = parts
}

/** One of these parts, nothing where nobody has given any. */
export function chatPart(name: keyof ChatParts): ChatPart {
  return given?.[name] ?? Nothing
}

function Nothing() {
  return null
}
