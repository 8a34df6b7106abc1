import { useEffect, useRef, useState } from 'react'
import { useChoices } from '../choices.ts'
import { type DeviceTrouble, mayAsk, troubleOf } from '../devices.ts'

export type Opened =
  | { readonly state: 'off' }
  | { readonly state: 'asking' }
  | { readonly state: 'on'; readonly stream: MediaStream }
  | { readonly state: 'trouble'; readonly trouble: DeviceTrouble }

/** Whether whoever goes in now takes the device along: the call opens it itself, so one that is still being opened comes too. */
export function isTakenAlong({ state }: Opened): boolean {
  return state === 'on' || state === 'asking'
}

const OFF: Opened = { state: 'off' }

/** Opens a microphone or a camera for as long as it is wanted; the person is asked by the browser. */
export function useOpened(kind: 'audio' | 'video', wanted: boolean): Opened {
  const deviceId = useChoices(({ microphoneId, cameraId }) => (kind === 'audio' ? microphoneId : cameraId))
  const [opened, setOpened] = useState<Opened>(OFF)
  useEffect(() => {
    if (!wanted) {
      setOpened(OFF)
      return
    }
    if (!mayAsk()) {
      setOpened({ state: 'trouble', trouble: 'insecure' })
      return
    }
    let stream: MediaStream | null = null
    let gone = false
    setOpened({ state: 'asking' })
    // A device that was chosen once and is not here today is no reason to have none.
    const constraint = deviceId === '' ? true : { deviceId: { ideal: deviceId } }
    navigator.mediaDevices.getUserMedia(kind === 'audio' ? { audio: constraint } : { video: constraint }).then(
      (got) => {
        stream = got
        if (gone) stopAll(got)
        else setOpened({ state: 'on', stream: got })
      },
      (error: unknown) => {
        if (!gone) setOpened({ state: 'trouble', trouble: troubleOf(error) })
      },
    )
    return () => {
      gone = true
      if (stream !== null) stopAll(stream)
    }
  }, [kind, deviceId, wanted])
  return opened
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/** A voice at a table reaches about a quarter of what a microphone can tell. */
const LOUD = 0.25
const LOOK_MS = 100

/** How loud a microphone is now, from 0 to `steps`. */
export function useLevel(stream: MediaStream | null, steps: number): number {
  const [level, setLevel] = useState(0)
  const shown = useRef(0)
  useEffect(() => {
    if (stream === null) {
      setLevel(0)
      return
    }
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    context.createMediaStreamSource(stream).connect(analyser)
    void context.resume()
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      const now = Math.round(steps * Math.min(1, Math.sqrt(Math.sqrt(power) / LOUD)))
      // It rises at once and falls a step at a time, as meters do.
      shown.current = Math.max(now, shown.current - 1, 0)
      setLevel(shown.current)
    }, LOOK_MS)
    return () => {
      clearInterval(timer)
      void context.close()
    }
  }, [stream, steps])
  return level
}

const NOTES_HZ = [523, 659, 784]
const NOTE_S = 0.28

/** Plays three notes on the chosen speaker; resolves when they are over. */
export async function playTest(speakerId: string): Promise<void> {
  const context = new AudioContext() as AudioContext & { setSinkId?: (id: string) => Promise<void> }
  try {
    if (speakerId !== '') await context.setSinkId?.(speakerId).catch(() => {})
    const gain = context.createGain()
    gain.gain.value = 0.2
    gain.connect(context.destination)
    for (const [place, hz] of NOTES_HZ.entries()) {
      const note = context.createOscillator()
      note.frequency.value = hz
      note.connect(gain)
      note.start(context.currentTime + place * NOTE_S)
      note.stop(context.currentTime + (place + 1) * NOTE_S)
    }
    await new Promise((resolve) => setTimeout(resolve, NOTES_HZ.length * NOTE_S * 1_000))
  } finally {
    await context.close()
  }
}
