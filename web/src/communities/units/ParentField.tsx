import { FormItem, NativeSelect } from '@vkontakte/vkui'
import type { Unit } from '#contract/communities/units.ts'
import { inTree } from './unit-order.ts'
import { t } from './units.texts.ts'

interface ParentFieldProps {
  /** The departments that may be chosen; «Коллектив» is none of them. */
  units: readonly Unit[]
  parentId: string
  onChoose: (parentId: string) => void
}

/** Of which department another one is a part. */
export function ParentField({ units, parentId, onChoose }: ParentFieldProps) {
  const rows = inTree(units.filter(({ system, archived }) => !system && !archived).map((unit) => ({ unit })))
  if (rows.length === 0) return null
  return (
    <FormItem noPadding top={t.place.parent} htmlFor="unit-parent">
      <NativeSelect id="unit-parent" value={parentId} onChange={({ target }) => onChoose(target.value)}>
        <option value="">{t.place.top}</option>
        {rows.map(({ unit, depth }) => (
          <option key={unit.id} value={unit.id}>
            {'\u2003'.repeat(depth)}
            {unit.name}
          </option>
        ))}
      </NativeSelect>
    </FormItem>
  )
}
