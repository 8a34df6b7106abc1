import { actsList, type SchoolActRow } from '#contract/school/acts.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { useDesk } from '../desk-context.ts'
import { type Column, Register } from '../kit/Register.tsx'
import { t } from '../school.texts.ts'

/** Names of rights are many and stand in the window of the role: here is how many it has since then. */
function wordsOf({ act, words }: SchoolActRow): string {
  if (act !== 'roles.add' && act !== 'roles.edit') return words.join(', ')
  const [name = '', rights = ''] = words
  return `${name} · ${t.actRights(rights === '' ? 0 : rights.split(' ').length)}`
}

/** The window «Журнал действий»: who has changed what in the school. */
export function ActsWindow() {
  const { timeZone } = useDesk()
  const columns: readonly Column<SchoolActRow>[] = [
    { title: t.actTime, cell: ({ at }) => when(at, { timeZone }) },
    { title: t.actName, cell: ({ act }) => t.actNames[act] },
    { title: t.actBy, cell: ({ by }) => by?.name ?? '' },
    { title: t.actAbout, cell: ({ people }) => people.map(({ name }) => name).join(', ') },
    { title: t.actWords, wide: true, cell: wordsOf },
  ]
  return (
    <Register
      operation={actsList}
      columns={columns}
      idOf={({ number }) => String(number)}
      nameOf={({ number, act }) => `${t.actNumber(number)} ${t.actNames[act]}`}
      empty={t.noActs}
    />
  )
}
