import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { AnnouncedFamily, OwnAnnouncement } from '#contract/messenger/announcements.ts'
import { useCommunity } from '#web/communities/index.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { t } from './announcements.texts.ts'
import { nameIn } from './FamiliesDialog.tsx'
import styles from './PrintRest.module.css'

interface PrintRestProps {
  announcement: OwnAnnouncement
  /** Those who have not answered. */
  families: readonly AnnouncedFamily[]
  cards: ReadonlyMap<string, ProfileCard>
  onDone: () => void
}

/** A sheet with the announcement and a blank line for each child of whom no answer is there, and for nobody else. */
export function PrintRest({ announcement, families, cards, onDone }: PrintRestProps) {
  const { community } = useCommunity()
  const { text, confirm } = announcement
  useEffect(() => {
    addEventListener('afterprint', onDone, { once: true })
    const frame = requestAnimationFrame(() => print())
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('afterprint', onDone)
    }
  }, [onDone])
  return createPortal(
    <div className={styles.page}>
      <header>
        <b>{community.name}</b>
        {confirm?.dueAt != null && <span>{t.sheet.until(when(confirm.dueAt, { timeZone: community.timeZone }))}</span>}
      </header>
      <p>{text}</p>
      <table>
        <thead>
          <tr>
            <th>{t.sheet.child}</th>
            <th>{t.sheet.unit}</th>
            <th>{confirm?.answers === 'agree' ? t.sheet.agree : t.sheet.seen}</th>
            <th>{t.sheet.signature}</th>
            <th>{t.sheet.date}</th>
          </tr>
        </thead>
        <tbody>
          {families.map(({ childId, unitNames }) => (
            <tr key={childId}>
              <td>{nameIn(cards, childId)}</td>
              <td>{unitNames.join(', ')}</td>
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  )
}
