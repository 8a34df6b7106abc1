import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import smpp, { type Pdu, type Session } from 'smpp'

export interface MessageCentre extends AsyncDisposable {
  /** `smpp://parta:secret@…`: whoever comes with another password is refused. */
  url: string
  /** What was submitted, in order. */
  submitted: Pdu[]
  /** How often somebody has bound. */
  binds: number
  /** Status of what is submitted from now on; null answers nothing. */
  status: number | null
  /** Ends all connections without a word. */
  hangUp(): void
  /** Sends something that is no SMPP. */
  babble(): void
}

const PASSWORD = 'secret'
const WRONG_PASSWORD = 0x0e

/** A message centre of the outside world that speaks SMPP, on loopback. */
export async function startMessageCentre(): Promise<MessageCentre> {
  const sessions = new Set<Session & { socket?: { write(data: string): void } }>()
  const centre: MessageCentre = {
    url: '',
    submitted: [],
    binds: 0,
    status: 0,
    hangUp: () => {
      for (const session of sessions) session.destroy()
    },
    babble: () => {
      for (const session of sessions) session.socket?.write('GET / HTTP/1.1\r\n\r\n')
    },
    [Symbol.asyncDispose]: async () => {
      server.close()
      centre.hangUp()
      await once(server, 'close')
    },
  }
  const server = smpp.createServer((session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
    session.on('error', () => session.destroy())
    session.on('pdu', (pdu) => answer(centre, session, pdu))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  centre.url = `smpp://parta:${PASSWORD}@127.0.0.1:${(server.address() as AddressInfo).port}`
  return centre
}

function answer(centre: MessageCentre, session: Session, pdu: Pdu): void {
  if (pdu.command === 'bind_transmitter') {
    const knows = pdu.system_id === 'parta' && pdu.password === PASSWORD
    if (knows) centre.binds += 1
    session.send(pdu.response({ command_status: knows ? 0 : WRONG_PASSWORD }))
  } else if (pdu.command === 'submit_sm') {
    centre.submitted.push(pdu)
    if (centre.status === null) return
    session.send(pdu.response({ command_status: centre.status, message_id: String(centre.submitted.length) }))
  } else if (pdu.command === 'unbind' || pdu.command === 'enquire_link') session.send(pdu.response())
}
