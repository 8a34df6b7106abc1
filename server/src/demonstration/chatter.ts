import { POLL_TOLD_EVERY_MS } from '#contract/messenger/polls.limits.ts'
import type { App } from '../app.ts'
import type { Actor } from './actors.ts'
import { announceInDemo } from './announcing.ts'
import { ANNOUNCEMENTS, type DemoAnnouncement } from './conversations/announcements.ts'
import { CHANNEL_POSTS } from './conversations/channel-posts.ts'
import { CHATS, DIALOGUES } from './conversations/chats.ts'
import { CLASS_TALK } from './conversations/class-talk.ts'
import { DIALOGUE_TALK } from './conversations/dialogue-talk.ts'
import { HOMEWORK } from './conversations/homework.ts'
import { PARENTS_POLL } from './conversations/parents-poll.ts'
import { PARENTS_TALK } from './conversations/parents-talk.ts'
import { type DemoPublication, PUBLICATIONS } from './conversations/publications.ts'
import { STAFF_TALK } from './conversations/staff-talk.ts'
import { FAMILIES, STAFF } from './people.ts'
import { publishInDemo } from './publishing.ts'
import type { DemoSchool } from './school.ts'
import type { WalkingClock } from './walking-clock.ts'

const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000
const HOMEWORK_DAYS = 25
const READ_SHARE = 0.85
const CONVERSATIONS = [...STAFF_TALK, ...PARENTS_TALK, ...CLASS_TALK, ...DIALOGUE_TALK, ...CHANNEL_POSTS]
const CHANNELS = new Set<string>(CHANNEL_POSTS.map(({ chat }) => chat))

interface Said {
  at: number
  chat: string
  who: string
  text: string
  answersLast: boolean
  /** It is the question of the poll. */
  asks?: true
  /** It is said in several chats at once. */
  announces?: DemoAnnouncement
  /** It stands on the page of the school and in no chat. */
  publishes?: DemoPublication
}

interface Parts {
  app: App
  clock: WalkingClock
  school: DemoSchool
  say: (line: string) => void
}

/** Starts the chats and lets people talk for four weeks up to now; afterwards most of it has been read. */
export async function fillChats(parts: Parts, end: number): Promise<void> {
  const chatIds = await startChats(parts)
  const script = writeScript(end)
  const lastSeq = new Map<string, number>()
  for (const [index, said] of script.entries()) {
    if (index % 100 === 0) parts.say(`Идут недели переписки: ${index + 1} из ${script.length} сообщений`)
    parts.clock.walkTo(said.at)
    if (said.announces !== undefined) {
      const everyoneId = chatIds.get('everyone')!
      await announceInDemo({ ...parts, actorOf: (key) => actorOf(parts, key), everyoneId, end }, said.announces)
      continue
    }
    if (said.publishes !== undefined) {
      const { communityId } = parts.school
      await publishInDemo({ ...parts, communityId, director: actorOf(parts, said.who) }, said.publishes)
      continue
    }
    lastSeq.set(said.chat, await speak(parts, said, chatIds.get(said.chat)!, lastSeq.get(said.chat)))
  }
  await readMost(parts, script, chatIds, lastSeq)
}

/** @returns the number of what was said */
async function speak(parts: Parts, said: Said, chatId: string, last: number | undefined): Promise<number> {
  const actor = actorOf(parts, said.who)
  const { text } = said
  if (said.asks) return askParents(parts, chatId)
  if (CHANNELS.has(said.chat)) return (await actor.call('channels.post', { chatId, text })).seq
  const { message } = await actor.call('messages.send', {
    chatId,
    key: parts.app.platform.newId(),
    text,
    ...(said.answersLast && last !== undefined ? { replyToSeq: last } : {}),
  })
  return message.seq
}

/** @returns the number of the poll */
async function askParents(parts: Parts, chatId: string): Promise<number> {
  const { newId } = parts.app.platform
  const { who, question, options, votes } = PARENTS_POLL
  const { message } = await actorOf(parts, who).call('polls.create', {
    chatId,
    key: newId(),
    question,
    options: [...options],
    anonymous: false,
    multiple: false,
  })
  for (const [voter, option] of Object.entries(votes)) {
    await actorOf(parts, voter).call('polls.vote', { chatId, seq: message.seq, key: newId(), choice: [option] })
  }
  parts.clock.walkTo(parts.clock.now() + POLL_TOLD_EVERY_MS)
  await parts.app.messenger.polls.run()
  return message.seq
}

function actorOf({ school }: Parts, key: string): Actor {
  const actor = school.actors.get(key)
  if (actor === undefined) throw new Error(`The demonstration has no ${key}`)
  return actor
}

async function startChats(parts: Parts): Promise<Map<string, string>> {
  const { app, school } = parts
  const ids = new Map<string, string>()
  for (const chat of CHATS) {
    const others = membersOf(chat.members).filter((key) => key !== chat.owner)
    const { chat: made } = await actorOf(parts, chat.owner).call('chats.create', {
      id: app.platform.newId(),
      communityId: school.communityId,
      ...(chat.unit === undefined ? {} : { unitId: school.unitIds[chat.unit] }),
      title: chat.title,
      memberIds: others.map((key) => actorOf(parts, key).profileId),
    })
    ids.set(chat.key, made.id)
  }
  for (const { key, between } of DIALOGUES) {
    const { chat: made } = await actorOf(parts, between[0]).call('chats.openDirect', {
      id: app.platform.newId(),
      profileId: actorOf(parts, between[1]).profileId,
    })
    ids.set(key, made.id)
  }
  const { channels } = await actorOf(parts, 'director').call('channels.list', { communityId: school.communityId })
  for (const { chat } of channels) ids.set(chat.channelClass!, chat.id)
  return ids
}

function membersOf(members: (typeof CHATS)[number]['members']): readonly string[] {
  if (typeof members !== 'string') return members
  if (members === 'staff') return ['director', ...STAFF.map(({ key }) => key)]
  const unit = members.startsWith('upper') ? 'upper' : 'lower'
  const families = FAMILIES.filter(({ pupils }) => pupils.some((pupil) => pupil.unit === unit))
  if (members.endsWith('Parents'))
    return [...families.flatMap(({ parents }) => parents.map(({ key }) => key)), 'psychologist']
  return families.flatMap(({ pupils }) => pupils.filter((pupil) => pupil.unit === unit).map(({ key }) => key))
}

/** Everything that will be said, in the order of time; what would lie after the end is moved just before it. */
function writeScript(end: number): Said[] {
  const script: Said[] = []
  for (const { chat, daysAgo, at, lines } of CONVERSATIONS) {
    let time = timeOf(end, daysAgo, at)
    for (const [who, minutes, text] of lines) {
      time += minutes * MINUTE_MS
      const answersLast = text.startsWith('>')
      script.push({ at: time, chat, who, text: answersLast ? text.slice(1) : text, answersLast })
    }
  }
  const { chat, who, daysAgo, at, question } = PARENTS_POLL
  script.push({ at: timeOf(end, daysAgo, at), chat, who, text: question, answersLast: false, asks: true })
  for (const announces of ANNOUNCEMENTS) {
    const { who, text, daysAgo, at } = announces
    script.push({ at: timeOf(end, daysAgo, at), chat: 'announcements', who, text, answersLast: false, announces })
  }
  for (const publishes of PUBLICATIONS) {
    const { daysAgo, at, title } = publishes
    const said = { chat: 'page', who: 'director', text: title, answersLast: false, publishes }
    script.push({ at: timeOf(end, daysAgo, at), ...said })
  }
  const talked = new Set(script.map(({ chat, at }) => `${chat} ${Math.floor((end - at) / DAY_MS)}`))
  for (let daysAgo = HOMEWORK_DAYS; daysAgo > 0; daysAgo -= 1) {
    const time = timeOf(end, daysAgo, '15:20')
    if ([0, 6].includes(new Date(time).getUTCDay())) continue
    for (const [place, { chat, who, texts }] of HOMEWORK.entries()) {
      if (talked.has(`${chat} ${Math.floor((end - time) / DAY_MS)}`)) continue
      const text = texts[(daysAgo + place) % texts.length]!
      script.push({ at: time + place * 7 * MINUTE_MS, chat, who, text, answersLast: false })
    }
  }
  script.sort((a, b) => a.at - b.at)
  const late = script.filter(({ at }) => at >= end)
  for (const [index, said] of late.entries()) said.at = end - (late.length - index) * 2 * MINUTE_MS
  return script.sort((a, b) => a.at - b.at)
}

/** A time of day in Moscow (UTC+3, without a summer time), so many days before the day of `end`. */
function timeOf(end: number, daysAgo: number, at: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  const shifted = end + 3 * 60 * MINUTE_MS
  const midnight = shifted - (shifted % DAY_MS) - 3 * 60 * MINUTE_MS
  return midnight - daysAgo * DAY_MS + (hours * 60 + minutes) * MINUTE_MS
}

/** Whoever spoke has read what stood before; the others have read most chats and leave some unread. */
async function readMost(
  parts: Parts,
  script: readonly Said[],
  chatIds: ReadonlyMap<string, string>,
  lastSeq: ReadonlyMap<string, number>,
): Promise<void> {
  parts.say('Люди дочитывают.')
  const lastWords = new Map<string, string>()
  for (const said of script) lastWords.set(said.chat, said.who)
  const families = FAMILIES.flatMap(({ parents, pupils }) => [...parents, ...pupils].map(({ key }) => key))
  const everybody = [...membersOf('staff'), ...families]
  const places = [
    ...CHATS.map((chat) => ({ key: chat.key, people: [chat.owner, ...membersOf(chat.members)] })),
    ...DIALOGUES.map(({ key, between }) => ({ key, people: [...between] })),
    { key: 'staff', people: membersOf('staff') },
    { key: 'everyone', people: everybody },
  ]
  let turn = 0
  for (const { key, people } of places) {
    const seq = lastSeq.get(key)
    if (seq === undefined) continue
    for (const person of new Set(people)) {
      turn += 1
      const spoke = lastWords.get(key) === person
      // A fixed pattern instead of chance, so that the same people have something unread at every start.
      const reads = spoke || (turn * 37) % 100 < READ_SHARE * 100
      const upTo = reads ? seq : Math.max(1, seq - 3)
      await actorOf(parts, person).call('reads.mark', { chatId: chatIds.get(key)!, seq: upTo })
    }
  }
}
