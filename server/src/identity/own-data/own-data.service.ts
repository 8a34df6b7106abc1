import { OWN_DATA_LINK_MS, OWN_DATA_PER_DAY, OWN_DATA_USES_MAX } from '#contract/identity/own-data.limits.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import { type ErasedPerson, readErased } from '../deletion/erased-account.store.ts'
import { createFreshProof } from '../deletion/fresh-proof.ts'
import type { FactorsService } from '../factors/factors.service.ts'
import type { SmsSpending } from '../signin/sms-spending.ts'
import * as store from './own-data.store.ts'
import { forgetLinks, putLink, spendLink } from './own-data-link.store.ts'

/** One kind of what is kept of somebody, read page by page. */
export interface OwnDataPart {
  /** The word under which it stands in the file. */
  readonly section: string
  pages(reader: Reader, who: ErasedPerson): AsyncIterable<readonly object[]>
}

/** A part that fits into memory whatever somebody does. */
export function wholePart(
  section: string,
  read: (reader: Reader, who: ErasedPerson) => Promise<readonly object[]>,
): OwnDataPart {
  return {
    section,
    async *pages(reader, who) {
      yield await read(reader, who)
    },
  }
}

const TOKEN_BYTES = 32
const PREPARE_RULE: LimitRule = { name: 'ownData.prepare', points: OWN_DATA_PER_DAY, durationMs: 86_400_000 }

const OWN_PARTS: readonly OwnDataPart[] = [
  wholePart('account', store.account),
  wholePart('deletion', store.deletion),
  wholePart('profiles', store.profiles),
  wholePart('formerNames', store.formerNames),
  wholePart('photos', store.photos),
  wholePart('photoChanges', store.photoChanges),
  wholePart('families', store.families),
  wholePart('consents', store.consents),
  wholePart('sessions', store.sessions),
  wholePart('trustedBrowsers', store.trustedBrowsers),
  wholePart('passkeys', store.passkeys),
  wholePart('phoneMoves', store.phoneMoves),
  wholePart('unitedAccounts', store.unitedAccounts),
  wholePart('outsideSystems', store.outsideSystems),
]

/**
 * Everything that is kept of an account as one file (IDN-24). It is read and sent page by page, so that a file of any
 * length takes the same memory. Passwords, keys and codes are not in it.
 */
export function createOwnData(
  platform: Platform,
  proving: { factors: FactorsService; spending: SmsSpending },
  parts: readonly OwnDataPart[],
) {
  const { clock, limits, db, random } = platform
  const proof = createFreshProof(platform, proving, 'ownData')

  async function* fileOf(who: ErasedPerson): AsyncGenerator<string> {
    yield `{"madeAt":${JSON.stringify(toInstant(clock.now()))}`
    for (const part of [...OWN_PARTS, ...parts]) {
      yield `,\n${JSON.stringify(part.section)}:[`
      let isFirst = true
      for await (const rows of part.pages(db, who)) {
        if (rows.length === 0) continue
        yield `${isFirst ? '\n' : ',\n'}${rows.map((row) => JSON.stringify(row)).join(',\n')}`
        isFirst = false
      }
      yield ']'
    }
    yield '}\n'
  }

  return {
    requestCode: proof.sendCode,

    async prepare(
      input: InputOf<Operations['ownData.prepare']>,
      viewer: Viewer,
      origin: Origin,
      fail: Fail<ErrorsOf<Operations['ownData.prepare']>>,
    ) {
      const { accountId, sessionId } = viewer
      const token = randomToken(random, TOKEN_BYTES)
      const now = new Date(clock.now())
      const expiresAt = new Date(now.getTime() + OWN_DATA_LINK_MS)
      await limits.consume(PREPARE_RULE, accountId)
      try {
        return await proof.under({ viewer, origin, proof: input }, fail, async (tx) => {
          await forgetLinks(tx, now)
          await putLink(tx, { tokenHash: tokenHash(token), accountId, sessionId, expiresAt })
          return { path: `/own-data/${token}`, expiresAt: toInstant(expiresAt) }
        })
      } catch (error) {
        // A wrong password is counted as such, not as a file.
        await limits.giveBack(PREPARE_RULE, accountId, 1)
        throw error
      }
    },

    /** The file for the session that has opened its address; null for everybody else, and when the time is over. */
    async open(viewer: Viewer, token: string): Promise<AsyncIterable<string> | null> {
      const use = {
        tokenHash: tokenHash(token),
        sessionId: viewer.sessionId,
        now: new Date(clock.now()),
        usesMax: OWN_DATA_USES_MAX,
      }
      if (!(await spendLink(db, use))) return null
      const who = await readErased(db, viewer.accountId)
      return who === null ? null : fileOf(who)
    },
  }
}

export type OwnDataService = ReturnType<typeof createOwnData>
