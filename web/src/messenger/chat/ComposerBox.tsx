import { type ReactNode, useLayoutEffect, useRef } from 'react'
import styles from './chat.module.css'

const GAP_PX = 8
const TOAST_FOOT = '--p-toast-foot'

/** The foot of a chat. A line that says what was done stands above it and not on what is being written. */
export function ComposerBox({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = box.current!
    const root = document.documentElement.style
    const observer = new ResizeObserver(() => {
      root.setProperty(TOAST_FOOT, `${innerHeight - element.getBoundingClientRect().top + GAP_PX}px`)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      root.removeProperty(TOAST_FOOT)
    }
  }, [])
  return (
    <div ref={box} className={styles.composer}>
      {children}
    </div>
  )
}
