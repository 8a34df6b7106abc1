import { create } from 'zustand'

interface Connection {
  online: boolean
  /** Things that people wrote and that wait for the network. */
  waiting: number
}

/** Whether the server is reached; the browser's word is the start, the realtime client knows better and may set it. */
export const useConnection = create<Connection>()(() => ({ online: navigator.onLine, waiting: 0 }))

addEventListener('online', () => useConnection.setState({ online: true }))
addEventListener('offline', () => useConnection.setState({ online: false }))
