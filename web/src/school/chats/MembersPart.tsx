import { Icon16CheckCircle, Icon16ClockOutline, Icon20Add, Icon20DeleteOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { MEMBER_TABS, type MemberTab } from '#contract/connector/connector.limits.ts'
import { employeesList } from '#contract/school/employees.ts'
import { parentsList, pupilsList } from '#contract/school/pupils.ts'
import type { RegisterMember } from '#contract/school/register.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { useMay } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { fullName } from '../kit/names.ts'
import { type Picked, Picker } from '../kit/Picker.tsx'
import { t } from '../school.texts.ts'
import { type ChatDraft, withoutPeople, withPeople, withReturned } from './chat-draft.ts'

interface MembersPartProps {
  draft: ChatDraft
  people: readonly RegisterMember[]
  leftOut: readonly RegisterMember[]
  tab: MemberTab
  tabs: readonly MemberTab[]
  onTab: (tab: MemberTab) => void
  onChange: (draft: ChatDraft) => void
}

/** The members of a chat by the tabs «Сотрудники», «Ученики», «Родители». */
export function MembersPart({ draft, people, leftOut, tab, tabs, onTab, onChange }: MembersPartProps) {
  const [flagged, setFlagged] = useState<readonly string[]>([])
  const rows = people.filter((person) => person.tab === tab)
  const chosen = rows.filter(({ personId }) => flagged.includes(personId))
  const stays = chosen.some(({ reasons }) => reasons.includes('chatsAdministrator')) ? t.administratorStays : null
  const flip = (id: string) =>
    setFlagged(flagged.includes(id) ? flagged.filter((each) => each !== id) : [...flagged, id])
  return (
    <section aria-label={t.members}>
      <div className="es-tabs" role="tablist" aria-label={t.members}>
        {MEMBER_TABS.map((each) => {
          const isClosed = !tabs.includes(each)
          return (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={each === tab}
              aria-disabled={isClosed || undefined}
              title={isClosed ? t.tabClosed : undefined}
              onClick={() => !isClosed && onTab(each)}
            >
              {t.tabs[each]}{' '}
              {!isClosed && <span className="num">{people.filter((person) => person.tab === each).length}</span>}
            </button>
          )
        })}
      </div>
      <div className="es-tools">
        <AddPeople draft={draft} tab={tab} people={people} onChange={onChange} />
        <ActionButton
          icon={<Icon20DeleteOutline />}
          closed={chosen.length === 0 ? t.flagRows : stays}
          onClick={() => {
            onChange(withoutPeople(draft, chosen))
            setFlagged([])
          }}
        >
          {t.delete}
        </ActionButton>
        <span className="es-end es-mut">{t.ofLinked(rows.filter(({ linked }) => linked).length, rows.length)}</span>
      </div>
      <ul className="es-members">
        {rows.length === 0 && <li className="es-mut">{t.nobodyYet}</li>}
        {rows.map((row) => (
          <li key={row.personId}>
            <label className="es-pick-row">
              <input type="checkbox" checked={flagged.includes(row.personId)} onChange={() => flip(row.personId)} />
              <span>
                <b>{row.name}</b>
                <small>
                  {[row.class ?? '', row.role === 'administrator' ? t.leadsChat : '', t.reasons[row.reasons[0]!]]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </small>
              </span>
            </label>
            <span className={cx('es-state-mark', row.linked ? 'es-good' : 'es-wait')}>
              {row.linked ? <Icon16CheckCircle aria-hidden="true" /> : <Icon16ClockOutline aria-hidden="true" />}
              {row.linked ? t.isLinked : t.isNotLinked}
            </span>
          </li>
        ))}
        {leftOut
          .filter((person) => person.tab === tab)
          .map((row) => (
            <li key={row.personId}>
              <span className="es-left-out">
                <s>{row.name}</s>
                <small>{t.leftOut}</small>
              </span>
              <ActionButton tone="quiet" onClick={() => onChange(withReturned(draft, row.personId))}>
                {t.takeBack}
                <span className="vh"> {row.name}</span>
              </ActionButton>
            </li>
          ))}
      </ul>
    </section>
  )
}

function AddPeople({ draft, tab, people, onChange }: Pick<MembersPartProps, 'draft' | 'tab' | 'people' | 'onChange'>) {
  const may = useMay()
  const { show } = useWindows()
  const operation = { employees: 'employees.list', pupils: 'pupils.list', parents: 'parents.list' } as const
  const closed = may(operation[tab]) ? null : t.noRegisterRight
  const taken = people.map(({ personId }) => personId)
  const onPick = (picked: readonly Picked[]) =>
    onChange(
      withPeople(
        draft,
        picked.map(({ id }) => id),
        tab,
      ),
    )
  const pick = () =>
    show({
      key: 'pick members',
      title: t.tabs[tab],
      size: 'form',
      render: (close) => {
        const rest = { many: true, taken, onPick, close }
        if (tab === 'employees')
          return (
            <Picker
              operation={employeesList}
              rowOf={(row) => ({
                id: row.id,
                name: fullName(row),
                note: row.positions.map(({ title }) => title).join(', '),
              })}
              {...rest}
            />
          )
        if (tab === 'pupils')
          return (
            <Picker
              operation={pupilsList}
              rowOf={(row) => ({ id: row.id, name: fullName(row), note: row.class.name })}
              {...rest}
            />
          )
        return (
          <Picker
            operation={parentsList}
            rowOf={(row) => ({
              id: row.id,
              name: fullName(row),
              note: row.children.map(({ name }) => name).join(', '),
            })}
            {...rest}
          />
        )
      },
    })
  return (
    <ActionButton icon={<Icon20Add />} closed={closed} onClick={pick}>
      {t.add}
    </ActionButton>
  )
}
