import { create } from 'zustand'

export interface Toast {
  id: number
  text: string
  /** It says that something was not done. */
  failed?: boolean | undefined
  /** Takes the deed back, until this moment of the device's clock. */
  undo?: { until: number; act: () => void } | undefined
}

const STAY_MS = 6_000

interface Toasts {
  toast: Toast | null
  show: (toast: Omit<Toast, 'id'>) => void
  hide: (id: number) => void
}

let last = 0

/** One line at a time says what was done; the next deed replaces it. */
export const useToasts = create<Toasts>()((set) => ({
  toast: null,
  show: (toast) => {
    last += 1
    const id = last
    set({ toast: { ...toast, id } })
    const stay = toast.undo === undefined ? STAY_MS : Math.max(STAY_MS, toast.undo.until - Date.now())
    setTimeout(() => set((now) => (now.toast?.id === id ? { toast: null } : now)), stay)
  },
  hide: (id) => set((now) => (now.toast?.id === id ? { toast: null } : now)),
}))

/** Says in one line what was done, with a way back when there is one. */
export function showToast(text: string, undo?: Toast['undo']): void {
  useToasts.getState().show({ text, undo })
}

/** Says in one line what was not done, and why. */
export function showFailure(text: string): void {
  useToasts.getState().show({ text, failed: true })
}
