import { FACTOR_TRIES_PER_HOUR, PASSKEY_CHALLENGE_LIFE_MS, PASSKEYS_MAX } from '#contract/identity/factors.limits.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, Surface } from '../../platform/dispatch/viewer.ts'
import { passwordFits } from '../../platform/hashing/passwords.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import { addressOf, lockAccount, readAccount } from '../signin/accounts.store.ts'
import { maskAddress } from '../signin/address.ts'
import * as store from './passkeys.store.ts'
import { checkSignature, readNewKey, rpIdOf } from './webauthn.ts'

type Input<Id extends 'passkeys.add' | 'passkeys.remove' | 'signin.passkey'> = InputOf<Operations[Id]>
type Codes<Id extends 'passkeys.begin' | 'passkeys.add' | 'passkeys.remove'> = Operations[Id]['errors'][number]

const TOKEN_BYTES = 32
const CHALLENGE_BYTES = 32
const PASSWORD_RULE: LimitRule = { name: 'passkey.account', points: FACTOR_TRIES_PER_HOUR, durationMs: 3_600_000 }
const NETWORK_RULE: LimitRule = { name: 'passkey.network', points: 1_200, durationMs: 3_600_000 }

export type PasskeysService = ReturnType<typeof createPasskeysService>

/**
 * Keys of devices. A device signs a challenge only after it has asked who holds it, so a signature stands in place
 * of password and code. `originOf` is the address of a surface as browsers name it.
 */
export function createPasskeysService(platform: Platform, originOf: (surface: Surface) => string) {
  const { clock } = platform
  const nowDate = () => new Date(clock.now())

  const ask = async (tx: Tx, surface: Surface, accountId: string | null) => {
    const token = randomToken(platform.random, TOKEN_BYTES)
    const challenge = randomToken(platform.random, CHALLENGE_BYTES)
    const now = nowDate()
    const expiresAt = new Date(now.getTime() + PASSKEY_CHALLENGE_LIFE_MS)
    await store.insertChallenge(tx, { tokenHash: tokenHash(token), surface, accountId, challenge, now, expiresAt })
    return { flow: token, challenge, rpId: rpIdOf(originOf(surface)) }
  }

  const take = (token: string, surface: Surface, accountId: string | null) =>
    platform.transaction((tx) => store.takeChallenge(tx, tokenHash(token), { surface, accountId }, nowDate()))

  const checkPassword = async (accountId: string, password: string, fail: Fail<'signin.passwordWrong'>) => {
    await platform.limits.consume(PASSWORD_RULE, accountId)
    const account = await readAccount(platform.db, accountId)
    if (!(await passwordFits(account.password_hash, password))) fail('signin.passwordWrong')
    return account
  }

  const checkRoom = async (reader: Reader, accountId: string, fail: Fail<'passkey.tooMany'>) => {
    const kept = await store.passkeysOf(reader, accountId)
    if (kept.length >= PASSKEYS_MAX) fail('passkey.tooMany')
    return kept
  }

  return {
    async list(reader: Reader, accountId: string) {
      const rows = await store.passkeysOf(reader, accountId)
      return {
        passkeys: rows.map(({ id, name, created_at, used_at }) => ({
          id,
          name,
          createdAt: toInstant(created_at),
          usedAt: used_at === null ? null : toInstant(used_at),
        })),
      }
    },

    async begin(accountId: string, origin: Origin, password: string, fail: Fail<Codes<'passkeys.begin'>>) {
      if ((await readAccount(platform.db, accountId)).password_hash === null) fail('factor.passwordFirst')
      const account = await checkPassword(accountId, password, fail)
      const kept = await checkRoom(platform.db, accountId, fail)
      const asked = await platform.transaction((tx) => ask(tx, origin.surface, accountId))
      return {
        ...asked,
        userId: Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url'),
        userName: maskAddress(addressOf(account)),
        exclude: kept.map((row) => row.credential_id.toString('base64url')),
        device: origin.device,
      }
    },

    async add(accountId: string, surface: Surface, input: Input<'passkeys.add'>, fail: Fail<Codes<'passkeys.add'>>) {
      const challenge = (await take(input.flow, surface, accountId)) ?? fail('passkey.refused')
      const key = (await readNewKey(input, { challenge, origin: originOf(surface) })) ?? fail('passkey.refused')
      return platform.transaction(async (tx) => {
        await lockAccount(tx, accountId)
        await checkRoom(tx, accountId, fail)
        const id = platform.newId()
        const isNew = await store.insertPasskey(tx, {
          id,
          account_id: accountId,
          surface,
          credential_id: Buffer.from(key.id, 'base64url'),
          public_key: Buffer.from(key.publicKey),
          counter: key.counter,
          transports: [...input.transports],
          name: input.name,
          created_at: nowDate(),
        })
        return isNew ? { id } : fail('passkey.refused')
      })
    },

    async rename(tx: Tx, accountId: string, input: { id: string; name: string }, fail: Fail<'passkey.unknown'>) {
      if (!(await store.renamePasskey(tx, accountId, input.id, input.name))) fail('passkey.unknown')
      return {}
    },

    async remove(accountId: string, input: Input<'passkeys.remove'>, fail: Fail<Codes<'passkeys.remove'>>) {
      const own = await store.passkeysOf(platform.db, accountId)
      if (!own.some(({ id }) => id === input.id)) fail('passkey.unknown')
      await checkPassword(accountId, input.password, fail)
      const gone = await platform.transaction((tx) => store.deletePasskey(tx, accountId, input.id))
      return gone ? {} : fail('passkey.unknown')
    },

    async start(surface: Surface, network: string) {
      await platform.limits.consume(NETWORK_RULE, network)
      return platform.transaction((tx) => ask(tx, surface, null))
    },

    /**
     * Whose account a signature opens; `signedIn` goes on with it in the transaction in which the key's counter moves.
     * The challenge is gone whatever comes of it.
     */
    async enter<T>(
      surface: Surface,
      input: Input<'signin.passkey'>,
      fail: Fail<'passkey.refused'>,
      signedIn: (tx: Tx, accountId: string) => Promise<T>,
    ): Promise<T> {
      const challenge = (await take(input.flow, surface, null)) ?? fail('passkey.refused')
      return platform.transaction(async (tx) => {
        const credentialId = Buffer.from(input.credentialId, 'base64url')
        const row = (await store.lockPasskey(tx, credentialId, surface)) ?? fail('passkey.refused')
        const expected = { challenge, origin: originOf(surface) }
        const counter = (await checkSignature(input, row, expected)) ?? fail('passkey.refused')
        await store.notePasskeyUse(tx, row.id, counter, nowDate())
        return signedIn(tx, row.account_id)
      })
    },
  }
}
