import type { InputOf } from '#contract/kit/operation.ts'
import type { Message, Reaction } from '#contract/messenger/chats.ts'
import type { send as sendOperation } from '#contract/messenger/messages.ts'
import type { Cast } from './cast.ts'
import { newId } from './client.ts'
import type { Person } from './people.ts'

/** A new group of the teacher with two pupils, or with whom the test names, that of a unit if it names one; returns its id. */
export async function startChat(
  cast: Cast,
  members: readonly Person[] = [cast.pupil, cast.secondPupil],
  title = 'Математика',
  unitId?: string,
): Promise<string> {
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title,
    ...(unitId === undefined ? {} : { unitId }),
    memberIds: members.map(({ profileId }) => profileId),
  })
  return chat.id
}

type More = Pick<InputOf<typeof sendOperation>, 'attachments' | 'replyToSeq' | 'lifetimeMs'>

/** Sends a message under a key of its own. */
export async function send(person: Person, chatId: string, text: string, more: More = {}): Promise<Message> {
  return (await person.client.call('messages.send', { chatId, key: newId(), text, ...more })).message
}

/** Forwards messages of one chat into another one; returns their numbers there, the comment's first. */
export async function forward(
  person: Person,
  chatId: string,
  found: readonly Pick<Message, 'chatId' | 'seq'>[],
  comment?: string,
): Promise<number[]> {
  return (await person.client.call('messages.forward', forwardInput(chatId, found, comment))).seqs
}

/** What asks for it, under new keys. */
export function forwardInput(chatId: string, found: readonly Pick<Message, 'chatId' | 'seq'>[], comment?: string) {
  return {
    chatId,
    fromChatId: found[0]!.chatId,
    messages: found.map(({ seq }) => ({ key: newId(), seq })),
    ...(comment === undefined ? {} : { comment: { key: newId(), text: comment } }),
  }
}

/** Edits a message as it was when it was given. */
export function edit(person: Person, message: Message, text: string, version = message.version) {
  return person.client.call('messages.edit', { chatId: message.chatId, seq: message.seq, version, text })
}

/** Erases messages of one chat for everybody. */
export function erase(person: Person, ...messages: readonly Message[]) {
  return person.client.call('messages.erase', { chatId: messages[0]!.chatId, seqs: messages.map(({ seq }) => seq) })
}

export function react(person: Person, { chatId, seq }: Message, reaction: Reaction | null) {
  return person.client.call('reactions.set', { chatId, seq, reaction })
}

/** A message as the person may see it now. */
export async function read(person: Person, { chatId, seq }: Message): Promise<Message> {
  return (await person.client.call('messages.get', { chatId, seqs: [seq] })).messages[0]!
}

/** The chat as the person holds it. */
export function stateOf(person: Person, chatId: string) {
  return person.client.call('chats.get', { chatId })
}
