import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Flow } from './flow.store.ts'

/** The letter that a link belongs to, with why the link leads nowhere. */
export interface InvitationFound {
  id: string
  email: string
  communityName: string
  unitName: string
  refusal: 'invitation.used' | 'invitation.revoked' | 'invitation.expired' | null
}
export type InvitationOf = (reader: Reader, token: string) => Promise<InvitationFound | null>

export type InvitationFail = Fail<
  'invitation.unknown' | 'invitation.used' | 'invitation.revoked' | 'invitation.expired'
>

/** Whether a link brings pupils into a class in which somebody younger than 14 may register by it. */
export type ClassLinkOf = (reader: Reader, token: string) => Promise<boolean>

/** Whether somebody has come by a letter, or by a link that the domains to the right call good for the young. */
export function createInvitedCheck(classLinks: readonly ClassLinkOf[]) {
  return async (reader: Reader, { invitationId, link }: Pick<Flow, 'invitationId' | 'link'>): Promise<boolean> => {
    if (invitationId !== null) return true
    if (link === null) return false
    for (const isGood of classLinks) if (await isGood(reader, link)) return true
    return false
  }
}
export type InvitedCheck = ReturnType<typeof createInvitedCheck>

/** Asks the domains to the right, which send the letters, what a link leads to; refuses one that leads nowhere. */
export function createInvitationFinder(reader: Reader, invitations: readonly InvitationOf[]) {
  return async (token: string, fail: InvitationFail): Promise<InvitationFound> => {
    for (const find of invitations) {
      const found = await find(reader, token)
      if (found !== null) return found.refusal === null ? found : fail(found.refusal)
    }
    return fail('invitation.unknown')
  }
}
