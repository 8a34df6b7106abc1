import type { ClientFrame, ServerFrame } from '#contract/kit/socket.ts'
import type { Transport, WireHandlers } from './ports.ts'

/** A wire whose other end is played by a test. */
export class SimulatedWires implements Transport {
  readonly opened: { handlers: WireHandlers; sent: ClientFrame[]; closed: boolean }[] = []
  refuse = false

  open(handlers: WireHandlers) {
    const wire = { handlers, sent: [] as ClientFrame[], closed: false }
    this.opened.push(wire)
    const close = () => {
      if (wire.closed) return
      wire.closed = true
      handlers.onClose()
    }
    if (this.refuse) queueMicrotask(close)
    else queueMicrotask(() => handlers.onOpen())
    return { send: (text: string) => void wire.sent.push(JSON.parse(text) as ClientFrame), close }
  }

  get sent(): ClientFrame[] {
    return this.opened.at(-1)?.sent ?? []
  }

  say(frame: ServerFrame): void {
    this.opened.at(-1)!.handlers.onText(JSON.stringify(frame))
  }

  break(): void {
    const wire = this.opened.at(-1)!
    wire.closed = true
    wire.handlers.onClose()
  }
}
