import { FormItem, Textarea } from '@vkontakte/vkui'
import { REASON_MAX } from '#contract/communities/communities.limits.ts'
import { t } from './tickets.texts.ts'

interface ReasonFieldProps {
  label: string
  value: string
  missing: boolean
  onChange: (value: string) => void
}

export function ReasonField({ label, value, missing, onChange }: ReasonFieldProps) {
  return (
    <FormItem
      noPadding
      top={label}
      htmlFor="reason"
      status={missing ? 'error' : 'default'}
      bottom={missing ? t.reasonMissing : undefined}
      bottomId="reason-note"
    >
      <Textarea
        id="reason"
        rows={3}
        maxLength={REASON_MAX}
        value={value}
        aria-invalid={missing}
        aria-describedby="reason-note"
        onChange={({ target }) => onChange(target.value)}
      />
    </FormItem>
  )
}
