import { CERTIFICATE_ALPHABET, CERTIFICATE_SIGNS } from '#contract/identity/deletion.limits.ts'
import type { Random } from '../../platform/clock/random.ts'

const GROUP = 4

/** A new number of a certificate: «7KQ2-M0XA-93TB-RC5H». */
export function newCertificateNumber(random: Random): string {
  let number = ''
  for (let i = 0; i < CERTIFICATE_SIGNS; i += 1) {
    if (i > 0 && i % GROUP === 0) number += '-'
    number += CERTIFICATE_ALPHABET[random.below(CERTIFICATE_ALPHABET.length)]
  }
  return number
}
