import type { Clock, Random, Timers, Transport, WireHandlers } from './ports.ts'

export const browserTimers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

export const browserClock: Clock = { now: () => Date.now() }

export const browserRandom: Random = () => Math.random()

/** The socket of the server that has sent this page. */
export const browserTransport: Transport = {
  open(handlers: WireHandlers) {
    const url = new URL('/api/socket', location.href)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(url)
    let closed = false
    const close = () => {
      if (closed) return
      closed = true
      handlers.onClose()
    }
    socket.onopen = () => handlers.onOpen()
    socket.onmessage = (event) => {
      if (!closed && typeof event.data === 'string') handlers.onText(event.data)
    }
    socket.onclose = close
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text)
      },
      // A dead network may keep the closing handshake waiting for a minute: whoever closes does not wait for it.
      close: () => {
        socket.close()
        close()
      },
    }
  },
}
