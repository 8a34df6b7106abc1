import { Icon24ChevronLeftOutline, Icon24Dismiss } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { type RefObject, useEffect, useRef } from 'react'
import type { Application } from '#contract/communities/applications.ts'
import { fullName } from '#contract/identity/names.ts'
import { ageOn } from '#web/kit/i18n/age.ts'
import { dayKey, plainDay } from '#web/kit/i18n/dates.ts'
import { Photo } from '#web/kit/photos/Photo.tsx'
import { Avatar } from '#web/kit/ui/Avatar.tsx'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { STATE_TONES } from '../own/OwnApplicationsPage.tsx'
import { roleName, terms } from '../terms/terms.ts'
import styles from './ApplicationPanel.module.css'
import { t } from './applications.texts.ts'
import { MatchFacts } from './MatchChip.tsx'
import type { Decisions } from './useDecisions.ts'

interface ApplicationPanelProps {
  application: Application
  position: string
  decisions: Decisions
  onReject: () => void
  onClose: () => void
}

/** One application with everything that the decision stands on; beside the list, over it on a phone. */
export function ApplicationPanel({ application, position, decisions, onReject, onClose }: ApplicationPanelProps) {
  const phone = usePhone()
  const close = useRef<HTMLButtonElement>(null)
  const { community } = useCommunity()
  const { id } = application
  const panel = useRef<HTMLElement>(null)
  useFocusWithin(panel, close, id)
  useEscape(onClose)
  const undoable = application.undoUntil !== null && Date.parse(application.undoUntil) > Date.now()
  return (
    <aside ref={panel} className={phone ? styles.sheet : styles.panel} aria-label={t.panel.label}>
      <header className={styles.head}>
        <button ref={close} type="button" className={styles.close} aria-label={t.panel.close} onClick={onClose}>
          {phone ? <Icon24ChevronLeftOutline /> : <Icon24Dismiss />}
        </button>
        <div>
          <h2>{t.panel.label}</h2>
          <p className="num">{position}</p>
        </div>
      </header>
      <div className={styles.body}>
        <div className={styles.who}>
          <Avatar id={application.profileId} person={application} size={48}>
            <Photo id={application.profileId} size={48} />
          </Avatar>
          <div>
            <b>{fullName(application)}</b>
            <small>
              {roleName(community.type, application.role)} · {application.unitName}
            </small>
          </div>
        </div>
        <Facts application={application} />
      </div>
      {application.state === 'pending' ? (
        <footer className={styles.foot}>
          <Button size="l" stretched loading={decisions.busy} onClick={() => decisions.approve([id])}>
            {t.approve}
          </Button>
          <Button size="l" stretched mode="outline" appearance="neutral" onClick={onReject}>
            {t.reject}
          </Button>
        </footer>
      ) : (
        undoable && (
          <footer className={styles.foot}>
            <Button size="l" stretched mode="outline" appearance="neutral" onClick={() => decisions.takeBack([id])}>
              {t.panel.undo}
            </Button>
          </footer>
        )
      )}
    </aside>
  )
}

/** The focus follows the application that was opened, and goes back to where it came from. */
function useFocusWithin(panel: RefObject<HTMLElement | null>, first: RefObject<HTMLElement | null>, id: string): void {
  const opener = useRef<Element | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for every application that is opened
  useEffect(() => {
    if (panel.current?.contains(document.activeElement) !== true) opener.current = document.activeElement
    first.current?.focus()
  }, [id])
  useEffect(
    () => () => {
      if (document.activeElement === document.body) (opener.current as HTMLElement | null)?.focus()
    },
    [],
  )
}

function useEscape(onEscape: () => void): void {
  const act = useRef(onEscape)
  act.current = onEscape
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
      act.current()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

function Facts({ application }: { application: Application }) {
  const { community } = useCommunity()
  const zone = { timeZone: community.timeZone }
  const { birthDate, position, childName, decidedAt, decidedBy, reason, state } = application
  const age = birthDate === '' ? null : ageOn(birthDate, dayKey(Date.now(), zone))
  return (
    <dl className={styles.facts}>
      <dt>{t.panel.unit}</dt>
      <dd>{application.unitName}</dd>
      {position !== '' && (
        <>
          <dt>{t.panel.job}</dt>
          <dd>{position}</dd>
        </>
      )}
      {childName !== null && (
        <>
          <dt>{t.panel.child}</dt>
          <dd>{childName}</dd>
        </>
      )}
      {age !== null && (
        <>
          <dt>{t.panel.birth}</dt>
          <dd className="num">
            {plainDay(birthDate)}, {t.panel.age(age)}
          </dd>
        </>
      )}
      <MatchFacts application={application} />
      <dt>{t.panel.path}</dt>
      <dd>{terms.paths[application.path]}</dd>
      <dt>{t.panel.at}</dt>
      <dd>
        <When at={application.submittedAt} {...zone} />
      </dd>
      {state !== 'pending' && (
        <>
          <dt>{t.panel.decided}</dt>
          <dd>
            <Chip tone={STATE_TONES[state]}>{terms.applicationStates[state]}</Chip>
            {decidedAt !== null && (
              <small>
                <When at={decidedAt} {...zone} />
              </small>
            )}
          </dd>
        </>
      )}
      {decidedBy !== null && (
        <>
          <dt>{t.panel.by}</dt>
          <dd>{decidedBy}</dd>
        </>
      )}
      {reason !== '' && (
        <>
          <dt>{t.panel.reason}</dt>
          <dd>{reason}</dd>
        </>
      )}
    </dl>
  )
}
