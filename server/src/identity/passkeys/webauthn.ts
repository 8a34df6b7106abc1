import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { PasskeyRow } from './passkeys.store.ts'

/** What a signature has to be for: the challenge, and the address at which it was made. */
export interface Expected {
  challenge: string
  /** As a browser names it, with scheme and port. */
  origin: string
}

const TYPE = 'public-key'

/** A key belongs to one host name: the site's and the console's are strangers to each other. */
export function rpIdOf(origin: string): string {
  return new URL(origin).hostname
}

const bound = ({ challenge, origin }: Expected) => ({
  expectedChallenge: challenge,
  expectedOrigin: origin,
  expectedRPID: rpIdOf(origin),
  requireUserVerification: true,
})

/** The new key in what a device has made, null when it is not for this challenge, this address or a verified person. */
export async function readNewKey(input: InputOf<Operations['passkeys.add']>, expected: Expected) {
  const { credentialId: id, clientDataJson: clientDataJSON, attestation: attestationObject } = input
  try {
    const result = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: TYPE,
        clientExtensionResults: {},
        response: { clientDataJSON, attestationObject },
      },
      ...bound(expected),
    })
    return result.verified ? result.registrationInfo.credential : null
  } catch {
    // The library throws for whatever does not fit; what it says is for programmers.
    return null
  }
}

/** The new state of the counter, null when the signature is not this key's, or not for this challenge and address. */
export async function checkSignature(
  input: InputOf<Operations['signin.passkey']>,
  row: PasskeyRow,
  expected: Expected,
): Promise<number | null> {
  const { credentialId: id, clientDataJson: clientDataJSON, authenticatorData, signature } = input
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: TYPE,
        clientExtensionResults: {},
        response: { clientDataJSON, authenticatorData, signature },
      },
      credential: { id, publicKey: new Uint8Array(row.public_key), counter: Number(row.counter) },
      ...bound(expected),
    })
    return verified ? authenticationInfo.newCounter : null
  } catch {
    return null
  }
}
