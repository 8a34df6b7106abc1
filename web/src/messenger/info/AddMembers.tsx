import { useState } from 'react'
import { ContactList } from '../newchat/ContactList.tsx'
import { newChat } from '../newchat/newchat.texts.ts'
import { UnitPeople } from '../newchat/UnitPeople.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { AddDialog } from './AddDialog.tsx'

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
  return (
    <AddDialog chatId={chatId} onClose={onClose}>
      {(people) => (
        <>
          <UnitPeople
            communityId={communityId}
            unitId={unitId}
            without={inside}
            onUnit={setUnitId}
            onAll={people.add}
          />
          <SearchField value={query} onChange={setQuery} label={newChat.searchLabel} placeholder={newChat.search} />
          <ContactList
            communityId={communityId}
            search={query}
            unitId={unitId}
            without={inside}
            chosen={people.ids}
            onPick={(contact) => people.toggle(contact.profileId)}
          />
        </>
      )}
    </AddDialog>
  )
}
