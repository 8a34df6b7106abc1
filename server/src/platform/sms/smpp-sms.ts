import smpp, { type Session } from 'smpp'
import type { Clock } from '../clock/clock.ts'
import { type SmsDriver, SmsFailure, type SmsMessage } from './sms.ts'

const ANSWER_TIMEOUT_MS = 10_000
/** Message centres end a connection that says nothing for about a minute. */
const ENQUIRE_MS = 30_000
/** Characters of one short message in UCS-2; longer texts travel as a payload, which the centre takes apart. */
const SHORT_MESSAGE_MAX = 70
/** Type and plan of an address: an international number, or a name. */
const NUMBER = { ton: 1, npi: 1 } as const
const NAME = { ton: 5, npi: 0 } as const

interface Options {
  /** `smpp://` or `ssmpp://` (TLS), with system id and password. */
  url: string
  /** What the receiver sees: a number or a name that the operator has agreed with the centre. */
  sender: string
  clock: Clock
}

/** Hands messages to a message centre by SMPP 3.4. One connection stays open and is made again when it is needed. */
export function createSmppSms({ url, sender, clock }: Options): SmsDriver {
  let bound: Promise<Session> | null = null
  const bind = () => {
    const attempt = bindSession(url, clock, () => {
      if (bound === attempt) bound = null
    })
    bound = attempt
    return attempt
  }
  return {
    async send(message) {
      const session = await (bound ?? bind())
      const fields = submission(message, sender)
      await answer(session, clock, (answered) => session.submit_sm(fields, answered))
    },
    async close() {
      const session = await bound?.catch(() => null)
      session?.unbind()
      session?.close()
    },
  }
}

/** A session that the centre lets send; `onGone` is called when it ends or cannot be made. */
async function bindSession(url: string, clock: Clock, onGone: () => void): Promise<Session> {
  const { username, password, protocol, host } = new URL(url)
  const session = smpp.connect({ url: `${protocol}//${host}` })
  let enquiring: () => void = () => undefined
  session.on('close', () => {
    enquiring()
    onGone()
  })
  // Whatever cannot be read as SMPP ends the connection: the library reads no further.
  session.on('error', () => session.destroy())
  session.on('pdu', (pdu) => {
    if (pdu.command === 'enquire_link' || pdu.command === 'unbind') session.send(pdu.response())
    if (pdu.command === 'unbind') session.close()
  })
  const fields = { system_id: decodeURIComponent(username), password: decodeURIComponent(password) }
  const event = protocol === 'ssmpp:' ? 'secureConnect' : 'connect'
  await answer(session, clock, (answered) => {
    session.on(event, () => session.bind_transmitter(fields, answered))
    return true
  })
  enquiring = clock.every(ENQUIRE_MS, () => {
    answer(session, clock, (answered) => session.enquire_link(answered)).catch(() => session.destroy())
  })
  return session
}

/**
 * Asks the centre something and waits until it says that it has done it. A session that does not answer is ended.
 *
 * @throws SmsFailure when it refuses, does not answer in time, or the connection ends
 */
async function answer(
  session: Session,
  clock: Clock,
  ask: (answered: (pdu: { command_status: number }) => void) => boolean,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const fail = (reason: string) => reject(new SmsFailure(reason))
  const giveUp = clock.after(ANSWER_TIMEOUT_MS, () => {
    fail('no answer')
    session.destroy()
  })
  session.on('close', () => fail('the connection ended'))
  const isAsked = ask(({ command_status: status }) => {
    if (status === 0) resolve()
    else fail(`status ${status}`)
  })
  if (!isAsked) fail('the connection ended')
  try {
    await promise
  } finally {
    giveUp()
  }
}

function submission({ to, text }: SmsMessage, sender: string): Record<string, string | number> {
  const isNumber = /^\+?\d+$/.test(sender)
  const from = isNumber ? NUMBER : NAME
  return {
    source_addr: isNumber ? sender.replace('+', '') : sender,
    source_addr_ton: from.ton,
    source_addr_npi: from.npi,
    destination_addr: to.replace('+', ''),
    dest_addr_ton: NUMBER.ton,
    dest_addr_npi: NUMBER.npi,
    ...(text.length > SHORT_MESSAGE_MAX ? { short_message: '', message_payload: text } : { short_message: text }),
  }
}
