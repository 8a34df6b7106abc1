import { useState } from 'react'
import { type Pupil, pupilsEnrol, pupilsExpel, pupilsList, pupilsTransfer } from '#contract/school/pupils.ts'
import { classesList } from '#contract/school/units.ts'
import { newKey } from '#web/kit/api/api.ts'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { useMay } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { PickField } from '../kit/Field.tsx'
import { FormBody, FormFoot } from '../kit/Form.tsx'
import { fullName } from '../kit/names.ts'
import { PersonWindow } from '../kit/PersonWindow.tsx'
import { Picker } from '../kit/Picker.tsx'
import { Question } from '../kit/Question.tsx'
import { type Column, Register } from '../kit/Register.tsx'
import { useWho, WhoFields } from '../kit/WhoFields.tsx'
import { t } from '../school.texts.ts'

const columns: readonly Column<Pupil>[] = [
  { title: t.fullName, cell: fullName },
  { title: t.class, cell: (row) => row.class.name },
  { title: t.birthDate, wide: true, cell: ({ birthDate }) => (birthDate === null ? '' : plainDay(birthDate)) },
  { title: t.parents, wide: true, cell: ({ parents }) => parents.map(({ name }) => name).join(', ') },
  { title: t.login, wide: true, cell: ({ login }) => login ?? '' },
]

/** The register «Ученики». */
export function PupilsWindow() {
  const may = useMay()
  const { show } = useWindows()
  return (
    <Register
      operation={pupilsList}
      columns={columns}
      idOf={({ id }) => id}
      nameOf={fullName}
      searchLabel={t.search}
      empty={t.noPupils}
      onAdd={
        may('pupils.enrol')
          ? () => show({ key: 'enrol', title: t.enrolment, size: 'form', render: (close) => <Enrol close={close} /> })
          : undefined
      }
      onEdit={
        may('pupils.transfer')
          ? (row) =>
              show({
                key: `pupil ${row.id}`,
                title: fullName(row),
                size: 'form',
                render: (close) => <PersonWindow row={row} refreshes={[pupilsList]} close={close} />,
              })
          : undefined
      }
      deleteLabel={t.expel}
      onDelete={
        may('pupils.expel')
          ? (row) =>
              show({
                key: `expel ${row.id}`,
                title: t.expulsion,
                size: 'alert',
                render: (close) => (
                  <Question
                    operation={pupilsExpel}
                    input={{ pupilId: row.id }}
                    text={t.expelText(fullName(row), row.class.name)}
                    yes={t.expel}
                    refreshes={[pupilsList, classesList]}
                    close={close}
                  />
                ),
              })
          : undefined
      }
      more={(row) =>
        may('pupils.transfer') && (
          <ActionButton
            closed={row === null ? t.chooseRow : null}
            onClick={() =>
              row !== null &&
              show({
                key: `transfer ${row.id}`,
                title: t.transferOf(fullName(row)),
                size: 'form',
                render: (close) => <Transfer row={row} close={close} />,
              })
            }
          >
            {t.transfer}
          </ActionButton>
        )
      }
    />
  )
}

interface ChosenClass {
  id: string
  name: string
}

/** A field that is filled from the register of classes. */
export function ClassField({ value, onChange }: { value: ChosenClass | null; onChange: (value: ChosenClass) => void }) {
  const { show } = useWindows()
  const pick = () =>
    show({
      key: 'pick class',
      title: t.classesOnly,
      size: 'form',
      render: (close) => (
        <Picker
          operation={classesList}
          input={{ kind: 'class' }}
          many={false}
          rowOf={({ id, name, pupils }) => ({ id, name, note: t.pupilCount(pupils) })}
          onPick={([found]) => found !== undefined && onChange(found)}
          close={close}
        />
      ),
    })
  return <PickField label={t.class} required value={value?.name ?? null} onPick={pick} />
}

function Enrol({ close }: { close: () => void }) {
  const { who, ...fields } = useWho()
  const [unit, setUnit] = useState<ChosenClass | null>(null)
  const [enrolmentId] = useState(newKey)
  const enrol = useCommand(pupilsEnrol, { refreshes: [pupilsList, classesList], onSuccess: close })
  return (
    <>
      <FormBody error={enrol.error}>
        <WhoFields {...fields} />
        <ClassField value={unit} onChange={setUnit} />
      </FormBody>
      <FormFoot
        busy={enrol.isPending}
        closed={who === null || unit === null ? t.fillNames : null}
        onSave={() => who !== null && unit !== null && enrol.mutate({ enrolmentId, who, classId: unit.id })}
        close={close}
      />
    </>
  )
}

function Transfer({ row, close }: { row: Pupil; close: () => void }) {
  const [unit, setUnit] = useState<ChosenClass | null>(null)
  const [enrolmentId] = useState(newKey)
  const transfer = useCommand(pupilsTransfer, { refreshes: [pupilsList, classesList], onSuccess: close })
  return (
    <>
      <FormBody error={transfer.error}>
        <p>{t.nowIn(row.class.name)}</p>
        <ClassField value={unit} onChange={setUnit} />
      </FormBody>
      <FormFoot
        save={t.transfer}
        busy={transfer.isPending}
        closed={unit === null ? t.fillNames : null}
        onSave={() => unit !== null && transfer.mutate({ enrolmentId, pupilId: row.id, classId: unit.id })}
        close={close}
      />
    </>
  )
}
