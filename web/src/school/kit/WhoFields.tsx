import { useState } from 'react'
import { type PersonNames, peopleFind, type Who } from '#contract/school/people.ts'
import { newKey } from '#web/kit/api/api.ts'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { useWindows } from '../desktop/windows.ts'
import { t } from '../school.texts.ts'
import { PickField } from './Field.tsx'
import { fullName } from './names.ts'
import { isNamed, NOBODY, PersonFields } from './PersonFields.tsx'
import { Picker } from './Picker.tsx'

interface WhoDraft {
  readonly known: { id: string; name: string } | null
  readonly names: PersonNames
  /** Of somebody new; the same for every try, so that nobody is entered twice. */
  readonly newId: string
}

/** Whom a window is about: somebody who stands in a register already, or somebody new. */
export function useWho() {
  const [draft, setDraft] = useState<WhoDraft>(() => ({ known: null, names: NOBODY, newId: newKey() }))
  const { known, names, newId } = draft
  const who: Who | null = known !== null ? { id: known.id } : isNamed(names) ? { id: newId, ...names } : null
  return { draft, setDraft, who }
}

/** Chooses a person of any register, or takes the names of a new one. */
export function WhoFields({ draft, setDraft }: Pick<ReturnType<typeof useWho>, 'draft' | 'setDraft'>) {
  const { show } = useWindows()
  const pick = () =>
    show({
      key: 'who',
      title: t.people,
      size: 'form',
      render: (close) => (
        <Picker
          operation={peopleFind}
          many={false}
          rowOf={(row) => ({
            id: row.id,
            name: fullName(row),
            note: t.standing(row, row.birthDate === null ? null : plainDay(row.birthDate)),
          })}
          onPick={([found]) => found !== undefined && setDraft({ ...draft, known: found })}
          close={close}
        />
      ),
    })
  return (
    <>
      <PickField
        label={t.knownPerson}
        value={draft.known?.name ?? null}
        hint={t.knownHint}
        onPick={pick}
        onClear={() => setDraft({ ...draft, known: null })}
      />
      {draft.known === null && <PersonFields value={draft.names} onChange={(names) => setDraft({ ...draft, names })} />}
    </>
  )
}
