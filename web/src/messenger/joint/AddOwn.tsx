import { useState } from 'react'
import { useMemberships } from '#web/communities/index.ts'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { AddDialog } from '../info/AddDialog.tsx'
import { ContactList } from '../newchat/ContactList.tsx'
import { newChat } from '../newchat/newchat.texts.ts'
import { Organisations } from '../newchat/Organisations.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import own from './joint.module.css'
import { t } from './joint.texts.ts'
import { OwnContacts, useOwnContacts } from './OwnContacts.tsx'

interface AddOwnProps {
  chatId: string
  inside: ReadonlySet<string>
  onClose: () => void
}

/** Who comes into a joint chat: contacts of other organisations and of the own ones, and never pupils (CNT-06). */
export function AddOwn({ chatId, inside, onClose }: AddOwnProps) {
  const contacts = useOwnContacts()
  const others = contacts.people?.filter(({ profileId }) => !inside.has(profileId)) ?? []
  return (
    <AddDialog chatId={chatId} onClose={onClose}>
      {({ ids, toggle }) => (
        <>
          {contacts.people === undefined &&
            (contacts.error === null ? (
              <RowsSkeleton rows={2} label={t.loading} />
            ) : (
              <Failed error={contacts.error} onRetry={contacts.retry} />
            ))}
          {others.length > 0 && <OwnContacts people={others} chosen={ids} onToggle={toggle} />}
          <Colleagues inside={inside} chosen={ids} onToggle={toggle} />
        </>
      )}
    </AddDialog>
  )
}

interface ColleaguesProps {
  inside: ReadonlySet<string>
  chosen: ReadonlySet<string>
  onToggle: (profileId: string) => void
}

function Colleagues({ inside, chosen, onToggle }: ColleaguesProps) {
  const current = useMemberships().chosen
  const memberships = useMessenger(({ sync }) => sync.memberships)
  const [picked, setPicked] = useState<string | null>(null)
  const [query, setQuery] = useState('')
  const communityId = picked ?? current?.communityId ?? Object.keys(memberships)[0]
  if (communityId === undefined) return null
  return (
    <section className={own.colleagues} aria-label={t.organisation}>
      <h3>{t.organisation}</h3>
      <Organisations chosenId={communityId} onChoose={setPicked} />
      <SearchField value={query} onChange={setQuery} label={newChat.searchLabel} placeholder={newChat.search} />
      <ContactList
        communityId={communityId}
        search={query}
        without={inside}
        chosen={chosen}
        onPick={({ profileId }) => onToggle(profileId)}
      />
    </section>
  )
}
