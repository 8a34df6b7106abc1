import type { Platform } from '../../platform/platform.ts'
import { type Address, isEmail } from './address.ts'
import { CODE_SUBJECT, codeText } from './code-text.ts'

/** Sends a code to a phone or to an e-mail address; rejects when nobody took it. */
export function createCodeSending({ sms, mail, newId }: Pick<Platform, 'sms' | 'mail' | 'newId'>) {
  return async (to: Address, code: string): Promise<void> => {
    const text = codeText(code)
    if (isEmail(to)) await mail.send({ to, subject: CODE_SUBJECT, text })
    else await sms.send({ id: newId(), to, text })
  }
}
