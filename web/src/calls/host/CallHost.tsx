import { useFrame } from '#web/kit/frame/frame-context.ts'
import { EngineContext, useHostedEngine } from '#web/messenger/index.ts'
import { CallPage } from './CallPage.tsx'
import { Loading } from './Loading.tsx'
import { ReturnBar } from './ReturnBar.tsx'

/** The call of the address, or the way back to the one in which the person is, on whatever page of the app. */
export function CallHost({ chatId }: { chatId: string | null }) {
  const { profile } = useFrame()
  const engine = useHostedEngine(profile.id)
  if (engine === null) return chatId === null ? null : <Loading />
  return (
    <EngineContext.Provider value={engine}>
      {chatId === null ? <ReturnBar /> : <CallPage key={chatId} chatId={chatId} />}
    </EngineContext.Provider>
  )
}
