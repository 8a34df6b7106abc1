import { createContext, type ReactNode, use } from 'react'

/** A window of the desktop. */
export interface WindowSpec {
  /** One window of a key is open at a time; opening it again brings it to the front. */
  readonly key: string
  readonly title: string
  /** `wide` fills the desktop, `form` has the width of a form, `alert` that of a question. */
  readonly size: 'wide' | 'form' | 'alert'
  readonly render: (close: () => void) => ReactNode
}

export interface Windows {
  /** From the back to the front. */
  readonly open: readonly WindowSpec[]
  /** The one in front; null while the desktop is seen. */
  readonly front: string | null
  show(spec: WindowSpec): void
  focus(key: string): void
  close(key: string): void
  /** Shows the desktop; windows stay open. */
  hideAll(): void
}

export const WindowsContext = createContext<Windows | null>(null)

export function useWindows(): Windows {
  const windows = use(WindowsContext)
  if (windows === null) throw new Error('There are no windows around this component')
  return windows
}
