import { useState } from 'react'
import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import { openDirect } from '#contract/messenger/chats.ts'
import { useMemberships } from '#web/communities/index.ts'
import { newKey } from '#web/kit/api/api.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { usePlace } from '../boot/use-place.ts'
import { MainButton } from '../parts/Parts.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { otherOf } from '../view/people.ts'
import { ContactList } from './ContactList.tsx'
import { GroupChat } from './GroupChat.tsx'
import { newChat } from './newchat.texts.ts'
import { Organisations } from './Organisations.tsx'
import { Refusal } from './Refusal.tsx'

interface NewChatProps {
  search: string
  onClose: () => void
}

/** A new chat from contacts: one press opens the dialogue with a person; a group is put together from several. */
export function NewChat({ search, onClose }: NewChatProps) {
  const { chosen } = useMemberships()
  const memberships = useMessenger(({ sync }) => sync.memberships)
  const [picked, setPicked] = useState<string | null>(null)
  const [group, setGroup] = useState(false)
  const communityId = picked ?? chosen?.communityId ?? Object.keys(memberships)[0] ?? ''
  const membership = memberships[communityId]
  const mayGroup = membership !== undefined && communityAbilities(membership).createChats
  if (group) return <GroupChat communityId={communityId} onBack={() => setGroup(false)} onClose={onClose} />
  return (
    <Dialog
      title={newChat.title}
      onClose={onClose}
      footer={mayGroup ? <MainButton onClick={() => setGroup(true)}>{newChat.group}</MainButton> : undefined}
    >
      <Organisations chosenId={communityId} onChoose={setPicked} />
      <Dialogue key={communityId} communityId={communityId} search={search} onClose={onClose} />
    </Dialog>
  )
}

interface DialogueProps extends NewChatProps {
  communityId: string
}

function Dialogue({ communityId, search, onClose }: DialogueProps) {
  const engine = useEngine()
  const { go } = usePlace()
  const [query, setQuery] = useState(search)
  const open = useEngineCommand(openDirect, (state) => {
    engine.takeChat(state)
    onClose()
    go(state.chat.id)
  })
  const pick = (profileId: string) => {
    const { chats, profileId: ownId } = engine.store.getState().sync
    const known = Object.values(chats).find((slice) => otherOf(slice, ownId) === profileId)
    if (known === undefined) {
      open.mutate({ id: newKey(), profileId })
      return
    }
    onClose()
    go(known.chat.id)
  }
  return (
    <>
      <SearchField value={query} onChange={setQuery} label={newChat.searchLabel} placeholder={newChat.search} />
      <Refusal error={open.error} />
      <ContactList
        communityId={communityId}
        search={query}
        busyId={open.isPending ? open.variables.profileId : null}
        onPick={(contact) => pick(contact.profileId)}
      />
    </>
  )
}
