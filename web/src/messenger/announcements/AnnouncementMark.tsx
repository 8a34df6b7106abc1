import { Icon20MegaphoneOutline } from '@vkontakte/icons'
import type { Announcement } from '#contract/messenger/announcement.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import styles from './announcements.module.css'
import { t } from './mark.texts.ts'

/** Says above a message that it is an announcement. */
export function AnnouncementMark({ announcement }: { announcement: Announcement }) {
  return (
    <span className={styles.mark}>
      <Icon20MegaphoneOutline aria-hidden="true" />
      {t.announcement}
      {announcement.important && <Chip tone="warn">{t.important}</Chip>}
    </span>
  )
}
