import {
  Icon28ArrowUpRectangleOutline,
  Icon28ArrowUpRectangleSlashOutline,
  Icon28Hand,
  Icon28MessageOutline,
  Icon28MicrophoneAlt,
  Icon28MicrophoneSlashAlt,
  Icon28MoreHorizontal,
  Icon28PhoneDownFilled,
  Icon28SettingsOutline,
  Icon28SmileOutline,
  Icon28SquareSplit4Outline,
  Icon28UsersOutline,
  Icon28VideocamAlt,
  Icon28VideocamSlashAlt,
} from '@vkontakte/icons'
import { type ComponentProps, type ReactNode, useState } from 'react'
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
import type { Opened } from './RoomPage.tsx'
import styles from './room.module.css'
import type { Controls } from './use-controls.ts'

const MoreSheet = late(async () => (await import('./MoreSheet.tsx')).MoreSheet, { pressed: true })

export interface BarProps {
  session: CallSession
  own: { microphone: boolean; camera: boolean; screen: boolean }
  controls: Controls
  opened: Opened
  onOpen: (what: Opened) => void
}

/** Whether the browser lets a page show the screen. */
export function canShareScreen(): boolean {
  return navigator.mediaDevices !== undefined && 'getDisplayMedia' in navigator.mediaDevices
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

function OwnDevices({ own, controls }: BarProps) {
  const microphone = own.microphone ? t.room.microphoneOff : t.room.microphoneOn
  const camera = own.camera ? t.room.cameraOff : t.room.cameraOn
  return (
    <div className={styles.group}>
      <Control
        label={t.microphone}
        aria-label={microphone}
        title={microphone}
        className={cx(styles.device, !own.microphone && styles.off)}
        onClick={() => controls.setMicrophone(!own.microphone)}
      >
        {own.microphone ? <Icon28MicrophoneAlt /> : <Icon28MicrophoneSlashAlt />}
      </Control>
      <Control
        label={t.camera}
        aria-label={camera}
        title={camera}
        className={cx(styles.device, !own.camera && styles.off)}
        onClick={() => controls.setCamera(!own.camera)}
      >
        {own.camera ? <Icon28VideocamAlt /> : <Icon28VideocamSlashAlt />}
      </Control>
    </div>
  )
}

function Middle(props: BarProps) {
  const { session, own, controls, opened, onOpen } = props
  const screen = own.screen ? t.room.screenOff : t.room.screenOn
  return (
    <div className={styles.group}>
      {canShareScreen() && (
        <Control
          label={t.screen}
          aria-label={screen}
          title={screen}
          aria-pressed={own.screen}
          onClick={() => controls.setScreen(!own.screen)}
        >
          {own.screen ? <Icon28ArrowUpRectangleSlashOutline /> : <Icon28ArrowUpRectangleOutline />}
        </Control>
      )}
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

interface ControlProps extends ComponentProps<'button'> {
  label: string
  children: ReactNode
  badge?: number
  /** The number stands for somebody who waits for an answer. */
  isCalling?: boolean
}

function Control({ label, children, badge = 0, isCalling = false, className, ...rest }: ControlProps) {
  const counted = badge > 0 ? { 'aria-label': `${label}: ${isCalling ? t.room.asks(badge) : t.people(badge)}` } : {}
  return (
    <button type="button" className={cx(styles.control, className)} {...counted} {...rest}>
      <span className={styles.sign}>
        {children}
        {badge > 0 && <em data-calling={isCalling || undefined}>{badge}</em>}
      </span>
      <span>{label}</span>
    </button>
  )
}
