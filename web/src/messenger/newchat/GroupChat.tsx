import { type FormEvent, useRef, useState } from 'react'
import { createChat } from '#contract/messenger/chats.ts'
import { CHAT_TITLE_MAX } from '#contract/messenger/messenger.limits.ts'
import { newKey } from '#web/kit/api/api.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { late } from '#web/kit/ui/late.tsx'
import { useEngine } from '../boot/engine-context.ts'
import { useChosenPeople } from '../boot/use-chosen-people.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { usePlace } from '../boot/use-place.ts'
import { t } from '../messenger.texts.ts'
import { MainButton } from '../parts/Parts.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { ContactList } from './ContactList.tsx'
import type { ChosenPicture } from './FirstPicture.tsx'
import styles from './newchat.module.css'
import { newChat } from './newchat.texts.ts'
import { Refusal } from './Refusal.tsx'
import { UnitField } from './UnitField.tsx'
import { UnitPeople } from './UnitPeople.tsx'

const importPicture = () => import('./FirstPicture.tsx')
const FirstPicture = late(async () => (await importPicture()).FirstPicture, { pressed: true })

interface GroupChatProps {
  communityId: string
  onBack: () => void
  onClose: () => void
}

/** A group chat of an organisation: a name, people, and a picture for whoever wishes one (CHT-01). */
export function GroupChat({ communityId, onBack, onClose }: GroupChatProps) {
  const engine = useEngine()
  const { go } = usePlace()
  const [title, setTitle] = useState('')
  const [unitId, setUnitId] = useState('')
  const [query, setQuery] = useState('')
  const [fromUnitId, setFromUnitId] = useState('')
  const [picture, setPicture] = useState<ChosenPicture | null>(null)
  const [tried, setTried] = useState(false)
  const people = useChosenPeople()
  const chatId = useRef(newKey())
  const field = useRef<HTMLInputElement>(null)
  const create = useEngineCommand(createChat, (state) => {
    engine.takeChat(state)
    onClose()
    go(state.chat.id)
    // Its code is there: it has chosen the picture.
    if (picture !== null) void importPicture().then((code) => code.giveFirstPicture(engine, state.chat.id, picture))
  })
  const nameMissing = title.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (nameMissing) field.current?.focus()
    if (nameMissing || people.ids.size === 0) return
    const unit = unitId === '' ? {} : { unitId }
    create.mutate({ id: chatId.current, communityId, ...unit, title: title.trim(), memberIds: [...people.ids] })
  }
  return (
    <Dialog
      title={newChat.groupTitle}
      sub={newChat.chosen(people.ids.size)}
      onClose={onClose}
      footer={
        <>
          <MainButton mode="soft" onClick={onBack}>
            {t.back}
          </MainButton>
          <MainButton type="submit" form="new-group" disabled={create.isPending}>
            {newChat.create}
          </MainButton>
        </>
      }
    >
      <form id="new-group" className={styles.top} onSubmit={submit} noValidate>
        <label className={styles.name}>
          {newChat.name}
          <input
            ref={field}
            value={title}
            maxLength={CHAT_TITLE_MAX}
            aria-invalid={tried && nameMissing}
            autoComplete="off"
            onChange={(event) => setTitle(event.target.value)}
          />
          {tried && nameMissing && <small role="alert">{newChat.nameMissing}</small>}
        </label>
        <UnitField
          communityId={communityId}
          chosenId={unitId}
          onChoose={(unit) => {
            setUnitId(unit?.id ?? '')
            if (unit !== null && nameMissing) setTitle(unit.name)
          }}
        />
        <PictureField picture={picture} onChoose={setPicture} />
        {tried && people.ids.size === 0 && (
          <p className={styles.refusal} role="alert">
            {newChat.choose}
          </p>
        )}
        <Refusal error={create.error} />
      </form>
      <UnitPeople communityId={communityId} unitId={fromUnitId} onUnit={setFromUnitId} onAll={people.add} />
      <SearchField value={query} onChange={setQuery} label={newChat.searchLabel} placeholder={newChat.search} />
      <ContactList
        communityId={communityId}
        search={query}
        unitId={fromUnitId}
        chosen={people.ids}
        onPick={(contact) => people.toggle(contact.profileId)}
      />
    </Dialog>
  )
}

interface PictureFieldProps {
  picture: ChosenPicture | null
  onChoose: (picture: ChosenPicture | null) => void
}

function PictureField(props: PictureFieldProps) {
  const [open, setOpen] = useState(false)
  if (open) return <FirstPicture {...props} />
  return (
    <MainButton mode="soft" onClick={() => setOpen(true)}>
      {newChat.pictureAdd}
    </MainButton>
  )
}
