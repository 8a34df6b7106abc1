import { PHONE_PROOF_LIFE_MS } from '#contract/identity/phone.limits.ts'
import { CODE_TRIES_MAX } from '#contract/identity/signin.limits.ts'
import { keyedHash, randomToken, sameBytes, tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { normalizePhone } from '../profiles/phone.ts'
import { codeAnswered, countGuess } from '../signin/code-limits.ts'
import { type CodeCodes, createSendCode } from '../signin/send-code.ts'
import {
  accessProof,
  countProofTry,
  forgetProofs,
  insertProof,
  lockProof,
  type PhoneProofRow,
  setProven,
  spendEarlierProofs,
} from './phone-proofs.store.ts'

type CodeRefusal = 'signin.codeWrong' | 'signin.codeExpired' | 'signin.codeSpent'
/** What came of an entered code. */
type Entered = 'shown' | 'again' | { refuse: CodeRefusal; details?: { triesLeft: number } }

const TOKEN_BYTES = 32

export type PhoneProofs = ReturnType<typeof createPhoneProofs>

/**
 * Shows that somebody holds a number, whether or not it is any account's, and signs him in nowhere. Whoever holds the
 * secret of a proof is whoever has entered its code.
 */
export function createPhoneProofs(platform: Platform) {
  const { clock, limits } = platform
  const codes = createSendCode(platform)
  const nowDate = () => new Date(clock.now())
  const hashOf = async (id: string, code: string) =>
    keyedHash(await platform.secret('signin-codes'), `proof:${id}:${code}`)

  /** What comes of the code; it is right also when it was shown before. Counts the try. */
  const check = async (tx: Tx, proof: PhoneProofRow, codeHash: Buffer): Promise<Entered> => {
    const isRight = sameBytes(codeHash, proof.code_hash)
    if (proof.proven_at !== null && isRight) return 'again'
    if (proof.proven_at !== null || proof.tries >= CODE_TRIES_MAX) return { refuse: 'signin.codeSpent' }
    if (proof.expires_at.getTime() <= clock.now()) return { refuse: 'signin.codeExpired' }
    if (isRight) {
      await setProven(tx, proof.id, nowDate())
      return 'shown'
    }
    await countProofTry(tx, proof.id)
    return { refuse: 'signin.codeWrong', details: { triesLeft: CODE_TRIES_MAX - proof.tries - 1 } }
  }

  return {
    /** Sends a code; the answer is the same for every number. */
    async begin(text: string, network: string, fail: Fail<'signin.phoneInvalid' | CodeCodes>) {
      const phone = normalizePhone(text) ?? fail('signin.phoneInvalid')
      const id = platform.newId()
      const secret = randomToken(platform.random, TOKEN_BYTES)
      const keep = async (code: string, expiresAt: Date) => {
        const codeHash = await hashOf(id, code)
        await platform.transaction(async (tx) => {
          await spendEarlierProofs(tx, phone, nowDate())
          await insertProof(tx, { id, tokenHash: tokenHash(secret), phone, codeHash, expiresAt, now: nowDate() })
        })
      }
      const sentAt = await codes.sendCode({ address: phone, network }, keep, fail)
      return { secret, ...codes.sentView(phone, sentAt) }
    },

    /** Takes the code; returns the number that is shown to be the caller's, or null for a secret of no proof. */
    async enter(
      { secret, code }: { secret: string; code: string },
      network: string,
      fail: Fail<CodeRefusal>,
    ): Promise<string | null> {
      const seen = await accessProof(platform.db, tokenHash(secret))
      if (seen === null) return null
      const { phone } = seen
      await countGuess(limits, phone)
      const codeHash = await hashOf(seen.id, code)
      const entered = await platform.transaction(async (tx): Promise<Entered> => {
        const proof = await lockProof(tx, seen.id)
        return proof === null ? { refuse: 'signin.codeSpent' } : check(tx, proof, codeHash)
      })
      if (typeof entered === 'object') return fail(entered.refuse, entered.details)
      // A code is answered once, however often it is sent.
      if (entered === 'again') return phone
      await codeAnswered(limits, { address: phone, network }).catch((error: unknown) =>
        platform.log.warn({ error }, 'signin.answerNotCounted'),
      )
      return phone
    },

    /** The number that the holder of the secret has lately shown to be his; null otherwise. */
    async phoneOf(reader: Reader, secret: string): Promise<string | null> {
      const proof = await accessProof(reader, tokenHash(secret))
      if (proof === null || proof.proven_at === null) return null
      return proof.proven_at.getTime() + PHONE_PROOF_LIFE_MS > clock.now() ? proof.phone : null
    },

    doForget: (tx: Tx, before: Date) => forgetProofs(tx, before),
  }
}
