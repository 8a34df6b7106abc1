import type { begin, startSignin } from '#contract/identity/passkeys.ts'
import type { OutputOf } from '#contract/kit/operation.ts'

/** Whether this browser can keep and use keys of devices. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function'
}

/**
 * Lets the device make a key for what the server has asked; null when the person has thought better of it, `there` when
 * the device has one of this account already.
 */
export async function makePasskey(asked: OutputOf<typeof begin>) {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const made = await answered(() =>
    startRegistration({
      optionsJSON: {
        challenge: asked.challenge,
        rp: { id: asked.rpId, name: 'Парта' },
        user: { id: asked.userId, name: asked.userName, displayName: asked.userName },
        pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: asked.exclude.map((id) => ({ id, type: 'public-key' })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        attestation: 'none',
      },
    }).catch((error: unknown) => {
      // It is among those that shall not be made a second time.
      if (error instanceof Error && error.name === 'InvalidStateError') return 'there' as const
      throw error
    }),
  )
  if (made === null || made === 'there') return made
  const { clientDataJSON, attestationObject, transports = [] } = made.response
  return {
    flow: asked.flow,
    credentialId: made.id,
    clientDataJson: clientDataJSON,
    attestation: attestationObject,
    transports: [...transports] as string[],
  }
}

/** Lets the device sign what the server has asked; null when the person has thought better of it. */
export async function signWithPasskey(asked: OutputOf<typeof startSignin>) {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const signed = await answered(() =>
    startAuthentication({
      optionsJSON: { challenge: asked.challenge, rpId: asked.rpId, userVerification: 'required' },
    }),
  )
  if (signed === null) return null
  const { clientDataJSON, authenticatorData, signature } = signed.response
  return { flow: asked.flow, credentialId: signed.id, clientDataJson: clientDataJSON, authenticatorData, signature }
}

/** Browsers do not tell a refusal of the person from having no key: both are a `NotAllowedError`. */
async function answered<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) return null
    throw error
  }
}
