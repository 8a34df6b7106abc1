/** What has happened in one chat, by its number in the chat's log and with the time of the database. */
export type Happening = { readonly seq: number; readonly at: number } & (
  | { readonly kind: 'created' | 'renamed'; readonly actorId: string | null; readonly title: string }
  | {
      readonly kind: 'joined'
      readonly profileIds: readonly string[]
      /** Null when it followed from a rule and not from somebody's wish. */
      readonly actorId: string | null
      /** Roles of those who joined with another role than member. */
      readonly owners: readonly string[]
    }
  | { readonly kind: 'left'; readonly profileIds: readonly string[]; readonly actorId: string | null }
  | {
      readonly kind: 'posted'
      readonly senderId: string
      /** Chosen by the sender's device; a repeat has the same one. */
      readonly key: string
      readonly text: string
      /** Ids of its files. */
      readonly files: readonly string[]
      readonly replyToSeq: number | null
      /** How long it may be read, counted from its sending; null for ever. */
      readonly lifetimeMs: number | null
    }
  | { readonly kind: 'edited'; readonly targetSeq: number; readonly actorId: string; readonly text: string }
  | { readonly kind: 'deleted'; readonly targetSeq: number; readonly actorId: string }
  | { readonly kind: 'expired'; readonly targetSeq: number }
  | {
      readonly kind: 'reacted'
      readonly targetSeq: number
      readonly actorId: string
      /** Null takes the person's reaction back. */
      readonly reaction: string | null
    }
)

/** One chat with everything that has happened in it, ascending by number. */
export interface ChatHistory {
  readonly chatId: string
  readonly kind: 'group' | 'direct'
  readonly happenings: readonly Happening[]
}

/** What is known of people apart from chats. */
export interface People {
  readonly pupils: ReadonlySet<string>
}
