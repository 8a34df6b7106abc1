import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import { toldOf } from '../sessions/signin-methods.ts'

/** A session of the provider; `followedSessionId` is ours that it follows. */
export type FollowingSession = InstanceType<Provider['Session']> & {
  followedSessionId?: string
  touched?: boolean
}

export interface Followed {
  viewer: Viewer
  /** When and how our session began, which is when the person signed in. */
  start: { at: Date; methods: readonly string[] }
}

interface SessionClass {
  get(ctx: KoaContextWithOIDC): Promise<FollowingSession>
  findByUid(uid: string): Promise<FollowingSession | undefined>
  instantiate(payload: object): FollowingSession
  readonly IN_PAYLOAD: readonly string[]
}

/**
 * Makes the provider's session the shadow of ours: whoever is signed in in this browser is signed in at the provider, and nobody
 * else ever is. So two people who share a computer never get tokens of each other, whatever the order of their steps. Codes and tokens
 * are looked at together with the session in which they were given, so they end at the moment at which ours does.
 */
export function followOurSession(
  provider: Provider,
  whoIs: (ctx: KoaContextWithOIDC) => Promise<Followed | null>,
  isLive: (sessionId: string) => Promise<boolean>,
): void {
  const sessions = provider.Session as unknown as SessionClass
  const byUid = sessions.findByUid.bind(sessions)
  Object.defineProperty(sessions, 'findByUid', {
    value: async (uid: string): Promise<FollowingSession | undefined> => {
      const found = await byUid(uid)
      const followed = found?.followedSessionId
      return followed !== undefined && (await isLive(followed)) ? found : undefined
    },
  })
  const own = sessions.get.bind(sessions)
  const kept = [...sessions.IN_PAYLOAD, 'followedSessionId']
  Object.defineProperty(sessions, 'IN_PAYLOAD', { get: () => kept })
  Object.defineProperty(sessions, 'get', {
    value: async (ctx: KoaContextWithOIDC): Promise<FollowingSession> => {
      allowSecureCookies(ctx)
      const found = await own(ctx)
      const followed = await whoIs(ctx)
      const session = fits(found, followed) ? found : sessions.instantiate({})
      if (session !== found) {
        if (found.accountId !== undefined) await found.destroy()
        session.touched = true
      }
      if (followed !== null) doFollow(session, followed)
      ctx.oidc.entity('Session', session)
      return session
    },
  })
}

function fits(session: FollowingSession, followed: Followed | null): boolean {
  return session.accountId === undefined || session.accountId === followed?.viewer.accountId
}

function doFollow(session: FollowingSession, { viewer, start }: Followed): void {
  if (session.followedSessionId === viewer.sessionId) return
  const loginTs = Math.floor(start.at.getTime() / 1000)
  session.loginAccount({ accountId: viewer.accountId, loginTs, ...toldOf(start.methods) })
  session.followedSessionId = viewer.sessionId
  session.touched = true
}

/** Browsers hold localhost for secure; the library looks at the connection alone, which behind a proxy is a plain one. */
function allowSecureCookies(ctx: KoaContextWithOIDC): void {
  const jars = [ctx.cookies, ctx.oidc.cookies] as { secure?: boolean }[]
  for (const jar of jars) jar.secure = true
}
