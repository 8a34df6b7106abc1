import type { InputOf } from '#contract/kit/operation.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { PollState } from '#contract/messenger/poll.ts'
import type { createPoll } from '#contract/messenger/polls.ts'
import { newId } from './client.ts'
import { read } from './messages.ts'
import type { Person } from './people.ts'

type More = Partial<Omit<InputOf<typeof createPoll>, 'chatId' | 'key'>>

/** What asks a question with three options under a new key; named, of one choice and without an end unless a test says so. */
export function pollInput(chatId: string, more: More = {}) {
  return {
    chatId,
    key: newId(),
    question: 'Куда едем в мае?',
    options: ['Ясная Поляна', 'Музей космонавтики', 'Парк «Зарядье»'],
    anonymous: false,
    multiple: false,
    ...more,
  }
}

/** Asks a question. */
export async function ask(person: Person, chatId: string, more: More = {}): Promise<Message> {
  return (await person.client.call('polls.create', pollInput(chatId, more))).message
}

/** Votes under a new key. */
export function vote(person: Person, { chatId, seq }: Pick<Message, 'chatId' | 'seq'>, ...choice: number[]) {
  return person.client.call('polls.vote', { chatId, seq, key: newId(), choice })
}

/** What the person is shown of the votes. */
export async function votesOf(person: Person, message: Message): Promise<PollState> {
  return (await read(person, message)).poll!.state
}
