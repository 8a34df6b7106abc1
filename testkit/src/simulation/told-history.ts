import type { ChatHistory, Happening, People } from './happenings.ts'

type Loose<Each> = Each extends Happening ? Omit<Each, 'seq' | 'at'> & { seq?: number; at?: number } : never
type Told = Loose<Happening>

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const DAY = 24 * 60 * MINUTE
export const END = Number.MAX_SAFE_INTEGER
/** Anna, Boris and Vera are adults; Petya and Roma are pupils. */
export const PEOPLE: People = { pupils: new Set(['petya', 'roma']) }

/** Numbers what is told from 1 on, a second apart, except where it says otherwise. */
export function history(kind: ChatHistory['kind'], told: readonly Told[]): ChatHistory {
  const happenings = told.map((each, index) => ({ seq: index + 1, at: (index + 1) * SECOND, ...each }) as Happening)
  return { chatId: 'c', kind, happenings }
}

export const created = (actorId: string | null, title = 'Поход'): Told => ({ kind: 'created', actorId, title })
export const renamed = (actorId: string | null, title: string): Told => ({ kind: 'renamed', actorId, title })
export const joined = (actorId: string | null, profileIds: string[], owners: string[] = []): Told => ({
  kind: 'joined',
  actorId,
  profileIds,
  owners,
})
export const left = (actorId: string | null, ...profileIds: string[]): Told => ({ kind: 'left', actorId, profileIds })
let keys = 0
export const posted = (senderId: string, more: Partial<Happening & { kind: 'posted' }> = {}): Told => {
  keys += 1
  return {
    kind: 'posted',
    senderId,
    key: `k${keys}`,
    text: 'привет',
    files: [],
    replyToSeq: null,
    lifetimeMs: null,
    ...more,
  }
}
export const edited = (actorId: string, targetSeq: number, at?: number, text = 'иначе'): Told => ({
  kind: 'edited',
  actorId,
  targetSeq,
  text,
  ...(at === undefined ? {} : { at }),
})
export const deleted = (actorId: string, targetSeq: number, at?: number): Told => ({
  kind: 'deleted',
  actorId,
  targetSeq,
  ...(at === undefined ? {} : { at }),
})
export const expired = (targetSeq: number, at: number): Told => ({ kind: 'expired', targetSeq, at })
export const reacted = (actorId: string, targetSeq: number, reaction: string | null, at?: number): Told => ({
  kind: 'reacted',
  actorId,
  targetSeq,
  reaction,
  ...(at === undefined ? {} : { at }),
})

/** A group of Anna, who owns it, Boris and Petya: numbers 1 and 2. */
const GROUP = [created('anna'), joined('anna', ['anna', 'boris', 'petya'], ['anna'])]
/** A dialogue of Anna and Boris: numbers 1 and 2. */
const DIRECT = [created('anna', ''), joined('anna', ['anna', 'boris'])]
export const group = (...told: Told[]) => history('group', [...GROUP, ...told])
export const direct = (...told: Told[]) => history('direct', [...DIRECT, ...told])

/** The moment `ms` milliseconds after number 3. */
export const late = (ms: number) => 3 * SECOND + ms
/** Boris's message of one minute. */
export const short = () => posted('boris', { lifetimeMs: MINUTE })
