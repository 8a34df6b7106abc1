import { EMAIL_GRADE_MAX, INVITATION_LIFE_MS, INVITATIONS_PER_DAY } from '#contract/communities/communities.limits.ts'
import type { EmailInvitation, EmailInvitations } from '#contract/communities/email-invitations.ts'
import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity, InvitationFound, SignedIn } from '../../identity/index.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ApplicationsService } from '../applications/applications.service.ts'
import type { ChildReads } from '../audit/child-reads.ts'
import * as store from './email-invitations.store.ts'
import { invitationLetter } from './invitation-letter.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

const TOKEN_BYTES = 16
const DAY_RULE: LimitRule = { name: 'invitation.letters', points: INVITATIONS_PER_DAY, durationMs: 86_400_000 }

interface Parts {
  platform: Platform
  identity: Identity
  applications: ApplicationsService
  childReads: ChildReads
  /** Address of the site, known once the port is. */
  siteUrl: () => string
}

/** Pupils of grades 1–4, whom the leader of their class invites by e-mail; older ones have other ways (IDN-13, A-04). */
export function createEmailInvitations({ platform, identity, applications, childReads, siteUrl }: Parts) {
  const { clock, random, mail, limits, log } = platform

  const isYoungClass = (grade: number | null) => grade !== null && grade <= EMAIL_GRADE_MAX

  const checkClass = async (
    reader: Reader,
    viewerId: string,
    unitId: string,
    fail: Fail<'unit.unknown' | 'invitation.gradeRefused'>,
  ): Promise<store.ClassRow> => {
    const row = (await store.accessClass(reader, viewerId, unitId)) ?? fail('unit.unknown')
    if (!isYoungClass(row.grade)) fail('invitation.gradeRefused', { gradeMax: EMAIL_GRADE_MAX })
    return row
  }

  const stateOf = (row: store.InvitationRow): EmailInvitation['state'] => {
    if (row.profile_id !== null) return row.joined ? 'joined' : 'came'
    if (row.expires_at.getTime() <= clock.now()) return 'expired'
    return row.failed ? 'failed' : 'sent'
  }

  const view = async (reader: Reader, unit: { id: string; name: string }): Promise<EmailInvitations> => {
    const rows = await store.invitationsOf(reader, unit.id)
    const people = await identity.people(
      reader,
      rows.flatMap((row) => (row.profile_id === null ? [] : [row.profile_id])),
    )
    return {
      unitId: unit.id,
      unitName: unit.name,
      invitations: rows.map((row) => {
        const person = row.profile_id === null ? undefined : people.get(row.profile_id)
        return {
          id: row.id,
          email: row.email,
          state: stateOf(row),
          sentAt: toInstant(row.sent_at),
          expiresAt: toInstant(row.expires_at),
          name: person === undefined ? null : fullName(person),
        }
      }),
    }
  }

  const refusalOf = (row: store.InvitationRow): InvitationFound['refusal'] => {
    if (row.profile_id !== null) return 'invitation.used'
    if (row.revoked_at !== null || row.unit_archived) return 'invitation.revoked'
    return row.expires_at.getTime() <= clock.now() ? 'invitation.expired' : null
  }

  /** Sends letters one after the other, and notes those that the mail server did not take. */
  const doSend = async (unit: store.ClassRow, letters: readonly { id: string; email: string; token: string }[]) => {
    const failed: string[] = []
    for (const { id, email, token } of letters) {
      const link = `${siteUrl()}/id?invitation=${token}`
      try {
        await mail.send(invitationLetter(email, { community: unit.community_name, unit: unit.name, link }))
      } catch (error) {
        log.warn({ error }, 'invitation.letterFailed')
        failed.push(id)
      }
    }
    if (failed.length > 0) await platform.transaction((tx) => store.setFailed(tx, failed))
  }

  return {
    async list(
      reader: Reader,
      viewerId: string,
      unitId: string,
      fail: FailOf<'emailInvitations.list'>,
    ): Promise<EmailInvitations> {
      const unit = await checkClass(reader, viewerId, unitId, fail)
      const about = (await store.invitationsOf(reader, unit.id)).flatMap((row) => row.profile_id ?? [])
      await childReads.note(reader, {
        by: { profileId: viewerId },
        communityId: unit.community_id,
        query: 'emailInvitations.list',
        about,
      })
      return view(reader, unit)
    },

    async send(
      viewerId: string,
      input: Input<'emailInvitations.send'>,
      fail: FailOf<'emailInvitations.send'>,
    ): Promise<EmailInvitations> {
      const unit = await checkClass(platform.db, viewerId, input.unitId, fail)
      if (unit.archived) fail('unit.archived')
      const read = input.emails.map(
        (text, at) => identity.normalizeEmail(text) ?? fail('invitation.emailInvalid', { place: at + 1 }),
      )
      const emails = [...new Set(read)]
      for (const _email of emails) await limits.consume(DAY_RULE, viewerId)
      const now = clock.now()
      const letters = await platform.transaction(async (tx) => {
        const written = []
        for (const email of emails.sort()) {
          const token = randomToken(random, TOKEN_BYTES)
          const id = await store.putInvitation(tx, {
            id: platform.newId(),
            communityId: unit.community_id,
            unitId: unit.id,
            email,
            tokenHash: tokenHash(token),
            by: viewerId,
            now: new Date(now),
            expiresAt: new Date(now + INVITATION_LIFE_MS),
          })
          if (id !== null) written.push({ id, email, token })
        }
        if (written.length > 0) {
          recordAct(tx, {
            act: 'invitation.sent',
            communityId: unit.community_id,
            by: { profileId: viewerId },
            objects: [{ kind: 'unit', id: unit.id }, ...written.map(({ id }) => ({ kind: 'invitation', id }) as const)],
            after: { unitName: unit.name, count: written.length },
          })
        }
        return written
      })
      await doSend(unit, letters)
      return view(platform.db, unit)
    },

    async revoke(
      tx: Tx,
      viewerId: string,
      id: string,
      fail: FailOf<'emailInvitations.revoke'>,
    ): Promise<EmailInvitations> {
      const row = (await store.lockInvitation(tx, id)) ?? fail('invitation.unknown')
      if ((await store.accessClass(tx, viewerId, row.unit_id)) === null) fail('invitation.unknown')
      if (row.profile_id === null && row.revoked_at === null) {
        await store.revoke(tx, id, new Date(clock.now()))
        recordAct(tx, {
          act: 'invitation.revoked',
          communityId: row.community_id,
          by: { profileId: viewerId },
          objects: [
            { kind: 'unit', id: row.unit_id },
            { kind: 'invitation', id },
          ],
          after: { unitName: row.unit_name },
        })
      }
      return view(tx, { id: row.unit_id, name: row.unit_name })
    },

    /** What the link of a letter leads to; the sign-in asks. */
    async find(reader: Reader, token: string): Promise<InvitationFound | null> {
      const row = await store.invitationByToken(reader, tokenHash(token))
      if (row === null) return null
      const { id, email, community_name: communityName, unit_name: unitName } = row
      return { id, email, communityName, unitName, refusal: refusalOf(row) }
    },

    /**
     * Whoever has come by a letter applies for a place in its class, in the transaction that signs him in; one letter
     * makes one pupil.
     *
     * @throws Refusal when somebody else was faster, or the letter was taken back meanwhile
     */
    async doAccept(tx: Tx, { profileId, invitationId }: SignedIn): Promise<void> {
      if (profileId === null || invitationId === null) return
      const row = await store.lockInvitation(tx, invitationId)
      const refusal = row === null ? 'invitation.unknown' : refusalOf(row)
      if (refusal !== null) throw new Refusal(refusal)
      await store.setUsed(tx, invitationId, profileId, new Date(clock.now()))
      await applications.doApplyInvited(tx, { ...row!, profile_id: profileId, link_id: null })
    },
  }
}

export type EmailInvitationsService = ReturnType<typeof createEmailInvitations>
