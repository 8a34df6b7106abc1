import { Button, Input, NativeSelect } from '@vkontakte/vkui'
import { useState } from 'react'
import { UNIT_NAME_MAX } from '#contract/communities/communities.limits.ts'
import { ROLLOVER_CHOICES, type RolloverChoice } from '#contract/communities/rollover.limits.ts'
import type { RolloverLine, RolloverPlan } from '#contract/communities/rollover.ts'
import { Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { Empty, ErrorLine } from '#web/kit/ui/States.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import styles from './rollover.module.css'
import { t } from './rollover.texts.ts'
import { type Choices, useChoices } from './use-plan.ts'

const FILTERS = ['all', 'attention', 'promote', 'graduate', 'rest'] as const
type Filter = (typeof FILTERS)[number]

const TONES: Readonly<Record<NonNullable<RolloverLine['outcome']>, Tone>> = {
  done: 'accent',
  skipped: 'warn',
  undone: 'plain',
  kept: 'warn',
}

/** Whether somebody has to look at a line: nobody has decided, the name is impossible, it has changed, or nothing was done. */
function wantsLook({ choice, conflict, changed, outcome }: RolloverLine): boolean {
  return choice === null || conflict !== null || changed || outcome === 'skipped' || outcome === 'kept'
}

function passes(line: RolloverLine, filter: Filter): boolean {
  if (filter === 'all') return true
  if (filter === 'attention') return wantsLook(line)
  if (filter === 'rest') return line.choice === 'archive' || line.choice === 'leave'
  return line.choice === filter
}

/** Unit by unit what becomes of it; of a plan everything can be chosen otherwise. */
export function LinesCard({ plan }: { plan: RolloverPlan }) {
  const { rollover, lines } = plan
  const isPlan = rollover.state === 'ready'
  const [filter, setFilter] = useState<Filter>('all')
  // Whatever came into a list leaves it with the next look, so that nobody loses his place in it.
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set())
  const look = (key: Filter) => {
    setFilter(key)
    setHeld(new Set())
  }
  const entering = lines.filter((line) => passes(line, filter) && !held.has(line.unitId))
  if (entering.length > 0) setHeld(new Set([...held, ...entering.map(({ unitId }) => unitId)]))
  const { choose, error } = useChoices(plan)
  const shown = lines.filter((line) => held.has(line.unitId))
  const undecided = lines.filter(({ choice }) => choice === null)
  const labelOf = (key: Filter) => (key === 'attention' && !isPlan ? t.lines.passed : t.lines[key])
  return (
    <Card flush>
      <Tabs
        label={t.lines.label}
        value={filter}
        onChange={look}
        items={FILTERS.map((key) => ({
          key,
          label: labelOf(key),
          count: lines.filter((line) => passes(line, key)).length,
        }))}
      />
      {isPlan && undecided.length > 0 && filter === 'attention' && (
        <div className={styles.bulk}>
          <Button
            size="m"
            mode="outline"
            appearance="neutral"
            onClick={() => choose(undecided.map(({ unitId }) => ({ unitId, choice: 'leave' })))}
          >
            {t.lines.leaveRest(undecided.length)}
          </Button>
        </div>
      )}
      <ErrorLine error={error} />
      {shown.length === 0 ? (
        <Empty {...t.lines.none} />
      ) : (
        <ul className={styles.list}>
          {shown.map((line) => (
            <Line key={line.unitId} line={line} onChoose={isPlan ? choose : null} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Line({ line, onChoose }: { line: RolloverLine; onChoose: ((choices: Choices) => void) | null }) {
  const people = t.lines.people(line)
  const chats = line.chats.map(({ before, after }) =>
    line.choice === 'graduate' ? t.lines.closes(before) : t.lines.chat(before, after),
  )
  return (
    <li>
      <span>
        <b>{line.name}</b>
        <small className="num">{people === '' ? t.lines.nobody : people}</small>
        {chats.map((chat) => (
          <small key={chat}>{chat}</small>
        ))}
        {line.reason !== null && <small className={styles.reason}>{t.lines.reasons[line.reason]}</small>}
        {line.conflict !== null && (
          <small className={styles.conflict}>{t.lines.conflicts[line.conflict](line.conflictWith)}</small>
        )}
        {line.changed && (
          <span className={styles.marks}>
            <Chip tone="warn">{t.lines.changed}</Chip>
          </span>
        )}
      </span>
      {onChoose === null ? <Became line={line} /> : <Choice line={line} onChoose={onChoose} />}
    </li>
  )
}

function Became({ line }: { line: RolloverLine }) {
  const renamed = line.choice === 'promote' && line.newName !== line.name
  return (
    <>
      <span>
        {line.choice !== null && t.lines.choices[line.choice]} {renamed && t.lines.becomes(line.newName)}
      </span>
      <span className={styles.marks}>
        {line.outcome !== null && <Chip tone={TONES[line.outcome]}>{t.lines.outcomes[line.outcome]}</Chip>}
      </span>
    </>
  )
}

function Choice({ line, onChoose }: { line: RolloverLine; onChoose: (choices: Choices) => void }) {
  const { unitId } = line
  const decide = (choice: RolloverChoice) =>
    onChoose([
      { unitId, choice, ...(choice === 'promote' ? { newName: line.newName === '' ? line.name : line.newName } : {}) },
    ])
  return (
    <>
      <span>
        <label className="vh" htmlFor={`choice-${unitId}`}>
          {t.lines.choice(line.name)}
        </label>
        <NativeSelect
          id={`choice-${unitId}`}
          value={line.choice ?? ''}
          onChange={(event) => decide(event.target.value as RolloverChoice)}
        >
          {line.choice === null && (
            <option value="" disabled>
              {t.lines.undecided}
            </option>
          )}
          {ROLLOVER_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {t.lines.choices[choice]}
            </option>
          ))}
        </NativeSelect>
      </span>
      {line.choice === 'promote' ? <NewName line={line} onChoose={onChoose} /> : <span aria-hidden="true" />}
    </>
  )
}

/** The name is taken when the field is left, or by Enter; an empty one is as before. */
function NewName({ line, onChoose }: { line: RolloverLine; onChoose: (choices: Choices) => void }) {
  const [name, setName] = useState(line.newName)
  const [known, setKnown] = useState(line.newName)
  if (line.newName !== known) {
    setKnown(line.newName)
    setName(line.newName)
  }
  const save = () => {
    const newName = name.trim()
    if (newName === '') setName(line.newName)
    else if (newName !== line.newName) onChoose([{ unitId: line.unitId, choice: 'promote', newName }])
  }
  return (
    <span>
      <label className="vh" htmlFor={`name-${line.unitId}`}>
        {t.lines.newName(line.name)}
      </label>
      <Input
        id={`name-${line.unitId}`}
        value={name}
        maxLength={UNIT_NAME_MAX}
        onChange={(event) => setName(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save()
          if (event.key === 'Escape') setName(line.newName)
        }}
      />
    </span>
  )
}
