import { Button } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { listUnits, placeUnit, type Unit } from '#contract/communities/units.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { ParentField } from './ParentField.tsx'
import { t } from './units.texts.ts'

interface PlaceUnitDialogProps {
  unit: Unit
  others: readonly Unit[]
  onClose: () => void
}

/** Makes a department part of another one, or of none (STR-07). */
export function PlaceUnitDialog({ unit, others, onClose }: PlaceUnitDialogProps) {
  const [parentId, setParentId] = useState(unit.parentId ?? '')
  const place = useCommand(placeUnit, {
    refreshes: [listUnits],
    onSuccess: () => {
      showToast(t.place.done(unit.name))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    place.mutate({ unitId: unit.id, parentId: parentId === '' ? null : parentId })
  }
  return (
    <Dialog
      title={t.place.title}
      sub={unit.name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.place.cancel}
          </Button>
          <Button size="l" type="submit" form="place" loading={place.isPending}>
            {t.place.submit}
          </Button>
        </>
      }
    >
      <form id="place" onSubmit={submit}>
        <ParentField
          units={others.filter(({ id }) => id !== unit.id)}
          parentId={parentId}
          onChoose={(id) => {
            setParentId(id)
            place.reset()
          }}
        />
      </form>
      <p>{t.place.text}</p>
      <ErrorLine error={place.error} />
    </Dialog>
  )
}
