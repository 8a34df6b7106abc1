import { Button, FormItem, Input } from '@vkontakte/vkui'
import { type FormEvent, Fragment, useState } from 'react'
import { UNIT_NAME_MAX } from '#contract/communities/communities.limits.ts'
import { home } from '#contract/communities/communities.ts'
import { createUnit, listUnits, type Unit } from '#contract/communities/units.ts'
import { newKey } from '#web/kit/api/api.ts'
import { refresh, useCommand } from '#web/kit/query/useApi.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { terms } from '../terms/terms.ts'
import { ParentField } from './ParentField.tsx'
import { ReadyUnits } from './ReadyUnits.tsx'
import { gradeOf } from './unit-order.ts'
import styles from './units.module.css'
import { t } from './units.texts.ts'

const GRADES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
const LETTERS = ['А', 'Б', 'В', 'Г'] as const

interface CreateUnitsDialogProps {
  existing: readonly Unit[]
  onClose: () => void
}

/** Creates classes by parallel and letter, units as organisations of this type have them, or one by its name (STR-01, STR-07). */
export function CreateUnitsDialog({ existing, onClose }: CreateUnitsDialogProps) {
  const { community } = useCommunity()
  const words = terms.units[community.type]
  const school = community.type === 'school'
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const [parentId, setParentId] = useState('')
  const create = useCommand(createUnit)
  const wanted = [...marked, ...(name.trim() === '' ? [] : [name.trim()])]
  const mark = (names: ReadonlySet<string>) => {
    setMarked(names)
    setMissing(false)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(wanted.length === 0)
    if (wanted.length === 0) return
    for (const unitName of wanted) {
      const grade = school ? gradeOf(unitName) : null
      const input = { id: newKey(), communityId: community.communityId, name: unitName }
      const more = { ...(grade === null ? {} : { grade }), ...(parentId === '' ? {} : { parentId }) }
      const made = await create.mutateAsync({ ...input, ...more }).catch(() => null)
      if (made === null) return refresh(listUnits, home)
      setMarked((before) => new Set([...before].filter((kept) => kept !== unitName)))
    }
    showToast(wanted.length === 1 ? t.create.madeOne(wanted[0]!) : t.create.made(words.count(wanted.length)))
    onClose()
    return refresh(listUnits, home)
  }
  return (
    <Dialog
      wide
      title={words.create}
      sub={school ? t.create.classesSub : t.create.readySub}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.create.cancel}
          </Button>
          <Button size="l" type="submit" form="create-units" loading={create.isPending}>
            {wanted.length > 1 ? t.create.submitMany(wanted.length) : t.create.submit}
          </Button>
        </>
      }
    >
      {community.type === 'authority' && <ParentField units={existing} parentId={parentId} onChoose={setParentId} />}
      {school ? (
        <Matrix existing={existing} marked={marked} onMark={mark} />
      ) : (
        <ReadyUnits existing={existing} marked={marked} onMark={mark} />
      )}
      <form id="create-units" onSubmit={(event) => void submit(event)}>
        <FormItem
          noPadding
          top={t.create.other}
          htmlFor="unit-name"
          status={missing ? 'error' : 'default'}
          bottom={missing ? t.create.nothingMarked : school ? t.create.otherExample : t.create.example(words.example)}
          bottomId="unit-name-note"
        >
          <Input
            id="unit-name"
            value={name}
            maxLength={UNIT_NAME_MAX}
            aria-invalid={missing}
            aria-describedby="unit-name-note"
            onChange={(event) => {
              setName(event.target.value)
              setMissing(false)
              create.reset()
            }}
          />
        </FormItem>
      </form>
      <ErrorLine error={create.error} />
    </Dialog>
  )
}

interface MatrixProps {
  existing: readonly Unit[]
  marked: ReadonlySet<string>
  onMark: (marked: ReadonlySet<string>) => void
}

function Matrix({ existing, marked, onMark }: MatrixProps) {
  const have = new Set(existing.map((unit) => unit.name.toLocaleUpperCase('ru').replace(/[\s«»"-]/g, '')))
  const toggle = (name: string) => {
    const next = new Set(marked)
    if (!next.delete(name)) next.add(name)
    onMark(next)
  }
  const known = GRADES.flatMap((grade) => LETTERS.map((letter) => `${grade}${letter}`)).filter((name) => have.has(name))
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in every browser we support */}
      <div className={styles.matrix} role="group" data-first aria-label={t.create.matrix}>
        <span />
        {LETTERS.map((letter) => (
          <b key={letter}>{letter}</b>
        ))}
        {GRADES.map((grade) => (
          <Fragment key={grade}>
            <b className="num">{grade}</b>
            {LETTERS.map((letter) => {
              const name = `${grade}«${letter}»`
              const exists = have.has(`${grade}${letter}`)
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
          </Fragment>
        ))}
      </div>
      <ul className={styles.key}>
        <li>
          <i />
          {t.create.legendHave(known.length)}
        </li>
        <li>
          <i className={styles.new} />
          {t.create.legendNew(marked.size)}
        </li>
      </ul>
    </>
  )
}
