import type { Platform } from '../../platform/platform.ts'
import { findAccount } from './accounts.store.ts'
import { maskAddress } from './address.ts'
import { type FlowSteps, move, type Next, type Request } from './flow-steps.ts'
import { createInvitationFinder, type InvitationFail, type InvitationOf } from './invitations.ts'

/** The registration by the link of a teacher's letter (IDN-13). */
export function createLetterSteps(
  platform: Platform,
  { begin, step }: FlowSteps,
  invitations: readonly InvitationOf[],
) {
  const findInvitation = createInvitationFinder(platform.db, invitations)
  const isKnown = async (email: string) => (await findAccount(platform.db, email)) !== null
  return {
    /** What a letter invites into; who opens it holds the address that the letter went to. */
    async openInvitation(token: string, fail: InvitationFail) {
      const { communityName, unitName, email } = await findInvitation(token, fail)
      return { communityName, unitName, emailMasked: maskAddress(email), known: await isKnown(email) }
    },

    /**
     * Begins a sign-in by the link of a letter: a new address is behind the code already, since the letter has reached it.
     * A link lives too long to open an account that exists: its owner shows password or code like anybody.
     */
    async acceptInvitation(token: string, request: Request, fail: InvitationFail): Promise<Next & { flow: string }> {
      const { id, email } = await findInvitation(token, fail)
      const { flow, next } = await begin(email, request.origin, { invitationId: id })
      if (await isKnown(email)) return { flow, next }
      const onward = await step(flow, request.origin, ['password'], neverEnds, (tx, found) =>
        // Not by way of `proceed`, which would let it into an account that somebody has made this instant.
        move(tx, { ...found, addressProven: true }, 'about'),
      )
      return { ...onward, flow }
    },
  }
}

function neverEnds(): never {
  throw new Error('A flow has ended before it began')
}
