import { useState } from 'react'
import { addMembers } from '#contract/messenger/chats.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useChosenPeople } from '../boot/use-chosen-people.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { ContactList } from '../newchat/ContactList.tsx'
import styles from '../newchat/newchat.module.css'
import { newChat } from '../newchat/newchat.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { UnitPeople } from '../newchat/UnitPeople.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { info } from './info.texts.ts'

interface AddMembersProps {
  chatId: string
  communityId: string
  /** People who are in the chat, as far as they are known. */
  inside: ReadonlySet<string>
  onClose: () => void
}

/** Contacts of the chat's organisation who come into the chat. */
export function AddMembers({ chatId, communityId, inside, onClose }: AddMembersProps) {
  const [query, setQuery] = useState('')
  const [unitId, setUnitId] = useState('')
  const [tried, setTried] = useState(false)
  const people = useChosenPeople()
  const add = useEngineCommand(addMembers, onClose)
  return (
    <Dialog
      title={info.add}
      onClose={onClose}
      footer={
        <MainButton
          disabled={add.isPending}
          onClick={() => {
            setTried(true)
            if (people.ids.size > 0) add.mutate({ chatId, profileIds: [...people.ids] })
          }}
        >
          {info.addAction(people.ids.size)}
        </MainButton>
      }
    >
      <UnitPeople communityId={communityId} unitId={unitId} without={inside} onUnit={setUnitId} onAll={people.add} />
      <SearchField value={query} onChange={setQuery} label={newChat.searchLabel} placeholder={newChat.search} />
      {tried && people.ids.size === 0 && (
        <p className={styles.refusal} role="alert">
          {newChat.choose}
        </p>
      )}
      <Refusal error={add.error} />
      <ContactList
        communityId={communityId}
        search={query}
        unitId={unitId}
        without={inside}
        chosen={people.ids}
        onPick={(contact) => people.toggle(contact.profileId)}
      />
    </Dialog>
  )
}
