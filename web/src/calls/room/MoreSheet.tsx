import { useRouter } from '@tanstack/react-router'
import {
  Icon28ArrowUpRectangleOutline,
  Icon28LinkOutline,
  Icon28MessageOutline,
  Icon28SettingsOutline,
  Icon28SquareSplit4Outline,
  Icon28UsersOutline,
} from '@vkontakte/icons'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { hrefOf } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import { ReactionRow } from '../floor/Applause.tsx'
import { type BarProps, useMaySeeHalls } from './ControlBar.tsx'
import { canShareScreen } from './controls.tsx'
import { copyLink } from './copy-link.ts'
import styles from './room.module.css'
import { Views } from './TopBar.tsx'

/** On a phone, what the bar has no room for. */
export function MoreSheet({ session, own, controls, onOpen, onClose }: BarProps & { onClose: () => void }) {
  const { history } = useRouter()
  const halls = useMaySeeHalls(session)
  const reactions = useStore(session.store, (state) => state.call.reactions || state.mine.leads)
  const after = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Dialog title={t.room.more} bare onClose={onClose}>
      {reactions && <ReactionRow session={session} onGiven={onClose} />}
      <div className={styles.more}>
        <Act label={t.room.panel} onClick={after(() => onOpen('people'))}>
          <Icon28UsersOutline />
        </Act>
        <Act label={t.room.chat} onClick={after(() => history.push(hrefOf(session.chatId)))}>
          <Icon28MessageOutline />
        </Act>
        {canShareScreen() && (
          <Act
            label={own.screen ? t.room.screenOff : t.room.screenOn}
            onClick={after(() => controls.setScreen(!own.screen))}
          >
            <Icon28ArrowUpRectangleOutline />
          </Act>
        )}
        {halls && (
          <Act label={t.room.halls} onClick={after(() => onOpen('halls'))}>
            <Icon28SquareSplit4Outline />
          </Act>
        )}
        <Act label={t.room.settings} onClick={after(() => onOpen('settings'))}>
          <Icon28SettingsOutline />
        </Act>
        <Act label={t.room.link} onClick={after(() => void copyLink(session.chatId))}>
          <Icon28LinkOutline />
        </Act>
      </div>
      <Views />
    </Dialog>
  )
}

function Act({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" data-first onClick={onClick}>
      <span>{children}</span>
      {label}
    </button>
  )
}
