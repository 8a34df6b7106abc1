import { useState } from 'react'
import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { useSettled } from '#web/kit/ui/useSettled.ts'
import { t } from '../school.texts.ts'
import { ActionButton } from './ActionButton.tsx'
import { FormFoot } from './Form.tsx'
import { Trouble } from './Trouble.tsx'

export interface Picked {
  readonly id: string
  readonly name: string
  readonly note: string
}

interface PickerProps<O extends Operation> {
  operation: OutputOf<O> extends { next: string | null } ? O : never
  input?: Omit<InputOf<O>, 'cursor' | 'search'>
  rowOf: (row: OutputOf<O> extends { rows: readonly (infer Row)[] } ? Row : never) => Picked
  /** Whether several rows can be chosen. */
  many: boolean
  /** Those who are chosen already. */
  taken?: readonly string[]
  /** False keeps the window open, for whoever closes it when the server has answered. */
  onPick: (picked: readonly Picked[]) => unknown
  close: () => void
}

/** A window in which rows of a register are flagged and taken with «Выбрать». */
export function Picker<O extends Operation>(props: PickerProps<O>) {
  const { operation, input, rowOf, many, taken = [], onPick, close } = props
  const [words, setWords] = useState('')
  const [picked, setPicked] = useState<readonly Picked[]>([])
  const search = useSettled(words)
  const asked = { ...input, ...(search === '' ? {} : { search }) } as Omit<InputOf<O>, 'cursor'>
  const pages = useApiPages<O>(operation, asked)
  const rows = (pages.pages as readonly { rows: readonly never[] }[]).flatMap((part) => part.rows.map(rowOf))
  const flag = (row: Picked) => {
    const isFlagged = picked.some(({ id }) => id === row.id)
    if (isFlagged) setPicked(picked.filter(({ id }) => id !== row.id))
    else setPicked(many ? [...picked, row] : [row])
  }
  return (
    <>
      <div className="es-body">
        <div className="es-tools">
          <input
            className="es-input es-search"
            type="search"
            value={words}
            placeholder={t.search}
            aria-label={t.search}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        <ul className="es-picks">
          {pages.isError && <Trouble error={pages.error} onRetry={() => void pages.refetch()} />}
          {pages.isPending && (
            <li className="es-state" role="status">
              {t.loading}
            </li>
          )}
          {pages.isSuccess && rows.length === 0 && <li className="es-state es-mut">{t.nothingFound}</li>}
          {rows.map((row) => {
            const isTaken = taken.includes(row.id)
            return (
              <li key={row.id}>
                <label className="es-pick-row">
                  <input
                    type={many ? 'checkbox' : 'radio'}
                    checked={isTaken || picked.some(({ id }) => id === row.id)}
                    disabled={isTaken}
                    onChange={() => flag(row)}
                  />
                  <span>
                    <b>{row.name}</b>
                    <small>{isTaken ? t.alreadyChosen : row.note}</small>
                  </span>
                </label>
              </li>
            )
          })}
          {pages.hasNextPage && (
            <li>
              <ActionButton
                className="es-next"
                busy={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                {t.more}
              </ActionButton>
            </li>
          )}
        </ul>
      </div>
      <FormFoot
        save={t.choose}
        close={close}
        closed={picked.length === 0 ? t.flagRows : null}
        onSave={() => {
          if (onPick(picked) !== false) close()
        }}
      />
    </>
  )
}
