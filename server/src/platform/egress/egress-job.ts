/** What a test allows beside the public network, so that its doubles on loopback are reached; nothing else can say this. */
export interface Allowance {
  /** Addresses that are no public ones and may be connected to. */
  addresses: readonly string[]
  /** Ports beside 80 and 443. */
  ports: readonly number[]
  /** The server of names, as `address:port`; those of the system when it is null. */
  resolver: string | null
}

/** What the process that asks other hosts is told; it is given nothing else. */
export interface EgressJob {
  address: string
  /** Time for everything together. */
  ms: number
  allowance: Allowance | null
}

/**
 * Why nothing was read: the address is none that is asked (`address`), its name leads nowhere (`name`) or to something that is not
 * in the public network (`private`), it leads on too often (`redirects`), answers something else than a page (`status`, `type`), is
 * larger than anything honest (`tooLarge`), takes too long (`slow`), or is not there (`unreachable`).
 */
export type EgressRefusal =
  | 'address'
  | 'name'
  | 'private'
  | 'redirects'
  | 'status'
  | 'type'
  | 'tooLarge'
  | 'slow'
  | 'unreachable'

/** What a page says of itself, as it says it; nothing of it is checked. */
export interface SeenPage {
  /** The host that has answered in the end. */
  host: string
  title: string | null
  description: string | null
  siteName: string | null
  /** Bytes of its picture, whatever they are; null when it has none that can be had. */
  picture: Uint8Array | null
}

/** What it answers; it ends after that. */
export type EgressAnswer = { page: SeenPage } | { refused: EgressRefusal }

/** Nothing is read, and why. */
export class EgressRefused extends Error {
  readonly why: EgressRefusal
  constructor(why: EgressRefusal) {
    super(`Nothing is read: ${why}`)
    this.name = 'EgressRefused'
    this.why = why
  }
}
