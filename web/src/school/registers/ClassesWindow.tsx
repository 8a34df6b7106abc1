import { useState } from 'react'
import { employeesList } from '#contract/school/employees.ts'
import { pupilsList } from '#contract/school/pupils.ts'
import { GRADE_MAX } from '#contract/school/school.limits.ts'
import {
  classesAdd,
  classesEdit,
  classesList,
  classesRemove,
  classesSetPupils,
  type SchoolUnit,
  subjectsList,
} from '#contract/school/units.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { useMay } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { ChoiceField, LineField, PickField } from '../kit/Field.tsx'
import { FormBody, FormFoot } from '../kit/Form.tsx'
import { fullName } from '../kit/names.ts'
import { type Picked, Picker } from '../kit/Picker.tsx'
import { Question } from '../kit/Question.tsx'
import { type Column, Register } from '../kit/Register.tsx'
import { Mistake } from '../kit/Trouble.tsx'
import { t } from '../school.texts.ts'
import { ClassField } from './PupilsWindow.tsx'

type Named = Pick<Picked, 'id' | 'name'>
/** A class by its name, a group by its subject and its class. */
const labelOf = (row: SchoolUnit) =>
  row.class === null
    ? row.name
    : `${[row.subject?.name ?? '', row.name].filter((part) => part !== '').join(', ')} (${row.class.name})`

const columns: readonly Column<SchoolUnit>[] = [
  { title: t.title, cell: labelOf },
  { title: t.unitKind, wide: true, cell: ({ kind }) => t.unitKinds[kind] },
  { title: t.teacher, cell: ({ teacher }) => teacher?.name ?? t.nobody },
  { title: t.pupils, cell: ({ pupils }) => pupils },
]

/** The register «Классы и группы». */
export function ClassesWindow() {
  const may = useMay()
  const { show } = useWindows()
  return (
    <Register
      operation={classesList}
      columns={columns}
      idOf={({ id }) => id}
      nameOf={labelOf}
      searchLabel={t.searchUnit}
      empty={t.noClasses}
      onAdd={
        may('classes.add')
          ? () => show({ key: 'unit', title: t.newUnit, size: 'form', render: (close) => <AddUnit close={close} /> })
          : undefined
      }
      onEdit={
        may('classes.edit')
          ? (row) =>
              show({
                key: `unit ${row.id}`,
                title: labelOf(row),
                size: 'form',
                render: (close) => <EditUnit row={row} close={close} />,
              })
          : undefined
      }
      onDelete={
        may('classes.remove')
          ? (row) =>
              show({
                key: `remove ${row.id}`,
                title: t.removal,
                size: 'alert',
                render: (close) => (
                  <Question
                    operation={classesRemove}
                    input={{ id: row.id }}
                    text={t.removeText(labelOf(row))}
                    yes={t.delete}
                    refreshes={[classesList]}
                    close={close}
                  />
                ),
              })
          : undefined
      }
      more={(row) =>
        may('classes.setPupils') &&
        may('pupils.list') && (
          <ActionButton
            closed={row === null ? t.chooseRow : row.kind === 'class' ? t.groupsOnly : null}
            onClick={() =>
              row !== null &&
              show({
                key: `pupils ${row.id}`,
                title: t.pupilsOf(labelOf(row)),
                size: 'form',
                render: (close) => <GroupPupils row={row} close={close} />,
              })
            }
          >
            {t.pupilsOfGroup}
          </ActionButton>
        )
      }
    />
  )
}

/** Whoever works here leads a class or teaches a group. */
function TeacherField({
  kind,
  value,
  onChange,
}: {
  kind: SchoolUnit['kind']
  value: Named | null
  onChange: (value: Named | null) => void
}) {
  const { show } = useWindows()
  const pick = () =>
    show({
      key: 'pick teacher',
      title: t.employees,
      size: 'form',
      render: (close) => (
        <Picker
          operation={employeesList}
          many={false}
          rowOf={(row) => ({
            id: row.id,
            name: fullName(row),
            note: row.positions.map(({ title }) => title).join(', '),
          })}
          onPick={([found]) => found !== undefined && onChange(found)}
          close={close}
        />
      ),
    })
  return (
    <PickField
      label={kind === 'class' ? t.classTeacher : t.groupTeacher}
      value={value?.name ?? null}
      onPick={pick}
      onClear={() => onChange(null)}
    />
  )
}

function SubjectField({ value, onChange }: { value: Named | null; onChange: (value: Named) => void }) {
  const { show } = useWindows()
  const pick = () =>
    show({
      key: 'pick subject',
      title: t.subjects,
      size: 'form',
      render: (close) => (
        <Picker
          operation={subjectsList}
          many={false}
          rowOf={({ id, name }) => ({ id, name, note: '' })}
          onPick={([found]) => found !== undefined && onChange(found)}
          close={close}
        />
      ),
    })
  return <PickField label={t.subject} required value={value?.name ?? null} onPick={pick} />
}

const UNIT_KINDS = (['class', 'group'] as const).map((value) => ({ value, label: t.unitKinds[value] }))

function AddUnit({ close }: { close: () => void }) {
  const [id] = useState(newKey)
  const [kind, setKind] = useState<SchoolUnit['kind']>('class')
  const [name, setName] = useState('')
  const [grade, setGrade] = useState('5')
  const [unit, setUnit] = useState<Named | null>(null)
  const [subject, setSubject] = useState<Named | null>(null)
  const [teacher, setTeacher] = useState<Named | null>(null)
  const add = useCommand(classesAdd, { refreshes: [classesList], onSuccess: close })
  const isWhole = kind === 'class' ? name.trim() !== '' && isGrade(grade) : unit !== null && subject !== null
  const teacherId = teacher?.id ?? null
  const save = () => {
    if (kind === 'class') add.mutate({ id, kind, name, grade: Number(grade), teacherId })
    else if (unit !== null && subject !== null)
      add.mutate({ id, kind, name, classId: unit.id, subjectId: subject.id, teacherId })
  }
  return (
    <>
      <FormBody error={add.error}>
        <ChoiceField label={t.unitKind} value={kind} options={UNIT_KINDS} onChange={setKind} />
        {kind === 'group' && <ClassField value={unit} onChange={setUnit} />}
        {kind === 'group' && <SubjectField value={subject} onChange={setSubject} />}
        {kind === 'class' && <LineField label={t.grade} type="number" required value={grade} onChange={setGrade} />}
        <LineField
          label={t.title}
          required={kind === 'class'}
          maxLength={60}
          value={name}
          onChange={setName}
          hint={kind === 'class' ? t.classHint : t.groupHint}
        />
        <TeacherField kind={kind} value={teacher} onChange={setTeacher} />
      </FormBody>
      <FormFoot busy={add.isPending} closed={isWhole ? null : t.fillNames} onSave={save} close={close} />
    </>
  )
}

const isGrade = (text: string) => Number.isInteger(Number(text)) && Number(text) >= 1 && Number(text) <= GRADE_MAX

function EditUnit({ row, close }: { row: SchoolUnit; close: () => void }) {
  const [name, setName] = useState(row.name)
  const [grade, setGrade] = useState(String(row.grade))
  const [teacher, setTeacher] = useState<Named | null>(row.teacher)
  const edit = useCommand(classesEdit, { refreshes: [classesList], onSuccess: close })
  const isWhole = (row.kind === 'group' || name.trim() !== '') && isGrade(grade)
  return (
    <>
      <FormBody error={edit.error}>
        <LineField label={t.title} required={row.kind === 'class'} maxLength={60} value={name} onChange={setName} />
        {row.kind === 'class' && <LineField label={t.grade} type="number" required value={grade} onChange={setGrade} />}
        <TeacherField kind={row.kind} value={teacher} onChange={setTeacher} />
      </FormBody>
      <FormFoot
        busy={edit.isPending}
        closed={isWhole ? null : t.fillNames}
        onSave={() =>
          edit.mutate({ id: row.id, version: row.version, name, grade: Number(grade), teacherId: teacher?.id ?? null })
        }
        close={close}
      />
    </>
  )
}

function GroupPupils({ row, close }: { row: SchoolUnit; close: () => void }) {
  const set = useCommand(classesSetPupils, { refreshes: [classesList, pupilsList], onSuccess: close })
  return (
    <>
      <div className="es-form">
        <ActionButton
          busy={set.isPending}
          closed={row.wholeClass ? t.wholeAlready : null}
          onClick={() => set.mutate({ unitId: row.id, pupilIds: null })}
        >
          {t.wholeClass}
        </ActionButton>
        <p className="es-mut">{t.orChoose}</p>
        <Mistake error={set.error} />
      </div>
      <Picker
        operation={pupilsList}
        input={{ unitId: row.class!.id }}
        many
        rowOf={(pupil) => ({
          id: pupil.id,
          name: fullName(pupil),
          note: pupil.groups.some(({ id }) => id === row.id) ? t.inGroupNow : '',
        })}
        onPick={(found) => {
          set.mutate({ unitId: row.id, pupilIds: found.map(({ id }) => id) })
          return false
        }}
        close={close}
      />
    </>
  )
}
