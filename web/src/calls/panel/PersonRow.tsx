import {
  Icon16Microphone,
  Icon16MicrophoneSlash,
  Icon20CheckCircleOutline,
  Icon20MoreVertical,
  Icon20UserSlashOutline,
  Icon20UserStarBadgeOutline,
  Icon20VideocamOutline,
  Icon20VideocamSlashOutline,
} from '@vkontakte/icons'
import { useState } from 'react'
import { useStore } from 'zustand'
import { decideCall, removeFromCall, setCallAdministrator } from '#contract/calls/calls.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { late } from '#web/kit/ui/late.tsx'
import { Menu, type MenuItem } from '#web/kit/ui/Menu.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { t } from '../calls.texts.ts'
import { t as floorTexts } from '../floor/floor.texts.ts'
import { useSpeakingItems } from '../floor/speaking-items.tsx'
import type { Person } from '../room/people.ts'
import type { CallSession } from '../session/call-session.ts'
import { Face } from './Face.tsx'
import styles from './panel.module.css'
import { RemoveDialog } from './RemoveDialog.tsx'

// Opened by a press only.
const PermissionsDialog = late(async () => (await import('../floor/PermissionsDialog.tsx')).PermissionsDialog, {
  pressed: true,
})

interface PersonRowProps {
  session: CallSession
  person: Person
  /** Whether the viewer decides on people. */
  mayAct: boolean
}

/** Somebody in the call: name, what he is there, and whether he is seen and heard. */
export function PersonRow({ session, person, mayAct }: PersonRowProps) {
  const { profileId, name } = person
  const isStarter = useStore(session.store, (state) => state.call.startedBy === profileId)
  const leads = useStore(session.store, (state) => profileId !== null && state.roles[profileId]?.leads === true)
  const role = isStarter ? t.panel.starter : leads ? t.panel.leader : ''
  const hasFloor = useStore(session.store, (state) => profileId !== null && state.roles[profileId]?.floor === true)
  const notes = [
    ...(person.isSelf ? [t.room.you] : []),
    ...(person.guest ? [t.room.guest] : []),
    ...(role === '' ? [] : [role]),
    ...(hasFloor ? [floorTexts.hasFloor] : []),
  ].join(' · ')
  return (
    <li className={styles.row}>
      <Face id={profileId ?? person.sessionId} parts={person.parts} />
      <span className={styles.who}>
        <span>
          {name}
          {person.staff && <VerifiedMark />}
        </span>
        {notes !== '' && <small>{notes}</small>}
      </span>
      {person.link === 'lost' ? <small className={styles.away}>{t.panel.away}</small> : <Signs person={person} />}
      {mayAct && profileId !== null && !person.isSelf && (
        <Acts session={session} profileId={profileId} person={person} leads={leads} isStarter={isStarter} />
      )}
    </li>
  )
}

function Signs({ person }: { person: Person }) {
  const sign = (label: string) => ({ 'aria-label': label, 'aria-hidden': false, role: 'img' })
  return (
    <span className={styles.signs}>
      {person.hasCamera ? (
        <Icon20VideocamOutline className={styles.on} {...sign(t.panel.cameraOn)} />
      ) : (
        <Icon20VideocamSlashOutline {...sign(t.panel.cameraOff)} />
      )}
      {person.microphone ? (
        <Icon16Microphone width={20} height={20} className={styles.on} {...sign(t.panel.microphoneOn)} />
      ) : (
        <Icon16MicrophoneSlash width={20} height={20} {...sign(t.panel.microphoneOff)} />
      )}
    </span>
  )
}

interface ActsProps {
  session: CallSession
  profileId: string
  person: Person
  leads: boolean
  isStarter: boolean
}

/** How long somebody who was removed can be let back in from the line that says so. Milliseconds. */
const UNDO_MS = 10_000

function Acts({ session, profileId, person, leads, isStarter }: ActsProps) {
  const { name } = person
  const speaking = useSpeakingItems(session, profileId, person)
  const [removes, setRemoves] = useState(false)
  const [permits, setPermits] = useState(false)
  const set = useCommand(setCallAdministrator, {
    onSuccess: (_output, { administrator }) => {
      showToast(administrator ? t.panel.made(name) : t.panel.unmade(name))
      session.lists.refresh()
    },
  })
  const letBack = useCommand(decideCall)
  const remove = useCommand(removeFromCall, {
    onSuccess: () => {
      const act = () => letBack.mutate({ ...session.place, profileIds: [profileId], decision: 'admit' })
      showToast(t.panel.removed(name), { until: Date.now() + UNDO_MS, act })
      session.lists.refresh()
    },
  })
  const onError = (error: Error) => showFailure(explain(error).sentence)
  const deciding: MenuItem[] = [
    // A guest leads nothing.
    ...(person.guest
      ? []
      : [
          {
            key: 'administrator',
            label: leads ? t.panel.unmake : t.panel.make,
            icon: <Icon20UserStarBadgeOutline />,
            onSelect: () => set.mutate({ ...session.place, profileId, administrator: !leads }, { onError }),
          },
        ]),
    {
      key: 'remove',
      label: t.panel.remove,
      icon: <Icon20UserSlashOutline />,
      danger: true,
      onSelect: () => setRemoves(true),
    },
  ]
  const permitting: MenuItem = {
    key: 'permissions',
    label: floorTexts.permit,
    icon: <Icon20CheckCircleOutline />,
    onSelect: () => setPermits(true),
  }
  // Whoever leads the call may everything.
  const items = isStarter ? speaking : [...speaking, ...(leads ? [] : [permitting]), ...deciding]
  return (
    <>
      <Menu label={t.panel.acts(name)} items={items} className={styles.act}>
        <Icon20MoreVertical />
      </Menu>
      {permits && (
        <PermissionsDialog session={session} profileId={profileId} name={name} onClose={() => setPermits(false)} />
      )}
      {removes && (
        <RemoveDialog
          guest={person.guest}
          name={name}
          onRemove={() => {
            setRemoves(false)
            remove.mutate({ ...session.place, profileId }, { onError })
          }}
          onClose={() => setRemoves(false)}
        />
      )}
    </>
  )
}
