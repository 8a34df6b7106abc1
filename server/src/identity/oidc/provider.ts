import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { CLIENT_SCOPES } from '#contract/identity/oidc.limits.ts'
import { SESSION_LIFE_MS } from '#contract/identity/signin.limits.ts'
import { SYSTEM_SCOPES } from '#contract/kit/system-scopes.ts'
import { sameBytes, tokenHash } from '../../platform/clock/random.ts'
import type { Platform } from '../../platform/platform.ts'
import { readPeople } from '../profiles/profiles.store.ts'
import { ONE_FACTOR, TWO_FACTORS } from '../sessions/signin-methods.ts'
import { createAdapter } from './adapter.ts'
import { isAccountThere, readChoice } from './choices.store.ts'
import { CLAIMS_OF_SCOPE, claimsOf, type RolesOf } from './claims.ts'
import { type Language, logoutPage, signedOutPage, troublePage } from './pages.ts'
import { promptPolicy } from './prompt-policy.ts'
import type { SigningJwk } from './signing-keys.ts'
import { subjectOf } from './subject.ts'

/** A POST to an address that an operator has registered; follows no redirects. */
export type Fetch = (url: string | URL, init: RequestInit) => Promise<Response>

export interface ProviderParts {
  platform: Platform
  issuer: string
  keys: readonly SigningJwk[]
  rolesOf: RolesOf
  fetch: Fetch
}

const MINUTE = 60
const DAY = 24 * 60 * MINUTE
const SESSION_LIFE = Math.floor(SESSION_LIFE_MS / 1000)
const COOKIE = { httpOnly: true, secure: true, sameSite: 'lax', overwrite: true, signed: false } as const

/** The provider of OpenID Connect over our tables, keys and pages. One is made for each set of keys. */
export function createProvider(parts: ProviderParts): Provider {
  const { platform, issuer } = parts
  const provider = new Provider(issuer, { ...configuration(parts), ...lifetimes, ...surface })
  // The register keeps hashes of secrets; `clientMetadata` hands them over in the place of the secret.
  provider.Client.prototype.compareClientSecret = function compare(this: { clientSecret?: string }, told: string) {
    return sameBytes(tokenHash(told), Buffer.from(this.clientSecret ?? '', 'base64url'))
  }
  // Lines of the log hold the kind of what failed and never a parameter, which may be a phone or a name.
  provider.use(async (ctx, next) => {
    await next()
    const { oidc } = ctx as Partial<KoaContextWithOIDC>
    if (oidc?.redirectUriCheckPerformed && oidc.params?.response_mode === 'form_post')
      letFormGoTo(ctx as KoaContextWithOIDC, String(oidc.params.redirect_uri))
  })
  provider.on('server_error', (_ctx: unknown, error: Error) => platform.log.error({ error }, 'oidc.failed'))
  provider.on('backchannel.error', (_ctx: unknown, error: Error) =>
    platform.log.warn({ kind: error.name }, 'oidc.logoutNotDelivered'),
  )
  return provider
}

/** In seconds. A token of access is short, because nothing calls it back at whoever holds it. */
const lifetimes: Pick<Configuration, 'ttl'> = {
  ttl: {
    AccessToken: 10 * MINUTE,
    ClientCredentials: 10 * MINUTE,
    AuthorizationCode: MINUTE,
    IdToken: 10 * MINUTE,
    RefreshToken: 30 * DAY,
    Grant: SESSION_LIFE,
    Session: SESSION_LIFE,
    Interaction: 30 * MINUTE,
  },
}

/** Where the parts of the protocol lie under the issuer, and which of them there are. */
const surface: Configuration = {
  routes: {
    authorization: '/auth',
    token: '/token',
    userinfo: '/me',
    jwks: '/jwks',
    revocation: '/revoke',
    end_session: '/signout',
  },
  scopes: ['openid', ...CLIENT_SCOPES, ...SYSTEM_SCOPES],
  claims: CLAIMS_OF_SCOPE,
  acrValues: [ONE_FACTOR, TWO_FACTORS],
  subjectTypes: ['pairwise'],
  responseTypes: ['code'],
  clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
  allowOmittingSingleRegisteredRedirectUri: false,
  conformIdTokenClaims: true,
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  // Nothing outlives the session in which it was granted.
  expiresWithSession: async () => true,
  clientBasedCORS: () => false,
  enabledJWA: {
    idTokenSigningAlgValues: ['RS256'],
    userinfoSigningAlgValues: ['RS256'],
  },
}

function configuration({ platform, keys, rolesOf, fetch: outgoing }: ProviderParts): Configuration {
  const { db } = platform
  return {
    adapter: (model: string) => createAdapter(platform, model),
    jwks: { keys: [...keys] as never[] },
    fetch: ((url: string | URL, init: RequestInit & { dispatcher?: unknown }) => {
      // The library's own dispatcher refuses private networks. Addresses here come from the operator alone, and the system of a
      // school often stands in its own building.
      const { dispatcher: _dispatcher, ...rest } = init
      return outgoing(url, rest)
    }) as never,
    cookies: {
      names: {
        session: '__Host-parta-oidc',
        interaction: '__Secure-parta-interaction',
        resume: '__Secure-parta-resume',
      },
      long: { ...COOKIE, path: '/' },
      short: COOKIE,
    },
    interactions: {
      policy: promptPolicy(),
      url: async (_ctx, interaction) => `/id/interaction/${interaction.uid}`,
    },
    pairwiseIdentifier: (_ctx, accountId, client) => subjectOf(platform, client.clientId, accountId),
    async findAccount(ctx, accountId) {
      if (!(await isAccountThere(db, accountId))) return undefined
      const clientId = ctx.oidc.client?.clientId
      return {
        accountId,
        async claims() {
          const choice = clientId === undefined ? null : await readChoice(db, clientId, accountId)
          const person = choice === null ? undefined : (await readPeople(db, [choice.profileId])).get(choice.profileId)
          if (person === undefined) return { sub: accountId }
          return { sub: accountId, ...claimsOf(person, await rolesOf(db, person.profileId)) }
        },
      }
    },
    loadExistingGrant: (ctx) => existingGrant(platform, ctx),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      revocation: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource: signedOut },
    },
    renderError: trouble,
  }
}

/**
 * The grant of this browser's session; when the account has agreed on another device to what is asked for, a grant is made
 * without asking again (IDN-11).
 */
async function existingGrant(platform: Platform, ctx: KoaContextWithOIDC) {
  const { oidc } = ctx
  const client = oidc.client!
  const accountId = oidc.session!.accountId!
  const choice = await readChoice(platform.db, client.clientId, accountId)
  if (choice === null) return undefined
  const id = (oidc.result?.consent?.grantId as string | undefined) ?? oidc.session!.grantIdFor(client.clientId)
  const found = id === undefined ? undefined : await oidc.provider.Grant.find(id)
  if (found !== undefined) return found
  const grant = new oidc.provider.Grant({ accountId, clientId: client.clientId })
  grant.addOIDCScope(['openid', ...choice.scopes].join(' '))
  grant.rejectOIDCScope(SYSTEM_SCOPES.join(' '))
  await grant.save()
  return grant
}

function languageOf(ctx: KoaContextWithOIDC): Language {
  return ctx.acceptsLanguages('ru', 'en') === 'en' ? 'en' : 'ru'
}

/** A browser checks where a form leads, also by redirects, so the client has to be named. */
function letFormGoTo(ctx: KoaContextWithOIDC, address: string): void {
  const policy = String(ctx.response.get('content-security-policy'))
  const { origin } = new URL(address)
  ctx.set('content-security-policy', policy.replace("form-action 'self'", `form-action 'self' ${origin}`))
}

async function logoutSource(ctx: KoaContextWithOIDC): Promise<void> {
  const state = ctx.oidc.session!.state as { secret: string; postLogoutRedirectUri?: string }
  const back = state.postLogoutRedirectUri
  if (back !== undefined) letFormGoTo(ctx, back)
  ctx.type = 'html'
  ctx.body = logoutPage(languageOf(ctx), { action: ctx.oidc.urlFor('end_session_confirm'), xsrf: state.secret })
}

async function signedOut(ctx: KoaContextWithOIDC): Promise<void> {
  ctx.type = 'html'
  ctx.body = signedOutPage(languageOf(ctx))
}

async function trouble(ctx: KoaContextWithOIDC, out: { error: string }): Promise<void> {
  ctx.type = 'html'
  ctx.body = troublePage(languageOf(ctx), out.error === 'server_error')
}
