import { useState } from 'react'
import { type Absentee, absenteesList } from '#contract/school/absentees.ts'
import { dayKey, plainDay } from '#web/kit/i18n/dates.ts'
import { useDesk, useMessengerName } from '../desk-context.ts'
import { fullName } from '../kit/names.ts'
import { type Column, Register } from '../kit/Register.tsx'
import { t } from '../school.texts.ts'

const daysOf = ({ from, to }: Absentee) => (from === to ? plainDay(from) : `${plainDay(from)} – ${plainDay(to)}`)
const columns: readonly Column<Absentee>[] = [
  { title: t.fullName, cell: fullName },
  { title: t.class, cell: (row) => row.class },
  { title: t.absenceDays, cell: daysOf },
  {
    title: t.absenceReason,
    cell: ({ reason, paper }) => [t.absenceReasons[reason], paper ? t.absencePaper : ''].filter(Boolean).join(', '),
  },
  {
    title: t.absenceState,
    wide: true,
    cell: ({ accepted }) => (accepted ? t.absenceAccepted : <span className="es-mut">{t.absenceFresh}</span>),
  },
]

/** The register «Отсутствующие»: what parents have told in the messenger (MSG-23). */
export function AbsenteesWindow() {
  const { timeZone } = useDesk()
  const messenger = useMessengerName()
  const [day, setDay] = useState(() => dayKey(Date.now(), { timeZone }))
  return (
    <Register
      operation={absenteesList}
      input={{ day }}
      columns={columns}
      idOf={({ id }) => id}
      nameOf={fullName}
      searchLabel={t.searchPupil}
      empty={t.noAbsentees}
      more={() => (
        <label className="es-day">
          {t.absenceDay}
          <input
            className="es-input"
            type="date"
            value={day}
            onChange={(event) => event.target.value !== '' && setDay(event.target.value)}
          />
        </label>
      )}
      foot={<span className="es-mut">{t.absenteesOf(messenger.of)}</span>}
    />
  )
}
