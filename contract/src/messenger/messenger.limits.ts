/** Characters (code points) of one message (MSG-01). */
export const MESSAGE_TEXT_MAX = 4096
/** So long after its sending may an own message be edited (MSG-09) and erased for all (reading A-30). */
export const OWN_CHANGE_MS = 24 * 3_600_000
/** How long a message may be read that its sender lets vanish, counted from its sending. */
export const LIFETIMES_MS = [60_000, 3_600_000, 86_400_000, 604_800_000] as const
/** Messages erased by one call. */
export const MESSAGES_ERASED_MAX = 100
/** Messages forwarded into one chat by one call, beside a comment. */
export const MESSAGES_FORWARDED_MAX = 50
/** Chats into which the same messages are forwarded in one go, each by a call of its own. */
export const FORWARD_CHATS_MAX = 10
/** Calls that forward, of one profile in a minute. */
export const FORWARDS_PER_MINUTE = 30
/** Edits of one profile in a minute: each takes a number of its chat, which every device of the chat is told. */
export const EDITS_PER_MINUTE = 30
/** Calls that erase, of one profile in a minute; somebody who leads a chat clears it by up to a hundred messages a call. */
export const ERASURES_PER_MINUTE = 30
/** Posts that one administrator writes in a minute: each is told to everybody in the organisation. */
export const CHANNEL_POSTS_PER_MINUTE = 10
/** Reactions given, changed and taken back by one profile in a minute. */
export const REACTIONS_PER_MINUTE = 60
/** Names in one message (MSG-20). */
export const MENTIONS_MAX = 50
/** UTF-16 units of one of them with its «@»: surname, name and patronymic. */
export const MENTION_LENGTH_MAX = 200
/** Unread messages of one chat that name the reader, as far as they are told; the oldest come first. */
export const UNREAD_MENTIONS_MAX = 100
/** What people can say about a message without words; one of them each. */
export const REACTIONS = ['👍', '❤️', '😄', '🎉', '👏', '🙏', '😮', '😢'] as const
export const CHAT_TITLE_MAX = 200
/** Characters (code points) of what a group says of itself. */
export const CHAT_DESCRIPTION_MAX = 500
/** For so long the owner of a deleted group may bring it back (CHT-09). */
export const CHAT_RESTORE_MS = 7 * 86_400_000
/** People in one chat (reading A-25). */
export const CHAT_MEMBERS_MAX = 5000
/** How long somebody who does not lead a chat waits between two messages there, where it is slow (CHT-10). */
export const SLOW_MODES_MS = [10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000] as const
/** Shared chats that the card of a person names. */
export const SHARED_CHATS_MAX = 100
/** People added by one call. */
export const MEMBERS_ADDED_MAX = 500
export const PAGE_ENTRIES = 50
export const PAGE_ENTRIES_MAX = 100
/** Missed changes of one chat that a reconnect replays; behind more, the client drops its cache of that chat. */
export const CATCH_UP_ENTRIES_MAX = 500
/** Changed messages of one chat that a reconnect tells; with more, the client drops its cache of that chat. */
export const CATCH_UP_CHANGED_MAX = 100
/** Counters stop here and show «999+». */
export const UNREAD_COUNT_MAX = 999
/** A typing sign is sent again after this time and forgotten after twice as much. */
export const TYPING_REPEAT_MS = 4_000
/** Chats that one client may have on screen. */
export const WATCHED_CHATS_MAX = 8
/** Characters of the JSON of one frame from a client. */
export const FRAME_BYTES_MAX = 64 * 1024

/** Messages that somebody marks at once, and what he may have marked for himself altogether. */
export const MARKED_AT_ONCE_MAX = 100
export const MARKS_MAX = { important: 1_000, hidden: 10_000 } as const

/** Folders of one person, characters (code points) of the name of one, and chats that are put into it by hand (FLD-01). */
export const FOLDERS_MAX = 20
export const FOLDER_NAME_MAX = 30
export const FOLDER_CHATS_MAX = 200

/** Chats in which one person has a draft for all of his devices; beyond them a draft stays on its device. */
export const DRAFTS_MAX = 300
/** Drafts that a device tells of in a minute: it waits between two of one chat. */
export const DRAFTS_PER_MINUTE = 120
/** Chats whose drafts one call reads. */
export const DRAFTS_READ_MAX = 100

/** Messages that are pinned in one chat at a time. */
export const PINS_MAX = 50

/**
 * Why an adult and a pupil may not be alone, or why nobody can be found who would see it; or one of two people is a child
 * for whom nobody has consented.
 */
export const DIALOGUE_REFUSALS = [
  'chat.adultPupilDirect',
  'chat.guardianMissing',
  'chat.secondAdultMissing',
  'chat.personWithheld',
] as const
export type DialogueRefusal = (typeof DIALOGUE_REFUSALS)[number]

/** Whoever shows messages of a chat to others shows so many before and behind them: what was said says little without. */
export const SHOWN_AROUND = 5
