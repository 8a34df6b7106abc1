import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CookieJar } from '../dispatch/bind.ts'

export const SESSION_COOKIE = '__Host-parta'
/** Of the electronic school, which knows nobody's session of ours. */
export const SCHOOL_COOKIE = '__Host-school'
export const DEVICE_COOKIE = '__Host-parta-device'

/** Tells a device of a class, on which pupils sign in by cards. */
export const CLASS_COOKIE = '__Host-parta-class'

/** Tells the guest of one call, who has no account (CALL-20). */
export const GUEST_COOKIE = '__Host-parta-guest'

export const SESSION_COOKIE_OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const

/** Sets cookies of one answer, the session under the given name. `__Host-` ties them to this very host, without a Domain and over secure origins only. */
export function replyCookies(reply: FastifyReply, name: string = SESSION_COOKIE): CookieJar {
  return {
    session(token, lifeMs = 0) {
      if (token === null) reply.clearCookie(name, SESSION_COOKIE_OPTIONS)
      else reply.setCookie(name, token, { ...SESSION_COOKIE_OPTIONS, maxAge: Math.floor(lifeMs / 1000) })
    },
    device(token, lifeMs) {
      reply.setCookie(DEVICE_COOKIE, token, { ...SESSION_COOKIE_OPTIONS, maxAge: Math.floor(lifeMs / 1000) })
    },
    classDevice(token, lifeMs) {
      reply.setCookie(CLASS_COOKIE, token, { ...SESSION_COOKIE_OPTIONS, maxAge: Math.floor(lifeMs / 1000) })
    },
    guest(token, lifeMs) {
      reply.setCookie(GUEST_COOKIE, token, { ...SESSION_COOKIE_OPTIONS, maxAge: Math.floor(lifeMs / 1000) })
    },
  }
}

/** The socket cannot set cookies; operations that need to are called over HTTP by our client. */
export const noCookies: CookieJar = {
  session: () => undefined,
  device: () => undefined,
  classDevice: () => undefined,
  guest: () => undefined,
}

export function sessionToken(request: FastifyRequest): string | null {
  return request.cookies[SESSION_COOKIE] ?? null
}
