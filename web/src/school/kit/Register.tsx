import { Icon20Add, Icon20DeleteOutline, Icon20Sync, Icon20WriteOutline } from '@vkontakte/icons'
import { type ReactNode, useState } from 'react'
import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import { refresh } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { useSettled } from '#web/kit/ui/useSettled.ts'
import { t } from '../school.texts.ts'
import { ActionButton } from './ActionButton.tsx'
import { Trouble } from './Trouble.tsx'

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Left out where a phone has no room for it. */
  readonly wide?: boolean
}

type Part<Row> = { rows: readonly Row[]; next: string | null; total: number }
type RowOf<O extends Operation> = OutputOf<O> extends Part<infer Row> ? Row : never

interface RegisterProps<O extends Operation> {
  operation: OutputOf<O> extends { next: string | null } ? O : never
  input?: Omit<InputOf<O>, 'cursor' | 'search'>
  columns: readonly Column<RowOf<O>>[]
  idOf: (row: RowOf<O>) => string
  nameOf: (row: RowOf<O>) => string
  /** Absent where nothing is searched for. */
  searchLabel?: string
  /** What the register will show, where it is empty. */
  empty: string
  onAdd?: (() => void) | undefined
  onEdit?: ((row: RowOf<O>) => void) | undefined
  onDelete?: ((row: RowOf<O>) => void) | undefined
  deleteLabel?: string
  /** Why a row cannot be deleted; null when it can. */
  keeps?: (row: RowOf<O>) => string | null
  /** More buttons for the row that is chosen. */
  more?: (row: RowOf<O> | null) => ReactNode
  foot?: ReactNode
}

/** A register: its toolbar, a table with one chosen row, and how many rows there are. */
export function Register<O extends Operation>(props: RegisterProps<O>) {
  const { operation, input, columns, idOf, nameOf, empty, onEdit } = props
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const search = useSettled(words)
  const asked = { ...input, ...(search === '' ? {} : { search }) } as Omit<InputOf<O>, 'cursor'>
  const pages = useApiPages<O>(operation, asked)
  const parts = pages.pages as readonly Part<RowOf<O>>[]
  const rows = parts.flatMap((part) => part.rows)
  const row = rows.find((each) => idOf(each) === chosen) ?? null
  const total = parts[0]?.total ?? 0
  return (
    <div className="es-body">
      <Toolbar
        {...props}
        row={row}
        words={words}
        onWords={setWords}
        onRefresh={() => void refresh(operation as Operation)}
      />
      <div className="es-table-box">
        {pages.isError && <Trouble error={pages.error} onRetry={() => void pages.refetch()} />}
        {pages.isPending && (
          <p className="es-state" role="status">
            {t.loading}
          </p>
        )}
        {pages.isSuccess && rows.length === 0 && (
          <p className="es-state es-mut">{words === '' ? empty : t.nothingFound}</p>
        )}
        {rows.length > 0 && (
          <table className="es-table">
            <thead>
              <tr>
                <th className="es-flag">
                  <span className="vh">{t.chosen}</span>
                </th>
                {columns.map(({ title, wide }) => (
                  <th key={title} className={cx(wide === true && 'es-wide')}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((each) => {
                const id = idOf(each)
                const choose = () => setChosen(chosen === id ? null : id)
                return (
                  <tr
                    key={id}
                    className={cx(chosen === id && 'es-sel')}
                    onClick={choose}
                    onDoubleClick={() => onEdit?.(each)}
                  >
                    <td className="es-flag">
                      <input
                        type="checkbox"
                        checked={chosen === id}
                        onChange={choose}
                        onClick={(event) => event.stopPropagation()}
                        aria-label={nameOf(each)}
                      />
                    </td>
                    {columns.map(({ title, wide, cell }) => (
                      <td key={title} className={cx(wide === true && 'es-wide')}>
                        {cell(each)}
                      </td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
          </table>
        )}
        {pages.hasNextPage && (
          <ActionButton className="es-next" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t.more}
          </ActionButton>
        )}
      </div>
      <footer className="es-status">
        <span>{t.records(total)}</span>
        {props.foot}
        <span className="es-end">{rows.length < total ? t.shown(rows.length, total) : ''}</span>
      </footer>
    </div>
  )
}

interface ToolbarProps<O extends Operation> extends RegisterProps<O> {
  row: RowOf<O> | null
  words: string
  onWords: (words: string) => void
  onRefresh: () => void
}

function Toolbar<O extends Operation>(props: ToolbarProps<O>) {
  const { row, words, onWords, onRefresh, searchLabel, onAdd, onEdit, onDelete, keeps, more } = props
  const needsRow = row === null ? t.chooseRow : null
  return (
    <div className="es-tools">
      {onAdd !== undefined && (
        <ActionButton tone="main" icon={<Icon20Add />} onClick={onAdd}>
          {t.add}
        </ActionButton>
      )}
      {onEdit !== undefined && (
        <ActionButton icon={<Icon20WriteOutline />} closed={needsRow} onClick={() => row !== null && onEdit(row)}>
          {t.edit}
        </ActionButton>
      )}
      {onDelete !== undefined && (
        <ActionButton
          icon={<Icon20DeleteOutline />}
          closed={needsRow ?? (row === null ? null : (keeps?.(row) ?? null))}
          onClick={() => row !== null && onDelete(row)}
        >
          {props.deleteLabel ?? t.delete}
        </ActionButton>
      )}
      {more?.(row)}
      <button type="button" className="es-icon" aria-label={t.reload} onClick={onRefresh}>
        <Icon20Sync />
      </button>
      {searchLabel !== undefined && (
        <input
          className="es-input es-search"
          type="search"
          value={words}
          placeholder={searchLabel}
          aria-label={searchLabel}
          onChange={(event) => onWords(event.target.value)}
        />
      )}
    </div>
  )
}
