import { createHash, createHmac } from 'node:crypto'
import { isUuid } from '#contract/kit/uuid.ts'
import { sameBytes } from '../../platform/clock/random.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Connections } from './connections.ts'
import { dropLinkOf } from './links.store.ts'

/** How old a notice may be; an older one is somebody's who has recorded it. Seconds. */
const NOTICE_AGE_MAX = 300
const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/

/** What the messenger tells of a link that has ended there. */
interface Undone {
  communityId: string
  personId: string
  at: Date
}

/** Hears what the messenger says of links (`docs/connector.md`). */
export function createNoticeReceiver(
  { clock, db, transaction }: Pick<Platform, 'clock' | 'db' | 'transaction'>,
  connections: Connections,
) {
  /**
   * Takes a notice with its `Parta-Signature`. Told twice it does nothing more, and told anew later it leaves a link that
   * was made since.
   *
   * @returns false when nobody says who was connected: its signature is another one, or it is too old
   */
  return async function receive(signature: string, body: string): Promise<boolean> {
    const told = readBody(body)
    if (told === null) return false
    const known = await connections.ofCommunity(db, told.communityId)
    const now = Math.floor(clock.now() / 1_000)
    const genuine = known.filter(({ secret }) => isGenuine(secret, signature, body, now))
    if (genuine.length === 0) return false
    const undone = readUndone(told)
    if (undone === null) return true
    await transaction(async (tx) => {
      for (const { organisationId } of genuine) await dropLinkOf(tx, { organisationId, ...undone })
    })
    return true
  }
}

export type ReceiveNotice = ReturnType<typeof createNoticeReceiver>

function isGenuine(secret: string, signature: string, body: string, now: number): boolean {
  const [, at, told] = SIGNATURE.exec(signature) ?? []
  if (at === undefined || told === undefined || Math.abs(now - Number(at)) > NOTICE_AGE_MAX) return false
  const key = createHash('sha256').update(secret).digest()
  return sameBytes(createHmac('sha256', key).update(`${at}.${body}`).digest(), Buffer.from(told, 'hex'))
}

type Body = Readonly<Record<string, unknown>> & { readonly communityId: string }

function readBody(text: string): Body | null {
  try {
    const body = JSON.parse(text) as Partial<Body> | null
    return typeof body?.communityId === 'string' && isUuid(body.communityId) ? (body as Body) : null
  } catch {
    return null
  }
}

/** Null of a notice that is about something else. */
function readUndone({ event, at, data, communityId }: Body): Undone | null {
  const personId = (data as { personId?: unknown } | null | undefined)?.personId
  if (event !== 'link.undone' || typeof at !== 'string' || typeof personId !== 'string') return null
  const time = new Date(at)
  return isUuid(personId) && !Number.isNaN(time.getTime()) ? { communityId, personId, at: time } : null
}
