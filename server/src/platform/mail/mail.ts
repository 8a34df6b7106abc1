import { createTransport } from 'nodemailer'
import type { Inbox } from '../sms/inbox.ts'

/** One letter on its way out, as plain text. */
export interface Letter {
  to: string
  subject: string
  text: string
}

export interface MailDriver {
  /** Hands a letter over; rejects when the server did not take it. */
  send(letter: Letter): Promise<void>
  close(): void
}

/** Keeps letters for the inbox page of the demonstration. */
export function createLogMail(inbox: Inbox): MailDriver {
  return {
    send: async (letter) => inbox.add({ kind: 'mail', ...letter }),
    close: () => undefined,
  }
}

/** Hands letters to an SMTP server. */
export function createSmtpMail(url: string, from: string): MailDriver {
  const transport = createTransport(url, { from })
  return {
    async send(letter) {
      await transport.sendMail(letter)
    },
    close: () => transport.close(),
  }
}
