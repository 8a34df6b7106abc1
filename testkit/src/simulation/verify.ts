import type { EventFrame, ServerFrame } from '#contract/kit/socket.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import type { Snapshot } from '#contract/messenger/sync.ts'
import { unreadOf as shownUnread } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import type { Deeds } from './deeds.ts'
import type { ChatHistory, Happening } from './happenings.ts'
import { judge, maySee, unreadOf, viewOf } from './model.ts'
import type { SimulatedBrowser, SimulatedTab } from './simulated-browser.ts'
import type { Received, SimulatedSchool } from './simulated-school.ts'
import type { Truth } from './truth.ts'
import { verifyFiles } from './verify-files.ts'
import { verifyExpired, verifyMessages } from './verify-messages.ts'

/** An answer that takes longer is not heard any more. */
const ANSWER_MS_MAX = 20_000

interface Parts {
  school: SimulatedSchool
  deeds: Deeds
  truth: Truth
}

/** Compares everything that happened and everything that devices show with the model; returns what is broken. */
export function verify(parts: Parts): string[] {
  const chats = parts.truth.chats
  const people = {
    pupils: new Set(parts.school.people.filter((person) => person.isPupil).map((person) => person.profileId)),
  }
  return [
    ...parts.school.failures.map((what) => `unexpected failure: ${what}`),
    ...chats.flatMap((chat) =>
      judge(chat, people)
        .filter((breach) => !isExcused(parts, chat, breach))
        .map((breach) => `log of ${chat.chatId}: ${breach}`),
    ),
    ...verifyAcknowledged(parts, chats),
    ...verifyWritten(parts, chats),
    ...verifyOnce(parts, chats),
    ...verifyOrder(parts, chats),
    ...verifyReceived(parts, chats),
    ...verifyFiles(parts.school.database),
    ...verifyExpired(parts.school.received, ANSWER_MS_MAX),
    ...parts.school.browsers.flatMap((browser) => browser.tabs.flatMap((tab) => verifyTab(parts, chats, browser, tab))),
  ]
}

/** While no server lives nothing is erased; what was over meanwhile goes once one is back. */
function isExcused({ school }: Parts, { happenings }: ChatHistory, breach: string): boolean {
  const late = / number (\d+), expired: it comes (\d+) ms after the time/.exec(breach)
  if (late === null) return false
  const at = happenings.find(({ seq }) => seq === Number(late[1]))!.at
  return school.silences.some(({ from, to }) => from < at && to > at - Number(late[2]))
}

type Posted = Extract<Happening, { kind: 'posted' }>

function postedIn(chats: readonly ChatHistory[], chatId: string): Posted[] {
  const found = chats.find((chat) => chat.chatId === chatId)
  return (found?.happenings ?? []).filter((each) => each.kind === 'posted')
}

/** I1: what was acknowledged stands in the log, as it was acknowledged. */
function verifyAcknowledged({ school }: Parts, chats: readonly ChatHistory[]): string[] {
  return school.received.flatMap(({ frame, browser }) => {
    if (frame.t !== 'ok') return []
    const message = (frame.output as { message?: Message }).message
    if (message === undefined) return []
    const stored = postedIn(chats, message.chatId).find((each) => each.seq === message.seq)
    const same =
      stored?.key === message.id &&
      stored.senderId === message.senderId &&
      textsOf(chats, message).includes(message.text)
    return same ? [] : [`lost: ${message.chatId}/${message.seq} was acknowledged to ${browser.parts.name}`]
  })
}

/** Everything that a message has said in its life; an erased one says nothing. */
function textsOf(chats: readonly ChatHistory[], { chatId, seq }: Message): string[] {
  const happenings = chats.find((chat) => chat.chatId === chatId)?.happenings ?? []
  return happenings.flatMap((each) => {
    if (each.kind === 'posted') return each.seq === seq ? [each.text] : []
    if (!('targetSeq' in each) || each.targetSeq !== seq) return []
    return each.kind === 'edited' ? [each.text] : each.kind === 'deleted' || each.kind === 'expired' ? [''] : []
  })
}

/** I1 and I2: what somebody has written stands in the log exactly once, or is told to him as not sent; nothing else stands there. */
function verifyWritten({ school, deeds }: Parts, chats: readonly ChatHistory[]): string[] {
  const posted = chats.flatMap((chat) => postedIn(chats, chat.chatId).map((each) => ({ ...each, chat })))
  const byKey = Map.groupBy(posted, (each) => each.key)
  const held = new Set(
    school.browsers.flatMap(({ tabs }) =>
      tabs.flatMap((tab) => tab.engine.store.getState().outbox.map(({ key }) => key)),
    ),
  )
  const written = new Map(deeds.written.map((each) => [each.key, each]))
  const invented = posted.filter(({ key, text, chat }) => {
    if (deeds.forwarded.has(key)) return false
    const origin = written.get(key)
    return origin === undefined || origin.chatId !== chat.chatId || !text.startsWith(origin.text)
  })
  const lost = deeds.written.filter(({ key, chatId, browser, isLost }) => {
    if (isLost || byKey.has(key) || held.has(key)) return false
    // Whoever is out of a chat, even for a moment, has nothing left to send there.
    const chat = chats.find((each) => each.chatId === chatId)
    return chat !== undefined && wasAlwaysInside(chat, browser.parts.profileId)
  })
  return [
    ...invented.map(({ seq, text, chat }) => `${chat.chatId}/${seq} «${text}» was written by nobody`),
    ...[...byKey].filter(([, all]) => all.length > 1).map(([key, all]) => `${key} stands ${all.length} times`),
    ...lost.map(({ text, chatId }) => `«${text}» for ${chatId} is neither sent nor held`),
  ]
}

function wasAlwaysInside({ happenings }: ChatHistory, profileId: string): boolean {
  const moves = happenings.filter(
    (each) => (each.kind === 'joined' || each.kind === 'left') && each.profileIds.includes(profileId),
  )
  return moves.length === 1 && moves[0]!.seq === 2
}

/** I2 and I12: a command happens once, or not at all when nobody has answered it, or not when it was refused. */
function verifyOnce({ deeds }: Parts, chats: readonly ChatHistory[]): string[] {
  return deeds.asked.flatMap((asked) => {
    const { id, title = (asked.input as { text?: string }).text } = asked.input as { id?: string; title?: string }
    const titled = chats.flatMap((chat) =>
      chat.happenings.filter(
        (each) => ('title' in each && each.title === title) || (each.kind === 'edited' && each.text === title),
      ),
    )
    const times = ['chats.rename', 'chats.create', 'messages.edit'].includes(asked.operation.id)
      ? titled.length
      : asked.operation.id === 'chats.openDirect'
        ? chats.filter((chat) => chat.chatId === id).length
        : null
    if (times === null) return []
    if (times > 1) return [`${asked.operation.id} ${title ?? id} happened ${times} times`]
    if (times === 1 && asked.answer === 'refused')
      return [`${asked.operation.id} ${title ?? id} was refused and happened`]
    if (times === 0 && asked.answer === 'ok' && title !== undefined) return [`${asked.operation.id} ${title} is lost`]
    return []
  })
}

/**
 * What one browser has written into one chat stands there in that order, as far as it remembers: what was on its way when
 * it lost its memory may come after what it writes then. What it still holds is refused or sent.
 */
function verifyOrder({ school, deeds }: Parts, chats: readonly ChatHistory[]): string[] {
  const broken: string[] = []
  for (const browser of school.browsers) {
    const held = new Map(
      browser.tabs.flatMap((tab) => tab.engine.store.getState().outbox.map((item) => [item.key, item])),
    )
    for (const { state, text } of held.values()) {
      if (state === 'waiting') broken.push(`${browser.parts.name} still waits with «${text}»`)
    }
    for (const chatId of deeds.chatIds) {
      const mine = deeds.written.filter((each) => each.browser === browser && each.chatId === chatId)
      const seqOf = new Map(postedIn(chats, chatId).map((each) => [each.key, each.seq]))
      const sent = mine.filter((each) => !deeds.asked.some((asked) => asked.key === each.key))
      for (const remembered of Map.groupBy(sent, ({ memory }) => memory).values()) {
        const seqs = remembered.flatMap(({ key }) => seqOf.get(key) ?? [])
        if (seqs.some((seq, i) => i > 0 && seq < seqs[i - 1]!))
          broken.push(`${browser.parts.name} in ${chatId}: order ${seqs}`)
      }
    }
  }
  return broken
}

/** I4: nothing reaches a device that its person may not see. */
function verifyReceived({ school }: Parts, chats: readonly ChatHistory[]): string[] {
  return school.received.flatMap((received) =>
    contentOf(received.frame).flatMap(({ chatId, seq, live }) => {
      const chat = chats.find((each) => each.chatId === chatId)
      if (chat === undefined) return [`${received.browser.parts.name} heard of ${chatId}/${seq}, which does not exist`]
      return mayHaveSeen(chat, received, seq, live)
        ? []
        : [`${received.browser.parts.name} was given ${chatId}/${seq} (${received.frame.t})`]
    }),
  )
}

function mayHaveSeen(chat: ChatHistory, { browser, at }: Received, seq: number, live: boolean): boolean {
  const { profileId } = browser.parts
  const last = chat.happenings.findLast((each) => each.at <= at)?.seq ?? 0
  // An answer was read at some moment between its question and now; a live event belongs to its number.
  const first = live ? seq : (chat.happenings.findLast((each) => each.at <= at - ANSWER_MS_MAX)?.seq ?? seq)
  for (let asOf = Math.max(seq, first); asOf <= last; asOf += 1) if (maySee(chat, profileId, seq, asOf)) return true
  return false
}

interface Content {
  chatId: string
  seq: number
  live: boolean
}

/** Everything of chats that a frame carries. */
function contentOf(frame: ServerFrame): Content[] {
  if (frame.t === 'event') return fromEvent(frame)
  if (frame.t === 'snapshot') {
    return (frame.body as Snapshot).moved.flatMap(({ state, entries, changed }) => [
      ...changed.map(fromMessage),
      ...(state.lastMessage === null ? [] : [fromMessage(state.lastMessage)]),
      ...entries.map((entry) => ({ chatId: state.chat.id, seq: entry.s, live: false })),
    ])
  }
  if (frame.t !== 'ok') return []
  const { entries, quoted, messages } = frame.output as {
    entries?: ChatEntry[]
    quoted?: Message[]
    messages?: Message[]
  }
  const chatId = chatOf(entries ?? [])
  return [
    ...(chatId === null ? [] : entries!.map((entry) => ({ chatId, seq: entry.s, live: false }))),
    ...[...(quoted ?? []), ...(messages ?? [])].map(fromMessage),
  ]
}

const fromMessage = (message: Message): Content => ({ chatId: message.chatId, seq: message.seq, live: false })

function fromEvent(frame: EventFrame): Content[] {
  if (frame.a === 'chat') {
    // A number that has passed says nothing.
    if (frame.s === undefined || frame.e === 'chat.passed') return []
    const own = { chatId: frame.id, seq: frame.s, live: true }
    if (frame.e === 'message.changed') return [own, fromMessage((frame.p as { message: Message }).message)]
    const target = frame.e === 'reactions.changed' ? (frame.p as { seq: number }).seq : null
    return target === null ? [own] : [own, { chatId: frame.id, seq: target, live: false }]
  }
  if (frame.e !== 'chat.added') return []
  const { lastMessage } = (frame.p as { state: { lastMessage: Message | null } }).state
  return lastMessage === null ? [] : [fromMessage(lastMessage)]
}

function chatOf(entries: readonly ChatEntry[]): string | null {
  for (const entry of entries) {
    if (entry.e === 'message.posted') return entry.p.message.chatId
    return 'chat' in entry.p ? entry.p.chat.id : entry.p.chatId
  }
  return null
}

/** I3 and I6: every device shows what its person may see, all of it, in the order of the log, and counts it right. */
function verifyTab(
  parts: Parts,
  chats: readonly ChatHistory[],
  browser: SimulatedBrowser,
  tab: SimulatedTab,
): string[] {
  const { profileId, name } = browser.parts
  const { phase, sync, readHere } = tab.engine.store.getState()
  const now = parts.school.time.now()
  if (phase !== 'stream') return [`${name} is not back: ${phase}`]
  return chats.flatMap((chat) => {
    const slice = sync.chats[chat.chatId]
    const view = viewOf(chat, profileId, now)
    if (view === null) return slice === undefined ? [] : [`${name} holds ${chat.chatId}, which is not his`]
    if (slice === undefined) return [`${name} misses ${chat.chatId}`]
    const read = Math.max(slice.mine.readSeq, readHere[chat.chatId] ?? 0)
    const unread = unreadOf(chat, profileId, read, now)
    const shown = shownUnread(slice, profileId, readHere[chat.chatId])
    return [
      ...verifyWindow(slice, view.entries, chat).map((what) => `${name}: ${what}`),
      ...verifyMessages(slice, view, profileId).map((what) => `${name} in ${chat.chatId}: ${what}`),
      ...(shown === unread ? [] : [`${name} in ${chat.chatId}: unread ${shown} instead of ${unread} after ${read}`]),
      ...(slice.chat.title === view.title ? [] : [`${name} shows the title ${slice.chat.title}, not ${view.title}`]),
      ...(slice.chat.membersCount === view.members.length ? [] : [`${name} counts ${slice.chat.membersCount} members`]),
    ]
  })
}

function verifyWindow(slice: ChatSlice, expected: readonly number[], chat: ChatHistory): string[] {
  const { window } = slice
  if (window === null) return [`nothing is held of ${chat.chatId}`]
  if (slice.lastSeq !== chat.happenings.length)
    return [`${chat.chatId} stands at ${slice.lastSeq}, not ${chat.happenings.length}`]
  const held = window.entries.map((entry) => entry.s)
  const bySeq = new Map(chat.happenings.map((each) => [each.seq, each]))
  // A change of a message is no entry: it stands in the message.
  const entries = expected.filter((seq) => !('targetSeq' in bySeq.get(seq)!))
  if (held.join() !== entries.join()) return [`${chat.chatId} shows ${held} instead of ${entries}`]
  return window.entries.flatMap((entry) => {
    if (entry.e !== 'message.posted') return []
    const stored = bySeq.get(entry.s)
    return stored?.kind === 'posted' && stored.key === entry.p.message.id
      ? []
      : [`${chat.chatId}/${entry.s} is another`]
  })
}
