import { createHmac } from 'node:crypto'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { organisation } from '../grants/organisations.store.ts'

/** What a source is told: that a person of its is linked no more, that removals wait, that whom it has dismissed goes on leading the organisation, or that absences are other than before. */
export type NoticeEvent =
  | { event: 'link.undone'; data: { personId: string; why: 'owner' | 'deleted' | 'reused' } }
  | { event: 'removals.waiting'; data: { people: number; among: number } }
  | { event: 'administrator.kept'; data: { personId: string } }
  | { event: 'absences.changed'; data: Record<never, never> }

type Notice = NoticeEvent & { id: string; systemId: string; communityId: string; at: string }

/** Sends a notice to an address that an operator has registered; follows no redirects. */
export type SendNotice = (url: string, init: RequestInit) => Promise<Response>

const JOB = 'connector.notice'
const TRIES = 8
const ANSWER_MS = 10_000

interface Parts extends Pick<Platform, 'clock' | 'db' | 'jobs' | 'newId'> {
  systems: Identity['systems']
  send: SendNotice
}

export type Notices = ReturnType<typeof createNotices>

/**
 * Tells the system of a school what has happened here. A notice is tried until it is answered; every try is signed anew with
 * the time of the try, and has the id of the notice, by which a second one is recognised.
 */
export function createNotices({ clock, db, jobs, newId, systems, send }: Parts) {
  jobs.declare<Notice>({
    name: JOB,
    retries: TRIES,
    async handle({ systemId, ...notice }) {
      const receiver = await systems.receiverOf(db, systemId)
      if (receiver === null) return
      const body = JSON.stringify(notice)
      const seconds = Math.floor(clock.now() / 1_000)
      const signature = createHmac('sha256', receiver.key).update(`${seconds}.${body}`).digest('hex')
      const answer = await send(receiver.uri, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'parta-signature': `t=${seconds},v1=${signature}` },
        body,
        signal: AbortSignal.timeout(ANSWER_MS),
      })
      await answer.body?.cancel()
      if (!answer.ok) throw new Error(`A notice was answered with ${answer.status}`)
    },
  })
  return {
    /** Tells the system that tells the facts of an organisation; nobody where none does. */
    async doTell(tx: Tx, communityId: string, told: NoticeEvent): Promise<void> {
      const systemId = (await organisation(tx, communityId))?.client_id ?? null
      if (systemId === null) return
      await jobs.enqueue<Notice>(tx, JOB, { id: newId(), at: toInstant(clock.now()), systemId, communityId, ...told })
    },
  }
}
