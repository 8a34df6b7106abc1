import {
  Icon28Hand,
  Icon28MessageOutline,
  Icon28MoreHorizontal,
  Icon28PhoneDownFilled,
  Icon28SettingsOutline,
  Icon28SmileOutline,
  Icon28SquareSplit4Outline,
  Icon28UsersOutline,
} from '@vkontakte/icons'
import { useState } from 'react'
import { useStore } from 'zustand'
import { setHand } from '#contract/calls/speaking.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useCommand } from '#web/kit/query/useApi.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { hrefOf, useMessenger } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import { ReactionRow } from '../floor/Applause.tsx'
import floorStyles from '../floor/floor.module.css'
import { t as floorTexts } from '../floor/floor.texts.ts'
import { useOwnRole } from '../floor/use-own-role.ts'
import type { CallSession } from '../session/call-session.ts'
import { Control, type Own, OwnDevices, ScreenControl } from './controls.tsx'
import type { Opened } from './RoomPage.tsx'
import styles from './room.module.css'
import type { Controls } from './use-controls.ts'

const MoreSheet = late(async () => (await import('./MoreSheet.tsx')).MoreSheet, { pressed: true })

export interface BarProps {
  session: CallSession
  own: Own
  controls: Controls
  opened: Opened
  onOpen: (what: Opened) => void
}

/** What one does in a call: own devices, what is shown, who is there, and the way out. Five buttons on a phone. */
export function ControlBar(props: BarProps) {
  const phone = usePhone()
  return (
    <div className={styles.bar} role="toolbar" aria-label={t.room.bar}>
      <OwnDevices {...props} />
      {phone ? <PhoneMiddle {...props} /> : <Middle {...props} />}
      <div className={cx(styles.group, styles.last)}>
        <Control label={t.room.leave} className={styles.leave!} onClick={() => props.onOpen('leave')}>
          <Icon28PhoneDownFilled />
        </Control>
      </div>
    </div>
  )
}

function Middle(props: BarProps) {
  const { session, own, controls, opened, onOpen } = props
  return (
    <div className={styles.group}>
      <ScreenControl own={own} controls={controls} />
      <HandControl session={session} />
      <ReactionsControl session={session} />
      <span className={styles.rule} />
      <AppLink href={hrefOf(session.chatId)} className={styles.control}>
        <span className={styles.sign}>
          <Icon28MessageOutline />
        </span>
        <span>{t.room.chat}</span>
      </AppLink>
      <PeopleControl {...props} />
      <HallsControl {...props} />
      <Control label={t.room.settings} aria-expanded={opened === 'settings'} onClick={() => onOpen('settings')}>
        <Icon28SettingsOutline />
      </Control>
    </div>
  )
}

function PhoneMiddle(props: BarProps) {
  const [more, setMore] = useState(false)
  const waiting = useStore(props.session.store, (state) => state.mine.waiting)
  return (
    <div className={styles.group}>
      <HandControl session={props.session} />
      <Control
        label={t.room.more}
        aria-expanded={more}
        onClick={() => setMore(true)}
        badge={waiting}
        isCalling={waiting > 0}
      >
        <Icon28MoreHorizontal />
      </Control>
      {more && <MoreSheet {...props} onClose={() => setMore(false)} />}
    </div>
  )
}

/** For whoever leads a call of a group, and for everybody once there are halls. */
export function useMaySeeHalls(session: CallSession): boolean {
  const isGroup = useMessenger(({ sync }) => sync.chats[session.chatId]?.chat.kind === 'group')
  return useStore(session.store, ({ mine, halls }) => isGroup && (mine.leads || (halls?.version ?? 0) > 0))
}

function HallsControl({ session, opened, onOpen }: BarProps) {
  if (!useMaySeeHalls(session)) return null
  return (
    <Control label={t.room.halls} aria-expanded={opened === 'halls'} onClick={() => onOpen('halls')}>
      <Icon28SquareSplit4Outline />
    </Control>
  )
}

function HandControl({ session }: { session: CallSession }) {
  const isIn = useStore(session.store, (state) => state.phase === 'in')
  const { hand } = useOwnRole(session)
  const set = useCommand(setHand)
  const isUp = set.isPending ? set.variables.up : hand !== null
  const label = isUp ? floorTexts.lower : floorTexts.raise
  return (
    <Control
      label={floorTexts.hand}
      aria-label={label}
      title={label}
      aria-pressed={isUp}
      disabled={!isIn}
      onClick={() =>
        set.mutate({ ...session.place, up: !isUp }, { onError: (error) => showFailure(explain(error).sentence) })
      }
    >
      <Icon28Hand />
    </Control>
  )
}

function ReactionsControl({ session }: { session: CallSession }) {
  const [open, setOpen] = useState(false)
  const allowed = useStore(session.store, (state) => state.call.reactions || state.mine.leads)
  const isIn = useStore(session.store, (state) => state.phase === 'in')
  if (!allowed) return null
  return (
    <span className={floorStyles.anchor}>
      {open && (
        <span className={floorStyles.pop}>
          <ReactionRow session={session} onGiven={() => setOpen(false)} />
        </span>
      )}
      <Control label={floorTexts.reaction} aria-expanded={open} disabled={!isIn} onClick={() => setOpen(!open)}>
        <Icon28SmileOutline />
      </Control>
    </span>
  )
}

/** With the number of those who are there, and a sign that somebody waits at the door. */
function PeopleControl({ session, opened, onOpen }: BarProps) {
  const count = useStore(session.store, ({ stays, occupants }) => Math.max(stays.length, occupants.length))
  const waiting = useStore(session.store, (state) => state.mine.waiting)
  return (
    <Control
      label={t.room.panel}
      aria-expanded={opened === 'people'}
      onClick={() => onOpen('people')}
      badge={waiting > 0 ? waiting : count}
      isCalling={waiting > 0}
    >
      <Icon28UsersOutline />
    </Control>
  )
}
