import { Icon24Dismiss } from '@vkontakte/icons'
import { useState } from 'react'
import { useStore } from 'zustand'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useMessenger } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import { HandQueue } from '../floor/HandQueue.tsx'
import { Rules } from '../floor/Rules.tsx'
import type { Person } from '../room/people.ts'
import type { CallSession } from '../session/call-session.ts'
import { Door } from './Door.tsx'
import { PersonRow } from './PersonRow.tsx'
import styles from './panel.module.css'
import { WaitingList } from './WaitingList.tsx'

interface PeoplePanelProps {
  session: CallSession
  people: readonly Person[]
  onClose: () => void
}

/** Who is in the call and what he is there, and for whoever leads it the door (CALL-12, CALL-09). */
export function PeoplePanel(props: PeoplePanelProps) {
  const phone = usePhone()
  if (phone) {
    return (
      <Dialog title={t.panel.title} onClose={props.onClose}>
        <Content {...props} />
      </Dialog>
    )
  }
  return (
    <aside className={styles.panel} aria-label={t.panel.title}>
      <header className={styles.head}>
        <h2>{t.panel.title}</h2>
        <span>{props.people.length}</span>
        <button type="button" aria-label={t.panel.close} title={t.panel.close} onClick={props.onClose}>
          <Icon24Dismiss />
        </button>
      </header>
      <Content {...props} />
    </aside>
  )
}

function Content({ session, people }: PeoplePanelProps) {
  const [wanted, setWanted] = useState('')
  const leads = useStore(session.store, (state) => state.mine.leads)
  const isGroup = useMessenger(({ sync }) => sync.chats[session.chatId]?.chat.kind === 'group')
  const found = people.filter(({ name }) => matches(name, wanted))
  return (
    <>
      <div className={styles.body}>
        <input
          type="search"
          className={styles.find}
          placeholder={t.panel.find}
          aria-label={t.panel.findLabel}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <HandQueue session={session} mayAct={leads} isGroup={isGroup} />
        {leads && isGroup && <WaitingList session={session} />}
        <section className={styles.block} aria-label={t.panel.inside}>
          <h3>
            {t.panel.inside} <b>{people.length}</b>
          </h3>
          {found.length === 0 && <p className={styles.none}>{t.panel.nobody}</p>}
          <ul>
            {found.map((person) => (
              <PersonRow key={person.sessionId} session={session} person={person} mayAct={leads && isGroup} />
            ))}
          </ul>
        </section>
        {leads && isGroup && <Rules session={session} />}
      </div>
      {leads && isGroup && <Door session={session} />}
    </>
  )
}

function matches(name: string, wanted: string): boolean {
  return name.toLocaleLowerCase('ru').includes(wanted.trim().toLocaleLowerCase('ru'))
}
