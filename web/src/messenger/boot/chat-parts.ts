import type { ComponentType } from 'react'

type ChatPart = ComponentType<{ chatId: string }>

/** What somebody reports: messages of a chat, or a person whom he knows from these organisations. */
export type ReportTarget =
  | { kind: 'messages'; chatId: string; seqs: readonly number[] }
  | { kind: 'person'; profileId: string; places: readonly { communityId: string; name: string }[] }

export interface ReportProps {
  target: ReportTarget
  onClose: () => void
}

/** What lies to the right of the messenger and shows itself in an open chat. */
export interface ChatParts {
  /** In the head, before the button of the column. */
  Head: ChatPart
  /** Above the messages. */
  Above: ChatPart
  /** In the column of the chat, behind what was sent there. */
  Info: ChatPart
  /** Above the list of chats, about all of them. */
  List: ComponentType
  /** Asks what is wrong with messages or with a person, and reports it. */
  Report: ComponentType<ReportProps>
  /** The address of the call of a chat. */
  callHref: (chatId: string) => string
}

let given: ChatParts | null = null

/** Whoever composes the pages tells once what open chats have beside messages. */
export function provideChatParts(parts: ChatParts): void {
  given = parts
}

/** One of these parts, nothing where nobody has given any. */
export function chatPart<Name extends Exclude<keyof ChatParts, 'callHref'>>(
  name: Name,
): ChatParts[Name] | typeof Nothing {
  return given?.[name] ?? Nothing
}

/** The address of the call of a chat; null where nobody has given calls. */
export function callPlace(chatId: string): string | null {
  return given?.callHref(chatId) ?? null
}

function Nothing() {
  return null
}
