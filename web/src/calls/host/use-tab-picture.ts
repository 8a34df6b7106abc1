import { useEffect } from 'react'

/** The media session of browsers that ask a page of a call for its picture when its tab is left. */
type Enters = (action: 'enterpictureinpicture', handler: (() => void) | null) => void

/**
 * Goes on showing the call over other windows while its tab is not seen, where the browser does that: it asks the page when
 * the tab is left, and only of somebody whose microphone or camera is on. Back in the tab the picture goes.
 */
export function useTabPicture(): void {
  useEffect(() => {
    if (!document.pictureInPictureEnabled || navigator.mediaSession === undefined) return
    const setHandler = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession) as unknown as Enters
    const enter = () =>
      void mainFilm()
        ?.requestPictureInPicture()
        .catch(() => {})
    try {
      setHandler('enterpictureinpicture', enter)
    } catch {
      // A browser that knows no such action refuses its name.
      return
    }
    const comeBack = () => {
      if (document.visibilityState === 'visible' && document.pictureInPictureElement !== null) {
        void document.exitPictureInPicture().catch(() => {})
      }
    }
    document.addEventListener('visibilitychange', comeBack)
    return () => {
      setHandler('enterpictureinpicture', null)
      document.removeEventListener('visibilitychange', comeBack)
    }
  }, [])
}

/** What stands largest of the films of others on the page. */
export function mainFilm(): HTMLVideoElement | null {
  const films = [...document.querySelectorAll<HTMLVideoElement>('video:not([data-mirrored])')]
  const playing = films.filter(({ srcObject, readyState }) => srcObject !== null && readyState > 0)
  const area = ({ clientWidth, clientHeight }: HTMLVideoElement) => clientWidth * clientHeight
  return playing.sort((one, other) => area(other) - area(one))[0] ?? null
}
