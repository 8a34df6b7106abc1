import { type ReactNode, useMemo, useState } from 'react'
import { type WindowSpec, type Windows, WindowsContext } from './windows.ts'

interface State {
  open: readonly WindowSpec[]
  hidden: boolean
}

const toFront = (open: readonly WindowSpec[], key: string) => {
  const spec = open.find((each) => each.key === key)
  return spec === undefined ? open : [...open.filter((each) => each !== spec), spec]
}

/** Keeps which windows are open and which is in front. */
export function WindowsProvider({ children }: { children: ReactNode }) {
  const [{ open, hidden }, setState] = useState<State>({ open: [], hidden: false })
  const windows = useMemo<Windows>(
    () => ({
      open,
      front: hidden ? null : (open.at(-1)?.key ?? null),
      show: (spec) =>
        setState((state) => {
          const isOpen = state.open.some(({ key }) => key === spec.key)
          return { hidden: false, open: isOpen ? toFront(state.open, spec.key) : [...state.open, spec] }
        }),
      focus: (key) => setState((state) => ({ hidden: false, open: toFront(state.open, key) })),
      close: (key) => setState((state) => ({ ...state, open: state.open.filter((each) => each.key !== key) })),
      hideAll: () => setState((state) => ({ ...state, hidden: true })),
    }),
    [open, hidden],
  )
  return <WindowsContext value={windows}>{children}</WindowsContext>
}
