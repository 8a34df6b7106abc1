import { useRef, useState } from 'react'
import { forward } from '#contract/messenger/messages.ts'
import { newKey } from '#web/kit/api/api.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'
import { fallbackNames } from '../boot/names.ts'
import { titleOf } from '../view/people.ts'
import { forwardTexts as t } from './forward.texts.ts'
import { createForwardInputs } from './forward-input.ts'

interface Forwarded {
  fromChatId: string
  seqs: readonly number[]
  onDone: () => void
}

/** Forwards into one chat after the other; what is tried again goes under the keys that it had. */
export function useForward({ fromChatId, seqs, onDone }: Forwarded) {
  const engine = useEngine()
  const [inputFor] = useState(() => createForwardInputs({ chatId: fromChatId, seqs }, newKey))
  const done = useRef<string[]>([])
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<ReadonlyMap<string, unknown>>(new Map())

  const nameOfChat = (chatId: string) => {
    const { sync } = engine.store.getState()
    const slice = sync.chats[chatId]
    return slice === undefined ? '' : titleOf(slice, sync, fallbackNames).name
  }

  /** Returns the chats that have not taken it; without any, it says so and is done. */
  const send = async (chatIds: readonly string[], text: string): Promise<string[]> => {
    setBusy(true)
    const failures = new Map<string, unknown>()
    for (const chatId of chatIds) {
      try {
        await engine.call(forward, inputFor(chatId, text))
        done.current.push(chatId)
      } catch (error) {
        failures.set(chatId, error)
      }
    }
    setBusy(false)
    setRefused(failures)
    if (failures.size === 0) {
      showToast(t.done(done.current.length, nameOfChat(done.current[0]!)))
      onDone()
    }
    return [...failures.keys()]
  }
  return { send, busy, refused }
}
