import { useState } from 'react'
import type { Operation } from '#contract/kit/operation.ts'
import { type PersonNames, peopleEdit } from '#contract/school/people.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { t } from '../school.texts.ts'
import { FormBody, FormFoot } from './Form.tsx'
import { isNamed, PersonFields } from './PersonFields.tsx'

interface PersonWindowProps {
  row: PersonNames & { id: string; version: number }
  refreshes: readonly Operation[]
  close: () => void
}

/** Changes the names and the date of birth of whoever stands in a register. */
export function PersonWindow({ row, refreshes, close }: PersonWindowProps) {
  const { id, version, surname, name, patronymic, birthDate } = row
  const [names, setNames] = useState<PersonNames>({ surname, name, patronymic, birthDate })
  const edit = useCommand(peopleEdit, { refreshes, onSuccess: close })
  return (
    <>
      <FormBody error={edit.error}>
        <PersonFields value={names} onChange={setNames} />
      </FormBody>
      <FormFoot
        busy={edit.isPending}
        closed={isNamed(names) ? null : t.fillNames}
        onSave={() => edit.mutate({ id, version, ...names })}
        close={close}
      />
    </>
  )
}
