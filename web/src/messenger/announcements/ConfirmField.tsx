import { FormItem, Input, NativeSelect } from '@vkontakte/vkui'
import { t } from './announcements.texts.ts'
import type { ConfirmForm } from './compose-form.ts'

/** Whether the families are asked to confirm, how, and until when. */
export function ConfirmField({ form, onChange }: { form: ConfirmForm; onChange: (next: ConfirmForm) => void }) {
  return (
    <>
      <FormItem noPadding top={t.form.confirm} htmlFor="announcement-confirm">
        <NativeSelect
          id="announcement-confirm"
          value={form.answers}
          onChange={(event) => onChange({ ...form, answers: event.target.value as ConfirmForm['answers'] })}
        >
          <option value="none">{t.form.confirms.none}</option>
          <option value="seen">{t.form.confirms.seen}</option>
          <option value="agree">{t.form.confirms.agree}</option>
        </NativeSelect>
      </FormItem>
      {form.answers !== 'none' && (
        <>
          <FormItem noPadding top={t.form.who} htmlFor="announcement-who">
            <NativeSelect
              id="announcement-who"
              value={form.who}
              onChange={(event) => onChange({ ...form, who: event.target.value as ConfirmForm['who'] })}
            >
              <option value="one">{t.form.whos.one}</option>
              <option value="all">{t.form.whos.all}</option>
            </NativeSelect>
          </FormItem>
          <FormItem noPadding top={t.form.due} htmlFor="announcement-due" bottom={t.form.dueHint}>
            <Input
              id="announcement-due"
              type="datetime-local"
              value={form.due}
              onChange={(event) => onChange({ ...form, due: event.target.value })}
            />
          </FormItem>
        </>
      )}
    </>
  )
}
