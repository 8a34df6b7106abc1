import { Button, FormItem, Input } from '@vkontakte/vkui'
import { useState } from 'react'
import { cx } from '#web/kit/ui/cx.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { formatPhone } from '#web/kit/ui/phone.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './phonebook.module.css'
import { t } from './phonebook.texts.ts'
import type { Entry } from './phonebook.ts'

const ROWS = 30

/** Everybody of the phone book, to be invited from this device (CNT-03): the server learns nothing of it. */
export function InviteCard({ entries }: { entries: readonly Entry[] }) {
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState(ROWS)
  const wanted = search.trim().toLowerCase()
  const found = entries.filter(({ name }) => name.toLowerCase().includes(wanted))
  return (
    <Card title={t.invite} sub={t.inviteSub(entries.length)}>
      <FormItem noPadding top={t.search} htmlFor="phonebook-search">
        <Input id="phonebook-search" type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      </FormItem>
      {found.length === 0 && <p className={styles.note}>{t.none}</p>}
      <ul className={cx(styles.list, styles.invite)}>
        {found.slice(0, shown).map((entry) => (
          <InviteRow key={entry.phones[0]} entry={entry} />
        ))}
      </ul>
      {found.length > shown && (
        <Button size="m" mode="secondary" onClick={() => setShown(shown + ROWS)}>
          {t.more}
        </Button>
      )}
    </Card>
  )
}

function InviteRow({ entry: { name, phones } }: { entry: Entry }) {
  const text = t.letter(location.origin)
  const give = async () => {
    // Whoever closes the sheet has changed his mind.
    if (navigator.share !== undefined) return navigator.share({ text }).catch(() => undefined)
    await navigator.clipboard.writeText(text)
    showToast(t.copied)
  }
  return (
    <li>
      <span className={styles.who}>
        <b>{name}</b>
        <span>{phones.map(formatPhone).join(', ')}</span>
      </span>
      <a
        className={styles.link}
        href={`sms:${phones[0]}?&body=${encodeURIComponent(text)}`}
        aria-label={`${t.sms}: ${name}`}
      >
        {t.sms}
      </a>
      <Button size="m" mode="secondary" onClick={() => void give()}>
        {navigator.share === undefined ? t.copy : t.share}
      </Button>
    </li>
  )
}
