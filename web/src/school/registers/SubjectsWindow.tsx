import { useState } from 'react'
import { type SchoolSubject, subjectsAdd, subjectsEdit, subjectsList, subjectsRemove } from '#contract/school/units.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { useMay } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { LineField } from '../kit/Field.tsx'
import { FormBody, FormFoot } from '../kit/Form.tsx'
import { Question } from '../kit/Question.tsx'
import { type Column, Register } from '../kit/Register.tsx'
import { t } from '../school.texts.ts'

const columns: readonly Column<SchoolSubject>[] = [{ title: t.title, cell: ({ name }) => name }]

/** The register «Предметы». */
export function SubjectsWindow() {
  const may = useMay()
  const { show } = useWindows()
  const edit = (row: SchoolSubject | null) =>
    show({
      key: `subject ${row?.id ?? ''}`,
      title: row?.name ?? t.newSubject,
      size: 'form',
      render: (close) => <SubjectForm row={row} close={close} />,
    })
  return (
    <Register
      operation={subjectsList}
      columns={columns}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      searchLabel={t.search}
      empty={t.noSubjects}
      onAdd={may('subjects.add') ? () => edit(null) : undefined}
      onEdit={may('subjects.edit') ? edit : undefined}
      onDelete={
        may('subjects.remove')
          ? (row) =>
              show({
                key: `remove ${row.id}`,
                title: t.removal,
                size: 'alert',
                render: (close) => (
                  <Question
                    operation={subjectsRemove}
                    input={{ id: row.id }}
                    text={t.removeText(row.name)}
                    yes={t.delete}
                    refreshes={[subjectsList]}
                    close={close}
                  />
                ),
              })
          : undefined
      }
    />
  )
}

function SubjectForm({ row, close }: { row: SchoolSubject | null; close: () => void }) {
  const [name, setName] = useState(row?.name ?? '')
  const [id] = useState(() => row?.id ?? newKey())
  const options = { refreshes: [subjectsList], onSuccess: close }
  const add = useCommand(subjectsAdd, options)
  const edit = useCommand(subjectsEdit, options)
  const command = row === null ? add : edit
  return (
    <>
      <FormBody error={command.error}>
        <LineField label={t.title} required maxLength={60} value={name} onChange={setName} />
      </FormBody>
      <FormFoot
        busy={command.isPending}
        closed={name.trim() === '' ? t.fillNames : null}
        onSave={() => command.mutate({ id, name })}
        close={close}
      />
    </>
  )
}
