import type { Recorded } from './RecordButton.tsx'

/** Formats that browsers record, the first one that this one can. */
const MIMES = {
  voice: ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'],
  round: ['video/webm;codecs=vp8,opus', 'video/mp4', 'video/webm'],
} as const
/** A voice needs no more. */
const BITS_PER_SECOND = 32_000
const FILM_BITS_PER_SECOND = 1_200_000
const SIDE_PX = 480
/** A piece is kept so often: so much is lost when the browser dies. */
const PIECE_MS = 1_000
/** The loudness is told so often. */
export const LEVEL_MS = 100
/** A voice at a table reaches about a quarter of what a microphone can tell. */
const LOUD = 0.25

export interface RecorderParts {
  what: Recorded
  stream: MediaStream
  /** A piece of what is recorded, in order. */
  onPiece: (piece: Blob) => void
  /** How long it has been recorded, and how loud it is now, from 0 to 100. */
  onLevel: (ms: number, level: number) => void
  /** Nothing more comes, also when the microphone has gone. */
  onEnd: () => void
}

function mimeOf(what: Recorded): string | undefined {
  return MIMES[what].find((mime) => MediaRecorder.isTypeSupported(mime))
}

/** Asks for the microphone, and for the camera on the side of the face; the browser asks the person. */
export function openDevices(what: Recorded): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    ...(what === 'voice'
      ? {}
      : { video: { facingMode: 'user', width: { ideal: SIDE_PX }, height: { ideal: SIDE_PX } } }),
  })
}

export interface Recorder {
  /** Media type of what is recorded. */
  readonly mime: string
  /** Ends it; what is left comes before `onEnd`. */
  stop(): void
}

/** Records until it is stopped; microphone and camera are let go of at the end. */
export function record({ what, stream, onPiece, onLevel, onEnd }: RecorderParts): Recorder {
  const mimeType = mimeOf(what)
  const recorder = new MediaRecorder(stream, {
    ...(mimeType === undefined ? {} : { mimeType }),
    audioBitsPerSecond: BITS_PER_SECOND,
    ...(what === 'voice' ? {} : { videoBitsPerSecond: FILM_BITS_PER_SECOND }),
  })
  const meter = openMeter(stream)
  const began = performance.now()
  const timer = setInterval(() => onLevel(Math.round(performance.now() - began), meter.level()), LEVEL_MS)
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) onPiece(data)
  }
  recorder.onstop = () => {
    clearInterval(timer)
    meter.close()
    for (const track of stream.getTracks()) track.stop()
    onEnd()
  }
  recorder.start(PIECE_MS)
  return {
    mime: recorder.mimeType,
    stop() {
      if (recorder.state !== 'inactive') recorder.stop()
    },
  }
}

/** Hears how loud a stream is. */
function openMeter(stream: MediaStream): { level: () => number; close: () => void } {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  void context.resume()
  const samples = new Float32Array(analyser.fftSize)
  return {
    level() {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      return Math.round(100 * Math.min(1, Math.sqrt(Math.sqrt(power) / LOUD)))
    },
    close: () => void context.close(),
  }
}
