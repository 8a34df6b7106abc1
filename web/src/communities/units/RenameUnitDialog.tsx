import { Button, FormItem, Input } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { UNIT_NAME_MAX } from '#contract/communities/communities.limits.ts'
import { listUnits, renameUnit, type Unit } from '#contract/communities/units.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './units.texts.ts'

export function RenameUnitDialog({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const [name, setName] = useState(unit.name)
  const rename = useCommand(renameUnit, {
    refreshes: [listUnits],
    onSuccess: () => {
      showToast(t.renamed)
      onClose()
    },
  })
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') setMissing(true)
    else rename.mutate({ unitId: unit.id, name: name.trim() })
  }
  const refused = rename.error === null ? undefined : explain(rename.error).sentence
  const error = missing ? t.create.missing : refused
  return (
    <Dialog
      title={t.renameTitle}
      sub={unit.name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.keep}
          </Button>
          <Button size="l" type="submit" form="rename" loading={rename.isPending}>
            {t.save}
          </Button>
        </>
      }
    >
      <form id="rename" onSubmit={submit}>
        <FormItem
          noPadding
          top={t.create.name}
          htmlFor="unit-name"
          status={error === undefined ? 'default' : 'error'}
          bottom={error}
          bottomId="unit-name-note"
        >
          <Input
            id="unit-name"
            value={name}
            maxLength={UNIT_NAME_MAX}
            aria-invalid={error !== undefined}
            aria-describedby={error === undefined ? undefined : 'unit-name-note'}
            onChange={(event) => {
              setName(event.target.value)
              setMissing(false)
              rename.reset()
            }}
          />
        </FormItem>
      </form>
    </Dialog>
  )
}
