import { Button, FormItem, Input, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import {
  ROSTER_FIELDS,
  ROSTER_LISTS,
  ROSTER_ROWS_MAX,
  type RosterField,
  type RosterList,
} from '#contract/communities/roster.limits.ts'
import { getImport, listRows, type RosterImport, setColumns } from '#contract/communities/roster.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './roster.module.css'
import { t } from './roster.texts.ts'

/** What the columns of a table were taken for; the person may correct it. */
export function ColumnsCard({ file }: { file: RosterImport }) {
  const [list, setList] = useState<RosterList>(file.list)
  const [headRow, setHeadRow] = useState(String(file.headRow))
  const [columns, setFields] = useState<RosterField[]>(file.columns.map(({ field }) => field))
  const save = useCommand(setColumns, { refreshes: [getImport, listRows] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const row = Math.min(ROSTER_ROWS_MAX, Math.max(0, Math.round(Number(headRow)) || 0))
    save.mutate({ importId: file.id, version: file.version, headRow: row, list, columns })
  }
  return (
    <Card title={t.columns.title} sub={t.columns.sub}>
      <form className={styles.columns} onSubmit={submit}>
        <FormItem noPadding top={t.columns.list} htmlFor="roster-list">
          <NativeSelect id="roster-list" value={list} onChange={(event) => setList(event.target.value as RosterList)}>
            {ROSTER_LISTS.map((value) => (
              <option key={value} value={value}>
                {t.lists[value]}
              </option>
            ))}
          </NativeSelect>
        </FormItem>
        <FormItem noPadding top={t.columns.headRow} htmlFor="roster-head">
          <Input
            id="roster-head"
            inputMode="numeric"
            value={headRow}
            onChange={(event) => setHeadRow(event.target.value.replace(/\D/g, ''))}
          />
        </FormItem>
        {file.columns.map(({ head, sample }, n) => (
          <FormItem
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
            key={n}
            noPadding
            top={head === '' ? t.columns.column(n + 1) : head}
            htmlFor={`roster-column-${n}`}
            bottom={sample === '' ? undefined : t.columns.example(sample)}
          >
            <NativeSelect
              id={`roster-column-${n}`}
              value={columns[n]}
              onChange={(event) => setFields(columns.with(n, event.target.value as RosterField))}
            >
              {ROSTER_FIELDS.map((field) => (
                <option key={field} value={field}>
                  {t.fields[field]}
                </option>
              ))}
            </NativeSelect>
          </FormItem>
        ))}
        <div className={styles.whole}>
          <Button size="l" mode="secondary" type="submit" loading={save.isPending}>
            {t.columns.save}
          </Button>
          <ErrorLine error={save.error} />
        </div>
      </form>
    </Card>
  )
}
