import { type ReactNode, useState } from 'react'
import { addMembers } from '#contract/messenger/chats.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useChosenPeople } from '../boot/use-chosen-people.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import styles from '../newchat/newchat.module.css'
import { newChat } from '../newchat/newchat.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { info } from './info.texts.ts'

interface AddDialogProps {
  chatId: string
  onClose: () => void
  /** Where people are chosen. */
  children: (people: ReturnType<typeof useChosenPeople>) => ReactNode
}

/** People are chosen and come into a chat; whoever has chosen nobody is told so. */
export function AddDialog({ chatId, onClose, children }: AddDialogProps) {
  const [tried, setTried] = useState(false)
  const people = useChosenPeople()
  const add = useEngineCommand(addMembers, onClose)
  const submit = () => {
    setTried(true)
    if (people.ids.size > 0) add.mutate({ chatId, profileIds: [...people.ids] })
  }
  return (
    <Dialog
      title={info.add}
      onClose={onClose}
      footer={
        <MainButton disabled={add.isPending} onClick={submit}>
          {info.addAction(people.ids.size)}
        </MainButton>
      }
    >
      {tried && people.ids.size === 0 && (
        <p className={styles.refusal} role="alert">
          {newChat.choose}
        </p>
      )}
      <Refusal error={add.error} />
      {children(people)}
    </Dialog>
  )
}
