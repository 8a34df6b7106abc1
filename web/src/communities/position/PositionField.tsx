import { FormItem, Input } from '@vkontakte/vkui'
import { POSITION_MAX } from '#contract/communities/communities.limits.ts'
import type { CommunityType } from '#contract/communities/types.ts'
import { t } from './position.texts.ts'

interface PositionFieldProps {
  /** Of the organisation; null while none is chosen. */
  type: CommunityType | null
  value: string
  missing: boolean
  onChange: (position: string) => void
}

/** «Должность»: a choice of what people are in such an organisation, or words of one's own (INV-05). */
export function PositionField({ type, value, missing, onChange }: PositionFieldProps) {
  return (
    <FormItem
      noPadding
      required
      top={t.position}
      htmlFor="position"
      status={missing ? 'error' : 'default'}
      bottom={missing ? t.missing : t.hint}
      bottomId="position-note"
    >
      <Input
        id="position"
        list="positions"
        value={value}
        maxLength={POSITION_MAX}
        autoComplete="off"
        aria-invalid={missing}
        aria-describedby="position-note"
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id="positions">
        {(type === null ? [] : t.choices[type]).map((position) => (
          <option key={position} value={position} />
        ))}
      </datalist>
    </FormItem>
  )
}
