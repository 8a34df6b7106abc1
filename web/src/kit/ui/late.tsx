import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react'
import { NetworkFailure } from '../api/api-failure.ts'
import { explain } from '../errors/explain.ts'
import { showFailure } from './toasts.ts'

/** How long until what did not come is asked for again. Milliseconds. */
const AGAIN_MS = 3_000

interface LateLook {
  /** Stands in its place until it has come. */
  fallback?: ReactNode
  /** Somebody has pressed for it: whoever waits in vain is told. */
  pressed?: boolean
}

/**
 * A component whose code comes later. It appears as soon as its code is there: React's own `lazy` waits up to 300 ms more
 * after every placeholder. What does not come is asked for again as long as the screen wants it.
 */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { fallback = null, pressed = false }: LateLook = {},
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null
  return function Late(props) {
    const [Loaded, setLoaded] = useState(() => loaded)
    const [tries, setTries] = useState(0)
    useEffect(() => {
      if (Loaded !== null) return
      let timer: ReturnType<typeof setTimeout> | undefined
      const show = (component: ComponentType<Props>) => {
        loaded = component
        setLoaded(() => component)
      }
      const wait = () => {
        if (pressed && tries === 0) showFailure(explain(new NetworkFailure(null)).sentence)
        timer = setTimeout(() => setTries(tries + 1), AGAIN_MS)
      }
      if (loaded !== null) show(loaded)
      else load().then(show, wait)
      return () => clearTimeout(timer)
    }, [Loaded, tries])
    return Loaded === null ? fallback : createElement(Loaded, props)
  }
}
