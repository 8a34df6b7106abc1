import { CODE_DIGITS } from '#contract/identity/signin.limits.ts'
import type { Clock } from '../clock/clock.ts'
import type { Random } from '../clock/random.ts'
import type { Inbox } from '../sms/inbox.ts'

/** One call on its way out. The number reaches no log. */
export interface Call {
  /** Made by us, so that a gateway recognises a repeat. */
  id: string
  /** E.164. */
  to: string
}

export interface CallDriver {
  /**
   * Has somebody called, who need not answer: the number that calls ends with a code.
   *
   * @returns the code, six digits
   * @throws CallFailure when the gateway did not take it
   */
  call(call: Call): Promise<string>
}

export class CallFailure extends Error {
  constructor(reason: string) {
    super(`The gateway of calls did not take a call: ${reason}`)
    this.name = 'CallFailure'
  }
}

/** Keeps calls for the inbox page of the demonstration; nobody is called. */
export function createLogCalls(inbox: Inbox, random: Random): CallDriver {
  return {
    async call({ to }) {
      const code = String(random.below(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
      inbox.add({ kind: 'call', to, subject: '', text: `+7 900 0${code}` })
      return code
    },
  }
}

const GATEWAY_TIMEOUT_MS = 10_000
const CODE = new RegExp(`^\\d{${CODE_DIGITS}}$`)

/** Posts calls to a gateway as JSON with a bearer token; it answers with the code, the last digits of its number. */
export function createHttpCalls(url: string, token: string, clock: Clock): CallDriver {
  return {
    async call(call) {
      const abort = new AbortController()
      const cancel = clock.after(GATEWAY_TIMEOUT_MS, () => abort.abort())
      try {
        const response = await fetch(url, {
          method: 'POST',
          redirect: 'error',
          headers: {
            'content-type': 'application/json',
            ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(call),
          signal: abort.signal,
        })
        if (!response.ok) throw new CallFailure(`status ${response.status}`)
        const { code } = (await response.json()) as { code?: unknown }
        if (typeof code !== 'string' || !CODE.test(code)) throw new CallFailure(`no code of ${CODE_DIGITS} digits`)
        return code
      } catch (error) {
        throw error instanceof CallFailure ? error : new CallFailure((error as Error).name)
      } finally {
        cancel()
      }
    },
  }
}
