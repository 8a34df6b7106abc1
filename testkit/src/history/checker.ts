import type { HistoryLine, Seen } from './history.ts'

export type ViolationKind =
  /** Acknowledged, and not in the log as it was acknowledged. */
  | 'lost'
  /** The same message stands twice in the log, or twice on a screen. */
  | 'doubled'
  /** The messages of one device stand in another order than it sent them, or a screen shows another order. */
  | 'reordered'
  /** The numbers of the log have a hole or stand twice. */
  | 'hole'
  /** Somebody was given what he may not see. */
  | 'foreign'
  /** One message was acknowledged with two numbers. */
  | 'renumbered'
  /** Somebody was given something that does not stand in the log, or stands there otherwise. */
  | 'phantom'
  /** A device that has healed does not show something that its person may see. */
  | 'missed'

export interface Violation {
  readonly kind: ViolationKind
  readonly what: string
}

type Line<T extends HistoryLine['t']> = Extract<HistoryLine, { t: T }>

/** The lines of a history by their type. */
class Lines {
  readonly #lines: readonly HistoryLine[]
  readonly stored: ReadonlyMap<string, readonly Line<'stored'>[]>

  constructor(lines: readonly HistoryLine[]) {
    this.#lines = lines
    this.stored = Map.groupBy(this.of('stored'), ({ chat }) => chat)
  }

  of<T extends HistoryLine['t']>(t: T): Line<T>[] {
    return this.#lines.filter((line): line is Line<T> => line.t === t)
  }

  logOf(chat: string): readonly Line<'stored'>[] {
    return this.stored.get(chat) ?? []
  }
}

/** Everything in a history that should not be there; empty when all is well. */
export function checkHistory(history: readonly HistoryLine[]): Violation[] {
  const lines = new Lines(history)
  return [
    ...checkAcknowledged(lines),
    ...checkLog(lines),
    ...checkSentOnce(lines),
    ...checkOrder(lines),
    ...checkReceived(lines),
    ...lines.of('shown').flatMap((shown) => checkShown(lines, shown)),
  ]
}

const place = ({ chat, seq }: { chat: string; seq: number }) => `${chat}/${seq}`

function checkAcknowledged(lines: Lines): Violation[] {
  const found: Violation[] = []
  const texts = new Map(lines.of('sent').map(({ chat, key, text }) => [`${chat} ${key}`, text]))
  const acknowledged = Map.groupBy(lines.of('acknowledged'), ({ chat, key }) => `${chat} ${key}`)
  for (const [id, answers] of acknowledged) {
    const seqs = [...new Set(answers.map(({ seq }) => seq))]
    if (seqs.length > 1) found.push({ kind: 'renumbered', what: `${id} was acknowledged as ${seqs.join(' and ')}` })
    const { chat, key, seq, device } = answers[0]!
    const stands = lines.logOf(chat).find((message) => message.key === key && seqs.includes(message.seq))
    if (stands === undefined || stands.text !== texts.get(id)) {
      found.push({ kind: 'lost', what: `${key} was acknowledged to ${device} as ${place({ chat, seq })}` })
    }
  }
  return found
}

/** Messages and changes together carry the numbers from 1 on, each once. */
function checkLog(lines: Lines): Violation[] {
  const found: Violation[] = []
  const numbers = Map.groupBy([...lines.of('stored'), ...lines.of('change')], ({ chat }) => chat)
  for (const [chat, entries] of numbers) {
    const seqs = entries.map(({ seq }) => seq).sort((one, other) => one - other)
    const wrong = seqs.findIndex((seq, index) => seq !== index + 1)
    if (wrong !== -1) found.push({ kind: 'hole', what: `${chat} has number ${seqs[wrong]} at place ${wrong + 1}` })
  }
  return found
}

/** Every text of a history is another one, so a message that was taken in twice under two keys shows itself as well. */
function checkSentOnce(lines: Lines): Violation[] {
  const found: Violation[] = []
  const sent = new Map(lines.of('sent').map((line) => [`${line.chat} ${line.key}`, line]))
  for (const [chat, messages] of lines.stored) {
    const twice = (by: (message: Seen) => string) =>
      [...Map.groupBy(messages, by).values()].filter((same) => same.length > 1)
    const repeated = new Set([...twice(({ key }) => key), ...twice(({ sender, text }) => `${sender} ${text}`)].flat())
    if (repeated.size > 0) {
      found.push({ kind: 'doubled', what: `${chat} holds one message as ${[...repeated].map(({ seq }) => seq)}` })
    }
    for (const message of messages) {
      const origin = sent.get(`${chat} ${message.key}`)
      if (origin?.text !== message.text || origin.profile !== message.sender) {
        found.push({ kind: 'phantom', what: `${place(message)} was never sent so` })
      }
    }
  }
  return found
}

/** The order of first tries of one device in one chat is the order of the numbers. */
function checkOrder(lines: Lines): Violation[] {
  const found: Violation[] = []
  const byDevice = Map.groupBy(lines.of('sent'), ({ device, chat }) => `${device} in ${chat}`)
  for (const [where, tries] of byDevice) {
    const keys = [...new Set(tries.map(({ key }) => key))]
    const seqOf = new Map(lines.logOf(tries[0]!.chat).map(({ key, seq }) => [key, seq]))
    const seqs = keys.flatMap((key) => seqOf.get(key) ?? [])
    const wrong = seqs.findIndex((seq, index) => index > 0 && seq < seqs[index - 1]!)
    if (wrong !== -1) {
      found.push({ kind: 'reordered', what: `${where}: number ${seqs[wrong]} was sent after ${seqs[wrong - 1]}` })
    }
  }
  return found
}

function checkReceived(lines: Lines): Violation[] {
  const found: Violation[] = []
  for (const received of lines.of('received')) {
    if (!maySee(lines, received.profile, received)) {
      found.push({ kind: 'foreign', what: `${received.device} was given ${place(received)}` })
    }
    if (!stands(lines, received)) {
      found.push({ kind: 'phantom', what: `${received.device} was given ${place(received)} otherwise than it stands` })
    }
  }
  return found
}

function stands(lines: Lines, { chat, seq, key, sender, text }: Seen): boolean {
  return lines
    .logOf(chat)
    .some((each) => each.seq === seq && each.key === key && each.sender === sender && each.text === text)
}

function maySee(lines: Lines, profile: string, { chat, seq }: { chat: string; seq: number }): boolean {
  return lines
    .of('member')
    .some(
      (member) =>
        member.chat === chat &&
        member.profile === profile &&
        member.from <= seq &&
        (member.until === null || seq < member.until),
    )
}

/** A healed device shows what its person may see now, all of it, in the order of the log. */
function checkShown(lines: Lines, shown: Line<'shown'>): Violation[] {
  const { chat, device, profile, messages } = shown
  const found: Violation[] = []
  const open = lines.of('member').find((each) => each.chat === chat && each.profile === profile && each.until === null)
  if (new Set(messages.map(({ key }) => key)).size < messages.length) {
    found.push({ kind: 'doubled', what: `${device} shows a message of ${chat} twice` })
  }
  if (messages.some(({ seq }, index) => index > 0 && seq <= messages[index - 1]!.seq)) {
    found.push({ kind: 'reordered', what: `${device} shows ${chat} as ${messages.map(({ seq }) => seq)}` })
  }
  for (const message of messages) {
    if (!stands(lines, { chat, ...message })) {
      found.push({ kind: 'phantom', what: `${device} shows ${place({ chat, ...message })} otherwise than it stands` })
    }
    if (open === undefined || message.seq < open.from) {
      found.push({ kind: 'foreign', what: `${device} shows ${place({ chat, ...message })}` })
    }
  }
  if (open === undefined) return found
  const held = new Set(messages.map(({ seq }) => seq))
  const missed = lines.logOf(chat).filter(({ seq }) => seq >= open.from && !held.has(seq))
  if (missed.length > 0) {
    found.push({ kind: 'missed', what: `${device} does not show ${missed.map(place)}, it stands at ${shown.last}` })
  }
  return found
}
