import { removeChatPicture, setChatPicture } from '#contract/messenger/chat-pictures.ts'
import type { Chat } from '#contract/messenger/chats.ts'
import { SquareChooser } from '#web/kit/crop/SquareChooser.tsx'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { ChatPicture } from '../parts/Picture.tsx'
import { t } from './picture.texts.ts'

const LARGE = 160

/** Another picture for a group chat, or none (CHT-01). */
export function ChatPictureDialog({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const engine = useEngine()
  const remove = useEngineCommand(removeChatPicture, () => {
    showToast(t.removed)
    onClose()
  })
  const use = async (fileId: string) => {
    await engine.call(setChatPicture, { chatId: chat.id, fileId })
    showToast(t.saved)
    onClose()
  }
  return (
    <Dialog title={t.title} sub={t.sub} onClose={onClose}>
      <SquareChooser
        has={chat.pictureId !== null}
        preview={<ChatPicture chatId={chat.id} size={LARGE} />}
        onUse={use}
        remove={{
          label: t.remove,
          isPending: remove.isPending,
          error: remove.error,
          run: () => remove.mutate({ chatId: chat.id }),
        }}
      />
    </Dialog>
  )
}
