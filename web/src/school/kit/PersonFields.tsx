import type { PersonNames } from '#contract/school/people.ts'
import { SCHOOL_NAME_MAX } from '#contract/school/school.limits.ts'
import { t } from '../school.texts.ts'
import { LineField } from './Field.tsx'

export const NOBODY: PersonNames = { surname: '', name: '', patronymic: '', birthDate: null }

/** Whether a surname and a name are there. */
export const isNamed = ({ surname, name }: PersonNames) => surname.trim() !== '' && name.trim() !== ''

/** Surname, name, patronymic and date of birth. */
export function PersonFields({ value, onChange }: { value: PersonNames; onChange: (value: PersonNames) => void }) {
  return (
    <>
      <LineField
        label={t.surname}
        required
        maxLength={SCHOOL_NAME_MAX}
        value={value.surname}
        onChange={(surname) => onChange({ ...value, surname })}
      />
      <LineField
        label={t.name}
        required
        maxLength={SCHOOL_NAME_MAX}
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
      />
      <LineField
        label={t.patronymic}
        maxLength={SCHOOL_NAME_MAX}
        value={value.patronymic}
        onChange={(patronymic) => onChange({ ...value, patronymic })}
      />
      <LineField
        label={t.birthDate}
        type="date"
        value={value.birthDate ?? ''}
        onChange={(day) => onChange({ ...value, birthDate: day === '' ? null : day })}
      />
    </>
  )
}
