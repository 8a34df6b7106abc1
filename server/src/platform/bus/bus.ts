import type { EventFrame } from '#contract/kit/socket.ts'

/** What nodes tell each other beside events: signals that make a node look again. */
export type Signal =
  /** Memberships of a profile changed; its sockets look up what they may hear. */
  | { t: 'audiences'; profileId: string }
  /** A session ended; its sockets close. */
  | { t: 'sessionEnded'; sessionId: string; reason: 'signedOut' | 'profileSwitched' }
  /** Organisations were suspended or work again; who has looked that up looks again. */
  | { t: 'suspensions' }
  /** The connection broke over a commit: what it wrote may be durable, and nobody has told of it. */
  | { t: 'unsure' }

/**
 * Carries committed events to every node that has sockets. The bus is a hint, the database the truth: a lost event is
 * noticed by its number and read again.
 */
export interface Bus {
  publish(frame: EventFrame): void
  /** A frame whose JSON is already made; the text is sent to sockets as it is. */
  publishEncoded(frame: EventFrame, json: string): void
  signal(signal: Signal): void
  subscribe(listener: BusListener): () => void
  /** Tells listeners that something may not have arrived. */
  lost(): void
}

export interface BusListener {
  onFrame(frame: EventFrame, json: string): void
  onSignal(signal: Signal): void
  /** Events or signals may have been lost: what is heard is compared with the database. */
  onLost(): void
}

/** The bus within one process. Listeners are called at once, in the order of publication. */
export function createLocalBus(): Bus {
  const listeners = new Set<BusListener>()
  const deliver = (frame: EventFrame, json: string) => {
    for (const listener of listeners) listener.onFrame(frame, json)
  }
  return {
    publish: (frame) => deliver(frame, JSON.stringify(frame)),
    publishEncoded: deliver,
    signal(signal) {
      for (const listener of listeners) listener.onSignal(signal)
    },
    lost() {
      for (const listener of listeners) listener.onLost()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
