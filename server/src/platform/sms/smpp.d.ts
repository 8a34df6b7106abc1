/** The part of the library `smpp` that is used here. Fields are named as in SMPP 3.4. */
declare module 'smpp' {
  import type { Server as NetServer } from 'node:net'

  export interface Pdu {
    command: string
    command_status: number
    sequence_number: number
    system_id?: string
    password?: string
    source_addr?: string
    destination_addr?: string
    data_coding?: number
    short_message?: { message: string }
    message_payload?: { message: string }
    message_id?: string
    response(fields?: Partial<Pdu>): Pdu
  }

  type Fields = Readonly<Record<string, string | number>>
  type Answered = (pdu: Pdu) => void

  export interface Session {
    /** False when the connection takes nothing more. */
    send(pdu: Pdu): boolean
    bind_transmitter(fields: Fields, answered: Answered): boolean
    submit_sm(fields: Fields, answered: Answered): boolean
    enquire_link(answered: Answered): boolean
    unbind(): boolean
    close(): void
    destroy(): void
    on(event: 'connect' | 'secureConnect' | 'close', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
    on(event: 'pdu', listener: (pdu: Pdu) => void): this
  }

  const smpp: {
    connect(options: { url: string }): Session
    createServer(listener: (session: Session) => void): NetServer
  }
  export default smpp
}
