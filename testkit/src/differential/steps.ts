import fc from 'fast-check'
import { CHAT_PERMISSIONS, PERMISSION_SCOPES } from '#contract/messenger/chat-permissions.ts'
import { MARKS } from '#contract/messenger/marks.ts'
import { REACTIONS } from '#contract/messenger/messenger.limits.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import type { Media } from '#server/messenger/attachments/media.ts'
import { encodeCursor } from '#server/platform/db/cursor.ts'
import type { Ask, School } from './side.ts'

/** What has been tried so far in one sequence, from which the next steps choose by number. */
export interface Memory {
  readonly school: School
  readonly chatIds: string[]
  readonly written: { chatId: string; key: string; text: string; profileId: string }[]
  readonly asked: Ask[]
  newId(): string
}

export interface Step {
  readonly name: string
  readonly numbers: readonly [number, number, number, number]
}

/** What a step does: calls that are made at once, or a change of the community, or time that passes. */
export type Deed =
  | { t: 'ask'; asks: readonly Ask[] }
  | { t: 'member'; profileId: string; isMember: boolean }
  | { t: 'pass'; ms: number }
  /** Files are made ready, and a message takes them. */
  | { t: 'attach'; media: readonly Media[]; ask: Ask }
  /** What is over is erased. */
  | { t: 'expire' }
  /** Somebody comes back with what he heard of chats. */
  | { t: 'back'; profileId: string; heard: Readonly<Record<string, number>>; open: readonly string[] }

type Numbers = Step['numbers']
type Make = (memory: Memory, numbers: Numbers) => Deed

const FOLDER = '01a22bc2-5bec-78f4-935d-7d89f67c3101'
const OTHER_FOLDER = '01a22bc2-5bec-78f4-935d-7d89f67c3102'
const UNREAD = { by: 'unread', id: null } as const

const at = <T>(items: readonly T[], number: number): T => items[number % items.length]!
const person = (memory: Memory, number: number): string => at(memory.school.people, number).profileId
/** Mostly a chat that has been made, now and then one that nobody has. */
const chat = (memory: Memory, number: number): string =>
  memory.chatIds.length === 0 || number % 23 === 0 ? memory.newId() : at(memory.chatIds, number)
const seq = (number: number): number => 1 + (number % 14)

const one =
  (operation: OperationId, input: (memory: Memory, numbers: Numbers) => unknown): Make =>
  (memory, numbers) => ({
    t: 'ask',
    asks: [{ profileId: person(memory, numbers[0]), operation, input: input(memory, numbers), key: memory.newId() }],
  })

function write(memory: Memory, numbers: Numbers, n = 0): Ask {
  const text = `Текст №${memory.written.length + 1}${numbers[3] % 29 === 0 ? '   ' : ''}`
  const said = {
    chatId: chat(memory, numbers[1]),
    key: memory.newId(),
    text: numbers[3] % 31 === 0 ? ' ' : text,
    profileId: person(memory, numbers[0] + n),
  }
  memory.written.push(said)
  return { ...sendOf(said), key: said.key }
}

function attach(memory: Memory, numbers: Numbers): Deed {
  const asked = write(memory, numbers)
  const { chatId } = asked.input as { chatId: string }
  const media = Array.from({ length: 1 + (numbers[2] % 3) }, (_, n) => mediaOf(memory, chatId, n))
  const clean = media.flatMap(({ clean_id, ...rest }) =>
    clean_id === null ? [] : [{ ...rest, file_id: clean_id, tells_place: false, clean_id: null }],
  )
  const attachments = media.map((each) => each.file_id)
  const input = { ...(asked.input as object), text: numbers[3] % 3 === 0 ? '' : 'Подпись', attachments }
  return { t: 'attach', media: [...media, ...clean], ask: { ...asked, input } }
}

function mediaOf(memory: Memory, chatId: string, n: number): Media {
  const [small_id, large_id] = [memory.newId(), memory.newId()]
  // Every second one tells its place, and of those every second one for ever.
  const tells = n % 2 === 1
  const about = { chat_id: chatId, kind: 'photo', name: `${n}.jpg`, bytes: 9, width: 4, height: 3, small_id, large_id }
  const clean_id = tells && memory.written.length % 4 > 0 ? memory.newId() : null
  return {
    ...about,
    duration_ms: null,
    waveform: null,
    file_id: memory.newId(),
    tells_place: tells,
    clean_id,
    created_at: new Date(0),
  }
}

function sendOf(said: Memory['written'][number]): Ask {
  const { chatId, key, text, profileId } = said
  return { profileId, operation: 'messages.send', input: { chatId, key, text }, key }
}

/** An earlier command once more, or another one of its person under its key. */
const repeated =
  (make: (earlier: Ask, other: Ask) => Ask): Make =>
  ({ asked }, numbers) => {
    const commands = asked.filter(({ operation }) => operations[operation].repeat === 'key')
    if (commands.length === 0) return { t: 'pass', ms: 1 }
    return { t: 'ask', asks: [make(at(commands, numbers[1]), at(commands, numbers[2]))] }
  }

const made: Readonly<Record<string, { weight: number; make: Make }>> = {
  create: {
    weight: 3,
    make: (memory, numbers) => {
      const id = numbers[1] % 9 === 0 && memory.chatIds.length > 0 ? at(memory.chatIds, numbers[2]) : memory.newId()
      if (!memory.chatIds.includes(id)) memory.chatIds.push(id)
      const memberIds = memory.school.people
        .map((each) => each.profileId)
        .filter((_, i) => (numbers[3] & (1 << i)) !== 0)
      const communityId = numbers[2] % 17 === 0 ? memory.newId() : memory.school.communityId
      const input = { id, communityId, title: `Чат №${memory.chatIds.length}`, memberIds }
      return one('chats.create', () => ({
        ...input,
        memberIds: memberIds.length > 0 ? memberIds : [person(memory, numbers[3])],
      }))(memory, numbers)
    },
  },
  openDirect: {
    weight: 2,
    make: (memory, numbers) => {
      const id = memory.newId()
      memory.chatIds.push(id)
      return one('chats.openDirect', () => ({ id, profileId: person(memory, numbers[1]) }))(memory, numbers)
    },
  },
  write: {
    weight: 8,
    make: (memory, numbers) => ({ t: 'ask', asks: [write(memory, numbers)] }),
  },
  burst: {
    weight: 3,
    make: (memory, numbers) => {
      const asks = Array.from({ length: 2 + (numbers[2] % 6) }, (_, n) => write(memory, numbers, n))
      // A copy in the same batch.
      return { t: 'ask', asks: numbers[2] % 3 === 0 ? [...asks, asks[0]!] : asks }
    },
  },
  answer: {
    weight: 3,
    make: (memory, numbers) => {
      const asked = write(memory, numbers)
      return { t: 'ask', asks: [{ ...asked, input: { ...(asked.input as object), replyToSeq: seq(numbers[2]) } }] }
    },
  },
  writeShort: {
    weight: 4,
    make: (memory, numbers) => {
      const asked = write(memory, numbers)
      return { t: 'ask', asks: [{ ...asked, input: { ...(asked.input as object), lifetimeMs: 60_000 } }] }
    },
  },
  mention: {
    weight: 5,
    make: (memory, numbers) => {
      const asked = write(memory, numbers)
      const profileId = numbers[3] % 4 === 0 ? null : person(memory, numbers[2])
      const mentions = [{ profileId, from: 0, length: 4 }]
      return { t: 'ask', asks: [{ ...asked, input: { ...(asked.input as object), text: '@имя, смотрите', mentions } }] }
    },
  },
  attach: { weight: 6, make: attach },
  expire: { weight: 3, make: () => ({ t: 'expire' }) },
  again: {
    weight: 2,
    make: (memory, numbers) => {
      if (memory.written.length === 0) return { t: 'pass', ms: 1 }
      const said = at(memory.written, numbers[1])
      return { t: 'ask', asks: [sendOf(numbers[2] % 4 === 0 ? { ...said, text: `${said.text}!` } : said)] }
    },
  },
  repeat: { weight: 3, make: repeated((earlier) => earlier) },
  reuse: {
    weight: 2,
    make: repeated((earlier, other) => ({ ...other, profileId: earlier.profileId, key: earlier.key })),
  },
  edit: {
    weight: 4,
    make: one('messages.edit', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      seq: seq(numbers[2]),
      version: 1 + (numbers[3] % 2),
      text: `@имя, иначе №${numbers[3] % 3}`,
      mentions: numbers[3] % 2 === 0 ? [] : [{ profileId: person(memory, numbers[2]), from: 0, length: 4 }],
    })),
  },
  erase: {
    weight: 2,
    make: one('messages.erase', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      seqs: [...new Set([seq(numbers[2]), ...(numbers[3] % 3 === 0 ? [seq(numbers[3])] : [])])],
    })),
  },
  react: {
    weight: 4,
    make: one('reactions.set', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      seq: seq(numbers[2]),
      reaction: at([...REACTIONS.slice(0, 3), null], numbers[3]),
    })),
  },
  pin: {
    weight: 3,
    make: one('pins.add', (memory, numbers) => ({ chatId: chat(memory, numbers[1]), seq: seq(numbers[2]) })),
  },
  mark: {
    weight: 3,
    make: one('marks.set', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      seqs: [...new Set([seq(numbers[2]), seq(numbers[3])])],
      mark: MARKS[numbers[3] % MARKS.length]!,
      set: numbers[2] % 3 !== 0,
    })),
  },
  favourites: { weight: 1, make: one('favourites.open', (memory) => ({ id: memory.newId() })) },
  draft: {
    weight: 3,
    make: one('drafts.set', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      base: numbers[3] % 4,
      draft:
        numbers[2] % 4 === 0
          ? null
          : {
              text: numbers[2] % 5 === 0 ? ' ' : 'Не дописа',
              mentions: [],
              replyToSeq: numbers[2] % 3 === 0 ? 1 : null,
            },
    })),
  },
  drafts: { weight: 1, make: one('drafts.get', (memory, numbers) => ({ chatIds: [chat(memory, numbers[1])] })) },
  folders: {
    weight: 2,
    make: one('folders.set', (memory, numbers) => ({
      version: numbers[3] % 4,
      list: [
        { id: FOLDER, name: `  Папка ${numbers[1] % 2} `, rule: null, chatIds: [chat(memory, numbers[1])] },
        ...(numbers[2] % 2 === 0 ? [] : [{ id: OTHER_FOLDER, name: 'Новые', rule: UNREAD, chatIds: [] }]),
      ],
    })),
  },
  important: { weight: 1, make: one('marks.important', (_, numbers) => ({ limit: 1 + (numbers[1] % 3) })) },
  unpin: {
    weight: 1,
    make: one('pins.remove', (memory, numbers) => ({ chatId: chat(memory, numbers[1]), seq: seq(numbers[2]) })),
  },
  arrange: {
    weight: 1,
    make: one('pins.arrange', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      seqs: [...new Set([seq(numbers[2]), seq(numbers[3]), seq(numbers[3] + 1)])].slice(0, 2),
    })),
  },
  reactors: {
    weight: 2,
    make: one('reactions.list', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      seq: seq(numbers[2]),
      limit: 1 + (numbers[3] % 3),
    })),
  },
  back: {
    weight: 2,
    make: (memory, numbers) => ({
      t: 'back',
      profileId: person(memory, numbers[0]),
      heard: Object.fromEntries(memory.chatIds.map((id, i) => [id, numbers[1] % (4 + i)])),
      open: memory.chatIds.filter((_, i) => (numbers[2] & (1 << i)) !== 0),
    }),
  },
  add: {
    weight: 3,
    make: one('chats.addMembers', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      profileIds: [...new Set([person(memory, numbers[2]), person(memory, numbers[3])])],
    })),
  },
  forward: {
    weight: 4,
    make: (memory, numbers) => {
      const key = memory.newId()
      const [chatId, fromChatId] = [chat(memory, numbers[1]), chat(memory, numbers[2])]
      const messages = [0, 1].map((n) => ({ key: memory.newId(), seq: seq(numbers[3] + n) }))
      const comment = numbers[3] % 3 === 0 ? { comment: { key, text: 'Смотрите' } } : {}
      const input = { chatId, fromChatId, messages: messages.slice(numbers[2] % 2), ...comment }
      const ask = { profileId: person(memory, numbers[0]), operation: 'messages.forward', input, key } as const
      return { t: 'ask', asks: numbers[1] % 5 === 0 ? [ask, ask] : [ask] }
    },
  },
  setPermission: {
    weight: 2,
    make: one('chats.setPermission', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      permission: CHAT_PERMISSIONS[numbers[2] % CHAT_PERMISSIONS.length]!,
      // Often enough everybody may again, so that the rest of the sequence meets more than refusals.
      scope: PERMISSION_SCOPES[numbers[3] % 2 === 0 ? 0 : (numbers[3] >> 1) % PERMISSION_SCOPES.length]!,
    })),
  },
  hide: {
    weight: 2,
    make: one('chats.hide', (memory, numbers) => ({ chatId: chat(memory, numbers[1]), hidden: numbers[2] % 3 !== 0 })),
  },
  mute: {
    weight: 1,
    make: one('chats.mute', (memory, numbers) => ({ chatId: chat(memory, numbers[1]), muted: numbers[2] % 3 !== 0 })),
  },
  delete: {
    weight: 1,
    make: one('chats.delete', (memory, numbers) => ({ chatId: chat(memory, numbers[1]) })),
  },
  slow: {
    weight: 2,
    make: one('chats.setSlowMode', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      slowModeMs: at([10_000, 60_000, null], numbers[2]),
    })),
  },
  setRole: {
    weight: 2,
    make: one('chats.setRole', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      profileId: person(memory, numbers[2]),
      role: at(['owner', 'administrator', 'member'] as const, numbers[3]),
    })),
  },
  remove: {
    weight: 2,
    make: one('chats.removeMember', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      profileId: person(memory, numbers[2]),
    })),
  },
  leave: { weight: 2, make: one('chats.leave', (memory, numbers) => ({ chatId: chat(memory, numbers[1]) })) },
  rename: {
    weight: 1,
    make: one('chats.rename', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      title: `Имя №${numbers[2] % 5}`,
    })),
  },
  read: {
    weight: 4,
    make: one('reads.mark', (memory, numbers) => ({ chatId: chat(memory, numbers[1]), seq: seq(numbers[2]) })),
  },
  type: { weight: 1, make: one('typing.start', (memory, numbers) => ({ chatId: chat(memory, numbers[1]) })) },
  list: { weight: 2, make: one('chats.list', (_, numbers) => ({ limit: 1 + (numbers[1] % 4) })) },
  get: { weight: 2, make: one('chats.get', (memory, numbers) => ({ chatId: chat(memory, numbers[1]) })) },
  shared: {
    weight: 2,
    make: one('chats.shared', (memory, numbers) => ({ profileId: person(memory, numbers[1]) })),
  },
  members: {
    weight: 4,
    make: one('chats.members', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      limit: 1 + (numbers[2] % 4),
      // After somebody who may stand there: most joined with the second event of a chat.
      ...(numbers[3] % 2 === 0 ? {} : { cursor: encodeCursor([2 * (numbers[0] % 2), 2, person(memory, numbers[2])]) }),
    })),
  },
  page: {
    weight: 4,
    make: one('messages.page', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      limit: 1 + (numbers[3] % 6),
      ...[{}, { before: seq(numbers[2]) }, { after: seq(numbers[2]) }, { around: seq(numbers[2]) }][numbers[2] % 4],
    })),
  },
  messages: {
    weight: 2,
    make: one('messages.get', (memory, numbers) => ({
      chatId: chat(memory, numbers[1]),
      seqs: [seq(numbers[2]), seq(numbers[3])],
    })),
  },
  joinSchool: {
    weight: 1,
    make: (memory, numbers) => ({ t: 'member', profileId: person(memory, numbers[0]), isMember: true }),
  },
  leaveSchool: {
    weight: 1,
    make: (memory, numbers) => ({ t: 'member', profileId: person(memory, numbers[0]), isMember: false }),
  },
  // Now and then more than the day in which an own message may be changed.
  pass: { weight: 2, make: (_, numbers) => ({ t: 'pass', ms: numbers[0] * (numbers[1] % 6 === 0 ? 200_000 : 1_000) }) },
}

export const stepNames: readonly string[] = Object.keys(made)

/** Makes of a step what is done, by what there is at this point of the sequence. */
export function deedOf(step: Step, memory: Memory): Deed {
  return made[step.name]!.make(memory, step.numbers)
}

/** Random sequences of steps; the first ones make something that the others can work on. */
export function stepSequences(maxSteps: number): fc.Arbitrary<Step[]> {
  const number = fc.nat({ max: 999 })
  const step = fc.record({
    name: fc.oneof(...Object.entries(made).map(([name, { weight }]) => ({ weight, arbitrary: fc.constant(name) }))),
    numbers: fc.tuple(number, number, number, number),
  })
  return fc.array(step, { maxLength: maxSteps, size: 'max' })
}
