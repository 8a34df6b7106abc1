import { useState } from 'react'
import {
  administratorsList,
  type Employee,
  employeesChange,
  employeesDismiss,
  employeesHire,
  employeesList,
  POSITION_KINDS,
  type PositionKind,
} from '#contract/school/employees.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { useMay } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { ChoiceField, LineField } from '../kit/Field.tsx'
import { FormBody, FormFoot } from '../kit/Form.tsx'
import { fullName } from '../kit/names.ts'
import { PersonWindow } from '../kit/PersonWindow.tsx'
import { Question } from '../kit/Question.tsx'
import { type Column, Register } from '../kit/Register.tsx'
import { useWho, WhoFields } from '../kit/WhoFields.tsx'
import { t } from '../school.texts.ts'

const columns: readonly Column<Employee>[] = [
  { title: t.fullName, cell: fullName },
  { title: t.position, cell: ({ positions }) => positions.map(({ title }) => title).join(', ') },
  {
    title: t.positionKind,
    wide: true,
    cell: ({ positions }) => [...new Set(positions.map(({ kind }) => t.kinds[kind]))].join(', '),
  },
  { title: t.leads, wide: true, cell: ({ classes }) => classes.map(({ name }) => name).join(', ') },
  { title: t.login, wide: true, cell: ({ login }) => login ?? '' },
]
const KINDS = POSITION_KINDS.map((value) => ({ value, label: t.kinds[value] }))

/** The register «Сотрудники». */
export function EmployeesWindow() {
  const may = useMay()
  const { show } = useWindows()
  const refreshes = [employeesList, administratorsList]
  return (
    <Register
      operation={employeesList}
      columns={columns}
      idOf={({ id }) => id}
      nameOf={fullName}
      searchLabel={t.search}
      empty={t.noEmployees}
      onAdd={
        may('employees.hire')
          ? () => show({ key: 'hire', title: t.hiring, size: 'form', render: (close) => <Hire close={close} /> })
          : undefined
      }
      onEdit={
        may('employees.change')
          ? (row) =>
              show({
                key: `employee ${row.id}`,
                title: fullName(row),
                size: 'form',
                render: (close) => <PersonWindow row={row} refreshes={refreshes} close={close} />,
              })
          : undefined
      }
      more={(row) => (
        <>
          {may('employees.change') && (
            <ActionButton
              closed={row === null ? t.chooseRow : null}
              onClick={() =>
                row !== null &&
                show({
                  key: `positions ${row.id}`,
                  title: t.positionsOf(fullName(row)),
                  size: 'form',
                  render: (close) => <Positions row={row} close={close} />,
                })
              }
            >
              {t.positions}
            </ActionButton>
          )}
          {may('employees.dismiss') && (
            <ActionButton
              closed={row === null ? t.chooseRow : null}
              onClick={() =>
                row !== null &&
                show({
                  key: `dismiss ${row.id}`,
                  title: t.dismissal,
                  size: 'form',
                  render: (close) => <Dismiss row={row} close={close} />,
                })
              }
            >
              {t.dismiss}
            </ActionButton>
          )}
        </>
      )}
    />
  )
}

/** The register «Администраторы»: employees of the administration. */
export function AdministratorsWindow() {
  return (
    <Register
      operation={administratorsList}
      columns={columns}
      idOf={({ id }) => id}
      nameOf={fullName}
      searchLabel={t.search}
      empty={t.noAdministrators}
    />
  )
}

function PositionFields({
  title,
  kind,
  onTitle,
  onKind,
}: {
  title: string
  kind: PositionKind
  onTitle: (title: string) => void
  onKind: (kind: PositionKind) => void
}) {
  return (
    <>
      <LineField label={t.position} required maxLength={60} value={title} onChange={onTitle} />
      <ChoiceField label={t.positionKind} value={kind} options={KINDS} onChange={onKind} />
    </>
  )
}

function Hire({ close }: { close: () => void }) {
  const { who, ...fields } = useWho()
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState<PositionKind>('teaching')
  const [id] = useState(newKey)
  const hire = useCommand(employeesHire, { refreshes: [employeesList, administratorsList], onSuccess: close })
  return (
    <>
      <FormBody error={hire.error}>
        <WhoFields {...fields} />
        <PositionFields title={title} kind={kind} onTitle={setTitle} onKind={setKind} />
      </FormBody>
      <FormFoot
        busy={hire.isPending}
        closed={who === null || title.trim() === '' ? t.fillNames : null}
        onSave={() => who !== null && hire.mutate({ who, position: { id, title, kind } })}
        close={close}
      />
    </>
  )
}

function Positions({ row, close }: { row: Employee; close: () => void }) {
  const [position, setPosition] = useState(row.positions[0]!)
  const change = useCommand(employeesChange, { refreshes: [employeesList, administratorsList], onSuccess: close })
  const options = row.positions.map(({ id, title }) => ({ value: id, label: title }))
  return (
    <>
      <FormBody error={change.error}>
        {options.length > 1 && (
          <ChoiceField
            label={t.positions}
            value={position.id}
            options={options}
            onChange={(id) => setPosition(row.positions.find((each) => each.id === id)!)}
          />
        )}
        <PositionFields
          title={position.title}
          kind={position.kind}
          onTitle={(title) => setPosition({ ...position, title })}
          onKind={(kind) => setPosition({ ...position, kind })}
        />
      </FormBody>
      <FormFoot
        busy={change.isPending}
        closed={position.title.trim() === '' ? t.fillNames : null}
        onSave={() => change.mutate(position)}
        close={close}
      />
    </>
  )
}

function Dismiss({ row, close }: { row: Employee; close: () => void }) {
  const [positionId, setPositionId] = useState(row.positions[0]!.id)
  const options = row.positions.map(({ id, title }) => ({ value: id, label: title }))
  return (
    <>
      <div className="es-form">
        <ChoiceField label={t.position} value={positionId} options={options} onChange={setPositionId} />
      </div>
      <Question
        operation={employeesDismiss}
        input={{ positionId }}
        text={t.dismissText(fullName(row))}
        yes={t.dismiss}
        refreshes={[employeesList, administratorsList]}
        close={close}
      />
    </>
  )
}
