import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  type RemoteTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node'

/** Tones by which participants of tests know each other, in hertz; far enough apart to stay one each after the codec. */
export const TONES = [440, 660, 880, 1_170] as const

const RATE = 48_000
const FRAME_MS = 10
const LOUDNESS = 8_000
/** So much of the last sound counts, in milliseconds. */
const HEARD_MS = 200
/** Power of a tone, as a share of all power, from which on it is there. */
const SHARE = 0.1
/** Mean square below which it is silent. */
const SILENCE = 10_000

/** Somebody in a call who speaks in a tone and tells which tones come to him. */
export interface CallParticipant extends AsyncDisposable {
  /** Publishes a microphone with this tone in it. */
  speak(hertz: number): Promise<void>
  /** Tones of the last moments, the lowest first. */
  heard(): number[]
  /** Whether the media server keeps him in the room. */
  isInside(): boolean
}

/** Power of one tone in samples, by Goertzel, comparable with their mean square. */
export function toneOf(samples: Int16Array, hertz: number): number {
  const step = 2 * Math.cos((2 * Math.PI * hertz) / RATE)
  let [last, before] = [0, 0]
  for (const sample of samples) [last, before] = [sample + step * last - before, last]
  return (2 * (last * last + before * before - step * last * before)) / (samples.length * samples.length)
}

/** The tones that stand out in samples. */
export function tonesIn(samples: Int16Array): number[] {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length)
  return power < SILENCE ? [] : TONES.filter((hertz) => toneOf(samples, hertz) > SHARE * power)
}

/** The last sound of one track. */
class Ear {
  #frames: { at: number; data: Int16Array }[] = []
  #isOpen = true

  constructor(track: RemoteTrack) {
    void this.#listen(track)
  }

  async #listen(track: RemoteTrack): Promise<void> {
    for await (const { data } of new AudioStream(track, RATE, 1)) {
      if (!this.#isOpen) return
      const at = performance.now()
      this.#frames = [...this.#frames.filter((frame) => frame.at > at - HEARD_MS), { at, data }]
    }
  }

  /** Nothing when no sound has come of late. */
  tones(): number[] {
    const since = performance.now() - HEARD_MS
    const samples = this.#frames.filter(({ at }) => at > since).flatMap(({ data }) => [...data])
    return tonesIn(Int16Array.from(samples))
  }

  close(): void {
    this.#isOpen = false
  }
}

/** A tone without end, put into a source in the time it takes to play. */
async function hum(source: AudioSource, hertz: number, isOver: () => boolean): Promise<void> {
  const length = (RATE * FRAME_MS) / 1_000
  for (let at = 0; !isOver(); at += length) {
    const wave = Int16Array.from({ length }, (_, i) => LOUDNESS * Math.sin((2 * Math.PI * hertz * (at + i)) / RATE))
    await source.captureFrame(new AudioFrame(wave, RATE, 1, length))
  }
}

/**
 * Comes into a room with a token, through a client that is not the product's.
 *
 * @param url address of the media server, ws(s)
 */
export async function enterCall(url: string, token: string): Promise<CallParticipant> {
  const room = new Room()
  const ears = new Map<string, Ear>()
  let isOver = false
  let humming: Promise<void> = Promise.resolve()
  room.on(RoomEvent.TrackSubscribed, (track, publication) => {
    if (track.kind === TrackKind.KIND_AUDIO) ears.set(publication.sid ?? '', new Ear(track))
  })
  room.on(RoomEvent.TrackUnsubscribed, (_, publication) => {
    ears.get(publication.sid ?? '')?.close()
    ears.delete(publication.sid ?? '')
  })
  await room.connect(url, token, { autoSubscribe: true, dynacast: false })
  const sources: AudioSource[] = []
  return {
    async speak(hertz) {
      const source = new AudioSource(RATE, 1)
      sources.push(source)
      const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE })
      await room.localParticipant!.publishTrack(LocalAudioTrack.createAudioTrack('microphone', source), options)
      humming = hum(source, hertz, () => isOver).catch(() => undefined)
    },
    heard: () => [...new Set([...ears.values()].flatMap((ear) => ear.tones()))].sort((a, b) => a - b),
    isInside: () => room.isConnected,
    async [Symbol.asyncDispose]() {
      isOver = true
      for (const ear of ears.values()) ear.close()
      await humming
      await room.disconnect()
      for (const source of sources) await source.close()
    },
  }
}
