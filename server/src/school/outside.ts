/** What the school knows of the world outside of it. */
export interface SchoolOutside {
  /** Where the messenger of this installation is: an address, as of any other system. */
  readonly messengerUrl: () => string
  /** Where the school itself is, to browsers. */
  readonly ownUrl: () => string
  /** Sends a request. */
  readonly send: (url: string, init: RequestInit) => Promise<Response>
}
