import type { Clock } from '../clock/clock.ts'
import type { Inbox } from './inbox.ts'

/** One SMS on its way out. Neither the number nor the text reaches a log. */
export interface SmsMessage {
  /** Made by us, so that a gateway recognises a repeat. */
  id: string
  /** E.164. */
  to: string
  text: string
}

export interface SmsDriver {
  /**
   * Hands a message over to whoever delivers it.
   *
   * @throws SmsFailure when the gateway did not take it
   */
  send(message: SmsMessage): Promise<void>
  /** Says goodbye to the gateway. */
  close(): Promise<void>
}

export class SmsFailure extends Error {
  constructor(reason: string) {
    super(`The SMS gateway did not take a message: ${reason}`)
    this.name = 'SmsFailure'
  }
}

/** Keeps messages for the inbox page of the demonstration; nothing leaves the machine. */
export function createLogSms(inbox: Inbox): SmsDriver {
  return {
    send: async (message) => inbox.add({ kind: 'sms', to: message.to, subject: '', text: message.text }),
    close: async () => undefined,
  }
}

const GATEWAY_TIMEOUT_MS = 10_000

/** Posts messages to a gateway as JSON with a bearer token. Any answer of 2xx counts as taken. */
export function createHttpSms(url: string, token: string, clock: Clock): SmsDriver {
  return {
    async send(message) {
      const abort = new AbortController()
      const cancel = clock.after(GATEWAY_TIMEOUT_MS, () => abort.abort())
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(message),
          signal: abort.signal,
        })
        if (!response.ok) throw new SmsFailure(`status ${response.status}`)
      } catch (error) {
        throw error instanceof SmsFailure ? error : new SmsFailure((error as Error).name)
      } finally {
        cancel()
      }
    },
    close: async () => undefined,
  }
}
