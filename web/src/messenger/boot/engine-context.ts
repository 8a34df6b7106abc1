import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Engine } from '#web/kit/sync/engine.ts'
import type { EngineState } from '#web/kit/sync/engine-state.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'

export const EngineContext = createContext<Engine | null>(null)

/** The engine of the profile whose messenger is on screen. */
export function useEngine(): Engine {
  const engine = useContext(EngineContext)
  if (engine === null) throw new Error('There is no engine above this component')
  return engine
}

/** A part of the state; the component renders again when this part is another one. */
export function useMessenger<T>(select: (state: EngineState) => T): T {
  return useStore(useEngine().store, select)
}

export function useChat(chatId: string): ChatSlice | undefined {
  return useMessenger((state) => state.sync.chats[chatId])
}

/** Whether it is known which chats there are: from the device, or from the server. */
export function useChatsKnown(): boolean {
  return useMessenger(({ sync, cacheRead }) => cacheRead && (sync.complete || Object.keys(sync.chats).length > 0))
}

/** Whether the server can be reached now. */
export function useOnline(): boolean {
  return useMessenger((state) => state.phase === 'stream' || state.phase === 'cutover')
}
