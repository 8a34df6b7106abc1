import { Room, Track } from 'livekit-client'
import { LinkMeter } from '../link/measure.ts'
import { type Trial, wayOf } from '../link/trial.ts'

/** So long packets go until they are counted. Milliseconds. */
const COUNTED_MS = 4_000
/** So long the way is looked for: browsers try UDP first, then the others. Milliseconds. */
const PATIENCE_MS = 20_000

/** Goes into a room in which nobody else is, sends a sound that nobody hears, and reads how it gets there. */
export async function tryRoom(url: string, token: string): Promise<Trial> {
  const room = new Room({ disconnectOnPageLeave: true })
  const context = new AudioContext()
  let signalled = false
  room.once('signalConnected', () => {
    signalled = true
  })
  try {
    await room.connect(url, token, { autoSubscribe: false, peerConnectionTimeout: PATIENCE_MS, maxRetries: 0 })
    const sound = new MediaStreamAudioDestinationNode(context)
    const tone = new OscillatorNode(context)
    tone.connect(sound)
    tone.start()
    void context.resume()
    const { track } = await room.localParticipant.publishTrack(sound.stream.getAudioTracks()[0]!, {
      source: Track.Source.Microphone,
      dtx: false,
      red: false,
    })
    await new Promise((resolve) => setTimeout(resolve, COUNTED_MS))
    const report = await track?.getRTCStatsReport()
    if (report === undefined) return { outcome: 'noMedia' }
    const way = wayOf(report)
    if (way === null) return { outcome: 'noMedia' }
    const sample = new LinkMeter().read([report])
    return { outcome: 'through', way, loss: sample?.loss ?? 0, roundTripMs: sample?.roundTripMs ?? null }
  } catch {
    return { outcome: signalled ? 'noMedia' : 'noServer' }
  } finally {
    await room.disconnect(true)
    await context.close()
  }
}
