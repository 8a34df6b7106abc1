import { generateSecret, generateURI, verify } from 'otplib'
import type { TotpRow } from './totp.store.ts'

const STEP_SECONDS = 30
const DIGITS = /^\d{6}$/

/** A secret for an app, and what the app reads from the picture. `label` tells several accounts in one app apart. */
export function newTotp(label: string): { secret: string; uri: string } {
  const secret = generateSecret()
  return { secret, uri: generateURI({ issuer: 'Парта', label, secret }) }
}

/**
 * The half minute to which a code belongs, null for one that does not fit. The one before and the one after are taken
 * too, because clocks of phones differ; one that was taken already, or an older one, is not.
 *
 * @param nowMs milliseconds since 1970
 */
export async function stepOfCode(row: TotpRow, code: string, nowMs: number): Promise<number | null> {
  if (!DIGITS.test(code)) return null
  const result = await verify({
    secret: row.secret,
    token: code,
    epoch: Math.floor(nowMs / 1_000),
    epochTolerance: STEP_SECONDS,
    afterTimeStep: Number(row.last_step),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
