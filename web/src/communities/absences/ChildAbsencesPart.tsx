import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import {
  type Absence,
  type ChildAbsences,
  ownAbsences,
  tellAbsence,
  withdrawAbsence,
} from '#contract/communities/absences.ts'
import { newKey } from '#web/kit/api/api.ts'
import { explain, learnSentences } from '#web/kit/errors/explain.ts'
import { absenceErrors } from '#web/kit/errors/pages/absences.ts'
import { fileErrors } from '#web/kit/errors/pages/files.ts'
import { memberErrors } from '#web/kit/errors/pages/members.ts'
import { unitErrors } from '#web/kit/errors/pages/units.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { AbsenceDialog } from './AbsenceDialog.tsx'
import styles from './absences.module.css'
import { t } from './absences.texts.ts'
import { daysText, todayIn } from './days.ts'
import { PaperLink } from './PaperLink.tsx'
import { TellButton } from './TellButton.tsx'

learnSentences(absenceErrors)
learnSentences(memberErrors)
learnSentences(unitErrors)
learnSentences(fileErrors)

const UNDO_MS = 10_000

/** What was told of a child in one class, of late and for the days to come, and the way to tell more. */
export function ChildAbsencesPart({ child }: { child: ChildAbsences }) {
  return (
    <div className={styles.part}>
      <h3>{t.own.title(child.unitName)}</h3>
      {child.absences.length === 0 ? (
        <p className={styles.quiet}>{t.own.none}</p>
      ) : (
        <ul className={styles.rows}>
          {child.absences.map((absence) => (
            <Row key={absence.id} child={child} absence={absence} />
          ))}
        </ul>
      )}
      <TellButton child={child} label={t.tell.action} />
    </div>
  )
}

function Row({ child, absence }: { child: ChildAbsences; absence: Absence }) {
  const [open, setOpen] = useState(false)
  const { unitId, childProfileId, timeZone } = child
  const { id, from, to, reason, note, withdrawnAt } = absence
  const days = daysText(absence, todayIn(timeZone))
  const onFailure = { onError: (error: Error) => showFailure(explain(error).sentence) }
  const tell = useCommand(tellAbsence, { refreshes: [ownAbsences] })
  const withdraw = useCommand(withdrawAbsence, {
    refreshes: [ownAbsences],
    onSuccess: () => {
      const again = { id: newKey(), unitId, childProfileId, from, to, reason, note }
      showToast(t.tell.takenBack, { until: Date.now() + UNDO_MS, act: () => tell.mutate(again, onFailure) })
    },
  })
  return (
    <li>
      <div className={styles.words}>
        <b className={withdrawnAt === null ? undefined : styles.gone}>{days}</b>
        <Chip>{t.reasons[reason]}</Chip>
        {note !== '' && <p>{note}</p>}
        {absence.paper !== null && <PaperLink paper={absence.paper} />}
        <small>
          {t.own.by(absence.toldBy)}
          <br />
          <State absence={absence} timeZone={timeZone} />
        </small>
      </div>
      {withdrawnAt === null && (
        <div className={styles.buttons}>
          <Button size="m" mode="secondary" aria-label={t.own.editOf(days)} onClick={() => setOpen(true)}>
            {t.own.edit}
          </Button>
          <Button
            size="m"
            mode="outline"
            appearance="neutral"
            aria-label={t.own.withdrawOf(days)}
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ id, unitId, childProfileId }, onFailure)}
          >
            {t.own.withdraw}
          </Button>
        </div>
      )}
      {open && <AbsenceDialog child={child} known={absence} onClose={() => setOpen(false)} />}
    </li>
  )
}

/** Whether it was taken back, accepted, or waits. */
function State({ absence: { accepted, withdrawnAt }, timeZone }: { absence: Absence; timeZone: string }) {
  if (withdrawnAt !== null) {
    return (
      <>
        {t.own.withdrawn}
        <When at={withdrawnAt} timeZone={timeZone} />
      </>
    )
  }
  if (accepted === null) return <>{t.own.waits}</>
  return (
    <>
      {t.own.accepted(accepted.by)}
      <When at={accepted.at} timeZone={timeZone} />
    </>
  )
}
