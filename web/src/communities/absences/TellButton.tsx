import { Button } from '@vkontakte/vkui'
import { useId, useState } from 'react'
import type { ChildAbsences } from '#contract/communities/absences.ts'
import { late } from '#web/kit/ui/late.tsx'
import styles from './absences.module.css'
import { t } from './absences.texts.ts'
import { childName } from './child-name.ts'

const AbsenceDialog = late(async () => (await import('./AbsenceDialog.tsx')).AbsenceDialog, { pressed: true })

/** The first of the two presses that tell of an absence; where nobody would read it, it says so. */
export function TellButton({ child, label }: { child: ChildAbsences; label: string }) {
  const [open, setOpen] = useState(false)
  const note = useId()
  const isHeard = child.teachers.length > 0
  return (
    <div className={styles.telling}>
      <Button
        size="l"
        mode="secondary"
        aria-label={t.tell.of(childName(child))}
        disabled={!isHeard}
        aria-describedby={isHeard ? undefined : note}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {!isHeard && (
        <small id={note} className={styles.quiet}>
          {t.tell.noTeacher}
        </small>
      )}
      {open && <AbsenceDialog child={child} onClose={() => setOpen(false)} />}
    </div>
  )
}
