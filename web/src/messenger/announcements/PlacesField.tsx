import { Button, Checkbox, Search } from '@vkontakte/vkui'
import { useState } from 'react'
import { UNIT_AUDIENCES } from '#contract/communities/unit-audiences.ts'
import styles from './announcements.module.css'
import { t } from './announcements.texts.ts'
import { found, keyOf, type Places } from './compose-form.ts'

/** With more places than that one looks for them by a word. */
const SEARCHED_FROM = 8

interface PlacesFieldProps {
  places: Places
  chosen: ReadonlySet<string>
  onToggle: (...keys: string[]) => void
}

/** Channels, units and chats from which one chooses. */
export function PlacesField({ places, chosen, onToggle }: PlacesFieldProps) {
  const [word, setWord] = useState('')
  const shown = found(places, word)
  const count = places.channels.length + places.units.length + places.chats.length
  const isNothing = shown.channels.length + shown.units.length + shown.chats.length === 0
  if (count === 0) return <p className={styles.muted}>{t.form.nowhere}</p>
  return (
    <fieldset className={styles.places}>
      <legend>{t.form.to}</legend>
      {count > SEARCHED_FROM && (
        <Search
          value={word}
          placeholder={t.form.find}
          aria-label={t.form.find}
          noPadding
          onChange={(event) => setWord(event.target.value)}
        />
      )}
      {isNothing && <p className={styles.muted}>{t.form.nothing}</p>}
      <ChatGroup title={t.form.channels} chats={shown.channels} chosen={chosen} onToggle={onToggle} />
      <UnitGroup units={shown.units} chosen={chosen} onToggle={onToggle} />
      <ChatGroup title={t.form.chats} chats={shown.chats} chosen={chosen} onToggle={onToggle} />
    </fieldset>
  )
}

type GroupProps = Pick<PlacesFieldProps, 'chosen' | 'onToggle'>

function ChatGroup({ title, chats, chosen, onToggle }: GroupProps & { title: string; chats: Places['chats'] }) {
  if (chats.length === 0) return null
  return (
    <div className={styles.group}>
      <h3>{title}</h3>
      {chats.map(({ chatId, title: name, people }) => (
        <Checkbox key={chatId} checked={chosen.has(chatId)} onChange={() => onToggle(chatId)}>
          {name} <small className="num">{t.form.people(people)}</small>
        </Checkbox>
      ))}
    </div>
  )
}

function UnitGroup({ units, chosen, onToggle }: GroupProps & { units: Places['units'] }) {
  if (units.length === 0) return null
  const guardians = units.map(({ unitId }) => keyOf({ kind: 'unit', unitId, audience: 'guardians' }))
  return (
    <div className={styles.group}>
      <h3>{t.form.units}</h3>
      {units.length > 1 && (
        <Button
          size="m"
          mode="secondary"
          aria-pressed={guardians.every((key) => chosen.has(key))}
          onClick={() => onToggle(...guardians)}
        >
          {t.form.allGuardians}
        </Button>
      )}
      {units.map(({ unitId, name, people }) => (
        <div key={unitId} className={styles.unit}>
          <b>{name}</b>
          <div>
            {UNIT_AUDIENCES.map((audience) => {
              const key = keyOf({ kind: 'unit', unitId, audience })
              const label = t.form[audience](people[audience])
              return (
                <button
                  key={audience}
                  type="button"
                  className={styles.toggle}
                  aria-pressed={chosen.has(key)}
                  aria-label={t.form.unit(name, label)}
                  onClick={() => onToggle(key)}
                >
                  {label}
                </button>
              )
            })}
          </div>
        </div>
      ))}
    </div>
  )
}
