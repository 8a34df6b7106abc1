/** How somebody has shown who he is, in the words of RFC 8176. A code by mail is `otp`, for which it has no word of its own. */
export type SigninMethod = 'pwd' | 'sms' | 'tel' | 'otp' | 'pop' | 'user'

/** A key of a device, which signs only after the device has asked who holds it. */
export const BY_KEY: readonly SigninMethod[] = ['pop', 'user']

export const ONE_FACTOR = 'urn:parta:acr:one-factor'
export const TWO_FACTORS = 'urn:parta:acr:two-factors'

/** A key with its holder is two factors, and so is a password with something that only its owner receives or makes. */
function isTwofold(methods: readonly string[]): boolean {
  const holds = (...some: readonly SigninMethod[]) => some.some((method) => methods.includes(method))
  return holds('pop') || (holds('pwd') && holds('sms', 'tel', 'otp'))
}

/** What outside systems are told of how a session began: the ways (`amr`) and what they amount to (`acr`). */
export function toldOf(methods: readonly string[]): { amr?: string[]; acr: string } {
  const twofold = isTwofold(methods)
  const amr = [...methods, ...(twofold ? ['mfa'] : [])]
  return { ...(amr.length === 0 ? {} : { amr }), acr: twofold ? TWO_FACTORS : ONE_FACTOR }
}
