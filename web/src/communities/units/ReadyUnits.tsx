import { FormItem, Input } from '@vkontakte/vkui'
import { useState } from 'react'
import type { CommunityType } from '#contract/communities/types.ts'
import type { Unit } from '#contract/communities/units.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { useCommunity } from '../layout/community-context.ts'
import { groupsOf } from './group-names.ts'
import styles from './units.module.css'
import { t } from './units.texts.ts'

/** Letters of the short name of a speciality. */
const CODE_MAX = 20

interface ReadyUnitsProps {
  existing: readonly Unit[]
  marked: ReadonlySet<string>
  onMark: (marked: ReadonlySet<string>) => void
}

/** Units as organisations of this type have them, to be marked; several at once (STR-07). */
export function ReadyUnits(props: ReadyUnitsProps) {
  const { type } = useCommunity().community
  const names: readonly string[] = type in t.templates ? t.templates[type as keyof typeof t.templates] : []
  if (isOfGroups(type)) return <Groups {...props} />
  return <Choice {...props} names={names} label={t.create.ready} />
}

/** Colleges and universities have groups of a speciality and a year. */
function isOfGroups(type: CommunityType): boolean {
  return type === 'college' || type === 'university'
}

function Groups(props: ReadyUnitsProps) {
  const [code, setCode] = useState('')
  const [year] = useState(() => new Date().getFullYear())
  const names = groupsOf(code, year)
  return (
    <>
      <FormItem noPadding top={t.create.speciality} htmlFor="speciality" bottom={t.create.specialityHint}>
        <Input
          id="speciality"
          value={code}
          maxLength={CODE_MAX}
          onChange={(event) => {
            setCode(event.target.value)
            // Groups of another speciality are chosen anew.
            props.onMark(new Set())
          }}
        />
      </FormItem>
      {names.length > 0 && <Choice {...props} names={names} label={t.create.years} />}
    </>
  )
}

function Choice({
  existing,
  marked,
  onMark,
  names,
  label,
}: ReadyUnitsProps & { names: readonly string[]; label: string }) {
  const have = new Set(existing.map((unit) => unit.name.toLocaleLowerCase('ru')))
  const toggle = (name: string) => {
    const next = new Set(marked)
    if (!next.delete(name)) next.add(name)
    onMark(next)
  }
  return (
    <fieldset className={styles.ready} data-first>
      <legend>{label}</legend>
      {names.map((name) => {
        const exists = have.has(name.toLocaleLowerCase('ru'))
        return (
          <button
            key={name}
            type="button"
            disabled={exists}
            title={exists ? t.create.exists : undefined}
            aria-pressed={marked.has(name)}
            aria-label={exists ? t.create.have(name) : name}
            className={cx(exists && styles.have, marked.has(name) && styles.on)}
            onClick={() => toggle(name)}
          >
            {name}
          </button>
        )
      })}
    </fieldset>
  )
}
