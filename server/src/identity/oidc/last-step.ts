import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Reader } from '../../platform/db/database.ts'
import { accessInteraction } from './choices.store.ts'
import type { Followed } from './session-following.ts'

const LAST_STEP = /^\/auth\/([^/]+)$/

/**
 * The step back to the client belongs to the session that has agreed. The library signs in whoever the answer of an interaction names,
 * and would do so in the browser of somebody who has come after him, or after his session has ended elsewhere; so whoever
 * is not that session is led to the page of the interaction, where it is his own.
 */
export function keepLastStep(
  provider: Provider,
  reader: Reader,
  whoIs: (ctx: KoaContextWithOIDC) => Promise<Followed | null>,
): void {
  provider.use(async (ctx, next) => {
    const uid = LAST_STEP.exec(ctx.path)?.[1]
    const interaction = uid === undefined ? undefined : await provider.Interaction.find(uid)
    if (interaction?.result?.login === undefined) return next()
    const followed = await whoIs(ctx as KoaContextWithOIDC)
    const agreed = followed === null ? null : await accessInteraction(reader, uid!, followed.viewer.sessionId)
    if (agreed !== null) return next()
    ctx.status = 303
    ctx.redirect(`/id/interaction/${uid}`)
  })
}
