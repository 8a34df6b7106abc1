import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { Surface, Viewer } from '../../platform/dispatch/viewer.ts'
import { SESSION_COOKIE, SESSION_COOKIE_OPTIONS } from '../../platform/http/cookies.ts'
import type { OidcPages, Visit, Visitor } from '../../platform/http/oidc-routes.ts'
import { createNetworkLimit } from '../../platform/limits/call-limit.ts'
import type { Platform } from '../../platform/platform.ts'
import { endSessions, liveProfiles } from '../sessions/sessions.store.ts'
import { accessInteraction, interactionStart, showInteraction } from './choices.store.ts'
import type { RolesOf } from './claims.ts'
import { type ClientsService, createClientsService } from './clients.service.ts'
import { createOidcEnding } from './ending.ts'
import { createInteractionService, type Interaction, type InteractionService } from './interaction.service.ts'
import { keepLastStep } from './last-step.ts'
import { createLinkedSystems, type LinkedSystems, type SystemForgotten } from './linked-systems.ts'
import { keptInPage, STYLE, STYLE_PATH, troublePage } from './pages.ts'
import { forgetPayloads, overButFollowed } from './payload.store.ts'
import { createProvider, type Fetch } from './provider.ts'
import { type Followed, type FollowingSession, followOurSession } from './session-following.ts'
import { signingKeys } from './signing-keys.ts'
import { createWhoMayLeave } from './who-may-leave.ts'

export interface OidcParts {
  platform: Platform
  viewerOf: (token: string | null, surface: Surface) => Promise<Viewer | null>
  rolesOf: RolesOf
  forgotten: readonly SystemForgotten[]
  /** Address of the site, known once the port is. */
  siteUrl: () => string
  fetch: Fetch
  /** Widens the bound on requests of one network, for tests. */
  limitFactor: number
}

export interface Oidc {
  readonly pages: OidcPages
  readonly interactions: InteractionService
  readonly clients: ClientsService
  readonly linkedSystems: LinkedSystems
  /** Ends at the clients what ends here; called in the transaction that ends the sessions. */
  endClients(tx: Tx, sessionIds: readonly string[]): Promise<void>
}

/** How long keys are taken to be those that were read. */
const KEYS_KEPT_MS = 60_000
/** The library asks for what has just expired, to tell a replay from an invention. */
const PAYLOADS_KEPT_MS = 3_600_000
/** Sessions that are ended in one transaction. */
const TOGETHER_MAX = 200

/** Парта as an identity provider of outside systems, under /id of the site (OpenID Connect). */
export function createOidc(parts: OidcParts): Oidc {
  const { platform } = parts
  const { db, clock } = platform
  const { followed, keptIn } = createWhoMayLeave(platform, parts.viewerOf)
  const providerNow = createProviderSource(parts, followed, () => endClients)
  const { endClients, endGrants } = createOidcEnding(platform, providerNow)
  const { rolesOf, forgotten } = parts
  const interactions = createInteractionService({ platform, rolesOf, providerNow, forgotten })
  /** A session that has run out ends at the clients too; nobody is there who would have ended it. */
  const endOver = async (): Promise<void> => {
    const endSome = async (tx: Tx) => {
      const over = await overButFollowed(tx, new Date(clock.now()), TOGETHER_MAX)
      await endClients(tx, over)
      return over.length
    }
    while ((await platform.transaction(endSome)) === TOGETHER_MAX);
  }
  platform.jobs.declare({
    name: 'identity.forget-oidc',
    retries: 3,
    cron: '23 * * * *',
    handle: async () => {
      await endOver()
      await platform.transaction((tx) => forgetPayloads(tx, new Date(clock.now() - PAYLOADS_KEPT_MS)))
    },
  })
  const visit = async ({ request, response, token, language }: Visitor): Promise<Visit> => {
    const provider = await providerNow()
    const interaction = await provider.interactionDetails(request, response).catch(() => null)
    if (interaction === null) return { trouble: troublePage(language, false) }
    const id = interaction.uid
    const person = await followed(token)
    const kept = person === null ? await keptIn(token) : null
    if (kept !== null) {
      interaction.result = { error: 'access_denied', error_description: 'the person may not go there now' }
      await interaction.persist()
      return { trouble: keptInPage(language, { kept, back: interaction.returnTo }) }
    }
    if (person === null || (await mustSignInAgain(interaction, person))) {
      return { go: `/id?next=${encodeURIComponent(`/id/interaction/${id}`)}` }
    }
    const { accountId, sessionId } = person.viewer
    const known = (await accessInteraction(db, id, sessionId)) !== null
    if (!known || interaction.session?.accountId !== accountId) {
      // Somebody else has signed in for this very request: the session that it began with is over, and what was answered there is not his.
      interaction.session = undefined as never
      if (!known) interaction.result = undefined
      await interaction.persist()
    }
    await platform.transaction((tx) => showInteraction(tx, id, sessionId))
    const onward = await interactions.passIfAgreed(person.viewer, id)
    return onward === null ? { show: true } : { go: onward }
  }
  const mustSignInAgain = async (interaction: Interaction, { start }: Followed): Promise<boolean> => {
    const { name, reasons } = interaction.prompt
    if (name !== 'login' || reasons.every((reason) => reason === 'no_session')) return false
    const began = await interactionStart(db, interaction.uid)
    return began === null || start.at < began
  }
  return {
    interactions,
    clients: createClientsService(platform),
    linkedSystems: createLinkedSystems(endGrants, forgotten),
    endClients,
    pages: {
      async handle(request, response) {
        const provider = await providerNow()
        await provider.callback()(request, response)
      },
      visit,
      limit: createNetworkLimit(parts.limitFactor),
      style: { path: STYLE_PATH, text: STYLE },
    },
  }
}

/** The provider of now: it is made anew when the set of keys has changed. */
function createProviderSource(
  parts: OidcParts,
  followed: (token: string | null) => Promise<Followed | null>,
  endClients: () => Oidc['endClients'],
): () => Promise<Provider> {
  const { platform, rolesOf, siteUrl, fetch } = parts
  let made: { provider: Provider; kids: string; at: number } | null = null
  let making: Promise<Provider> | null = null
  const make = async (): Promise<Provider> => {
    const keys = await signingKeys(platform)
    const kids = keys.map((key) => key.kid).join()
    const at = platform.clock.now()
    if (made?.kids === kids) {
      made = { ...made, at }
      return made.provider
    }
    const provider = createProvider({ platform, issuer: `${siteUrl()}/id`, keys, rolesOf, fetch })
    const whoIs = (ctx: KoaContextWithOIDC) => followed(ctx.cookies.get(SESSION_COOKIE, { signed: false }) ?? null)
    followOurSession(provider, whoIs, (sessionId) => isSessionLive(platform, sessionId))
    keepLastStep(provider, platform.db, whoIs)
    provider.use(async (ctx, next) => {
      await next()
      await endOurSession(platform, ctx as KoaContextWithOIDC, endClients())
    })
    made = { provider, kids, at }
    return provider
  }
  return async () => {
    if (made !== null && platform.clock.now() - made.at < KEYS_KEPT_MS) return made.provider
    making ??= make().finally(() => {
      making = null
    })
    return making
  }
}

/** Whether somebody is signed in by this session of ours whom outside systems may know. */
async function isSessionLive({ db, clock }: Platform, sessionId: string): Promise<boolean> {
  return ((await liveProfiles(db, [sessionId], new Date(clock.now()))).get(sessionId) ?? null) !== null
}

/** Whoever signs out at a client has signed out here. */
async function endOurSession(
  platform: Platform,
  ctx: KoaContextWithOIDC,
  endClients: Oidc['endClients'],
): Promise<void> {
  if (ctx.oidc?.route !== 'end_session_confirm' || ctx.oidc.params?.logout === undefined) return
  const session = ctx.oidc.session as unknown as FollowingSession & { destroyed?: boolean }
  const { followedSessionId, accountId } = session
  if (session.destroyed !== true || followedSessionId === undefined || accountId === undefined) return
  await platform.transaction(async (tx) => {
    const ended = await endSessions(tx, accountId, { only: followedSessionId }, new Date(platform.clock.now()))
    await endClients(tx, ended)
    afterCommit(tx, () => {
      for (const sessionId of ended) platform.bus.signal({ t: 'sessionEnded', sessionId, reason: 'signedOut' })
    })
  })
  ctx.cookies.set(SESSION_COOKIE, null, { ...SESSION_COOKIE_OPTIONS, signed: false })
}
