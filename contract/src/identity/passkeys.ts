import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line } from '../kit/scalars.ts'
import { PASSKEY_NAME_MAX } from './factors.limits.ts'
import { PASSWORD_LENGTH_MAX } from './signin.limits.ts'
import { Flow, Next } from './signin.ts'

const Bytes = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+$', minLength: 1, maxLength })

const CREDENTIAL_ID_MAX = 1_400
const SIGNED_MAX = 8_192

const Asked = { flow: Flow, challenge: Type.String(), rpId: Type.String() }

const Password = Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX })

export const list = query('passkeys.list', {
  summary: 'Keys of devices that open the sign-in of the own account.',
  gate: 'account',
  sweep: 'own',
  input: closed({}),
  output: closed({
    passkeys: Type.Array(
      closed({ id: Id, name: Type.String(), createdAt: Instant, usedAt: Type.Union([Instant, Type.Null()]) }),
    ),
  }),
})

export const begin = command('passkeys.begin', {
  summary: 'Asks a device for a new key of the own account; needs the password.',
  gate: 'account',
  sweep: 'own',
  repeat: 'fresh',
  input: closed({ password: Password }),
  output: closed({
    ...Asked,
    userId: Type.String(),
    userName: Type.String(),
    exclude: Type.Array(Type.String()),
    /** The device that asks, as the list of sessions names it, to name its key by; empty when nothing tells. */
    device: Type.String({ maxLength: PASSKEY_NAME_MAX }),
  }),
  errors: ['factor.passwordFirst', 'signin.passwordWrong', 'passkey.tooMany'],
})

export const add = command('passkeys.add', {
  summary: 'Takes the key that a device has made; each challenge works once, for five minutes, for this account alone.',
  gate: 'account',
  sweep: 'own',
  repeat: 'self',
  input: closed({
    flow: Flow,
    name: line(PASSKEY_NAME_MAX, 1),
    credentialId: Bytes(CREDENTIAL_ID_MAX),
    clientDataJson: Bytes(SIGNED_MAX),
    attestation: Bytes(SIGNED_MAX),
    transports: Type.Array(line(20, 1), { maxItems: 8 }),
  }),
  output: closed({ id: Id }),
  errors: ['passkey.refused', 'passkey.tooMany'],
})

export const rename = command('passkeys.rename', {
  summary: 'Gives a key of the own account another name.',
  gate: 'account',
  sweep: 'member',
  input: closed({ id: Id, name: line(PASSKEY_NAME_MAX, 1) }),
  output: closed({}),
  errors: ['passkey.unknown'],
})

export const remove = command('passkeys.remove', {
  summary: 'Takes a key of the own account away; needs the password.',
  gate: 'account',
  sweep: 'member',
  repeat: 'self',
  input: closed({ id: Id, password: Password }),
  output: closed({}),
  errors: ['passkey.unknown', 'signin.passwordWrong'],
})

export const startSignin = command('signin.startPasskey', {
  summary: 'Begins a sign-in with a key of this device. The answer says nothing of any account.',
  gate: 'public',
  sweep: 'open',
  repeat: 'fresh',
  input: closed({}),
  output: closed(Asked),
})

export const signin = command('signin.passkey', {
  summary:
    'Signs in with a key of this device, which has asked who holds it: that stands in place of password and code (A-03).',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({
    flow: Flow,
    credentialId: Bytes(CREDENTIAL_ID_MAX),
    clientDataJson: Bytes(SIGNED_MAX),
    authenticatorData: Bytes(SIGNED_MAX),
    signature: Bytes(SIGNED_MAX),
  }),
  output: Next,
  errors: ['passkey.refused'],
})

export const passkeyOperations = {
  'passkeys.list': list,
  'passkeys.begin': begin,
  'passkeys.add': add,
  'passkeys.rename': rename,
  'passkeys.remove': remove,
  'signin.startPasskey': startSignin,
  'signin.passkey': signin,
} as const
