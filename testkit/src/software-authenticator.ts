import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'

type Asked = Pick<OutputOf<Operations['signin.startPasskey']>, 'flow' | 'challenge' | 'rpId'>

/** What a test may have a device get wrong. */
export interface Lie {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  /** The device has not asked who holds it. */
  unverified?: boolean
  counter?: number
}

const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40

/** A device with one key for one account, as browsers hand it on (WebAuthn, ES256, no attestation). */
export class SoftwareAuthenticator {
  readonly #origin: string
  readonly #id = randomBytes(32)
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  #counter = 0

  constructor(origin: string) {
    this.#origin = origin
  }

  make(asked: Asked, name: string, lie: Lie = {}) {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' }) as { x: string; y: string }
    // COSE: kty EC2, alg ES256, crv P-256, x, y.
    const key = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
    const idLength = Buffer.from([0, this.#id.length])
    const data = Buffer.concat([this.#data(asked, lie, ATTESTED), Buffer.alloc(16), idLength, this.#id, key])
    // {"fmt": "none", "attStmt": {}, "authData": data}
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
      Buffer.from([data.length >> 8, data.length & 0xff]),
      data,
    ])
    return {
      flow: asked.flow,
      name,
      credentialId: this.#id.toString('base64url'),
      clientDataJson: this.#clientData('webauthn.create', asked, lie).toString('base64url'),
      attestation: attestation.toString('base64url'),
      transports: ['internal'],
    }
  }

  sign(asked: Asked, lie: Lie = {}) {
    const clientData = this.#clientData('webauthn.get', asked, lie)
    const data = this.#data(asked, lie, 0)
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
    return {
      flow: asked.flow,
      credentialId: this.#id.toString('base64url'),
      clientDataJson: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
    }
  }

  #clientData(type: string, asked: Asked, lie: Lie): Buffer {
    const told = {
      type: lie.type ?? type,
      challenge: lie.challenge ?? asked.challenge,
      origin: lie.origin ?? this.#origin,
    }
    return Buffer.from(JSON.stringify({ ...told, crossOrigin: false }))
  }

  #data(asked: Asked, lie: Lie, flags: number): Buffer {
    this.#counter = lie.counter ?? this.#counter + 1
    const head = createHash('sha256')
      .update(lie.rpId ?? asked.rpId)
      .digest()
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#counter)
    return Buffer.concat([head, Buffer.from([flags | PRESENT | (lie.unverified === true ? 0 : VERIFIED)]), counter])
  }
}
