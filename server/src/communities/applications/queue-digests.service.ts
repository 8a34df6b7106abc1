import { DIGEST_SETTLES_MS } from '#contract/communities/communities.limits.ts'
import type { Membership } from '#contract/communities/communities.ts'
import type { QueueDigest } from '#contract/communities/queue-digest.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { dayIn } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Letter } from '../../platform/mail/mail.ts'
import type { Platform } from '../../platform/platform.ts'
import { readDetails } from '../details/details.store.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { countPending } from './applications.store.ts'
import { accessDecider, deciderOf } from './deciding.ts'
import * as store from './queue-digests.store.ts'
import { isWorkingTime } from './working-hours.ts'

const ROUND_JOB = 'communities.queue-digests'
const LETTER_JOB = 'communities.queue-digest-letter'

type Whose = { communityId: string; profileId: string }

interface Parts {
  platform: Pick<Platform, 'clock' | 'db' | 'jobs' | 'mail' | 'transaction'>
  memberships: Pick<Memberships, 'accessMembership'>
  /** Address of the site, known once the port is. */
  siteUrl: () => string
}

export type QueueDigests = ReturnType<typeof createQueueDigests>

/**
 * One letter a day to everybody who decides, however many applications have come: on working days by day, and only while
 * some of them wait (INV-09). What comes at night is told in the morning.
 */
export function createQueueDigests({ platform, memberships, siteUrl }: Parts) {
  const { clock, db, jobs, mail, transaction } = platform

  /** Where letters of somebody go; null while he shows no address on his card. */
  const addressOf = async (reader: Reader, profileId: string): Promise<string | null> =>
    (await readDetails(reader, profileId))?.email || null

  const view = async (reader: Reader, { communityId, profileId }: Whose): Promise<QueueDigest> => ({
    communityId,
    letters: await store.wantsLetters(reader, { community_id: communityId, profile_id: profileId }),
    email: await addressOf(reader, profileId),
  })

  /** Puts the letters of today into the queue, each in a transaction of its own. */
  const sendDue = async (): Promise<void> => {
    const now = clock.now()
    for (const due of await store.dueDigests(db, new Date(now - DIGEST_SETTLES_MS))) {
      const zone = due.time_zone
      const isToday = due.sent_at !== null && dayIn(zone, due.sent_at.getTime()) === dayIn(zone, now)
      if (isToday || !isWorkingTime(zone, now)) continue
      await transaction(async (tx) => {
        if (!(await store.noteSent(tx, due, new Date(now)))) return
        await jobs.enqueue(tx, LETTER_JOB, { communityId: due.community_id, profileId: due.profile_id })
      })
    }
  }

  /** Sends a letter that says how it is now, or none when nothing waits any more. */
  const send = async ({ communityId, profileId }: Whose): Promise<void> => {
    const membership = await memberships.accessMembership(db, profileId, communityId)
    const decider = membership === null ? null : await deciderOf(db, membership, { viewerId: profileId, hold: false })
    const whose = { community_id: communityId, profile_id: profileId }
    const to = await addressOf(db, profileId)
    if (decider === null || to === null || !(await store.wantsLetters(db, whose))) return
    const pending = await countPending(db, communityId, decider.unitIds)
    if (pending === 0) return
    // A mail server may have been away until the evening.
    if (!isWorkingTime(decider.membership.timeZone, clock.now())) {
      return transaction((tx) => store.forgetSent(tx, whose))
    }
    await mail.send(digestLetter(to, { membership: decider.membership, pending, site: siteUrl() }))
  }

  jobs.declare({ name: ROUND_JOB, retries: 3, cron: '*/10 * * * *', handle: sendDue })
  jobs.declare<Whose>({ name: LETTER_JOB, retries: 10, handle: send })

  return {
    sendDue,

    async get(
      reader: Reader,
      viewerId: string,
      communityId: string,
      fail: Fail<ErrorsOf<Operations['queueDigest.get']>>,
    ): Promise<QueueDigest> {
      await accessDecider(memberships, reader, { viewerId, communityId }, fail)
      return view(reader, { communityId, profileId: viewerId })
    },

    async set(
      tx: Tx,
      viewerId: string,
      { communityId, letters }: InputOf<Operations['queueDigest.set']>,
      fail: Fail<ErrorsOf<Operations['queueDigest.set']>>,
    ): Promise<QueueDigest> {
      await accessDecider(memberships, tx, { viewerId, communityId }, fail)
      await store.setLetters(tx, { community_id: communityId, profile_id: viewerId }, letters)
      return view(tx, { communityId, profileId: viewerId })
    },
  }
}

/** Tells how many wait, and nobody's name: letters are read on screens that others see. */
function digestLetter(
  to: string,
  { membership, pending, site }: { membership: Membership; pending: number; site: string },
): Letter {
  const { communityId, shortName } = membership
  return {
    to,
    subject: `Заявки ждут решения: ${pending} (${shortName})`,
    text: [
      `«${shortName}»: заявок, которые ждут вашего решения: ${pending}.`,
      '',
      'Разобрать заявки:',
      `${site}/o/${communityId}/applications`,
      '',
      'Такое письмо приходит не чаще раза в день, по будням с 8 до 18. Отключить его можно на той же странице.',
      '',
    ].join('\n'),
  }
}
