import { FormItem, Textarea } from '@vkontakte/vkui'
import { REASON_MAX } from '#contract/communities/communities.limits.ts'

interface ReasonItemProps {
  label: string
  /** Said when nothing was written. */
  missing: string | undefined
  value: string
  onType: (value: string) => void
}

/** The reason of what the operator does. */
export function ReasonItem({ label, missing, value, onType }: ReasonItemProps) {
  return (
    <FormItem
      noPadding
      top={label}
      htmlFor="serving-reason"
      status={missing === undefined ? 'default' : 'error'}
      bottom={missing}
      bottomId="serving-reason-note"
    >
      <Textarea
        id="serving-reason"
        rows={2}
        maxLength={REASON_MAX}
        value={value}
        aria-invalid={missing !== undefined}
        aria-describedby="serving-reason-note"
        onChange={({ target }) => onType(target.value)}
      />
    </FormItem>
  )
}
