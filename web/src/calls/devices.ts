import { useEffect, useState } from 'react'

/** Why a microphone or a camera is not there. */
export type DeviceTrouble = 'denied' | 'absent' | 'busy' | 'insecure'

/** What a failure of opening a device means for the person. */
export function troubleOf(error: unknown): DeviceTrouble {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'absent'
  return 'busy'
}

/** Whether the browser lets pages of this address ask for devices at all. */
export function mayAsk(): boolean {
  return navigator.mediaDevices !== undefined
}

export interface Device {
  readonly id: string
  readonly label: string
}

export type Devices = Readonly<Record<MediaDeviceKind, readonly Device[]>>

const NONE: Devices = { audioinput: [], audiooutput: [], videoinput: [] }

/** The devices of this machine, kept fresh; their names are told once one of them may be used, which `asked` counts. */
export function useDevices(asked: unknown): Devices {
  const [devices, setDevices] = useState(NONE)
  // biome-ignore lint/correctness/useExhaustiveDependencies: names are there after a permission was given
  useEffect(() => {
    if (!mayAsk()) return
    let gone = false
    const read = async () => {
      const all = await navigator.mediaDevices.enumerateDevices().catch(() => [])
      if (!gone) setDevices(byKind(all))
    }
    void read()
    navigator.mediaDevices.addEventListener('devicechange', read)
    return () => {
      gone = true
      navigator.mediaDevices.removeEventListener('devicechange', read)
    }
  }, [asked])
  return devices
}

/** Devices with a name, by kind; what the system calls its default is offered apart. */
export function byKind(all: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[]): Devices {
  const of = (wanted: MediaDeviceKind) =>
    all
      .filter(
        ({ kind, deviceId, label }) =>
          kind === wanted && label !== '' && !['', 'default', 'communications'].includes(deviceId),
      )
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  return { audioinput: of('audioinput'), audiooutput: of('audiooutput'), videoinput: of('videoinput') }
}

/** Whether sound can be sent to a chosen device here. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype
}
