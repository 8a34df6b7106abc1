import { useCallback, useEffect, useRef } from 'react'
import type { MediaSource } from '#contract/calls/people.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { troubleOf } from '../devices.ts'
import { t } from '../floor/floor.texts.ts'
import { troubleText } from '../prejoin/trouble-text.ts'
import type { CallSession } from '../session/call-session.ts'

export interface Controls {
  setMicrophone(on: boolean): void
  setCamera(on: boolean): void
  setScreen(on: boolean): void
}

type Devices = Pick<CallSession, 'setMicrophone' | 'setCamera' | 'setScreen'>

/** Switches of the own devices; one that the browser refuses says what to do. */
export function useControls(session: Devices, may: Record<MediaSource, boolean>): Controls {
  const { microphone: mayMicrophone, camera: mayCamera, screen: mayScreen } = may
  const microphone = useCallback(
    (on: boolean) => (on && !mayMicrophone ? deny('microphone') : say('Audio', session.setMicrophone(on))),
    [session, mayMicrophone],
  )
  const camera = useCallback(
    (on: boolean) => (on && !mayCamera ? deny('camera') : say('Video', session.setCamera(on))),
    [session, mayCamera],
  )
  const screen = useCallback(
    (on: boolean) => (on && !mayScreen ? deny('screen') : say('Screen', session.setScreen(on))),
    [session, mayScreen],
  )
  return { setMicrophone: microphone, setCamera: camera, setScreen: screen }
}

function deny(source: MediaSource): void {
  showFailure(t.mayNot[source])
}

function say(kind: 'Audio' | 'Video' | 'Screen', work: Promise<void>): void {
  work.catch((error: unknown) => showFailure(troubleText(kind, troubleOf(error))))
}

const TYPED = 'input, textarea, select, [contenteditable]'
const PRESSED = 'a, button, [role=menuitem]'

interface Own {
  microphone: boolean
  camera: boolean
}

/** M and V switch, and the space bar speaks as long as it is held; by their place, whatever the layout. */
export function useKeys({ setMicrophone, setCamera }: Controls, own: Own): void {
  const latest = useRef(own)
  latest.current = own
  const holds = useRef(false)
  useEffect(() => {
    const onDown = (event: KeyboardEvent) => {
      const target = event.target as Element
      const busy = event.ctrlKey || event.metaKey || event.altKey || target.closest(TYPED) !== null
      if (busy || event.repeat || document.querySelector('dialog[open]') !== null) return
      if (event.code === 'KeyM') setMicrophone(!latest.current.microphone)
      if (event.code === 'KeyV') setCamera(!latest.current.camera)
      if (event.code !== 'Space' || target.closest(PRESSED) !== null) return
      event.preventDefault()
      if (latest.current.microphone) return
      holds.current = true
      setMicrophone(true)
    }
    const release = () => {
      if (!holds.current) return
      holds.current = false
      setMicrophone(false)
    }
    const onUp = (event: KeyboardEvent) => event.code === 'Space' && release()
    addEventListener('keydown', onDown)
    addEventListener('keyup', onUp)
    addEventListener('blur', release)
    return () => {
      removeEventListener('keydown', onDown)
      removeEventListener('keyup', onUp)
      removeEventListener('blur', release)
    }
  }, [setMicrophone, setCamera])
}
