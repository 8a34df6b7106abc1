/** What a voice costs where a link is weak, its own or that of somebody who listens: words and no music. Bits a second. */
export const THIN_BITRATE = 20_000

/** How a microphone is published where every packet counts: without the copy of the packet before in each. */
export const THIN_VOICE = { red: false, dtx: true, audioPreset: { maxBitrate: THIN_BITRATE } } as const

/** How long a piece of sound may be that goes in one packet. Milliseconds. */
const FRAME_MS = 60

/** What takes the agreements of the media server, as the library of media has it. */
export interface Transport {
  setRemoteDescription(description: RTCSessionDescriptionInit, offerId: number): Promise<boolean>
}

const lengthened = new WeakSet<Transport>()

/**
 * Puts 60 ms of sound into each packet that is sent from the next agreement on, where a link is weak: of a thin voice at
 * 20 ms half is headers. The library has no option for it.
 */
export function lengthenFrames(transport: Transport | undefined): void {
  if (transport === undefined || lengthened.has(transport)) return
  lengthened.add(transport)
  const take = transport.setRemoteDescription.bind(transport)
  transport.setRemoteDescription = ({ type, sdp = '' }, offerId) => take({ type, sdp: withLongFrames(sdp) }, offerId)
}

/** An agreement in which sound is asked for in long pieces. */
export function withLongFrames(sdp: string): string {
  const [session = '', ...parts] = sdp.split(/^(?=m=)/m)
  const asks = `a=ptime:${FRAME_MS}\r\na=maxptime:${FRAME_MS}\r\n`
  return [
    session,
    ...parts.map((part) => (part.startsWith('m=audio') ? part.replace(/^a=(max)?ptime:.*\r\n/gm, '') + asks : part)),
  ].join('')
}
