import { Icon16ArrowsUpDown, Icon16SortArrowDown, Icon16SortArrowUp } from '@vkontakte/icons'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './Table.module.css'
import { uiTexts as t } from './ui.texts.ts'

export interface Column<Row, Sort extends string = string> {
  key: string
  head: ReactNode
  /** Width of the column; what is left goes to those without one. */
  width?: number
  end?: boolean
  sort?: Sort
  cell: (row: Row) => ReactNode
}

export interface Sorting<Sort extends string> {
  by: Sort
  descending: boolean
}

interface TableProps<Row, Sort extends string> {
  label: string
  columns: readonly Column<Row, Sort>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  nameOf?: (row: Row) => string
  sorting?: Sorting<Sort> | undefined
  onSort?: ((sorting: Sorting<Sort>) => void) | undefined
  selected?: ReadonlySet<string> | undefined
  onSelect?: ((selected: ReadonlySet<string>) => void) | undefined
  openKey?: string | undefined
  onOpen?: ((row: Row) => void) | undefined
}

/** A table that uses the width: a head that stays, sorting, selection of many, a row that opens. */
export function Table<Row, Sort extends string = string>(props: TableProps<Row, Sort>) {
  const { label, columns, rows, keyOf, selected, onSelect, sorting, onSort } = props
  const keys = rows.map(keyOf)
  const chosen = selected === undefined ? 0 : keys.filter((key) => selected.has(key)).length
  return (
    <table className={styles.table} aria-label={label}>
      <colgroup>
        {selected !== undefined && <col style={{ width: 52 }} />}
        {columns.map((column) => (
          <col key={column.key} style={column.width === undefined ? undefined : { width: column.width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {selected !== undefined && (
            <th scope="col">
              <Box
                label={t.selectAll}
                checked={chosen > 0 && chosen === keys.length}
                mixed={chosen > 0 && chosen < keys.length}
                onChange={(on) => onSelect?.(new Set(on ? keys : []))}
              />
            </th>
          )}
          {columns.map((column) => (
            <Head key={column.key} column={column} sorting={sorting} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <BodyRow key={keyOf(row)} {...props} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function BodyRow<Row, Sort extends string>(props: TableProps<Row, Sort> & { row: Row }) {
  const { row, columns, keyOf, nameOf, selected, onSelect, openKey, onOpen } = props
  const key = keyOf(row)
  const on = selected?.has(key) === true
  return (
    <tr
      className={cx(on && styles.on, openKey === key && styles.open, onOpen && styles.opens)}
      onClick={(event) => {
        if (!(event.target as Element).closest('button, a, input, label')) onOpen?.(row)
      }}
    >
      {selected !== undefined && (
        <td>
          <Box
            label={t.select(nameOf?.(row) ?? '')}
            checked={on}
            onChange={(checked) => {
              const next = new Set(selected)
              if (checked) next.add(key)
              else next.delete(key)
              onSelect?.(next)
            }}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.key} className={cx(column.end && styles.end)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

interface HeadProps<Row, Sort extends string> {
  column: Column<Row, Sort>
  sorting: Sorting<Sort> | undefined
  onSort: ((sorting: Sorting<Sort>) => void) | undefined
}

function Head<Row, Sort extends string>({ column, sorting, onSort }: HeadProps<Row, Sort>) {
  const { sort } = column
  const active = sort !== undefined && sorting?.by === sort
  const direction = sorting?.descending === true ? 'descending' : 'ascending'
  return (
    <th scope="col" className={cx(column.end && styles.end)} aria-sort={active ? direction : undefined}>
      {sort === undefined ? (
        column.head
      ) : (
        <button
          type="button"
          className={cx(styles.sort, active && styles.sorted)}
          onClick={() => onSort?.({ by: sort, descending: active && sorting?.descending === false })}
        >
          {column.head}
          {active ? sorting?.descending ? <Icon16SortArrowDown /> : <Icon16SortArrowUp /> : <Icon16ArrowsUpDown />}
        </button>
      )}
    </th>
  )
}

interface BoxProps {
  label: string
  checked: boolean
  mixed?: boolean
  onChange: (checked: boolean) => void
}

/** A tick with a target for a finger. */
export function Box({ label, checked, mixed = false, onChange }: BoxProps) {
  return (
    <label className={styles.box}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        ref={(element) => {
          if (element !== null) element.indeterminate = mixed
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span aria-hidden="true" />
    </label>
  )
}
