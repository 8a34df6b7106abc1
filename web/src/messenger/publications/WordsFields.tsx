import { FormItem, Input, Textarea } from '@vkontakte/vkui'
import { PUBLICATION_TITLE_MAX } from '#contract/messenger/publications.limits.ts'
import { type Missing, type PublicationForm, roomOf } from './compose-form.ts'
import styles from './publications.module.css'
import { t } from './publications.texts.ts'

/** From here on it says how much room is left. */
const ROOM_SHOWN = 300

interface WordsFieldsProps {
  form: PublicationForm
  /** What is wrong with it, once it was tried. */
  missing: Missing | null
  onChange: (part: Partial<PublicationForm>) => void
}

/** The title and the text of a publication. */
export function WordsFields({ form, missing, onChange }: WordsFieldsProps) {
  const left = roomOf(form)
  const room = left < 0 ? t.form.over(-left) : left <= ROOM_SHOWN ? t.form.left(left) : ''
  return (
    <>
      <FormItem noPadding top={t.form.name} htmlFor="publication-title">
        <Input
          id="publication-title"
          value={form.title}
          maxLength={PUBLICATION_TITLE_MAX}
          autoComplete="off"
          aria-invalid={missing === 'nameMissing'}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </FormItem>
      <FormItem noPadding top={t.form.text} htmlFor="publication-text">
        <Textarea
          id="publication-text"
          className={styles.text}
          rows={6}
          grow
          value={form.text}
          aria-invalid={left < 0}
          aria-describedby="publication-room"
          onChange={(event) => onChange({ text: event.target.value })}
        />
      </FormItem>
      <span id="publication-room" role="status" className={left < 0 ? styles.over : styles.room}>
        {room}
      </span>
    </>
  )
}
